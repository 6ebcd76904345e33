"""Writing an email onto the timelines: contacts, companies, deals and what ties them to it.

An email is known by its key, made of its Message-ID: the same mail by a repeated delivery, by two profiles,
or as a forward of what was logged already, is one email. Several processes may write into one database:
rows that anybody may make are made once, and in the order of their domains, so that no two wait for each
other.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Table, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from birdlog import utc
from birdlog.crm.local import records
from birdlog.mail.addresses import domain, fold
from birdlog.mail.message import Attachment
from birdlog.mail.people import Person
from birdlog.rules.free_mail import FREE_MAIL_DOMAINS

Via = Literal["bcc", "forward"]

_LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class Draft:
    """An email that is to be logged.

    `key` and `message_id` are those of the mail that came in, `original_message_id` of the message that it
    forwards, where it says so. `date` is in UTC, addresses are bare, `contacts` are those on whose
    timelines it lands.
    """

    key: str
    message_id: str | None
    original_message_id: str | None
    via: Via
    subject: str
    date: datetime | None
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    credited_to: str | None
    body: str
    contacts: tuple[Person, ...]
    attachments: tuple[Attachment, ...]
    attachments_logged: bool


def key_of(message_id: str) -> str:
    """What an email with this Message-ID is known by: that itself, or its digest where it is very long."""
    return message_id if len(message_id) <= _LONGEST_KEY else digest(message_id.encode())


def digest(content: bytes) -> str:
    """What an email without a usable Message-ID is known by."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def log(connection: Connection, draft: Draft, now: datetime) -> bool:
    """Write an email and all that belongs to it; false where it was there before: then nothing changes."""
    created = utc.written(now)
    email_id = _new_email(connection, draft, created)
    if email_id is None:
        return False
    companies = set()
    for person in sorted(draft.contacts, key=_place):
        contact_id, company_id = contact(connection, person, created)
        companies.add(company_id)
        _tie(connection, records.email_contact, email_id=email_id, contact_id=contact_id)
        for deal_id in _open_deals(connection, contact_id):
            _tie(connection, records.email_deal, email_id=email_id, deal_id=deal_id)
    for company_id in companies - {None}:
        _tie(connection, records.email_company, email_id=email_id, company_id=company_id)
    _add_attachments(connection, email_id, draft)
    return True


def is_logged(connection: Connection, message_id: str) -> bool:
    """Whether an email with this Message-ID is on the timelines."""
    table = records.email
    return connection.execute(select(table.c.id).where(table.c.key == key_of(message_id))).first() is not None


def contact(
    connection: Connection, person: Person, created: str, company_id: int | None = None
) -> tuple[int, int | None]:
    """(id, id of the company) of the contact with this person's address, made where there is none.

    A contact keeps the name and the company that it has. A missing name is taken from the mail; a missing
    company is `company_id`, else found by the domain, save for domains where anybody can have a mailbox.
    """
    table, address = records.contact, person.address or ""
    key = fold(address)
    query = select(table.c.id, table.c.name, table.c.company_id).where(table.c.key == key)
    found = connection.execute(query).first()
    held = found.company_id if found else None
    company_id = held or company_id or _company(connection, address, created)
    if found is None:
        row = {
            "key": key,
            "email": address,
            "name": person.name,
            "company_id": company_id,
            "created": created,
        }
        made = insert_once(connection, table, row)
        return (made, company_id) if made else contact(connection, person, created, company_id)
    name = found.name or person.name
    if (found.name, held) != (name, company_id):
        missing = update(table).where(table.c.id == found.id).values(name=name, company_id=company_id)
        connection.execute(missing)
    return found.id, company_id


def company(connection: Connection, domain_name: str, created: str, name: str | None = None) -> int:
    """The id of the company with this domain (lower case, punycode), made where there is none."""
    table = records.company
    found = connection.execute(select(table.c.id).where(table.c.domain == domain_name)).scalar()
    if found:
        return int(found)
    row = {"name": name or domain_name, "domain": domain_name, "created": created}
    return insert_once(connection, table, row) or company(connection, domain_name, created, name)


def insert_once(connection: Connection, table: Table, row: dict[str, Any]) -> int | None:
    """Insert a row and return its id; None where a row with the same unique value is there, or just came."""
    try:
        with connection.begin_nested():
            made = connection.execute(insert(table).values(row)).inserted_primary_key
    except IntegrityError:
        return None
    return int(made[0]) if made else None


def _new_email(connection: Connection, draft: Draft, created: str) -> int | None:
    known_by = _original_key(connection, draft) or draft.key
    table = records.email
    is_there = or_(table.c.key.in_((known_by, draft.key)), table.c.forward_key == draft.key)
    if connection.execute(select(table.c.id).where(is_there)).first():
        return None
    row = {
        "key": known_by,
        "forward_key": draft.key if draft.via == "forward" else None,
        "message_id": draft.message_id if known_by == draft.key else draft.original_message_id,
        "direction": "incoming" if draft.via == "forward" else "outgoing",
        "via": draft.via,
        "subject": draft.subject,
        "date": utc.written(draft.date) if draft.date else None,
        "sender": draft.sender,
        "recipients": json.dumps(draft.to),
        "copies": json.dumps(draft.cc),
        "credited_to": draft.credited_to,
        "body": draft.body,
        "logged": created,
    }
    return insert_once(connection, table, row)


def _original_key(connection: Connection, draft: Draft) -> str | None:
    """The key of the message that a forward is of; None where the email of that key is somebody else's.

    A mail program may name an earlier message of the thread as its reference: that one would hide the
    forward.
    """
    if draft.original_message_id is None:
        return None
    key = key_of(draft.original_message_id)
    sender = connection.execute(select(records.email.c.sender).where(records.email.c.key == key)).scalar()
    return key if sender is None or fold(sender) == fold(draft.sender) else None


def _company(connection: Connection, address: str, created: str) -> int | None:
    name = domain(address)
    return company(connection, name, created) if name and name not in FREE_MAIL_DOMAINS else None


def _open_deals(connection: Connection, contact_id: int) -> list[int]:
    """The contact's five most recent open deals, newest first."""
    deal = records.deal
    query = (
        select(deal.c.id)
        .where(deal.c.contact_id == contact_id, deal.c.stage == "open")
        .order_by(deal.c.created.desc(), deal.c.id.desc())
        .limit(records.OPEN_DEALS)
    )
    return list(connection.execute(query).scalars())


def _tie(connection: Connection, table: Table, **ids: int | None) -> None:
    connection.execute(insert(table).values(ids))


def _add_attachments(connection: Connection, email_id: int, draft: Draft) -> None:
    for attachment in draft.attachments:
        connection.execute(
            insert(records.attachment).values(
                email_id=email_id,
                name=attachment.name,
                content_type=attachment.content_type,
                size=len(attachment.content),
                logged=draft.attachments_logged,
                content=attachment.content if draft.attachments_logged else None,
            )
        )


def _place(person: Person) -> tuple[str, str]:
    return domain(person.address or ""), fold(person.address or "")
