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
        self._rows: list[tuple[QuietLabel, Prose]] = []
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(4 * STEP)
        self._layout.setVerticalSpacing(STEP + STEP // 2)
        self._layout.setColumnStretch(1, 1)

    def show_facts(self, facts: list[Fact]) -> None:
        """Show `facts` in place of those before."""
        while len(self._rows) < len(facts):
            self._add_row()
        missing = [("", "")] * (len(self._rows) - len(facts))
        for (name, text), (label, value) in zip(self._rows, [*facts, *missing], strict=True):
            name.setText(label)
            name.setVisible(bool(label))
            text.setAccessibleName(label)
            text.say(value)

    def _add_row(self) -> None:
        """Rows stay for the facts of the next mail: to make them anew takes longer than to fill them."""
        name, text = QuietLabel(parent=self), Prose(self)
        self._layout.addWidget(name, len(self._rows), 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(text, len(self._rows), 1)
        self._rows.append((name, text))
