"""A line above the list that tells what is under way with many mails, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from birdlog_gui.controls import Line, button, sentence
from birdlog_gui.look import STEP


class WorkStrip(QWidget):
    """Hidden where there is nothing to tell. `cancelled`: the person wants no more of it."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = sentence()
        self.cancel = button(self.tr("Cancel"), self.cancelled.emit)
        self.close_button = button(self.tr("Close"), self.hide)
        row = QHBoxLayout()
        row.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        row.setSpacing(3 * STEP)
        row.addWidget(self.words, stretch=1)
        row.addWidget(self.cancel)
        row.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(Line())
        self.hide()

    def show_progress(self, words: str) -> None:
        """Say what is under way."""
        self._say(words, is_under_way=True)

    def show_outcome(self, words: str) -> None:
        """Say what came of it; nothing where there is nothing to say."""
        self._say(words, is_under_way=False)

    def _say(self, words: str, is_under_way: bool) -> None:
        self.words.setText(words)
        self.cancel.setVisible(is_under_way)
        self.close_button.setVisible(not is_under_way)
        self.setVisible(bool(words))
