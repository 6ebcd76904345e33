"""What Birdlog asks Thunderbird to do: kept in the journal until a Thunderbird has done it or can't.

A request waits while Thunderbird is closed. Any Thunderbird profile may do one that names none; the first
that has the message takes it, and from then on it is that one's alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from birdlog import utc

if TYPE_CHECKING:
    import sqlite3

    from birdlog.journal.store import Journal

Outcome = Literal["done", "refused", "failed", "gone"]

# A Thunderbird profile that has not said hello for so long is not waited for.
ABSENT = timedelta(days=30)
KEPT = timedelta(days=30)  # a request that is closed

_COLUMNS = "id, kind, body, instance, created, outcome, reason, closed"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to be done in Thunderbird. Times are UTC, ISO 8601; `outcome` is None while it is open.

    `kind` says what, `body` to which message and how; PROTOCOL.md (`requests.open`) lists them. `instance` is
    the Thunderbird profile that is to do it, None where that is open.
    """

    id: str
    kind: str
    body: dict[str, Any]
    instance: str | None
    created: str
    outcome: Outcome | None = None
    reason: str | None = None
    closed: str | None = None


def add(journal: Journal, kind: str, body: dict[str, Any], instance: str | None = None) -> Request:
    """Keep a request and tell the running hosts of it; one that is open and says the same is returned.

    Raises JournalError.
    """
    written = json.dumps(body, ensure_ascii=False, sort_keys=True)
    now = datetime.now(UTC)
    with journal.transaction():
        same = "kind = ? AND body = ? AND instance IS ? AND outcome IS NULL"
        rows = journal.rows(f"SELECT {_COLUMNS} FROM request WHERE {same}", kind, written, instance)
        if not rows:
            journal.write("DELETE FROM request WHERE closed < ?", utc.written(now - KEPT))
            id = _new_id()
            columns = "id, kind, body, instance, created"
            values = (id, kind, written, instance, utc.written(now))
            journal.write(f"INSERT INTO request ({columns}) VALUES (?, ?, ?, ?, ?)", *values)
            rows = journal.rows(f"SELECT {_COLUMNS} FROM request WHERE id = ?", id)
    from birdlog import nudge  # for which sockets are loaded, which no reader needs

    nudge.requests_wait()
    return _request(rows[0])


def _new_id() -> str:
    import uuid  # slow to load, and the window reads requests without making any

    return str(uuid.uuid4())


def find(journal: Journal, id: str) -> Request | None:
    """Return the request of this id, open or closed, or None. Raises JournalError."""
    rows = journal.rows(f"SELECT {_COLUMNS} FROM request WHERE id = ?", id)
    return _request(rows[0]) if rows else None


def open_requests(
    journal: Journal, instance: str | None = None, limit: int | None = None
) -> tuple[Request, ...]:
    """Return the requests that are open, the oldest first; with `instance` those that this profile may do.

    Raises JournalError.
    """
    condition, values = "outcome IS NULL", []
    if instance is not None:
        condition += (
            " AND (instance IS NULL OR instance = ?)"
            " AND id NOT IN (SELECT request FROM request_gone WHERE instance = ?)"
        )
        values = [instance, instance]
    rows = journal.rows(
        f"SELECT {_COLUMNS} FROM request WHERE {condition} ORDER BY rowid LIMIT ?",
        *values,
        -1 if limit is None else limit,
    )
    return tuple(map(_request, rows))


def count_open(journal: Journal) -> int:
    """Return how many requests are open. Raises JournalError."""
    (row,) = journal.rows("SELECT count(*) AS open FROM request WHERE outcome IS NULL")
    return int(row["open"])


def take(journal: Journal, id: str, instance: str) -> bool:
    """Give a request to the profile that has its message; returns whether it may do it now.

    False where another one has taken it, or it is closed. Raises JournalError.
    """
    with journal.transaction():
        journal.write(
            "UPDATE request SET instance = ? WHERE id = ? AND instance IS NULL AND outcome IS NULL",
            instance,
            id,
        )
        mine = "id = ? AND instance = ? AND outcome IS NULL"
        return bool(journal.rows(f"SELECT id FROM request WHERE {mine}", id, instance))


def close(
    journal: Journal, id: str, outcome: Outcome, reason: str | None, instance: str | None = None
) -> bool:
    """Take in what became of a request; returns whether it is closed now.

    What is closed stays as it is. That one profile does not have the message (`gone`) closes a request that
    any may do only when no other one is left that could have it. Raises JournalError.
    """
    now = datetime.now(UTC)
    with journal.transaction():
        request = find(journal, id)
        if request is None or request.outcome is not None:
            return True
        if outcome == "gone" and instance is not None and request.instance is None:
            journal.write("INSERT OR IGNORE INTO request_gone VALUES (?, ?)", id, instance)
            if _may_have_it(journal, id, utc.written(now - ABSENT)):
                return False
        changes = "outcome = ?, reason = ?, closed = ?"
        journal.write(f"UPDATE request SET {changes} WHERE id = ?", outcome, reason, utc.written(now), id)
        return True


def _may_have_it(journal: Journal, id: str, since: str) -> bool:
    """Whether there is a profile, not absent since then, that has not said that the message isn't there."""
    said = "SELECT instance FROM request_gone WHERE request = ?"
    others = f"SELECT 1 FROM thunderbird WHERE last_hello >= ? AND instance NOT IN ({said}) LIMIT 1"
    return bool(journal.rows(others, since, id))


def _request(row: sqlite3.Row) -> Request:
    return Request(**{**dict(row), "body": json.loads(row["body"])})
