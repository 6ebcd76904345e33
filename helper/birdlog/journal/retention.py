"""Letting go of entries that are older than the person wants them kept."""

from datetime import datetime, timedelta

from birdlog import utc
from birdlog.journal.store import Journal

_AT_ONCE = 500
"""Entries: other programs write between two such deletions."""


def drop_old(journal: Journal, kept_days: int | None, now: datetime) -> int:
    """Take out what last changed more than `kept_days` before `now`; return how many entries that were.

    None keeps all. Raises JournalError.
    """
    if kept_days is None:
        return 0
    try:
        oldest = utc.written(now - timedelta(days=kept_days))
    except OverflowError:  # longer than there have been mails
        return 0
    dropped = 0
    while count := journal.drop_before(oldest, _AT_ONCE):
        dropped += count
    return dropped
