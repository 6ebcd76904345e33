"""What the records show: contacts, companies, deals, and the timeline of a contact.

Each function returns what `--json` prints, one mapping a line: addresses bare, Message-IDs without angle
brackets, times UTC in ISO 8601.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from birdlog.crm.local import records
from birdlog.mail.addresses import fold


def contacts(connection: Connection) -> Iterator[dict[str, Any]]:
    """All contacts, the latest last: {"email", "name", "company", "created"}."""
    contact, company = records.contact, records.company
    query = (
        select(contact.c.email, contact.c.name, company.c.name.label("company"), contact.c.created)
        .select_from(contact.outerjoin(company))
        .order_by(contact.c.id)
    )
    return (dict(row) for row in connection.execute(query).mappings())


def companies(connection: Connection) -> Iterator[dict[str, Any]]:
    """All companies, the latest last: {"name", "domain"}."""
    table = records.company
    query = select(table.c.name, table.c.domain).order_by(table.c.id)
    return (dict(row) for row in connection.execute(query).mappings())


def deals(connection: Connection) -> Iterator[dict[str, Any]]:
    """All deals, newest first: {"name", "contact", "stage", "created"}."""
    deal, contact = records.deal, records.contact
    query = (
        select(deal.c.name, contact.c.email.label("contact"), deal.c.stage, deal.c.created)
        .select_from(deal.outerjoin(contact))
        .order_by(deal.c.created.desc(), deal.c.id.desc())
    )
    return (dict(row) for row in connection.execute(query).mappings())


def timeline(connection: Connection, address: str) -> list[dict[str, Any]]:
    """The emails on the timeline of the contact with this address, newest first; none where there is no such.

    Each is {"message_id", "direction", "via", "subject", "date", "from", "to", "cc", "credited_to",
    "company", "deals", "attachments", "text"}; company and deals are this contact's that the email is tied
    to.
    """
    email, tie = records.email, records.email_contact
    contact = connection.execute(
        select(records.contact).where(records.contact.c.key == fold(address))
    ).first()
    if contact is None:
        return []
    query = (
        select(email)
        .join(tie, tie.c.email_id == email.c.id)
        .where(tie.c.contact_id == contact.id)
        .order_by(func.coalesce(email.c.date, email.c.logged).desc(), email.c.id.desc())
    )
    return [_shown(connection, row, contact) for row in connection.execute(query).all()]


def _shown(connection: Connection, email: Any, contact: Any) -> dict[str, Any]:
    return {
        "message_id": email.message_id,
        "direction": email.direction,
        "via": email.via,
        "subject": email.subject,
        "date": email.date,
        "from": email.sender,
        "to": json.loads(email.recipients),
        "cc": json.loads(email.copies),
        "credited_to": email.credited_to,
        "company": _company(connection, email.id, contact.company_id),
        "deals": _deals(connection, email.id, contact.id),
        "attachments": _attachments(connection, email.id),
        "text": email.body,
    }


def _company(connection: Connection, email_id: int, company_id: int | None) -> str | None:
    company, tie = records.company, records.email_company
    query = (
        select(company.c.name)
        .join(tie, tie.c.company_id == company.c.id)
        .where(tie.c.email_id == email_id, company.c.id == company_id)
    )
    return connection.execute(query).scalar()


def _deals(connection: Connection, email_id: int, contact_id: int) -> list[str]:
    deal, tie = records.deal, records.email_deal
    query = (
        select(deal.c.name)
        .join(tie, tie.c.deal_id == deal.c.id)
        .where(tie.c.email_id == email_id, deal.c.contact_id == contact_id)
        .order_by(deal.c.created.desc(), deal.c.id.desc())
    )
    return list(connection.execute(query).scalars())


def _attachments(connection: Connection, email_id: int) -> list[dict[str, Any]]:
    table = records.attachment
    query = (
        select(table.c.name, table.c.size.label("bytes"), table.c.logged)
        .where(table.c.email_id == email_id)
        .order_by(table.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]
