"""What the records show: contacts, companies, deals, and the timeline of a contact.

Each function yields what `--json` prints, one mapping a line, while it reads: addresses bare, Message-IDs
without angle brackets, times UTC in ISO 8601.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from birdlog.crm.local import records, threads
from birdlog.mail.addresses import fold

Shown = dict[str, Any]

_AT_ONCE = 500
_EMAILS_AT_ONCE = 50


def contacts(connection: Connection) -> Iterator[Shown]:
    """All contacts, the latest last: {"email", "name", "company", "created"}."""
    contact, company = records.contact, records.company
    query = (
        select(contact.c.email, contact.c.name, company.c.name.label("company"), contact.c.created)
        .select_from(contact.outerjoin(company))
        .order_by(contact.c.id)
    )
    return _stream(connection, query)


def companies(connection: Connection) -> Iterator[Shown]:
    """All companies, the latest last: {"name", "domain"}."""
    table = records.company
    return _stream(connection, select(table.c.name, table.c.domain).order_by(table.c.id))


def deals(connection: Connection) -> Iterator[Shown]:
    """All deals, newest first: {"name", "contact", "stage", "created"}."""
    deal, contact = records.deal, records.contact
    query = (
        select(deal.c.name, contact.c.email.label("contact"), deal.c.stage, deal.c.created)
        .select_from(deal.outerjoin(contact))
        .order_by(deal.c.created.desc(), deal.c.id.desc())
    )
    return _stream(connection, query)


def timeline(connection: Connection, address: str) -> Iterator[Shown]:
    """The emails on the timeline of the contact with this address, newest first; none where there is no such.

    Each is {"message_id", "direction", "via", "subject", "date", "from", "to", "cc", "credited_to",
    "company", "deals", "attachments", "text", "thread"}; company and deals are this contact's that the email
    is tied to; `thread` is the same in all emails that hang together.
    """
    contact = records.contact
    contact_id = connection.execute(select(contact.c.id).where(contact.c.key == fold(address))).scalar()
    if contact_id is None:
        return
    newest_first = iter(_newest_first(connection, contact_id))
    while some := list(islice(newest_first, _EMAILS_AT_ONCE)):
        yield from _emails(connection, contact_id, some)


def _stream(connection: Connection, query: Select[Any]) -> Iterator[Shown]:
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(query)
    return (dict(row) for row in rows.mappings())


def _newest_first(connection: Connection, contact_id: int) -> Sequence[int]:
    email, tie = records.email, records.email_contact
    query = (
        select(email.c.id)
        .join(tie, tie.c.email_id == email.c.id)
        .where(tie.c.contact_id == contact_id)
        .order_by(func.coalesce(email.c.date, email.c.logged).desc(), email.c.id.desc())
    )
    return connection.execute(query).scalars().all()


def _emails(connection: Connection, contact_id: int, ids: Sequence[int]) -> Iterator[Shown]:
    """The emails of these ids, in their order."""
    rows = {row.id: row for row in _rows(connection, contact_id, ids)}
    deals, attachments = _deals(connection, contact_id, ids), _attachments(connection, ids)
    of_members = threads.threads_of(connection, [row.member for row in rows.values()])
    for id in ids:
        row = rows[id]
        yield {
            "message_id": row.message_id,
            "direction": row.direction,
            "via": row.via,
            "subject": row.subject,
            "date": row.date,
            "from": row.sender,
            "to": json.loads(row.recipients),
            "cc": json.loads(row.copies),
            "credited_to": row.credited_to,
            "company": row.company,
            "deals": deals[id],
            "attachments": attachments[id],
            "text": row.body,
            "thread": of_members.get(row.member, row.member),
        }


def _rows(connection: Connection, contact_id: int, ids: Sequence[int]) -> Sequence[Row[Any]]:
    email, tie, company = records.email, records.email_contact, records.company
    query = (
        select(email, company.c.name.label("company"))
        .join(tie, tie.c.email_id == email.c.id)
        .outerjoin(company, company.c.id == tie.c.company_id)
        .where(tie.c.contact_id == contact_id, tie.c.email_id.in_(ids))
    )
    return connection.execute(query).all()


def _deals(connection: Connection, contact_id: int, ids: Sequence[int]) -> dict[int, list[str]]:
    deal, tie = records.deal, records.email_deal
    query = (
        select(tie.c.email_id, deal.c.name)
        .join(deal, deal.c.id == tie.c.deal_id)
        .where(tie.c.email_id.in_(ids), deal.c.contact_id == contact_id)
        .order_by(deal.c.created.desc(), deal.c.id.desc())
    )
    found: dict[int, list[str]] = defaultdict(list)
    for email_id, name in connection.execute(query):
        found[email_id].append(name)
    return found


def _attachments(connection: Connection, ids: Sequence[int]) -> dict[int, list[Shown]]:
    table = records.attachment
    query = (
        select(table.c.email_id, table.c.name, table.c.size, table.c.logged)
        .where(table.c.email_id.in_(ids))
        .order_by(table.c.id)
    )
    found: dict[int, list[Shown]] = defaultdict(list)
    for email_id, name, size, logged in connection.execute(query):
        found[email_id].append({"name": name, "bytes": size, "logged": logged})
    return found
