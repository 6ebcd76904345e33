"""Entries of a time, counted together where they are in the same state for the same reason."""

from dataclasses import dataclass

from birdlog.journal.states import State
from birdlog.journal.store import Journal


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries have this state, profile and reason, and the number of the newest of them."""

    state: State
    profile: str | None
    reason: str | None
    count: int
    newest: int


def between(journal: Journal, since: str, until: str) -> list[Tally]:
    """Return the tallies of the entries made from `since` (UTC) on, before `until`. Raises JournalError."""
    rows = journal.rows(
        "SELECT state, profile, reason, count(*), max(id) FROM entry INDEXED BY entry_created"
        " WHERE created >= ? AND created < ? GROUP BY state, profile, reason",
        since,
        until,
    )
    return [Tally(*row) for row in rows]
