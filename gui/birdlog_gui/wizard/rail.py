"""Which steps there are, which are done, and which one this is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from birdlog_gui.look import BLUE, GREEN, GREY, STEP
from birdlog_gui.sign import Sign

_WIDTH = 48 * STEP


class Rail(QWidget):
    """The names of the steps, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[list[str], int] = ([], -1)
        self.labels: list[QLabel] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(3 * STEP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6 * STEP, 7 * STEP, 4 * STEP, 6 * STEP)
        layout.addLayout(self._rows)
        layout.addStretch()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setMinimumWidth(_WIDTH)

    def show_steps(self, names: list[str], current: int) -> None:
        """Show these steps, of which the one at the place `current` is the one that is asked now."""
        if (names, current) == self._shown:
            return
        self._shown = (list(names), current)
        while row := self._rows.takeAt(0):
            if widget := row.widget():
                widget.hide()
                widget.deleteLater()
        self.labels = []
        for place, name in enumerate(names):
            self._rows.addWidget(self._row(place, name, current))
        words = self.tr("Step {number} of {count}: {name}")
        self.setAccessibleName(words.format(number=current + 1, count=len(names), name=names[current]))

    def _row(self, place: int, name: str, current: int) -> QWidget:
        row, mark, label = QWidget(), Sign(5 * STEP), QLabel(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        mark.setBackgroundRole(QPalette.ColorRole.Base)
        if place < current:
            mark.show_sign("state-confirmed", GREEN)
        elif place == current:
            mark.show_sign("state-sent", BLUE)
            font = QFont(label.font())
            font.setWeight(QFont.Weight.DemiBold)
            label.setFont(font)
        else:
            mark.show_sign("state-pending", GREY)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        layout.addWidget(mark)
        layout.addWidget(label)
        layout.addStretch()
        self.labels.append(label)
        return row
