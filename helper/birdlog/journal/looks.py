"""When the CRM is asked whether it shows a mail: kept in the journal, so that no restart loses it.

The first look comes some time after the mail was sent, each next one later than the one before, up to a
quarter of an hour; after the last the entry is `unconfirmed`. Only an answer counts as a look: while the CRM
can't be asked, nothing is given up.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from birdlog import utc

if TYPE_CHECKING:
    import sqlite3

    from birdlog.journal.entry import Entry
    from birdlog.journal.store import Journal

# Seconds from one look to the next, after the first. Mails are logged within minutes; users' reports, 2026.
PAUSES = (120, 240, 480, 900)
LONGEST_PAUSE = 900

KEYRING_LOCKED, KEYRING_MISSING = KEYRING_PROBLEMS = ("keyring-locked", "keyring-missing")
"""What is kept as the problem where the keyring, which holds the access token, could not be used."""

_DUE = "SELECT look.* FROM look JOIN entry ON entry.id = look.entry WHERE entry.state = 'sent'"


class Look(NamedTuple):
    """An entry that the CRM is to be asked about at `due` (UTC), after `looks` answers that did not show it.

    `misses`: how often it could not be asked since the last answer.
    """

    entry: Entry
    due: str
    looks: int
    misses: int

    @property
    def is_last(self) -> bool:
        """Whether an answer that does not show it now is the last one that is waited for."""
        return self.looks >= len(PAUSES)


class Asked(NamedTuple):
    """What came of asking a profile's CRM: `problem` is a code of CANT_ASK, None where there was none."""

    profile: str
    problem: str | None
    values: dict[str, str]
    at: str


def expect(journal: Journal, entry: int, sent: str, after: int) -> None:
    """Look for an entry that was sent at `sent` (UTC) for the first time `after` seconds later."""
    due = utc.written(utc.read(sent) + timedelta(seconds=after))
    journal.write("INSERT OR IGNORE INTO look (entry, due) VALUES (?, ?)", entry, due)


def due(journal: Journal, now: datetime) -> list[Look]:
    """Return what is due, the longest overdue first."""
    rows = journal.rows(f"{_DUE} AND look.due <= ? ORDER BY look.due, look.entry", utc.written(now))
    return [look for row in rows if (look := _look(journal, row))]


def find(journal: Journal, entry: int) -> Look | None:
    """Return the look that an entry waits for, or None."""
    rows = journal.rows(f"{_DUE} AND look.entry = ?", entry)
    return _look(journal, rows[0]) if rows else None


def next_due(journal: Journal) -> datetime | None:
    """Return when the next look is due; None where nothing waits for one."""
    (row,) = journal.rows(f"SELECT min(due) AS due FROM ({_DUE})")
    return utc.read(row["due"]) if row["due"] else None


def not_shown(journal: Journal, look: Look, now: datetime) -> None:
    """The CRM answered and does not show it: look again later."""
    pause = PAUSES[min(look.looks, len(PAUSES) - 1)]
    _put_off(journal, look, now + timedelta(seconds=pause), look.looks + 1, 0)


def not_answered(journal: Journal, look: Look, now: datetime, wanted: float | None) -> None:
    """The CRM could not be asked: try again after as many seconds as it wants, else ever later."""
    pause = min(60 * 2**look.misses, LONGEST_PAUSE) if wanted is None else max(wanted, 1.0)
    _put_off(journal, look, now + timedelta(seconds=pause), look.looks, min(look.misses + 1, 10))


def end(journal: Journal, entry: int) -> None:
    """Look for an entry no more."""
    journal.write("DELETE FROM look WHERE entry = ?", entry)


def can_ask(journal: Journal, profile: str, now: datetime) -> None:
    """A profile's CRM can be asked from now on: it is, at once, about every sent mail that waits."""
    at = utc.written(now)
    with journal.transaction():
        keep_asked(journal, Asked(profile, None, {}, at))
        journal.write(
            "INSERT INTO look (entry, due) SELECT id, ? FROM entry WHERE profile = ? AND state = 'sent'"
            " ON CONFLICT (entry) DO UPDATE SET due = excluded.due, misses = 0 WHERE misses > 0",
            at,
            profile,
        )


def can_ask_no_more(journal: Journal, profile: str) -> None:
    """A profile's CRM can't be asked any more, and is not meant to be: sent mails stay what they are."""
    with journal.transaction():
        entries = "SELECT id FROM entry WHERE profile = ?"
        journal.write(f"DELETE FROM look WHERE entry IN ({entries})", profile)
        journal.write("DELETE FROM asked WHERE profile = ?", profile)


def keep_asked(journal: Journal, asked: Asked) -> None:
    """Keep what came of asking a profile's CRM."""
    journal.write(
        "INSERT OR REPLACE INTO asked (profile, problem, problem_values, at) VALUES (?, ?, ?, ?)",
        asked.profile,
        asked.problem,
        json.dumps(asked.values, ensure_ascii=False),
        asked.at,
    )


def last_asked(journal: Journal, profile: str) -> Asked | None:
    """Return what came of asking a profile's CRM the last time; None where it can't be asked."""
    rows = journal.rows("SELECT * FROM asked WHERE profile = ?", profile)
    return _asked(rows[0]) if rows else None


def keyring_problem(code: str) -> str:
    """Return what is kept as the problem for the `code` of a SecretsError."""
    return KEYRING_LOCKED if code == "locked" else KEYRING_MISSING


def without_keyring(journal: Journal) -> list[Asked]:
    """Return what came of asking where the keyring could not be used the last time, newest first."""
    some = "problem IN (?, ?)"
    rows = journal.rows(f"SELECT * FROM asked WHERE {some} ORDER BY at DESC", *KEYRING_PROBLEMS)
    return [_asked(row) for row in rows]


def _asked(row: sqlite3.Row) -> Asked:
    return Asked(row["profile"], row["problem"], json.loads(row["problem_values"]), row["at"])


def _put_off(journal: Journal, look: Look, due: datetime, looks: int, misses: int) -> None:
    journal.write(
        "UPDATE look SET due = ?, looks = ?, misses = ? WHERE entry = ?",
        utc.written(due),
        looks,
        misses,
        look.entry.id,
    )


def _look(journal: Journal, row: sqlite3.Row) -> Look | None:
    entry = journal.entry(row["entry"])
    return Look(entry, row["due"], row["looks"], row["misses"]) if entry else None
