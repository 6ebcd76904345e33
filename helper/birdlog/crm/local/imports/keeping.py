"""Writing what was read from a file: records into the database, users and teams into the settings, which the
rules read too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, update

from birdlog import people_edit, settings, utc
from birdlog.crm.local import contacts, records
from birdlog.crm.local.imports.rows import Company, Contact, Deal, Row, Rows
from birdlog.mail.people import Person
from birdlog.rules.never_log import compile
from birdlog.settings import Team, User

_TYPES: dict[type[Row], str] = {
    Company: "company",
    Contact: "contact",
    Deal: "deal",
    User: "user",
    Team: "team",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows of each type were taken; which lines stayed out for the never-log list, and which
    because they have no address.
    """

    taken: Mapping[str, int]
    listed: tuple[int, ...]
    without_address: tuple[int, ...]


Told = Callable[[int, int], None]
"""Is told how many rows of how many were looked at. What it raises undoes the whole import."""


def keep(engine: Engine, read: Rows, now: datetime, told: Told) -> Imported:
    """Keep all rows, or none where something fails."""
    return records.write(engine, lambda connection: _keep(connection, read, utc.written(now), told))


def _keep(connection: Connection, read: Rows, created: str, told: Told) -> Imported:
    """Keep the rows, save those of people on the never-log list. What another row may name comes first; users
    and teams come last, since the settings know no undoing.
    """
    never = compile(settings.load().never_log)
    taken: Counter[str] = Counter()
    listed: list[int] = []
    for done, row in enumerate(sorted(read.rows, key=_order)):
        told(done, len(read.rows))
        if isinstance(row, Company):
            _keep_company(connection, row, created)
        elif isinstance(row, Contact | Deal):
            if never.match(_address(row)):
                listed.append(row.line)
                continue
            _keep_contact_or_deal(connection, row, created)
        taken[_TYPES[type(row)]] += 1
    users = [row for row in read.rows if isinstance(row, User)]
    teams = [row for row in read.rows if isinstance(row, Team)]
    people_edit.describe_people(users, teams)
    return Imported(taken, tuple(sorted(listed)), tuple(read.without_address))


def _order(row: Row) -> int:
    return list(_TYPES).index(type(row))


def _address(row: Contact | Deal) -> str:
    return (row.person.address if isinstance(row, Contact) else row.contact) or ""


def _keep_contact_or_deal(connection: Connection, row: Contact | Deal, created: str) -> None:
    if isinstance(row, Contact):
        _keep_contact(connection, row, created)
    else:
        _keep_deal(connection, row, created)


def _keep_company(connection: Connection, row: Company, created: str) -> None:
    table = records.company
    same = table.c.domain == row.domain if row.domain else table.c.name == row.name
    found = connection.execute(select(table.c.id).where(same)).scalar()
    if found is None and row.domain:  # known by its name alone so far
        nameless = (table.c.name == row.name) & table.c.domain.is_(None)
        found = connection.execute(select(table.c.id).where(nameless)).scalar()
    if found is None:
        connection.execute(insert(table).values(name=row.name, domain=row.domain, created=created))
    elif row.domain:
        connection.execute(update(table).where(table.c.id == found).values(domain=row.domain))
        contacts.name_company(connection, found, row.name)


def _keep_contact(connection: Connection, row: Contact, created: str) -> None:
    company_id = contacts.company_named(connection, row.company, created) if row.company else None
    kept = contacts.contact(connection, row.person, created, company_id)
    said = {"name": row.person.name, "company_id": company_id}  # what the file says goes before what was held
    if values := {column: value for column, value in said.items() if value}:
        contacts.change(connection, kept.id, **values)


def _keep_deal(connection: Connection, row: Deal, created: str) -> None:
    """Keep the deal, with its contact made where need be."""
    contact_id = None
    if row.contact:
        contact_id = contacts.contact(connection, Person(None, row.contact), created).id
    table = records.deal
    same = (table.c.name == row.name) & (table.c.contact_id.is_not_distinct_from(contact_id))
    values = {"stage": row.stage, "created": row.created}
    if connection.execute(update(table).where(same).values(values)).rowcount == 0:
        connection.execute(insert(table).values(name=row.name, contact_id=contact_id, **values))
