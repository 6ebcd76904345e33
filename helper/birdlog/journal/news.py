"""What came back and was not told to the person yet: each time once, also over a restart of who tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from birdlog.journal.states import RECIPIENT_BOUNCED

if TYPE_CHECKING:
    from birdlog.journal.entry import Entry
    from birdlog.journal.store import Journal


@dataclass(frozen=True, slots=True)
class News:
    """Entries of mails that came back, the newest first; `until` is the last step that they tell of."""

    entries: tuple[Entry, ...]
    until: int


def untold(journal: Journal) -> News:
    """Return what the person was not told and has not looked at meanwhile. Raises JournalError."""
    rows = journal.rows(
        "SELECT step.id, step.entry FROM step, told WHERE step.id > told.step"
        " AND (step.state = 'bounced' OR step.reason = ?) ORDER BY step.id DESC",
        RECIPIENT_BOUNCED,
    )
    entries = map(journal.entry, dict.fromkeys(row["entry"] for row in rows))
    unseen = (entry for entry in entries if entry and entry.looked_at != entry.updated)
    return News(tuple(unseen), rows[0]["id"] if rows else 0)


def tell(journal: Journal, news: News) -> None:
    """Keep that the person was told. Raises JournalError."""
    if news.until:
        journal.write("UPDATE told SET step = max(step, ?)", news.until)
