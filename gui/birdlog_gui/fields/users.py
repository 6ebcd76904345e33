"""Who the CRM knows as a sender: its users, and the addresses that each of them sends from."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from birdlog.mail.addresses import fold, is_address
from birdlog.settings import User
from birdlog_gui.controls import Line, button
from birdlog_gui.fields.labelled import labelled, name_of
from birdlog_gui.fields.remark import Remark, named
from birdlog_gui.look import STEP


class UsersField(QWidget):
    """Shows users of the CRM and takes more. `changed` comes with each other description."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[UserRow] = []
        self.add = button(self.tr("Add a user"), self._add_empty)
        self._list = QVBoxLayout()
        self._list.setSpacing(4 * STEP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * STEP)
        layout.addLayout(self._list)
        below = QHBoxLayout()
        below.addWidget(self.add)
        below.addStretch()
        layout.addLayout(below)
        self.setFocusProxy(self.add)

    def show_users(self, users: Iterable[User]) -> None:
        """Show these in place of those before."""
        for row in self.rows:
            self._drop(row)
        self.rows = []
        for user in users:
            self._add(user)
        self.changed.emit()

    @property
    def users(self) -> tuple[User, ...]:
        """Those who are described by an account address; names and dates that are not shown are kept."""
        return tuple(user for row in self.rows if (user := row.user).account)

    @property
    def faulty(self) -> UserRow | None:
        """The first one in which something is no address, or that has other addresses and no account."""
        return next((row for row in self.rows if row.is_faulty), None)

    def _add_empty(self) -> None:
        self._add(User("")).account.setFocus()
        self.changed.emit()

    def _add(self, user: User) -> UserRow:
        row = UserRow(user)
        row.changed.connect(self.changed)
        row.gone.connect(self._remove)
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def _remove(self, row: UserRow) -> None:
        self.rows.remove(row)
        self._drop(row)
        self.add.setFocus()
        self.changed.emit()

    def _drop(self, row: UserRow) -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()


class UserRow(QWidget):
    """One user. `gone` brings the row that the person wants gone."""

    changed = Signal()
    gone = Signal(object)

    def __init__(self, user: User, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = user
        self.account = QLineEdit(user.account)
        self.connected = QLineEdit(_written(address for address, _ in user.connected))
        self.aliases = QLineEdit(_written(user.aliases))
        self.remove = button(self.tr("Remove"), lambda: self.gone.emit(self))
        self.remark = Remark()
        self._lay_out()
        for line in (self.account, self.connected, self.aliases):
            line.textChanged.connect(self._check)
        self._check()

    @property
    def user(self) -> User:
        """The user as described here."""
        since = {fold(address): date for address, date in self._before.connected}
        connected = tuple((each, since.get(fold(each))) for each in _read(self.connected))
        return User(self.account.text().strip(), connected, tuple(_read(self.aliases)), self._before.name)

    @property
    def is_faulty(self) -> bool:
        """Whether it can't be kept as it stands."""
        user = self.user
        return bool(self._wrong()) or bool((user.connected or user.aliases) and not user.account)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        for title, line, *more in (
            (self.tr("Account"), self.account, self.remove),
            (self.tr("Mailboxes connected to it"), self.connected),
            (self.tr("Aliases"), self.aliases),
        ):
            layout.addLayout(labelled(name_of(title, line), line, *more))
        for line in (self.connected, self.aliases):
            line.setPlaceholderText(self.tr("none; several with commas"))
        layout.addWidget(self.remark)
        layout.addWidget(Line())
        self.setFocusProxy(self.account)

    def _wrong(self) -> list[str]:
        written = (self.account.text().strip(), *_read(self.connected), *_read(self.aliases))
        return [each for each in written if each and not is_address(each)]

    def _check(self) -> None:
        if wrong := self._wrong():
            words = self.tr("This is no mail address: {entries}.")
            self.remark.say("warn", words.format(entries=", ".join(map(named, wrong))))
        elif self.is_faulty:
            self.remark.say("warn", self.tr("Which account do these addresses belong to?"))
        else:
            self.remark.say(None)
        self.changed.emit()


def _written(addresses: Iterable[str]) -> str:
    return ", ".join(addresses)


def _read(line: QLineEdit) -> list[str]:
    return line.text().replace(",", " ").replace(";", " ").split()
