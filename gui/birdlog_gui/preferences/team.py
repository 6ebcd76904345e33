"""A team address of the CRM, and who is on the team."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from birdlog.mail.addresses import fold, is_address
from birdlog.settings import Team, User
from birdlog_gui.fields.labelled import labelled, name_of
from birdlog_gui.fields.remark import named
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless, menu_text
from birdlog_gui.preferences.card import Card, shortly
from birdlog_gui.preferences.setting import quietly


class TeamCard(Card):
    """Describes a Team, whose members are users that are known."""

    def __init__(
        self,
        language: str,
        users: Iterable[User],
        before: Team | None = None,
        parent: QWidget | None = None,
    ) -> None:
        covers = ("Team.address", "Team.members", "Settings.teams")
        super().__init__(self.tr("Team"), *covers, language=language, before=before, parent=parent)
        self.address = QLineEdit()
        self.boxes: dict[str, QCheckBox] = {}
        self._members: list[str] = []
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(2 * STEP)
        title = name_of(self.tr("Address of the team"), self.address)
        self.column.addLayout(labelled(title, self.address))
        self.column.addLayout(self._boxes)
        self.column.addWidget(
            quietly(self.tr("Who was ticked first connected the address and gets the credit."))
        )
        self.address.editingFinished.connect(self.commit)
        self.address.textChanged.connect(lambda _text: self.add.setEnabled(self.is_complete))
        self.setFocusProxy(self.address if before is None else self.edit)
        self.offer(users)
        self.fill(before or Team(""))
        self.lay_out()

    @property
    def described(self) -> Team:
        return Team(self.address.text().strip(), tuple(self._members))

    @property
    def is_complete(self) -> bool:
        return is_address(self.address.text().strip()) and bool(self._members)

    def offer(self, users: Iterable[User]) -> None:
        """Offer these users as members."""
        accounts = {fold(user.account): user.account for user in users}
        if list(accounts) == list(self.boxes):
            return
        for box in self.boxes.values():
            self._boxes.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {key: self._box(account) for key, account in accounts.items()}

    def fill(self, described: Team) -> None:
        self.address.setText(described.address)
        self._members = list(described.members)
        for key, box in self.boxes.items():
            box.setChecked(key in map(fold, self._members))

    def headline(self, described: Team) -> str:
        return described.address

    def details(self, described: Team) -> str:
        return ", ".join(map(shortly, described.members))

    def removal_words(self, described: Team) -> str:
        words = self.tr("Birdlog will not know {address} as a sender any more. In the CRM nothing changes.")
        return words.format(address=named(described.address))

    def _box(self, account: str) -> QCheckBox:
        box = QCheckBox(menu_text(harmless(account, 60)))
        box.setChecked(fold(account) in map(fold, self._members))
        box.clicked.connect(lambda ticked: self._tick(account, ticked))
        self._boxes.addWidget(box)
        return box

    def _tick(self, account: str, ticked: bool) -> None:
        rest = [member for member in self._members if fold(member) != fold(account)]
        self._members = [*rest, account] if ticked else rest
        self.add.setEnabled(self.is_complete)
        self.commit()
