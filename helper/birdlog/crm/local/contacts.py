"""Contacts, their companies and their deals, made where there are none.

Several processes may write into one database. What anybody may make is made once; whoever makes several in
one transaction goes in the order of `place`, so that no two wait for each other.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from birdlog.crm.local import directory, records
from birdlog.mail.addresses import domain, fold
from birdlog.mail.people import Person
from birdlog.rules.free_mail import FREE_MAIL_DOMAINS

STAGES = ("open", "won", "lost")
"""What a deal can be, the first where nothing else is said."""


class Kept(NamedTuple):
    """A contact that is in the records: its id, and that of its company."""

    id: int
    company_id: int | None


def place(person: Person) -> tuple[str, str]:
    """The order in which people are made contacts: by domain, which is by company, then by address."""
    return domain(person.address or ""), fold(person.address or "")


def contact(connection: Connection, person: Person, created: str, company_id: int | None = None) -> Kept:
    """The contact with this person's address, made where there is none.

    A contact keeps the name and the company that it has. A missing name is taken from the person; a missing
    company is `company_id`, else found by the domain, save for domains where anybody can have a mailbox.
    """
    table, address = records.contact, person.address or ""
    key = fold(address)
    query = select(table.c.id, table.c.name, table.c.company_id).where(table.c.key == key)
    found = connection.execute(query).first()
    held = found.company_id if found else None
    company_id = held or company_id or _company_of(connection, address, created)
    if found is None:
        row = {
            "key": key,
            "email": address,
            "name": person.name,
            "company_id": company_id,
            "created": created,
        }
        made = records.insert_once(connection, table, row)
        if made is None:
            return contact(connection, person, created, company_id)
        directory.add_words(connection, [made.id])
        return Kept(made.id, company_id)
    name = found.name or person.name
    if (found.name, held) != (name, company_id):
        change(connection, found.id, name=name, company_id=company_id)
    return Kept(found.id, company_id)


def change(connection: Connection, contact_id: int, **values: str | int | None) -> bool:
    """Change a contact's `name` or `company_id`; false where there is no such contact."""
    table = records.contact
    changed = connection.execute(update(table).where(table.c.id == contact_id).values(values))
    directory.add_words(connection, [contact_id])
    return changed.rowcount == 1


def wrote_or_got(connection: Connection, contact_id: int, at: str) -> None:
    """Note the time of an email with the contact: what counts is the newest one."""
    table = records.contact
    older = update(table).where(table.c.id == contact_id, table.c.latest < at)
    connection.execute(older.values(latest=at))


def company(connection: Connection, domain_name: str, created: str, name: str | None = None) -> int:
    """The id of the company with this domain (lower case, punycode), made where there is none."""
    table = records.company
    found = connection.execute(select(table.c.id).where(table.c.domain == domain_name)).scalar()
    if found:
        return int(found)
    row = {"name": name or domain_name, "domain": domain_name, "created": created}
    made = records.insert_once(connection, table, row)
    return int(made.id) if made else company(connection, domain_name, created, name)


def company_named(connection: Connection, name: str, created: str) -> int:
    """The id of the company of this name, made where there is none."""
    table = records.company
    found = connection.execute(select(table.c.id).where(table.c.name == name).order_by(table.c.id)).scalar()
    if found is not None:
        return int(found)
    made = connection.execute(insert(table).values(name=name, created=created)).inserted_primary_key
    assert made
    return int(made[0])


def name_company(connection: Connection, company_id: int, name: str) -> bool:
    """Give a company another name; false where nothing had to change."""
    table, of = records.company, records.contact
    changed = connection.execute(
        update(table).where(table.c.id == company_id, table.c.name != name).values(name=name)
    )
    if changed.rowcount == 1:
        people = connection.execute(select(of.c.id).where(of.c.company_id == company_id)).scalars().all()
        directory.add_words(connection, people)
    return changed.rowcount == 1


def open_deals(connection: Connection, contact_id: int) -> list[int]:
    """The contact's five most recent open deals, newest first."""
    deal = records.deal
    query = (
        select(deal.c.id)
        .where(deal.c.contact_id == contact_id, deal.c.stage == "open")
        .order_by(deal.c.created.desc(), deal.c.id.desc())
        .limit(records.OPEN_DEALS)
    )
    return list(connection.execute(query).scalars())


def _company_of(connection: Connection, address: str, created: str) -> int | None:
    name = domain(address)
    return company(connection, name, created) if name and name not in FREE_MAIL_DOMAINS else None
