"""Delivery reports that came before the journal knew the mail that they are about.

The mail may be told of later, as where Thunderbird ended right after Send. It may also be none that is ever
logged, of which nothing is to be kept. So a report is kept under a key that only who knows the mail's
Message-ID (or subject) and recipient can make, without the address, and for some days.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from birdlog import utc
from birdlog.mail.addresses import fold

if TYPE_CHECKING:
    from birdlog.journal.store import Journal
    from birdlog.mail.bounce import ReportedRecipient

KEPT = timedelta(days=7)
_MOST = 500
"""Reports of one mail can be forged by the thousand: the oldest go."""


def key(mark: str, address: str) -> str:
    """The key of an address and the mail's mark, which is its Message-ID or its subject."""
    import hashlib  # which only who has a report needs

    return hashlib.sha256(f"{mark}\n{fold(address)}".encode()).hexdigest()


def keep(
    journal: Journal, recipient: ReportedRecipient, keys: Iterable[str], at: str, *, named: bool
) -> None:
    """Keep what a report says of a recipient, under each of its keys. Raises JournalError.

    The server's words may name the recipient: they are kept where that is the CRM (`named`).
    """
    said = {
        "action": recipient.action,
        "status": recipient.status,
        "diagnostic": recipient.diagnostic if named else None,
        "reason": recipient.reason,
        "retried_until": utc.written(recipient.retried_until) if recipient.retried_until else None,
    }
    for each in keys:
        values = (each, json.dumps(said, ensure_ascii=False), at)
        journal.write("INSERT OR IGNORE INTO early_report (key, said, at) VALUES (?, ?, ?)", *values)
    oldest = "SELECT at FROM early_report ORDER BY at DESC LIMIT 1 OFFSET ?"
    journal.write(f"DELETE FROM early_report WHERE at <= ({oldest})", _MOST)


def drop_old(journal: Journal, at: str) -> None:
    """Let go of the reports that nobody has claimed by `at` (UTC). Raises JournalError."""
    journal.write("DELETE FROM early_report WHERE at < ?", utc.written(utc.read(at) - KEPT))


def any_kept(journal: Journal) -> bool:
    """Whether any report is kept; where none is, a mail that is told of need not be looked up."""
    return bool(journal.rows("SELECT 1 FROM early_report LIMIT 1"))


def take(journal: Journal, key: str, address: str) -> Iterator[tuple[ReportedRecipient, str]]:
    """Take out what is kept under a key, as of `address`; each with when it came. Raises JournalError."""
    rows = journal.rows("SELECT said, at FROM early_report WHERE key = ? ORDER BY at", key)
    journal.write("DELETE FROM early_report WHERE key = ?", key)
    for row in rows:
        yield _recipient(json.loads(row["said"]), address), row["at"]


def _recipient(said: dict[str, Any], address: str) -> ReportedRecipient:
    from birdlog.mail.bounce import ReportedRecipient  # reads all kinds of reports: slow

    until = said.pop("retried_until")
    return ReportedRecipient(
        address=address, also=(), retried_until=utc.read(until) if until else None, **said
    )
