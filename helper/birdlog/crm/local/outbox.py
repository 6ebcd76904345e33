"""Delivery reports that wait until the mail server takes them.

A report is written in the transaction that logs its mail, and stays until it is sent: what crashes in between
sends it later. Several processes may look after one outbox; who takes a report in hand has it alone for
`IN_HAND`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select, update

from birdlog import utc
from birdlog.crm.local import records

IN_HAND = timedelta(minutes=1)
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
GIVEN_UP_AFTER = timedelta(days=5)
"""How long a mail server tries (RFC 5321 section 4.5.4.1)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report in hand; `tries` counts this one."""

    id: int
    recipient: str
    content: bytes
    tries: int
    created: datetime


def add(connection: Connection, recipient: str, content: bytes, now: datetime) -> None:
    """Put a report for `recipient` into the outbox."""
    connection.execute(
        insert(records.outbox).values(
            recipient=recipient,
            content=content,
            created=utc.written(now),
            tries=0,
            due=utc.written(now),
        )
    )


def take_in_hand(engine: Engine, now: datetime) -> Waiting | None:
    """Take the report that is due longest; None where none is."""
    table = records.outbox
    query = select(table).where(table.c.due <= utc.written(now)).order_by(table.c.due, table.c.id).limit(1)

    def take(connection: Connection) -> Waiting | None:
        row = connection.execute(query.with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        values = {"tries": row.tries + 1, "due": utc.written(now + IN_HAND)}
        connection.execute(update(table).where(table.c.id == row.id).values(values))
        return Waiting(row.id, row.recipient, row.content, row.tries + 1, utc.read(row.created))

    return records.write(engine, take)


def remove(engine: Engine, report: Waiting) -> None:
    """Forget a report: it is sent, or never will be."""
    table = records.outbox
    records.write(engine, lambda connection: connection.execute(delete(table).where(table.c.id == report.id)))


def put_off(engine: Engine, report: Waiting, now: datetime) -> bool:
    """Try a report later, after twice the time of the try before; false, and it is gone, where it is too old
    for that.
    """
    if now - report.created > GIVEN_UP_AFTER:
        remove(engine, report)
        return False
    wait = min(FIRST_WAIT * 2 ** min(report.tries - 1, 10), LONGEST_WAIT)
    table = records.outbox
    later = update(table).where(table.c.id == report.id).values(due=utc.written(now + wait))
    records.write(engine, lambda connection: connection.execute(later))
    return True


def wake(engine: Engine, now: datetime) -> None:
    """Let what was put off be due at once, as when the program starts; what somebody has in hand is not."""
    table = records.outbox
    put_off = update(table).where(table.c.due > utc.written(now + IN_HAND)).values(due=utc.written(now))
    records.write(engine, lambda connection: connection.execute(put_off))


def next_due(engine: Engine) -> datetime | None:
    """When the next report is due; None where the outbox is empty."""
    with records.reading(engine) as connection:
        due = connection.execute(
            select(records.outbox.c.due).order_by(records.outbox.c.due).limit(1)
        ).scalar()
    return utc.read(due) if due else None
