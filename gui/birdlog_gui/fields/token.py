"""An access token of the CRM: typed or pasted here, kept in the system's keyring and nowhere else."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from birdlog_gui.fields.labelled import labelled, name_of
from birdlog_gui.fields.remark import Remark
from birdlog_gui.look import STEP

_LONGEST = 4_096


class TokenField(QWidget):
    """Takes a token, hidden but for a button that shows it; the owner says by `remark` what came of it.

    `changed` comes with each other text; `entered` with Enter.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(maxLength=_LONGEST, echoMode=QLineEdit.EchoMode.Password)
        self.reveal = QPushButton(self.tr("Reveal"))
        self.reveal.setCheckable(True)
        self.remark = Remark()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        title = name_of(self.tr("Access &token"), self.line)
        layout.addLayout(labelled(title, self.line, self.reveal))
        layout.addWidget(self.remark)
        self.reveal.toggled.connect(self._show_it)
        self.line.textChanged.connect(self._take_over)
        self.line.returnPressed.connect(self.entered)
        self.setFocusProxy(self.line)
        self._take_over()

    @property
    def token(self) -> str:
        """What was given, without white space around it."""
        return self.line.text().strip()

    def forget(self) -> None:
        """Empty the field: what was given is kept elsewhere, or not wanted."""
        self.line.clear()
        self.reveal.setChecked(False)

    def _show_it(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _take_over(self) -> None:
        self.reveal.setEnabled(bool(self.line.text()))
        self.remark.say(None)
        self.changed.emit()
