"""What is said about an input, below it: a sign, the sentence, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from birdlog.rules.finding import Level
from birdlog_gui.controls import sentence
from birdlog_gui.look import AMBER, GREEN, RED, STEP, Tone
from birdlog_gui.plain import harmless, isolated
from birdlog_gui.sign import Sign

_LOOKS: dict[Level, tuple[str, Tone]] = {
    "ok": ("state-confirmed", GREEN),
    "warn": ("alert", AMBER),
    "block": ("alert", RED),
}
_LIMIT = 100


def named(text: str) -> str:
    """An address, a pattern or a name as it can stand in a sentence, whatever is in it."""
    return isolated(harmless(text, _LIMIT))


class Remark(QWidget):
    """Hidden while there is nothing to say. A remark without a level has no sign: it is no judgement."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = Sign(4 * STEP, self)
        self._sign.setBackgroundRole(QPalette.ColorRole.Window)
        self.words = sentence()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        layout.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words)
        self.hide()

    def say(self, level: Level | None, *sentences: str) -> None:
        """Say `sentences`, in which what others wrote is `named` already; none hides the remark."""
        text = " ".join(filter(None, sentences))
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self._sign.setVisible(level is not None)
        if level is not None:
            self._sign.show_sign(*_LOOKS[level])
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        """What is said now."""
        return self.words.text()
