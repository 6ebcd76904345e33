"""A journal with as many entries as one wants, for measuring."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from birdlog import paths, utc
from birdlog.journal.store import Journal

_WORDS = 20_000
_STATES = (("sent", 60), ("confirmed", 25), ("skipped", 10), ("bounced", 2), ("missed", 2), ("failed", 1))
_NEWEST = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


def make(base: Path, entries: int) -> None:
    """Make the journal of `base` (a BIRDLOG_BASE_DIR); a minute lies between two entries."""
    with Journal.open(file(base)) as journal:
        connection = journal._connection
        connection.execute("PRAGMA synchronous = OFF")
        (trigger,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'entry_words_added'"
        ).fetchone()
        connection.execute("DROP TRIGGER entry_words_added")  # the index is made at once, below
        with journal.transaction():
            connection.executemany(
                "INSERT INTO entry (event, kind, state, subject, subject_key, message_id, profile, identity,"
                " crm_address, recipients, created, updated) VALUES (?, 'bcc', ?, ?, ?, ?, 'work',"
                " 'ana@oficina.example', 'log@crm.example', ?, ?, ?)",
                _rows(entries),
            )
            connection.execute(
                "INSERT INTO entry_words (rowid, subject, recipients)"
                " SELECT id, subject, recipients FROM entry"
            )
            connection.execute(trigger)
        connection.execute("ANALYZE")


def set_up(base: Path) -> None:
    """Give `base` settings as most people have them: without, the window shows how to set it up."""
    settings = base / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[profile.work]\npreset = "hubspot"\nbcc = "7812.crm@bcc.hubspot.example"\n')


def file(base: Path) -> Path:
    """Where the journal of `base` is."""
    with mock.patch.dict(os.environ, {"BIRDLOG_BASE_DIR": str(base)}):
        return paths.journal_file()


def words() -> list[str]:
    """The words that subjects are made of, the most frequent first."""
    chance = random.Random(7)
    return [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(3, 9))) for _ in range(_WORDS)
    ]


def _rows(entries: int) -> Iterator[tuple[str, ...]]:
    chance = random.Random(11)
    known = words()
    weights = [1 / (rank + 1) for rank in range(_WORDS)]  # Zipf's law
    subjects = chance.choices(known, weights, k=5 * entries)
    states = chance.choices([state for state, _ in _STATES], [weight for _, weight in _STATES], k=entries)
    for number in range(entries):
        at = utc.written(_NEWEST - timedelta(minutes=entries - number))
        subject = " ".join(subjects[5 * number : 5 * number + 5])
        recipient = f'["{known[number % 5_000]}@{known[number % 7_919]}.example"]'
        yield str(number), states[number], subject, subject, f"{number}@oficina.example", recipient, at, at
