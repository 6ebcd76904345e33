"""Whom the CRM knows as a sender."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from birdlog.rules.preset import preset
from birdlog_gui.fields.users import UsersField
from birdlog_gui.wizard.draft import Draft
from birdlog_gui.wizard.step import Step


class SendersStep(Step):
    """The CRM's users, as far as they write from here."""

    can_be_skipped = True

    def __init__(self, draft: Draft, language: str, parent: QWidget | None = None) -> None:
        super().__init__(draft, language, parent)
        self.name = self.tr("Its users")
        self.users = UsersField()
        self.setFocusProxy(self.users)
        self._rows.addWidget(self.users)
        self._rows.addStretch()
        self.users.changed.connect(self.changed)

    def is_of_use(self) -> bool:
        return preset(self._draft.preset).addresses_needed

    def enter(self) -> None:
        crm = self._draft.crm
        self.heading.setText(self.tr("Whom does {crm} know as a sender?").format(crm=crm))
        self.words.setText(
            self.tr(
                "Most CRMs log mail only from addresses of their users: the account's own, connected"
                " mailboxes, and aliases. Birdlog warns you before you send from another one. If you skip"
                " this, it takes all your addresses for known."
            )
        )
        if self._draft.users is not None:
            self.users.show_users(self._draft.users)
        elif not self.users.users:
            self.users.show_users(self._draft.likely_users(self._around.own))

    def faulty(self) -> QWidget | None:
        return self.users.faulty

    def take(self) -> None:
        self._draft.users = self.users.users

    def skip(self) -> None:
        self._draft.users = None
