"""The list of entries: pages of the journal, newest first, read as one scrolls."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from birdlog.journal.entry import Entry, explanation, state_text
from birdlog.journal.problem import JournalError
from birdlog.journal.search import Filter
from birdlog.journal.store import Journal
from birdlog_gui import times
from birdlog_gui.plain import harmless, isolated, tooltip

translate = QCoreApplication.translate

_Index = QModelIndex | QPersistentModelIndex

PAGE = 100
"""Entries that are read at once: some screens full."""


class Role(IntEnum):
    """What a row tells its delegate."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    SUBJECT = Qt.ItemDataRole.UserRole + 2
    CONTACT = Qt.ItemDataRole.UserRole + 3
    STATE = Qt.ItemDataRole.UserRole + 4
    WHY = Qt.ItemDataRole.UserRole + 5
    WHEN = Qt.ItemDataRole.UserRole + 6
    NEEDS_YOU = Qt.ItemDataRole.UserRole + 7


class EntryModel(QAbstractListModel):
    """Entries of a journal that a filter lets through. `failed` brings why one can't be read."""

    failed = Signal(JournalError)

    def __init__(self, language: str, needs_you: Callable[[Entry], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._needs_you = needs_you
        self._journal: Journal | None = None
        self._filter = Filter()
        self._entries: list[Entry] = []
        self._more = False

    def show(self, journal: Journal | None, wanted: Filter) -> None:
        """List what `wanted` lets through of `journal`, from the newest on."""
        self.beginResetModel()
        self._journal, self._filter = journal, wanted
        self._entries = self._read(PAGE)
        self._more = len(self._entries) == PAGE
        self.endResetModel()

    def refresh(self) -> None:
        """Take over what changed in the journal; rows that stay keep their selection and their place."""
        wanted = max(len(self._entries), PAGE)
        fresh = self._read(wanted)
        self._more = len(fresh) == wanted
        self._drop_all_but({entry.id for entry in fresh})
        for row, entry in enumerate(fresh):
            self._place(row, entry)

    def refresh_appearance(self) -> None:
        """Say anew how long ago things were and what was looked at."""
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def row_of(self, entry_id: int) -> int | None:
        """The row of that entry, reading on as far as it may be; None where the filter leaves it out."""
        wanted = self._journal.entry(entry_id) if self._journal else None
        while wanted and self._more and _age(self._entries[-1]) > _age(wanted):
            self.fetchMore(QModelIndex())
        return next((row for row, entry in enumerate(self._entries) if entry.id == entry_id), None)

    def entry(self, index: QModelIndex) -> Entry | None:
        """The entry of a row."""
        return self._entries[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._more

    def fetchMore(self, parent: _Index) -> None:
        if not self._more:
            return
        page = self._read(PAGE, before=self._entries[-1].id)
        self._more = len(page) == PAGE
        if page:
            self.beginInsertRows(QModelIndex(), len(self._entries), len(self._entries) + len(page) - 1)
            self._entries += page
            self.endInsertRows()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        tell = _TELLERS.get(role)
        return tell(self, self._entries[index.row()]) if tell else None

    def _read(self, limit: int, before: int | None = None) -> list[Entry]:
        journal, wanted = self._journal, self._filter
        if journal is None:
            return []
        try:
            return journal.page(wanted, limit, before)
        except JournalError as error:
            self.failed.emit(error)
            return []

    def _drop_all_but(self, ids: set[int]) -> None:
        for row in reversed(range(len(self._entries))):
            if self._entries[row].id not in ids:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._entries[row]
                self.endRemoveRows()

    def _place(self, row: int, entry: Entry) -> None:
        if row == len(self._entries) or self._entries[row].id != entry.id:
            self.beginInsertRows(QModelIndex(), row, row)
            self._entries.insert(row, entry)
            self.endInsertRows()
        elif self._entries[row] != entry:
            self._entries[row] = entry
            self.dataChanged.emit(self.index(row), self.index(row))

    def _subject(self, entry: Entry) -> str:
        return subject(entry)

    def _contact(self, entry: Entry) -> str:
        return harmless(", ".join(entry.recipients[:5]))

    def _state(self, entry: Entry) -> str:
        return state_text(entry.state, self._language)

    def _why(self, entry: Entry) -> str:
        return harmless(explanation(entry, self._language)) if entry.reason else ""

    def _when(self, entry: Entry) -> str:
        return times.relative(entry.created, datetime.now(UTC))

    def _tooltip(self, entry: Entry) -> str:
        return tooltip(entry.subject or subject(entry)) + tooltip(times.exact(entry.created))

    def _spoken(self, entry: Entry) -> str:
        tellers = (self._state, self._subject, self._contact, self._when, self._why)
        parts = [tell(entry) for tell in tellers]
        return ", ".join(isolated(part) for part in parts if part)


def _age(entry: Entry) -> tuple[str, int]:
    """What the journal's order goes by."""
    return entry.created, entry.id


def subject(entry: Entry) -> str:
    """The subject as it can be shown; what stands in its place where the journal has none."""
    if entry.subject is None and entry.state == "skipped":
        return translate("EntryModel", "Subject not kept")
    return harmless(entry.subject or "") or translate("EntryModel", "(no subject)")


_TELLERS: dict[int, Callable[[EntryModel, Entry], object]] = {
    Qt.ItemDataRole.DisplayRole: EntryModel._subject,
    Qt.ItemDataRole.ToolTipRole: EntryModel._tooltip,
    Qt.ItemDataRole.AccessibleTextRole: EntryModel._spoken,
    Role.ENTRY: lambda _model, entry: entry,
    Role.SUBJECT: EntryModel._subject,
    Role.CONTACT: EntryModel._contact,
    Role.STATE: EntryModel._state,
    Role.WHY: EntryModel._why,
    Role.WHEN: EntryModel._when,
    Role.NEEDS_YOU: lambda model, entry: model._needs_you(entry),
}
