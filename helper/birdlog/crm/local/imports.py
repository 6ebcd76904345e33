"""Taking records in from a file: JSON Lines of companies, contacts, deals, users and teams.

    {"type": "company", "name", "domain"}
    {"type": "contact", "email", "name", "company"}
    {"type": "deal", "name", "contact", "stage": "open"|"won"|"lost", "created"}
    {"type": "user", "name", "account", "connected": [{"address", "since"}], "aliases": [...]}
    {"type": "team", "address", "members": [account, ...]}

Records go into the database, users and teams into the settings, which the rules read too. The file is read as
a whole first: a line that can't be read stops all of it. Importing a file again changes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from birdlog import settings, settings_edit, utc
from birdlog.crm.local import emails, records
from birdlog.mail.addresses import fold_domain, is_address
from birdlog.mail.people import Person
from birdlog.rules import never_log
from birdlog.settings import Settings, Team, User

_STAGES = ("open", "won", "lost")


class LineError(Exception):
    """A line that can't be read: its number, and the key of the sentence that says why."""

    def __init__(self, line: int, key: str, **values: object) -> None:
        super().__init__(line, key)
        self.line = line
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Imported:
    """How many lines of each type were taken, and how many contacts stayed out for the never-log list."""

    taken: Mapping[str, int]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Company:
    name: str
    domain: str | None


@dataclass(frozen=True, slots=True)
class _Contact:
    person: Person
    company: str | None


@dataclass(frozen=True, slots=True)
class _Deal:
    name: str
    contact: str | None
    stage: str
    created: str


_Row = _Company | _Contact | _Deal | User | Team


def import_lines(engine: Engine, lines: Iterable[str], now: datetime) -> Imported:
    """Take the records in; blank lines are none.

    Raises LineError where a line can't be read, birdlog.settings.SettingsError where a user or a team can't
    be kept, sqlalchemy.exc.SQLAlchemyError where the database fails.
    """
    rows = [_row(text, number, now) for number, text in enumerate(lines, start=1) if text.strip()]
    _keep_people_of_the_crm(rows)
    known, created, left_out = settings.load(), utc.written(now), 0
    with records.writing(engine) as connection:
        for company in (row for row in rows if isinstance(row, _Company)):
            _keep_company(connection, company, created)
        for contact in (row for row in rows if isinstance(row, _Contact)):
            left_out += not _keep_contact(connection, contact, known, created)
        for deal in (row for row in rows if isinstance(row, _Deal)):
            left_out += not _keep_deal(connection, deal, known, created)
    return Imported(Counter(_TYPES[type(row)] for row in rows), left_out)


class _Line:
    """One JSON object; what is asked of it is there and of the right form, or LineError is raised."""

    def __init__(self, text: str, number: int) -> None:
        self.number = number
        try:
            values = json.loads(text)
        except ValueError as problem:
            raise LineError(number, "crm.import.no-json") from problem
        if not isinstance(values, dict):
            raise LineError(number, "crm.import.no-json")
        self._values: dict[str, Any] = values

    def text(self, name: str) -> str:
        value = self.text_or_none(name)
        if value is None:
            raise LineError(self.number, "crm.import.missing", field=name)
        return value

    def text_or_none(self, name: str) -> str | None:
        value = self._values.get(name)
        if value is not None and not isinstance(value, str):
            raise LineError(self.number, "crm.import.no-text", field=name)
        return value.strip() or None if value else None

    def address(self, name: str) -> str:
        return _address(self.text(name), self.number)

    def list(self, name: str) -> list[Any]:
        value = self._values.get(name) or []
        if not isinstance(value, list):
            raise LineError(self.number, "crm.import.no-list", field=name)
        return value

    def time(self, name: str, otherwise: datetime) -> str:
        written = self.text_or_none(name)
        if written is None:
            return utc.written(otherwise)
        try:
            return utc.written(utc.read(written))
        except (ValueError, OverflowError) as problem:
            raise LineError(self.number, "crm.import.no-time", value=written) from problem


