"""Which entries need the person: those that ask something of the person and were not looked at since."""

from birdlog.journal.entry import Entry
from birdlog.journal.store import Journal

_MOST = 300
"""Entries that are looked through; the icon counts to nine."""


class Attention:
    """The entries that wait for the person, as the journal keeps it."""

    def __init__(self) -> None:
        self._waiting: set[int] = set()

    @property
    def count(self) -> int:
        """How many entries wait for the person."""
        return len(self._waiting)

    def refresh(self, journal: Journal) -> None:
        """Look through the newest entries of `journal`. Raises JournalError."""
        self._waiting = set(journal.waiting(_MOST))

    def needs(self, entry: Entry) -> bool:
        """Whether `entry` waits for the person."""
        return entry.id in self._waiting

    def look_at(self, journal: Journal, entry: Entry) -> bool:
        """Take `entry` for looked at; whether that is news. Raises JournalError."""
        if entry.id not in self._waiting:
            return False
        journal.look_at(entry.id)
        self._waiting.discard(entry.id)
        return True
