"""A question that is asked in place, where it came up, instead of in a dialog."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from birdlog_gui.controls import button, sentence
from birdlog_gui.look import STEP


class Question(QWidget):
    """Hidden until it asks. `agreed` comes only of a click, as does `agreed_otherwise` of that on a second
    choice, where there is one; Escape and the last button close it (`refused`).
    """

    agreed = Signal()
    agreed_otherwise = Signal()
    refused = Signal()

    def __init__(self, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self.words = sentence()
        self.yes = button(yes, self._agree)
        self.otherwise = button("", self._agree_otherwise)
        self.no = button(no, self._refuse)
        self.no.setShortcut("Esc")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.no)
        buttons.addWidget(self.otherwise)
        buttons.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 3 * STEP)
        layout.setSpacing(2 * STEP)
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        self.hide()

    def ask(self, words: str, otherwise: str = "") -> None:
        """Ask `words`; the answer that changes nothing has the focus. `otherwise` names a second choice."""
        self.words.setText(words)
        self.otherwise.setText(otherwise)
        self.otherwise.setVisible(bool(otherwise))
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self) -> None:
        self.hide()
        self.refused.emit()

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit()

    def _agree_otherwise(self) -> None:
        self.hide()
        self.agreed_otherwise.emit()
