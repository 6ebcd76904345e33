"""Which mails something is to be done with."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, NamedTuple

from birdlog.journal.entry import Entry
from birdlog.journal.order import Order
from birdlog.journal.search import Filter

if TYPE_CHECKING:
    from birdlog.journal.store import Journal


class Choice(NamedTuple):
    """These entries; where there is a `whole`, all that it lets through, in its order."""

    entries: tuple[Entry, ...]
    whole: tuple[Filter, Order] | None = None

    def each(self, journal: Journal) -> Generator[Entry, None, None]:
        """One by one, those of a whole as they are read. Raises JournalError."""
        if self.whole is None:
            yield from self.entries
            return
        wanted, order = self.whole
        yield from journal.each(wanted, order)
