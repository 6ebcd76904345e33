"""Rows under a title: the reasons, and what needs the person."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from birdlog_gui.controls import QuietLabel, leading
from birdlog_gui.look import STEP
from birdlog_gui.overview.rows import Row


class Column(QWidget):
    """Shows rows; in their place, where there is none, it says `nothing`."""

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__()
        self.rows: list[Row] = []
        head = leading(QLabel(title))
        head.setTextFormat(Qt.TextFormat.PlainText)
        font = head.font()
        font.setWeight(font.Weight.DemiBold)
        head.setFont(font)
        self.nothing = QuietLabel(nothing)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * STEP)
        for part in (head, self.nothing):
            part.setContentsMargins(2 * STEP, 0, 2 * STEP, 0)
            self._column.addWidget(part)
        self._column.addLayout(self._list)
        self._column.addStretch()

    def add_below(self, widget: QWidget) -> None:
        """Put `widget` below the rows."""
        line = QHBoxLayout()
        line.setContentsMargins(2 * STEP, 0, 2 * STEP, 0)
        line.addWidget(widget)
        line.addStretch()
        self._column.insertLayout(self._column.count() - 1, line)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows` in place of those before; the focus stays at its place among them."""
        before, self.rows = self.rows, list(rows)
        for row in rows:
            self._list.addWidget(row)
            row.show()
        self.nothing.setVisible(not rows)
        focused = next((place for place, row in enumerate(before) if row.hasFocus()), None)
        if focused is not None and rows:
            rows[min(focused, len(rows) - 1)].setFocus()
        for row in before:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
