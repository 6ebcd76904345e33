"""What a person changes in the records by hand: contacts, their companies and their deals.

Each change is durable when its function returns. What can't be done is refused in plain words, and nothing
is changed then; so is an address on the never-log list, whoever asks.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select, update

from birdlog import settings, utc
from birdlog.crm.local import contacts, records
from birdlog.crm.local.card import Stage
from birdlog.mail.addresses import bare_addresses, fold, is_address, with_lower_domain
from birdlog.mail.parts import clean
from birdlog.mail.people import Person
from birdlog.rules import never_log
from birdlog.texts import text


class EditError(Exception):
    """A change that is refused. `known` is the contact that the address belongs to already."""

    def __init__(self, code: str, *, known: int | None = None, **values: str) -> None:
        super().__init__(code)
        self.code, self.known, self._values = code, known, values

    def in_locale(self, locale: str | None = None) -> str:
        """Why, and what helps, in the words of `locale`."""
        return text(f"crm.edit.{self.code}", locale, **self._values)


def add_contact(engine: Engine, address: str, name: str, company: str, now: datetime) -> int:
    """Add a contact and return its id; of a name and a company that are blank nothing is kept.

    Raises EditError where that is no address, is on the never-log list or belongs to a contact;
    birdlog.settings.SettingsError where the never-log list can't be read.
    """
    written = _address(address)
    if pattern := never_log.matches(written, settings.load().never_log):
        raise EditError("never-log", address=written, pattern=pattern)
    return records.write(engine, lambda connection: _add(connection, written, name, company, now))


def change_contact(engine: Engine, contact_id: int, name: str, company: str, now: datetime) -> None:
    """Give a contact another name and another company, known by its name or new; blank means none.

    Raises EditError where there is no such contact.
    """

    def change(connection: Connection) -> None:
        company_id = _company_named(connection, tidy(company), now)
        if not contacts.change(connection, contact_id, name=tidy(name) or None, company_id=company_id):
            raise EditError("gone")

    records.write(engine, change)


def rename_company(engine: Engine, company_id: int, name: str) -> None:
    """Give a company another name, for all its contacts. Raises EditError where the name is blank."""
    written = _named(name, "company-name")
    records.write(engine, lambda connection: contacts.name_company(connection, company_id, written))


def add_deal(engine: Engine, contact_id: int, name: str, stage: Stage, now: datetime) -> int:
    """Add a deal with a contact and return its id. Raises EditError where the name is blank, or there is no
    such contact.
    """
    row = {
        "name": _named(name, "deal-name"),
        "contact_id": contact_id,
        "stage": stage,
        "created": utc.written(now),
    }

    def add(connection: Connection) -> int:
        if connection.execute(select(records.contact.c.id).filter_by(id=contact_id)).first() is None:
            raise EditError("gone")
        made = connection.execute(insert(records.deal).values(row)).inserted_primary_key
        assert made
        return int(made[0])

    return records.write(engine, add)


def set_stage(engine: Engine, deal_id: int, stage: Stage) -> None:
    """Say how a deal stands; nothing where there is no such deal."""
    table = records.deal
    moved = update(table).where(table.c.id == deal_id).values(stage=stage)
    records.write(engine, lambda connection: connection.execute(moved))


def tidy(typed: str) -> str:
    """What a person typed as it is kept: on one line, without what no database takes."""
    return " ".join(clean(typed).split())


def _address(typed: str) -> str:
    """The bare address; what mail programs write around it may stand there too."""
    found = bare_addresses(tidy(typed))
    if len(found) != 1 or not is_address(found[0]):
        raise EditError("no-address", address=tidy(typed))
    return with_lower_domain(found[0])


def _named(typed: str, code: str) -> str:
    written = tidy(typed)
    if not written:
        raise EditError(code)
    return written


def _add(connection: Connection, address: str, name: str, company: str, now: datetime) -> int:
    table = records.contact
    known = connection.execute(select(table.c.id).where(table.c.key == fold(address))).scalar()
    if known is not None:
        raise EditError("known", known=known, address=address)
    company_id = _company_named(connection, tidy(company), now)
    person = Person(tidy(name) or None, address)
    return contacts.contact(connection, person, utc.written(now), company_id).id


def _company_named(connection: Connection, name: str, now: datetime) -> int | None:
    """The company of this name, in whatever letter case it was typed, else a new one; None for no name."""
    if not name:
        return None
    table = records.company
    for same in (table.c.name == name, func.lower(table.c.name) == name.lower()):
        found = connection.execute(select(table.c.id).where(same).order_by(table.c.id).limit(1)).scalar()
        if found is not None:
            return int(found)
    return contacts.company_named(connection, name, utc.written(now))
