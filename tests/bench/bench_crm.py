"""What a mail, a timeline, a page of the contacts and a key of a search cost the embedded CRM with many
records, beside few.

Both are in SQLite. The records are written in bulk, as the intake would have written them one by one, with
Message-IDs in no order; each round takes another contact. The environment's BIRDLOG_BENCH_EMAILS names
another number of emails than a million.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import Connection, Engine

from birdlog import utc
from birdlog.crm.local import directory, emails, intake, records, timeline
from birdlog.settings import Profile, Settings
from comparison import Comparison, in_turn

MANY = int(os.environ.get("BIRDLOG_BENCH_EMAILS", "1000000"))
FEW = 1_000
EMAILS_OF_A_CONTACT = 5
CONTACTS_OF_A_COMPANY = 10
ROUNDS = 200
AT_ONCE = 10_000
PAGE = 100
SINCE = datetime(2020, 1, 1, tzinfo=UTC)
ANA, LOG = "ana@acme.example", "log@crm.example"
SETTINGS = Settings(profiles=(Profile("CRM", "local", "Birdlog CRM", bcc=LOG, identities=(ANA,)),))


def compare() -> Iterator[Comparison]:
    """Taking a mail in, showing a timeline, and what the list of contacts reads."""
    with ExitStack() as stack:
        many, few = (stack.enter_context(_Crm(count)) for count in (MANY, FEW))
        names = f"with {MANY:,} emails", f"with {FEW:,}"
        acts = (
            ("taking a mail in", _Crm.take),
            ("showing a timeline", _Crm.show),
            ("a page of the contacts", _Crm.list),
            ("a key of a search", _Crm.search),
        )
        for what, act in acts:
            yield in_turn(f"{what} {names[0]}", _of(act, many), names[1], _of(act, few), rounds=ROUNDS)


def _of(act: Callable[[_Crm], None], crm: _Crm) -> Callable[[], None]:
    return lambda: act(crm)


class _Crm:
    """Records with `count` emails, in a file of their own."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._folder = tempfile.TemporaryDirectory()
        self._engine: Engine = records.open_records(f"sqlite:///{Path(self._folder.name, 'crm.sqlite3')}")
        self._taken = 0
        self._random = random.Random(count)

    def __enter__(self) -> _Crm:
        _fill(self._engine, self._count)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._engine.dispose()
        self._folder.cleanup()

    def take(self) -> None:
        """Take in a reply to a contact who is known, and to one who is not."""
        self._taken += 1
        number = self._random.randrange(self._count)
        mail = EmailMessage()
        mail["From"], mail["To"] = ANA, _address(number // EMAILS_OF_A_CONTACT)
        mail["Cc"] = f"new{self._taken}@company{self._taken}.example"
        mail["Message-ID"] = f"<{self._random.random()}@acme.example>"
        mail["References"] = f"<{_message_id(number)}>"
        mail["Subject"] = "Re: The offer"
        mail.set_content("Here is the offer. " * 50)
        (answer,) = intake.take(self._engine, mail.as_bytes(), [LOG], SETTINGS, datetime.now(UTC))
        assert answer.logged

    def show(self) -> None:
        """Show the timeline of a contact."""
        address = _address(self._random.randrange(self._count // EMAILS_OF_A_CONTACT))
        with records.reading(self._engine) as connection:
            shown = deque(timeline.timeline(connection, address))
        assert len(shown) >= EMAILS_OF_A_CONTACT

    def list(self) -> None:
        """Read a page of the contacts, somewhere in the list."""
        number = self._random.randrange(self._count)
        with records.reading(self._engine) as connection:
            directory.page(connection, "", PAGE, (utc.written(SINCE + timedelta(minutes=number)), 0))

    def search(self) -> None:
        """Search for what a person has typed so far of somebody's address."""
        address = _address(self._random.randrange(self._count // EMAILS_OF_A_CONTACT))
        typed = address[: self._random.randrange(1, len(address))]
        with records.reading(self._engine) as connection:
            assert directory.page(connection, typed, PAGE).contacts


def _fill(engine: Engine, count: int) -> None:
    contacts = count // EMAILS_OF_A_CONTACT
    with records.writing(engine) as connection:
        _insert(connection, records.company.name, _companies(contacts // CONTACTS_OF_A_COMPANY))
        _insert(connection, records.contact.name, _contacts(contacts))
        _insert(connection, records.deal.name, _deals(contacts))
        for name, row in (
            (records.email.name, _email),
            (records.email_key.name, _key),
            (records.thread_member.name, _member),
            (records.email_contact.name, _tie),
            (records.email_deal.name, _deal_tie),
        ):
            _insert(connection, name, map(row, range(count)))
        directory.add_all_words(connection)


def _insert(connection: Connection, table: str, rows: Iterator[tuple[object, ...]]) -> None:
    first = next(rows)
    statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
    some = [first]
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            connection.exec_driver_sql(statement, some)
            some.clear()
    if some:
        connection.exec_driver_sql(statement, some)


def _companies(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        yield number + 1, f"Company {number}", f"company{number}.example", utc.written(SINCE)


def _contacts(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        address = _address(number)
        company = number // CONTACTS_OF_A_COMPANY + 1
        last = (number + 1) * EMAILS_OF_A_CONTACT - 1
        written = utc.written(SINCE + timedelta(minutes=last))
        yield number + 1, address, address, f"Person {number}", company, utc.written(SINCE), written


def _deals(contacts: int) -> Iterator[tuple[object, ...]]:
    for number in range(contacts):
        yield number + 1, f"Deal {number}", number + 1, "open", utc.written(SINCE)


def _email(number: int) -> tuple[object, ...]:
    date = utc.written(SINCE + timedelta(minutes=number))
    contact, id = _address(number // EMAILS_OF_A_CONTACT), _message_id(number)
    people = ANA, json.dumps([contact]), "[]", ANA
    return (number + 1, id, "outgoing", "bcc", "The offer", date, *people, id, date, "Here it is. " * 80)


def _key(number: int) -> tuple[object, ...]:
    return emails.key_of(_message_id(number), ANA).digest, ANA, number + 1


def _member(number: int) -> tuple[object, ...]:
    return _message_id(number), _message_id(number)


def _tie(number: int) -> tuple[object, ...]:
    contact = number // EMAILS_OF_A_CONTACT
    return contact + 1, number + 1, contact // CONTACTS_OF_A_COMPANY + 1


def _deal_tie(number: int) -> tuple[object, ...]:
    return number + 1, number // EMAILS_OF_A_CONTACT + 1


def _address(contact: int) -> str:
    return f"person{contact}@company{contact // CONTACTS_OF_A_COMPANY}.example"


def _message_id(number: int) -> str:
    return f"{random.Random(number).getrandbits(64):x}@acme.example"
