"""A table of facts: labels on one side, texts that can be selected on the other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from birdlog_gui.controls import QuietLabel
from birdlog_gui.log.facts import Fact
from birdlog_gui.look import STEP
from birdlog_gui.prose import Prose


class FactTable(QWidget):
    """Shows facts, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[QWidget] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(4 * STEP)
        self._layout.setVerticalSpacing(STEP + STEP // 2)
        self._layout.setColumnStretch(1, 1)

    def show_facts(self, facts: list[Fact]) -> None:
        """Show `facts` in place of those before."""
        for widget in self._shown:
            self._layout.removeWidget(widget)
            widget.deleteLater()
        self._shown = []
        for row, (label, value) in enumerate(facts):
            name, text = QuietLabel(label, self), Prose(self)
            text.setAccessibleName(label)
            text.say(value)
            self._layout.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._layout.addWidget(text, row, 1)
            self._shown += [name, text]
