"""What all steps of the set-up are: a question, a few words, and inputs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from birdlog_gui.controls import sentence
from birdlog_gui.look import STEP
from birdlog_gui.wizard.draft import Draft, Surroundings

_HEADING = 1.3


class Step(QWidget):
    """A step reads from and writes into the draft that it is given, and into nothing else.

    `name` stands in the list of steps. `changed` comes when what the window shows around the step may have to
    be another: its buttons, or which steps there are.
    """

    changed = Signal()

    name = ""
    can_be_skipped = False

    def __init__(self, draft: Draft, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft, self._language = draft, language
        self._around = Surroundings((), False, False, False)
        self.heading, self.words = sentence(), sentence()
        font = self.heading.font()
        font.setPointSizeF(font.pointSizeF() * _HEADING)
        self.heading.setFont(font)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4 * STEP)
        self._rows.addWidget(self.heading)
        self._rows.addWidget(self.words)

    def is_of_use(self) -> bool:
        """Whether there is anything to say here, as the draft stands."""
        return True

    def know(self, around: Surroundings) -> None:
        """Go by what is the case around the set-up from now on."""
        self._around = around

    def enter(self) -> None:
        """Show what the draft says, as the step comes to the front."""

    def faulty(self) -> QWidget | None:
        """The input that keeps the person from going on, None where nothing does."""
        return None

    def take(self) -> None:
        """Write what is said here into the draft."""

    def skip(self) -> None:
        """Write into the draft that nothing is said here."""

    def keeps_enter(self, focus: QWidget | None) -> bool:
        """Whether Enter means something else to the input that has the focus than to go on."""
        return False
