"""The list of entries: pages of the journal in the order of a column, read as one scrolls."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from enum import IntEnum
from typing import NamedTuple, get_args

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from birdlog.journal import order
from birdlog.journal.entry import Entry, explanation, state_text
from birdlog.journal.order import Order
from birdlog.journal.problem import JournalError
from birdlog.journal.search import Filter
from birdlog.journal.store import Journal
from birdlog.settings import Settings
from birdlog_gui import times
from birdlog_gui.log.reading import Listing, Reader
from birdlog_gui.plain import harmless, isolated, tooltip

translate = QCoreApplication.translate

_Index = QModelIndex | QPersistentModelIndex

PAGE = 100
"""Entries that are read at once: some screens full."""

_NEAR = 5 * PAGE
"""Entries that are read on at most to come to a certain one."""


class Role(IntEnum):
    """What a row tells, in whichever column."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    SUBJECT = Qt.ItemDataRole.UserRole + 2
    CONTACT = Qt.ItemDataRole.UserRole + 3
    STATE = Qt.ItemDataRole.UserRole + 4
    WHY = Qt.ItemDataRole.UserRole + 5
    WHEN = Qt.ItemDataRole.UserRole + 6
    NEEDS_YOU = Qt.ItemDataRole.UserRole + 7


class Column(IntEnum):
    """The columns, in the order in which they stand at first."""

    STATE = 0
    WHEN = 1
    WHO = 2
    SUBJECT = 3
    CRM = 4
    REASON = 5


_ORDERS: dict[Column, order.Column] = {
    Column.STATE: "state",
    Column.WHEN: "created",
    Column.WHO: "recipients",
    Column.SUBJECT: "subject",
    Column.CRM: "profile",
    Column.REASON: "reason",
}
assert set(_ORDERS.values()) == set(get_args(order.Column))


class Words(NamedTuple):
    """What a row says: the texts of the columns, in their order."""

    state: str
    when: str
    who: str
    subject: str
    crm: str
    reason: str


