"""The list and what is known about the chosen mail: below each other, or side by side where there is room."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from birdlog_gui.look import STEP

_WIDE = 350 * STEP
"""From this width on both have room side by side."""

_KEPT = {Qt.Orientation.Horizontal: "log/split-beside", Qt.Orientation.Vertical: "log/split-below"}


class Split(QSplitter):
    """Keeps for both ways how the room is parted."""

    def __init__(self, first: QWidget, second: QWidget, store: QSettings) -> None:
        super().__init__(Qt.Orientation.Vertical, childrenCollapsible=False)
        self._store = store
        self.addWidget(first)
        self.addWidget(second)
        self._restore()

    def keep(self) -> None:
        """Keep it for the next start."""
        self._store.setValue(_KEPT[self.orientation()], self.saveState())

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= _WIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if wanted != self.orientation():
            self.keep()
            self.setOrientation(wanted)
            self._restore()
        super().resizeEvent(event)

    def _restore(self) -> None:
        way = self.orientation()
        self.setSizes([4, 3] if way == Qt.Orientation.Horizontal else [1, 1])
        kept = self._store.value(_KEPT[way])
        if isinstance(kept, QByteArray):
            self.restoreState(kept)
        self.setOrientation(way)
        self.setChildrenCollapsible(False)