def _row(text: str, number: int, now: datetime) -> _Row:
    line = _Line(text, number)
    kind = line.text("type")
    if kind == "company":
        domain = line.text_or_none("domain")
        return _Company(line.text("name"), fold_domain(domain) if domain else None)
    if kind == "contact":
        return _Contact(
            Person(line.text_or_none("name"), line.address("email")), line.text_or_none("company")
        )
    if kind == "deal":
        return _deal(line, now)
    if kind == "user":
        return _user(line)
    if kind == "team":
        return Team(line.address("address"), tuple(_address(each, number) for each in line.list("members")))
    raise LineError(number, "crm.import.unknown-type", value=kind)


def _deal(line: _Line, now: datetime) -> _Deal:
    contact = line.address("contact") if line.text_or_none("contact") else None
    stage = line.text_or_none("stage") or _STAGES[0]
    if stage not in _STAGES:
        raise LineError(line.number, "crm.import.unknown-stage", value=stage)
    return _Deal(line.text("name"), contact, stage, line.time("created", now))


def _user(line: _Line) -> User:
    connected = []
    for entry in line.list("connected"):
        given = {"address": entry} if isinstance(entry, str) else entry
        if not isinstance(given, dict):
            raise LineError(line.number, "crm.import.no-address", value=entry)
        connected.append(
            (_address(given.get("address"), line.number), _since(given.get("since"), line.number))
        )
    aliases = tuple(_address(alias, line.number) for alias in line.list("aliases"))
    return User(line.address("account"), tuple(connected), aliases, line.text_or_none("name"))


def _since(value: object, number: int) -> str | None:
    if value is not None and not isinstance(value, str):
        raise LineError(number, "crm.import.no-time", value=value)
    return value


def _address(value: object, number: int) -> str:
    if not isinstance(value, str) or not is_address(value.strip()):
        raise LineError(number, "crm.import.no-address", value=value)
    return value.strip()


_TYPES: dict[type[_Row], str] = {
    _Company: "company",
    _Contact: "contact",
    _Deal: "deal",
    User: "user",
    Team: "team",
}


def _keep_people_of_the_crm(rows: Iterable[_Row]) -> None:
    known = settings.load()
    for row in rows:
        if isinstance(row, User) and row not in known.users:
            settings_edit.add_user(row)
    for row in rows:
        if isinstance(row, Team) and row not in known.teams:
            settings_edit.add_team(row)


def _keep_company(connection: Connection, row: _Company, created: str) -> None:
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


def _keep_contact(connection: Connection, row: _Contact, known: Settings, created: str) -> bool:
    """Whether the contact is there now; one on the never-log list is not made."""
    if never_log.matches(row.person.address or "", known.never_log):
        return False
    company_id = _company_named(connection, row.company, created) if row.company else None
    contact_id, _held = emails.contact(connection, row.person, created, company_id)
    said = {"name": row.person.name, "company_id": company_id}  # what the file says goes before what was held
    if values := {column: value for column, value in said.items() if value}:
        table = records.contact
        connection.execute(update(table).where(table.c.id == contact_id).values(values))
    return True


def _company_named(connection: Connection, name: str, created: str) -> int:
    table = records.company
    found = connection.execute(select(table.c.id).where(table.c.name == name).order_by(table.c.id)).scalar()
    if found is not None:
        return int(found)
    made = connection.execute(insert(table).values(name=name, created=created)).inserted_primary_key
    assert made
    return int(made[0])


def _keep_deal(connection: Connection, row: _Deal, known: Settings, created: str) -> bool:
    """Whether the deal is there now, with its contact made where need be."""
    contact_id = None
    if row.contact:
        if never_log.matches(row.contact, known.never_log):
            return False
        contact_id, _held = emails.contact(connection, Person(None, row.contact), created)
    table = records.deal
    same = (table.c.name == row.name) & (table.c.contact_id.is_not_distinct_from(contact_id))
    values = {"stage": row.stage, "created": row.created}
    if connection.execute(update(table).where(same).values(values)).rowcount == 0:
        connection.execute(insert(table).values(name=row.name, contact_id=contact_id, **values))
    return True
