"""The list of contacts, of which a page is read whenever one scrolls to the end of what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from birdlog_gui import times
from birdlog_gui.plain import harmless, isolated, tooltip

if TYPE_CHECKING:
    from birdlog.crm.local.directory import Listed, Page, Place

translate = QCoreApplication.translate

_Index = QModelIndex | QPersistentModelIndex

PAGE = 100
"""Contacts that are read at once: some screens full."""


class Role(IntEnum):
    """What a row tells its delegate."""

    CONTACT = Qt.ItemDataRole.UserRole + 1
    SECOND = Qt.ItemDataRole.UserRole + 2
    WHEN = Qt.ItemDataRole.UserRole + 3


class ContactModel(QAbstractListModel):
    """Contacts that a search finds. `more_wanted` brings the place to read on from."""

    more_wanted = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.search = ""
        self._contacts: list[Listed] = []
        self._end: Place | None = None
        self._is_asked = False

    def show(self, search: str, page: Page) -> None:
        """List what `search` finds; what is there already keeps its selection."""
        self._end, self._is_asked = page.end, False
        if search != self.search or not self._contacts:
            self.beginResetModel()
            self.search, self._contacts = search, list(page.contacts)
            self.endResetModel()
        else:
            self._take_over(page.contacts)

    def clear(self) -> None:
        """List nothing."""
        self.beginResetModel()
        self.search, self._contacts, self._end, self._is_asked = "", [], None, False
        self.endResetModel()

    def add(self, search: str, after: Place, page: Page) -> None:
        """Add the page that was read on from a place, unless the list is another one by now."""
        if (search, after) != (self.search, self._end):
            return
        self._end, self._is_asked = page.end, False
        known = {contact.id for contact in self._contacts}
        fresh = [contact for contact in page.contacts if contact.id not in known]
        if fresh:
            first = len(self._contacts)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._contacts += fresh
            self.endInsertRows()

    def refresh_appearance(self) -> None:
        """Say anew how long ago the mails were."""
        if self._contacts:
            self.dataChanged.emit(self.index(0), self.index(len(self._contacts) - 1))

    def contact(self, index: QModelIndex) -> Listed | None:
        """The contact of a row."""
        return self._contacts[index.row()] if index.isValid() else None

    def row_of(self, contact_id: int) -> int | None:
        """The row of that contact; None where it is not among what was read so far."""
        return next((row for row, each in enumerate(self._contacts) if each.id == contact_id), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._contacts)

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._end is not None and not self._is_asked

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self._is_asked = True
            self.more_wanted.emit(self._end)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        tell = _TELLERS.get(role)
        return tell(self._contacts[index.row()]) if tell else None

    def _take_over(self, fresh: Sequence[Listed]) -> None:
        """Make the rows those of `fresh` one by one, so that each keeps its place and its selection."""
        wanted = {contact.id for contact in fresh}
        for row in reversed(range(len(self._contacts))):
            if self._contacts[row].id not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._contacts[row]
                self.endRemoveRows()
        for row, contact in enumerate(fresh):
            self._place(row, contact)

    def _place(self, row: int, contact: Listed) -> None:
        if row < len(self._contacts) and self._contacts[row] == contact:
            return
        here = next(
            (at for at in range(row, len(self._contacts)) if self._contacts[at].id == contact.id), None
        )
        if here is None:
            self.beginInsertRows(QModelIndex(), row, row)
            self._contacts.insert(row, contact)
            self.endInsertRows()
            return
        if here != row:
            self.beginMoveRows(QModelIndex(), here, here, QModelIndex(), row)
            self._contacts.insert(row, self._contacts.pop(here))
            self.endMoveRows()
        self._contacts[row] = contact
        self.dataChanged.emit(self.index(row), self.index(row))


def first_line(contact: Listed) -> str:
    """The contact's name, or else the address."""
    return harmless(contact.name or "") or harmless(contact.email)


def _second_line(contact: Listed) -> str:
    """Company and address, save what the first line says already."""
    parts = (contact.company, contact.email if contact.name else None)
    return "  ·  ".join(isolated(harmless(part)) for part in parts if part)


def _when(contact: Listed) -> str:
    return times.relative(contact.latest, datetime.now(UTC)) if contact.latest else ""


def _tooltip(contact: Listed) -> str:
    said = tooltip(contact.name or "") if contact.name else ""
    last = tooltip(
        translate("ContactModel", "Last mail: {time}").format(time=times.exact(contact.latest or ""))
    )
    return said + tooltip(contact.email) + (last if contact.latest else "")


def _spoken(contact: Listed) -> str:
    parts = (contact.name, contact.email, contact.company, _when(contact))
    return ", ".join(isolated(harmless(part)) for part in parts if part)


_TELLERS: dict[int, Callable[[Listed], object]] = {
    Qt.ItemDataRole.DisplayRole: first_line,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Role.CONTACT: lambda contact: contact,
    Role.SECOND: _second_line,
    Role.WHEN: _when,
}
