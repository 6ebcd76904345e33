"""What stands beside the list where several mails are chosen: how many, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from birdlog_gui.controls import button, sentence
from birdlog_gui.look import STEP
from birdlog_gui.question import Question

_WIDEST = 180 * STEP


class SeveralPane(QWidget):
    """Offers what can be done with several mails; nothing is deleted before a question is answered."""

    copy_wanted = Signal()
    export_wanted = Signal()
    again_wanted = Signal()
    never_log_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = sentence()
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self.title.setFont(font)
        self.copy = button(self.tr("Copy"), self.copy_wanted.emit)
        self.export = button(self.tr("Export…"), self.export_wanted.emit)
        self.again = button(self.tr("Log again"), self.again_wanted.emit)
        self.never_log = button(self.tr("Never log these contacts"), self.never_log_wanted.emit)
        self.forget = button(self.tr("Forget…"), self.ask_to_forget)
        self.question = Question(yes=self.tr("Delete"), no=self.tr("Keep"))
        self.question.agreed.connect(self.forget_wanted)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._lay_out()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """What can be done, from the least to the most."""
        return self.copy, self.export, self.again, self.never_log, self.forget

    def show_count(self, count: int | None, can_log_again: bool) -> None:
        """Say how many are chosen; None: all that are listed, whose number is not known."""
        if count is None:
            self.title.setText(self.tr("All mails in the list are chosen."))
        else:
            said = self.tr("%n mail(s) are chosen.", "", count)
            self.title.setText(said.replace(str(count), QLocale().toString(count)))
        self.again.setVisible(can_log_again)
        self.question.hide()

    def ask_to_forget(self) -> None:
        """Ask in place whether what is kept about these mails may go."""
        question = self.tr("Delete what Birdlog keeps about these mails?")
        meaning = self.tr("The CRM and your mail stay as they are.")
        self.question.ask(f"{question} {meaning}")

    def _lay_out(self) -> None:
        acts = QVBoxLayout()
        acts.setSpacing(2 * STEP)
        for row in ((self.copy, self.export, self.again), (self.never_log, self.forget)):
            beside = QHBoxLayout()
            beside.setSpacing(2 * STEP)
            for each in row:
                beside.addWidget(each)
            beside.addStretch()
            acts.addLayout(beside)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 6 * STEP)
        column.setSpacing(4 * STEP)
        column.addWidget(self.title)
        column.addLayout(acts)
        column.addWidget(self.question)
        column.addStretch()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inside, stretch=100)
        whole.addStretch(1)
