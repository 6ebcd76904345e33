"""Writing what was read from a file: records into the database, users and teams into the settings, which the
rules read too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, update

from birdlog import people_edit, settings, utc
from birdlog.crm.local import contacts, records
from birdlog.crm.local.imports.rows import Company, Contact, Deal, Row, Rows
from birdlog.mail.people import Person
from birdlog.rules.never_log import Matcher, compile
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
    """How many rows of each type were taken; how many stayed out for the never-log list, and which lines
    because they have no address.
    """

    taken: Mapping[str, int]
    listed: int
    without_address: tuple[int, ...]


def keep(engine: Engine, read: Rows, now: datetime) -> Imported:
    """Keep all rows, or none where something fails."""
    taken = records.write(engine, lambda connection: _keep(connection, read.rows, utc.written(now)))
    return Imported(
        Counter(_TYPES[type(row)] for row in taken),
        len(read.rows) - len(taken),
        tuple(read.without_address),
    )


def _keep(connection: Connection, rows: list[Row], created: str) -> list[Row]:
    """The rows that were taken: not those of people on the never-log list. What another row may name comes
    first; users and teams come last, since the settings know no undoing.
    """
    never = compile(settings.load().never_log)
    taken: list[Row] = []
    for company in (row for row in rows if isinstance(row, Company)):
        _keep_company(connection, company, created)
        taken.append(company)
    for contact in (row for row in rows if isinstance(row, Contact)):
        if _keep_contact(connection, contact, never, created):
            taken.append(contact)
    for deal in (row for row in rows if isinstance(row, Deal)):
        if _keep_deal(connection, deal, never, created):
            taken.append(deal)
    users = [row for row in rows if isinstance(row, User)]
    teams = [row for row in rows if isinstance(row, Team)]
    people_edit.describe_people(users, teams)
    return [*taken, *users, *teams]


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
        connection.execute(update(table).where(table.c.id == found).values(name=row.name, domain=row.domain))


def _keep_contact(connection: Connection, row: Contact, never: Matcher, created: str) -> bool:
    """Whether the contact is there now; one on the never-log list is not made."""
    if never.match(row.person.address or ""):
        return False
    company_id = _company_named(connection, row.company, created) if row.company else None
    kept = contacts.contact(connection, row.person, created, company_id)
    said = {"name": row.person.name, "company_id": company_id}  # what the file says goes before what was held
    if values := {column: value for column, value in said.items() if value}:
        table = records.contact
        connection.execute(update(table).where(table.c.id == kept.id).values(values))
    return True


def _company_named(connection: Connection, name: str, created: str) -> int:
    table = records.company
    found = connection.execute(select(table.c.id).where(table.c.name == name).order_by(table.c.id)).scalar()
    if found is not None:
        return int(found)
    made = connection.execute(insert(table).values(name=name, created=created)).inserted_primary_key
    assert made
    return int(made[0])


def _keep_deal(connection: Connection, row: Deal, never: Matcher, created: str) -> bool:
    """Whether the deal is there now, with its contact made where need be."""
    contact_id = None
    if row.contact:
        if never.match(row.contact):
            return False
        contact_id = contacts.contact(connection, Person(None, row.contact), created).id
    table = records.deal
    same = (table.c.name == row.name) & (table.c.contact_id.is_not_distinct_from(contact_id))
    values = {"stage": row.stage, "created": row.created}
    if connection.execute(update(table).where(same).values(values)).rowcount == 0:
        connection.execute(insert(table).values(name=row.name, contact_id=contact_id, **values))
    return True
