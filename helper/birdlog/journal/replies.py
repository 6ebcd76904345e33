"""Replies to logged mail that nobody has logged: listed, logged on one click, or dismissed.

`arrivals` keeps them as they come in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from birdlog.journal import requests
from birdlog.journal.store import Journal
from birdlog.rules import never_log
from birdlog.settings import Settings

_COLUMNS = "reply.message_id, reply.author, reply.subject, reply.at, reply.profile"


class Reply(NamedTuple):
    """A reply that nobody has logged. `at`: when it was written (UTC); `asked`: Thunderbird is to log it."""

    message_id: str
    author: str
    subject: str
    at: str
    profile: str
    asked: bool


def unlogged(journal: Journal, settings: Settings) -> tuple[Reply, ...]:
    """Return the replies that nobody has logged or dismissed, the newest first. Raises JournalError."""
    matcher = never_log.compile(settings.never_log)
    waits = (
        "SELECT 1 FROM request WHERE kind = 'log' AND outcome IS NULL"
        " AND json_extract(body, '$.message_id') = reply.message_id"
    )
    rows = journal.rows(
        f"SELECT {_COLUMNS}, EXISTS ({waits}) AS asked FROM reply WHERE NOT dismissed"
        " AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.message_id = reply.message_id)"
        " ORDER BY reply.at DESC, reply.message_id"
    )
    found = (Reply(**{**dict(row), "asked": bool(row["asked"])}) for row in rows)
    return tuple(reply for reply in found if not matcher.match(reply.author))


def log(journal: Journal, message_ids: Iterable[str]) -> None:
    """Ask Thunderbird to log these. Raises JournalError."""
    for message_id in message_ids:
        requests.add(journal, "log", {"message_id": message_id})


def dismiss(journal: Journal, message_id: str) -> None:
    """Leave this one unlogged, and list it no more. Raises JournalError."""
    with journal.transaction():
        journal.write("UPDATE reply SET dismissed = 1 WHERE message_id = ?", message_id)


def reply_json(reply: Reply) -> dict[str, str | bool]:
    """Return a reply as `birdlog journal replies --json` writes it."""
    return {
        "message_id": reply.message_id,
        "author": reply.author,
        "subject": reply.subject,
        "at": reply.at,
        "profile": reply.profile,
        "asked": reply.asked,
    }
