"""Records as JSON Lines:

{"type": "company", "name", "domain"}
{"type": "contact", "email", "name", "company"}
{"type": "deal", "name", "contact", "stage": "open"|"won"|"lost", "created"}
{"type": "user", "name", "account", "connected": [{"address", "since"}], "aliases": [...]}
{"type": "team", "address", "members": [account, ...]}
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from birdlog import utc
from birdlog.crm.local.contacts import STAGES
from birdlog.crm.local.imports.rows import Company, Contact, Deal, FileError, Row, Rows
from birdlog.mail.addresses import fold_domain, is_address, with_lower_domain
from birdlog.mail.parts import clean
from birdlog.mail.people import Person
from birdlog.settings import Team, User


def read(text: str, now: datetime) -> Rows:
    """The rows; blank lines are none. Raises FileError at the first line that can't be read."""
    lines = enumerate(text.split("\n"), start=1)
    return Rows([_row(line, number, now) for number, line in lines if line.strip()])


class _Line:
    """One JSON object; what is asked of it is there and of the right form, or FileError is raised."""

    def __init__(self, text: str, number: int) -> None:
        self.number = number
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as problem:
            raise FileError("crm.import.no-json", number) from problem
        if not isinstance(values, dict):
            raise FileError("crm.import.no-json", number)
        self._values: dict[str, Any] = values

    def text(self, name: str) -> str:
        value = self.text_or_none(name)
        if value is None:
            raise FileError("crm.import.missing", self.number, field=name)
        return value

    def text_or_none(self, name: str) -> str | None:
        value = self._values.get(name)
        if value is not None and not isinstance(value, str):
            raise FileError("crm.import.no-text", self.number, field=name)
        return clean(value).strip() or None if value else None

    def address(self, name: str) -> str:
        return _address(self.text(name), self.number)

    def list(self, name: str) -> list[Any]:
        value = self._values.get(name) or []
        if not isinstance(value, list):
            raise FileError("crm.import.no-list", self.number, field=name)
        return value

    def time(self, name: str, otherwise: datetime) -> str:
        written = self.text_or_none(name)
        if written is None:
            return utc.written(otherwise)
        try:
            return utc.written(utc.read(written))
        except (ValueError, OverflowError) as problem:
            raise FileError("crm.import.no-time", self.number, value=written) from problem


def _row(text: str, number: int, now: datetime) -> Row:
    line = _Line(text, number)
    kind = line.text("type")
    if kind == "company":
        domain = line.text_or_none("domain")
        return Company(line.text("name"), fold_domain(domain) if domain else None)
    if kind == "contact":
        named = Person(line.text_or_none("name"), line.address("email"))
        return Contact(named, line.text_or_none("company"), number)
    if kind == "deal":
        return _deal(line, now)
    if kind == "user":
        return _user(line)
    if kind == "team":
        return Team(line.address("address"), tuple(_address(each, number) for each in line.list("members")))
    raise FileError("crm.import.unknown-type", number, value=kind)


def _deal(line: _Line, now: datetime) -> Deal:
    contact = line.address("contact") if line.text_or_none("contact") else None
    stage = line.text_or_none("stage") or STAGES[0]
    if stage not in STAGES:
        raise FileError("crm.import.unknown-stage", line.number, value=stage)
    return Deal(line.text("name"), contact, stage, line.time("created", now), line.number)


def _user(line: _Line) -> User:
    connected = []
    for entry in line.list("connected"):
        given = {"address": entry} if isinstance(entry, str) else entry
        if not isinstance(given, dict):
            raise FileError("crm.import.no-address", line.number, value=entry)
        connected.append(
            (_address(given.get("address"), line.number), _since(given.get("since"), line.number))
        )
    aliases = tuple(_address(alias, line.number) for alias in line.list("aliases"))
    return User(line.address("account"), tuple(connected), aliases, line.text_or_none("name"))


def _since(value: object, number: int) -> str | None:
    if value is None:
        return None
    try:
        datetime.fromisoformat(str(value))
    except ValueError as problem:
        raise FileError("crm.import.no-time", number, value=value) from problem
    return str(value)


def _address(value: object, number: int) -> str:
    if not isinstance(value, str) or not is_address(value.strip()):
        raise FileError("crm.import.no-address", number, value=value)
    return with_lower_domain(value.strip())
