"""The access token of a CRM: whether one is kept, what it may do, another one, none."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from birdlog.journal import looks
from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog.rules.finding import Level
from birdlog_gui.command import Command
from birdlog_gui.controls import button, sentence
from birdlog_gui.fields.remark import Remark
from birdlog_gui.fields.token import TokenField
from birdlog_gui.keyring_state import KeyringState
from birdlog_gui.look import STEP


class TokenSetting(QWidget):
    """Gives a token to the keyring by a command: neither this program nor its memory has it for long."""

    def __init__(self, name: str, crm: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._crm = name, crm
        self._has_token = False
        self._keeping, self._forgetting = Command(language, self), Command(language, self)
        self._checking = Command(language, self)
        self.words = sentence()
        self.keyring = KeyringState(language)
        self.field = TokenField()
        self.keep = button(self.tr("&Keep it in the keyring"), self._keep)
        self.check = button(self.tr("&Try it"), self._check)
        self.replace = button(self.tr("&Replace it…"), self._replace)
        self.forget = button(self.tr("&Forget it"), self._forget)
        self.results = QVBoxLayout()
        self._lay_out()
        self._connect()
        self._show()

    def show_journal(self, journal: Journal | None) -> None:
        """Go by whether the journal knows of a token, once what is being done about it is done."""
        if self._keeping.is_running:
            return
        try:
            known = journal is not None and looks.last_asked(journal, self._name) is not None
        except JournalError:
            known = False
        if known != self._has_token:
            self._has_token = known
            self._show()

    def close_down(self) -> None:
        """Try no longer; forget what was typed."""
        self.field.forget()
        self._checking.close()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * STEP)
        for part in (self.keep, self.check, self.replace, self.forget):
            buttons.addWidget(part)
        buttons.addStretch(1)
        self.results.setSpacing(2 * STEP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * STEP)
        layout.addWidget(self.words)
        layout.addWidget(self.keyring)
        layout.addWidget(self.field)
        layout.addLayout(buttons)
        layout.addLayout(self.results)

    def _connect(self) -> None:
        self.field.entered.connect(self._keep)
        self.field.changed.connect(lambda: self.keep.setEnabled(bool(self.field.token)))
        self._keeping.ended.connect(self._kept)
        self._forgetting.ended.connect(self._forgotten)
        self._checking.ended.connect(self._checked)

    def _show(self, with_field: bool = False) -> None:
        if self._has_token:
            words = self.tr("{crm} is asked whether each mail arrives. Its access token is in your keyring.")
        else:
            words = self.tr("With an access token, {crm} can be asked whether each mail arrives.")
        self.words.setText(words.format(crm=self._crm))
        asks = with_field or not self._has_token
        for part in (self.field, self.keep):
            part.setVisible(asks)
        for part in (self.check, self.replace, self.forget):
            part.setVisible(self._has_token and not with_field)
        self.keep.setEnabled(bool(self.field.token))

    def _replace(self) -> None:
        self._show(with_field=True)
        self.field.setFocus()

    def _keep(self) -> None:
        if self.field.token and self._keeping.run("profile", "token", self._name, given=self.field.token):
            self.keep.setEnabled(False)

    def _kept(self, status: int, _out: str, said: str) -> None:
        self.keep.setEnabled(True)
        if status != 0:
            self.field.remark.say("block", said)
            self.keyring.look()
            return
        self.field.forget()
        self._has_token = True
        self._show()
        self._check()

    def _forget(self) -> None:
        self._say()
        self._forgetting.run("profile", "token", self._name, "--forget")

    def _forgotten(self, status: int, _out: str, said: str) -> None:
        if status != 0:
            self._say(("block", said, ""))

    def _check(self) -> None:
        if self._checking.run("profile", "check", self._name, "--json"):
            self._say((None, self.tr("{crm} is being asked…").format(crm=self._crm), ""))

    def _checked(self, status: int, out: str, said: str) -> None:
        try:
            lines = [json.loads(line) for line in out.splitlines()]
            found = [(line["level"], line["message"], line["fix"]) for line in lines]
        except (ValueError, KeyError, TypeError):
            found = []
        self._say(*(found or [("block", said, "")]))

    def _say(self, *lines: tuple[Level | None, str, str]) -> None:
        while taken := self.results.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        for level, *sentences in lines:
            remark = Remark()
            self.results.addWidget(remark)  # first: what has no parent would be shown as a window
            remark.say(level, *sentences)