class EntryModel(QAbstractTableModel):
    """Entries of a journal that a filter lets through.

    `failed` brings why one can't be read. `reading` says whether another list is still to come,
    which takes longer than a frame; until then this one stays as it was.
    """

    failed = Signal(JournalError)
    reading = Signal(bool)

    def __init__(self, language: str, needs_you: Callable[[Entry], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._needs_you = needs_you
        self._listing: Listing | None = None
        self._order = Order()
        self._crms: dict[str, str] = {}
        self._entries: list[Entry] = []
        self._words: dict[int, Words] = {}
        self._more = False
        self._is_stale = self._is_listing = self._wants_more = False
        self._version_read: tuple[int, int] | None = None
        self._reader = Reader(self)
        self._reader.failed.connect(self.failed)
        self._reader.began.connect(lambda: self.reading.emit(self._is_listing))

    def know(self, settings: Settings) -> None:
        """Call the CRMs of these settings' profiles by their names."""
        names = [profile.crm for profile in settings.profiles]
        self._crms = {
            profile.name: profile.crm if names.count(profile.crm) == 1 else f"{profile.crm} ({profile.name})"
            for profile in settings.profiles
        }
        self.refresh_appearance()

    def show(self, journal: Journal | None, wanted: Filter) -> None:
        """List what `wanted` lets through of `journal`."""
        self._listing = Listing(journal, wanted, self._order) if journal else None
        self._is_stale = self._wants_more = False
        self._is_listing = True
        if self._listing:
            self._version_read = self._version()
            self._reader.read(self._listing, PAGE, None, self._show_first)
        else:
            self._reader.stop()
            self._show_first([])

    def sort(self, column: int, direction: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """List in the order of a column."""
        by_name = sorted(self._crms, key=lambda name: self._crms[name].casefold())
        first = tuple(by_name) if column == Column.CRM else ()
        self._order = Order(_ORDERS[Column(column)], direction == Qt.SortOrder.DescendingOrder, first)
        if self._listing:
            self.show(self._listing.journal, self._listing.wanted)

    @property
    def listing(self) -> Listing | None:
        """What is listed, or will be as soon as it is read."""
        return self._listing

    @property
    def is_reading(self) -> bool:
        """Whether a page is still to come."""
        return self._reader.is_reading

    def refresh(self) -> None:
        """Take over what changed in the journal; rows that stay keep their selection and their place."""
        if self._listing is None:
            return
        version = self._version()
        if version is not None and version == self._version_read:
            return
        if self._reader.is_reading:
            self._is_stale = True
            return
        self._version_read = version
        wanted = max(len(self._entries), PAGE)
        self._reader.read(self._listing, wanted, None, lambda fresh: self._take_over(fresh, wanted))

    def close_down(self) -> None:
        """Let go of what is being read."""
        self._reader.stop()

    def refresh_appearance(self) -> None:
        """Say anew how long ago things were and what was looked at."""
        self._words.clear()
        if self._entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._entries) - 1, len(Column) - 1))

    def row_of(self, entry_id: int) -> int | None:
        """The row of that entry, reading on where it is near; None where it is far, or left out."""
        row = self._row_among_read(entry_id)
        while row is None and self._more and len(self._entries) < _NEAR and not self._reader.is_reading:
            read = len(self._entries)
            self.fetchMore(QModelIndex())
            row = self._row_among_read(entry_id, read)
        return row

    def entry(self, index: _Index) -> Entry | None:
        """The entry of a row."""
        return self._entries[index.row()] if index.isValid() else None

    def entries(self, first: int, last: int) -> list[Entry]:
        """The entries of these rows."""
        return self._entries[first : last + 1]

    def words(self, entry: Entry) -> Words:
        """What the row of an entry says."""
        if (said := self._words.get(entry.id)) is None:
            said = self._words[entry.id] = Words(
                state_text(entry.state, self._language),
                times.relative(entry.created, datetime.now(UTC)),
                harmless(", ".join(entry.recipients[:5])),
                subject(entry),
                harmless(self._crms.get(entry.profile or "", entry.profile or "")),
                harmless(explanation(entry, self._language)) if entry.reason else "",
            )
        return said

    def needs_you(self, entry: Entry) -> bool:
        """Whether an entry waits for the person."""
        return self._needs_you(entry)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._more

    def fetchMore(self, parent: _Index) -> None:
        listing = self._listing
        if not (self._more and listing and listing.journal.is_open):
            return
        if self._reader.is_reading:
            self._wants_more = True
        else:
            self._reader.read(listing, PAGE, self._entries[-1].id, self._append)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return title(Column(section))
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(entry)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(entry, Column(index.column()))
        tell = _TELLERS.get(role)
        return tell(self, entry) if tell else None

    def _show_first(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self._entries = entries
        self._words.clear()
        self._more = len(entries) == PAGE
        self._is_listing = False
        self.endResetModel()
        self._has_read()

    def _append(self, page: list[Entry]) -> None:
        self._more = len(page) == PAGE
        if page:
            self.beginInsertRows(QModelIndex(), len(self._entries), len(self._entries) + len(page) - 1)
            self._entries += page
            self.endInsertRows()
        self._has_read()

    def _take_over(self, fresh: list[Entry], wanted: int) -> None:
        self._more = len(fresh) == wanted
        self._drop_all_but({entry.id for entry in fresh})
        for row, entry in enumerate(fresh):
            self._place(row, entry)
        self._has_read()

    def _version(self) -> tuple[int, int] | None:
        """What tells whether the journal has changed: a file may be touched without that."""
        try:
            return self._listing.journal.version() if self._listing else None
        except JournalError:  # the page that is read next tells
            return None

    def _has_read(self) -> None:
        self.reading.emit(False)
        if self._is_stale:
            self._is_stale = False
            self.refresh()
        elif self._wants_more:
            self._wants_more = False
            self.fetchMore(QModelIndex())

    def _row_among_read(self, entry_id: int, begin: int = 0) -> int | None:
        return next(
            (row for row in range(begin, len(self._entries)) if self._entries[row].id == entry_id), None
        )

    def _drop_all_but(self, ids: Collection[int]) -> None:
        for row in reversed(range(len(self._entries))):
            if self._entries[row].id not in ids:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._entries[row]
                self.endRemoveRows()

    def _place(self, row: int, entry: Entry) -> None:
        if row == len(self._entries) or self._entries[row].id != entry.id:
            later = self._row_among_read(entry.id, row)
            if later is not None:  # it has another place in this order now
                self.beginMoveRows(QModelIndex(), later, later, QModelIndex(), row)
                self._entries.insert(row, self._entries.pop(later))
                self.endMoveRows()
            else:
                self.beginInsertRows(QModelIndex(), row, row)
                self._entries.insert(row, entry)
                self.endInsertRows()
        if self._entries[row] != entry:
            self._entries[row] = entry
            self._words.pop(entry.id, None)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _tooltip(self, entry: Entry, column: Column) -> str:
        if column == Column.SUBJECT:
            return tooltip(entry.subject or subject(entry))
        if column == Column.WHEN:
            return tooltip(times.exact(entry.created))
        if column == Column.WHO:
            return tooltip(", ".join(entry.recipients))
        said = self.words(entry)[column]
        return tooltip(said) if said else ""

    def _spoken(self, entry: Entry) -> str:
        said = self.words(entry)
        parts = (said.state, said.subject, said.who, said.when, said.reason)
        return ", ".join(isolated(part) for part in parts if part)


def title(column: Column) -> str:
    """What stands on top of a column."""
    titles = {
        Column.STATE: translate("EntryModel", "State"),
        Column.WHEN: translate("EntryModel", "When"),
        Column.WHO: translate("EntryModel", "Who"),
        Column.SUBJECT: translate("EntryModel", "Subject"),
        Column.CRM: translate("EntryModel", "CRM"),
        Column.REASON: translate("EntryModel", "Reason"),
    }
    return titles[column]


def subject(entry: Entry) -> str:
    """The subject as it can be shown; what stands in its place where the journal has none."""
    if entry.subject is None and entry.state == "skipped":
        return translate("EntryModel", "Subject not kept")
    return harmless(entry.subject or "") or translate("EntryModel", "(no subject)")


_TELLERS: dict[int, Callable[[EntryModel, Entry], object]] = {
    Qt.ItemDataRole.AccessibleTextRole: EntryModel._spoken,
    Role.ENTRY: lambda _model, entry: entry,
    Role.SUBJECT: lambda model, entry: model.words(entry).subject,
    Role.CONTACT: lambda model, entry: model.words(entry).who,
    Role.STATE: lambda model, entry: model.words(entry).state,
    Role.WHY: lambda model, entry: model.words(entry).reason,
    Role.WHEN: lambda model, entry: model.words(entry).when,
    Role.NEEDS_YOU: EntryModel.needs_you,
}
