"""A table of facts: labels on one side, texts that can be selected on the other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from birdlog_gui.account import Fact
from birdlog_gui.controls import QuietLabel
from birdlog_gui.look import STEP
from birdlog_gui.prose import Prose


class FactTable(QWidget):
    """Shows facts, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(4 * STEP)
        self._layout.setVerticalSpacing(STEP + STEP // 2)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def show_facts(self, facts: list[Fact]) -> None:
        """Show `facts` in place of those before."""
        while self._layout.rowCount():
            self._layout.removeRow(0)
        for label, value in facts:
            text = Prose()
            text.setAccessibleName(label)
            text.say(value)
            self._layout.addRow(QuietLabel(label), text)
