"""A user of the CRM: account, name, connected mailboxes, aliases."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from birdlog.mail.addresses import is_address
from birdlog.settings import User
from birdlog_gui.fields.labelled import labelled, name_of
from birdlog_gui.fields.remark import named
from birdlog_gui.preferences.card import Card, shortly
from birdlog_gui.preferences.connections import ConnectionsField


class PersonCard(Card):
    """Describes a User."""

    def __init__(self, language: str, before: User | None = None, parent: QWidget | None = None) -> None:
        covers = ("User.account", "User.name", "User.connected", "User.aliases", "Settings.users")
        super().__init__(self.tr("User"), *covers, language=language, before=before, parent=parent)
        self.account, self.person, self.aliases = QLineEdit(), QLineEdit(), QLineEdit()
        self.connected = ConnectionsField()
        self.aliases.setPlaceholderText(self.tr("none; several with commas"))
        for title, line in (
            (self.tr("Account in the CRM (its mail address)"), self.account),
            (self.tr("Name"), self.person),
        ):
            self.column.addLayout(labelled(name_of(title, line), line))
        self.column.addWidget(self.connected)
        self.column.addLayout(labelled(name_of(self.tr("Aliases"), self.aliases), self.aliases))
        for line in (self.account, self.person, self.aliases):
            line.editingFinished.connect(self.commit)
            line.textChanged.connect(self._check)
        self.connected.changed.connect(self.commit)
        self.connected.changed.connect(self._check)
        self.setFocusProxy(self.account if before is None else self.edit)
        self.fill(before or User(""))
        self.lay_out()

    @property
    def described(self) -> User:
        aliases = self.aliases.text().replace(",", " ").replace(";", " ").split()
        name = self.person.text().strip() or None
        return User(self.account.text().strip(), self.connected.connections, tuple(aliases), name)

    @property
    def is_complete(self) -> bool:
        user = self.described
        return bool(user.account) and not self._wrong(user)

    def fill(self, described: User) -> None:
        self.account.setText(described.account)
        self.person.setText(described.name or "")
        self.aliases.setText(", ".join(described.aliases))
        self.connected.show_connections(described.connected)

    def headline(self, described: User) -> str:
        return described.name or described.account

    def details(self, described: User) -> str:
        addresses = [described.account] if described.name else []
        addresses += [address for address, _ in described.connected]
        return ", ".join(map(shortly, [*addresses, *described.aliases]))

    def removal_words(self, described: User) -> str:
        words = self.tr("Birdlog will not know {name} as a sender any more. In the CRM nothing changes.")
        return words.format(name=named(self.headline(described)))

    def _wrong(self, user: User) -> list[str]:
        addresses = (user.account, *(address for address, _ in user.connected), *user.aliases)
        return [each for each in addresses if each and not is_address(each)]

    def _check(self) -> None:
        if wrong := self._wrong(self.described):
            words = self.tr("This is no mail address: {entries}.")
            self.remark.say("warn", words.format(entries=", ".join(map(named, wrong))))
        else:
            self.remark.say(None)
        self.add.setEnabled(self.is_complete)
