"""A contact as one looks at it: who it is, its company and deals, and its mails page by page."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, select, tuple_

from birdlog.crm.local import records
from birdlog.crm.local.emails import Direction

Stage = Literal["open", "won", "lost"]

BODY_LIMIT = 50_000
"""Characters of a mail's text that are handed out."""


@dataclass(frozen=True, slots=True)
class Company:
    """`contacts` is how many belong to it."""

    id: int
    name: str
    domain: str | None
    contacts: int


@dataclass(frozen=True, slots=True)
class Deal:
    """`created` is UTC in ISO 8601."""

    id: int
    name: str
    stage: Stage
    created: str


@dataclass(frozen=True, slots=True)
class Card:
    """A contact; its deals newest first."""

    id: int
    email: str
    name: str | None
    company: Company | None
    deals: tuple[Deal, ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """`size` is in bytes; `logged` is false where the attachment itself was left out."""

    name: str | None
    size: int
    logged: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """An email on a timeline, without its text. `at` is when it was written, or else logged."""

    id: int
    message_id: str | None
    direction: Direction
    subject: str
    at: str
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    credited_to: str | None
    attachments: tuple[Attached, ...]

    @property
    def place(self) -> tuple[str, int]:
        """Where on the timeline it stands, for reading on from there."""
        return self.at, self.id


@dataclass(frozen=True, slots=True)
class Body:
    """The first characters of a mail's text, and whether there are more."""

    text: str
    is_cut: bool


def card(connection: Connection, contact_id: int) -> Card | None:
    """The contact; None where there is no such."""
    table = records.contact
    found = connection.execute(select(table).where(table.c.id == contact_id)).first()
    if found is None:
        return None
    company = _company(connection, found.company_id) if found.company_id else None
    return Card(found.id, found.email, found.name, company, _deals(connection, contact_id))


def mails(
    connection: Connection, contact_id: int, limit: int, before: tuple[str, int] | None = None
) -> tuple[Mail, ...]:
    """Up to `limit` of the contact's mails, newest first, from the one after a place on."""
    email, tie = records.email, records.email_contact
    at = func.coalesce(email.c.date, email.c.logged)
    columns = (column for column in email.c if column.name != "body")
    query = (
        select(*columns, at.label("at"))
        .join(tie, tie.c.email_id == email.c.id)
        .where(tie.c.contact_id == contact_id)
        .order_by(at.desc(), email.c.id.desc())
        .limit(limit)
    )
    if before:
        query = query.where(tuple_(at, email.c.id) < tuple_(*before))
    rows = connection.execute(query).all()
    attachments = _attachments(connection, [row.id for row in rows])
    return tuple(
        Mail(
            row.id,
            row.message_id,
            row.direction,
            row.subject,
            row.at,
            row.sender,
            tuple(json.loads(row.recipients)),
            tuple(json.loads(row.copies)),
            row.credited_to,
            tuple(attachments[row.id]),
        )
        for row in rows
    )


def body(connection: Connection, email_id: int) -> Body:
    """A mail's text, up to `BODY_LIMIT` characters of it; empty where there is no such mail."""
    table = records.email
    first = func.substr(table.c.body, 1, BODY_LIMIT).label("text")
    query = select(first, func.length(table.c.body).label("length")).where(table.c.id == email_id)
    found = connection.execute(query).first()
    return Body(found.text, found.length > BODY_LIMIT) if found else Body("", False)


def company_names(connection: Connection, beginning: str, limit: int) -> tuple[str, ...]:
    """Names of companies that begin with this, in their order."""
    name = records.company.c.name
    query = (
        select(name)
        .where(func.lower(name).startswith(beginning.lower(), autoescape=True))
        .distinct()
        .order_by(name)
        .limit(limit)
    )
    return tuple(connection.execute(query).scalars())


def _company(connection: Connection, company_id: int) -> Company:
    table, contact = records.company, records.contact
    found = connection.execute(select(table).where(table.c.id == company_id)).one()
    people = select(func.count()).select_from(contact).where(contact.c.company_id == company_id)
    return Company(found.id, found.name, found.domain, connection.execute(people).scalar_one())


def _deals(connection: Connection, contact_id: int) -> tuple[Deal, ...]:
    table = records.deal
    query = select(table.c.id, table.c.name, table.c.stage, table.c.created)
    newest_first = query.where(table.c.contact_id == contact_id).order_by(
        table.c.created.desc(), table.c.id.desc()
    )
    return tuple(Deal(*row) for row in connection.execute(newest_first))


def _attachments(connection: Connection, ids: Sequence[int]) -> dict[int, list[Attached]]:
    table = records.attachment
    query = select(table.c.email_id, table.c.name, table.c.size, table.c.logged)
    found: dict[int, list[Attached]] = defaultdict(list)
    for email_id, *rest in connection.execute(query.where(table.c.email_id.in_(ids)).order_by(table.c.id)):
        found[email_id].append(Attached(*rest))
    return found
