"""Which entries need the person: those that ask something of the person and were not looked at since."""

from PySide6.QtCore import QSettings

from birdlog.journal.entry import Entry
from birdlog.journal.store import Journal

_KEY = "looked-at"
_MOST = 300
"""Entries that are looked through; the icon counts to nine."""


class Attention:
    """Remembers what the person has looked at. Kept beside the window's geometry, not in the journal."""

    def __init__(self, store: QSettings) -> None:
        self._store = store
        self._looked_at = set(_strings(store.value(_KEY, [])))
        self._waiting: dict[int, Entry] = {}

    @property
    def count(self) -> int:
        """How many entries wait for the person."""
        return len(self._waiting)

    def refresh(self, journal: Journal) -> None:
        """Look through the newest entries of `journal`. Raises JournalError."""
        newest = journal.entries(needs_you=True, limit=_MOST)
        self._looked_at &= {_mark(entry) for entry in newest}
        self._waiting = {entry.id: entry for entry in newest if _mark(entry) not in self._looked_at}

    def needs(self, entry: Entry) -> bool:
        """Whether `entry` waits for the person."""
        return entry.id in self._waiting

    def look_at(self, entry: Entry) -> bool:
        """Take `entry` for looked at; whether that is news."""
        if self._waiting.pop(entry.id, None) is None:
            return False
        self._looked_at.add(_mark(entry))
        self._store.setValue(_KEY, sorted(self._looked_at))
        return True


def _mark(entry: Entry) -> str:
    """An entry that changes again asks again."""
    return f"{entry.id}@{entry.updated}"


def _strings(value: object) -> list[str]:
    """What QSettings gives for a list: a list of one comes back as a bare string, an empty one as None."""
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list) else []
