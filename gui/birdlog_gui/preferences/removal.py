"""Letting go of a CRM, which is asked in place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from birdlog_gui.command import Command
from birdlog_gui.controls import button
from birdlog_gui.fields.remark import Remark
from birdlog_gui.look import STEP
from birdlog_gui.question import Question


class Removal(QWidget):
    """Takes a profile away, and its access token out of the keyring, which is why a command does it."""

    def __init__(self, name: str, crm: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._crm = name, crm
        self._command = Command(language, self)
        self.remove = button(self.tr("Remove this CRM…"), self._ask)
        self.question = Question(self.tr("Remove it"), self.tr("Leave it"))
        self.remark = Remark()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        layout.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.question)
        layout.addWidget(self.remark)
        self.question.agreed.connect(self._remove)
        self.question.refused.connect(self.remove.setFocus)
        self._command.ended.connect(self._end)

    def close_down(self) -> None:
        """Ask no more. A removal that has begun goes on, though this goes with the profile's section."""
        self.question.hide()
        if self._command.is_running:
            self._command.ended.disconnect(self._end)
            self._command.ended.connect(self._command.deleteLater)
            self._command.setParent(QCoreApplication.instance())

    def _ask(self) -> None:
        self.remark.say(None)
        self.question.ask(
            self.tr(
                "No more mail will be logged to {crm} here. What is in {crm} and in the log stays; "
                "the addresses, and an access token in your keyring, are forgotten."
            ).format(crm=self._crm)
        )

    def _remove(self) -> None:
        self.remove.setEnabled(False)
        if not self._command.run("profile", "remove", self._name):
            self._end(-1, "", "")

    def _end(self, status: int, _out: str, said: str) -> None:
        self.remove.setEnabled(True)
        if status != 0:
            self.remark.say("block", self.tr("It was not removed."), said)
