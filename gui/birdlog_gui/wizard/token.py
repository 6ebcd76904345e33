"""The CRM's access token, with which Birdlog can ask whether each mail arrived."""

from __future__ import annotations

import json
from typing import Literal

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from birdlog import secrets
from birdlog.crm.checking import Result
from birdlog.rules.preset import preset
from birdlog_gui.command import Command
from birdlog_gui.fields.remark import Remark
from birdlog_gui.fields.token import TokenField
from birdlog_gui.keyring_state import KeyringState
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless
from birdlog_gui.wizard.draft import Draft
from birdlog_gui.wizard.step import Step

_LIMIT = 1_000
State = Literal["wanted", "keeping", "checking", "kept"]


class TokenStep(Step):
    """Keeps the token in the keyring and checks it, in a program of its own; the profile is there then."""

    can_be_skipped = True

    def __init__(self, draft: Draft, language: str, parent: QWidget | None = None) -> None:
        super().__init__(draft, language, parent)
        self.name = self.tr("Access token")
        self.state: State = "wanted"
        self.field = TokenField()
        self.keyring = KeyringState(language)
        self.keyring.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.results: list[Remark] = []
        self._command = Command(language, self)
        self._command.ended.connect(self._end)
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * STEP)
        self.setFocusProxy(self.field)
        self._rows.addWidget(self.keyring)
        self._rows.addWidget(self.field)
        self._rows.addLayout(self._list)
        self._rows.addStretch()
        self.field.changed.connect(self._begin_anew)

    @property
    def is_busy(self) -> bool:
        """Whether the keyring or the CRM is being asked."""
        return self.state in ("keeping", "checking")

    @property
    def has_token_to_keep(self) -> bool:
        """Whether a token was given that is not in the keyring yet."""
        return bool(self.field.token) and self.state == "wanted"

    def is_of_use(self) -> bool:
        return preset(self._draft.preset).api_base is not None

    def enter(self) -> None:
        crm = self._draft.crm
        self.heading.setText(self.tr("May Birdlog ask {crm} whether your mail arrived?").format(crm=crm))
        self.words.setText(
            self.tr(
                "For that it needs an access token: in {crm}, a service key or a private app that may read"
                " contacts and mail (crm.objects.contacts.read, sales-email-read). It is kept in your keyring"
                " and nowhere else. Your mail is logged without it, too."
            ).format(crm=crm)
        )

    def faulty(self) -> QWidget | None:
        if not self.field.token or secrets.is_token(self.field.token):
            return None
        self.field.remark.say("block", self.tr("This is no access token: it is one word, without blanks."))
        return self.field

    def skip(self) -> None:
        self.field.forget()

    def keep(self) -> None:
        """Put the token into the keyring as that of the profile, which is written by now, then check it."""
        self._show_results([])
        self._go("keeping")
        self.field.remark.say(None, self.tr("Your keyring takes it…"))
        if not self._command.run("profile", "token", self._draft.written or "", given=self.field.token):
            self._fail(self.tr("The program “birdlog” was not found on this computer."))

    def close_down(self) -> None:
        """Let go of what is under way, and of the token."""
        self._command.close()
        self.field.forget()
        if self.is_busy:
            self._go("wanted")

    def _begin_anew(self) -> None:
        if self.state == "kept" and self.field.token:
            self._show_results([])
            self._go("wanted")
        self.changed.emit()

    def _end(self, status: int, out: str, said: str) -> None:
        if self.state == "keeping":
            if status != 0:
                self._fail(said)
                return
            self._go("checking")
            self.field.remark.say(
                "ok", self.tr("It is in your keyring. {crm} is asked…").format(crm=self._draft.crm)
            )
            self._command.run("profile", "check", self._draft.written or "", "--json")
        elif self.state == "checking":
            self.field.forget()
            self._go("kept")
            self._show_results(_results(out))

    def _fail(self, why: str) -> None:
        self._go("wanted")
        self.field.remark.say("block", harmless(why, _LIMIT))

    def _go(self, state: State) -> None:
        self.state = state
        self.field.setEnabled(not self.is_busy)
        self.changed.emit()

    def _show_results(self, results: list[Result]) -> None:
        for old in self.results:
            self._list.removeWidget(old)
            old.deleteLater()
        self.results = [Remark() for _ in results]
        for remark, result in zip(self.results, results, strict=True):
            self._list.addWidget(remark)
            remark.say(result.level, harmless(result.message, _LIMIT), harmless(result.fix, _LIMIT))


def _results(out: str) -> list[Result]:
    """What `profile check --json` said, but of the addresses, which their own step has checked."""
    results = (Result(**json.loads(line)) for line in out.splitlines())
    return [result for result in results if result.check != "addresses"]
