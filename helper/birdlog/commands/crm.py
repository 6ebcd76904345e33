"""`birdlog crm`: the embedded CRM, its records and its timelines."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from birdlog import settings
from birdlog.cli import EnvironmentProblem
from birdlog.commands.listing import json_option, show
from birdlog.commands.terminal import cut, left, plain, width
from birdlog.commands.users import user_json
from birdlog.texts import text

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from birdlog.crm.local.door import Address
    from birdlog.settings import Settings

_INDENT = "  "
_GAP = 2
_LINES_NAMED = 10
_ROWS_MEASURED = 1_000

_database = click.option("--database", metavar="URL", help=text("crm.database.option"))


@click.group(help=text("crm.help"))
def crm() -> None:
    """Group of the embedded CRM's sub-commands."""


@crm.command(help=text("crm.serve.help"))
@click.option("--lmtp", metavar="HOST:PORT", help=text("crm.serve.lmtp"))
@click.option("--smtp", metavar="HOST:PORT", help=text("crm.serve.smtp"))
@click.option("--relay", metavar="HOST:PORT", help=text("crm.serve.relay"))
@_database
def serve(lmtp: str | None, smtp: str | None, relay: str | None, database: str | None) -> None:
    """Take mail in until it is stopped."""
    from birdlog.crm.local import server

    doors = _address(lmtp), _address(smtp)
    if not any(doors):
        raise click.UsageError(text("crm.serve.no-door"))
    with _records(database) as engine:
        try:
            asyncio.run(server.serve(engine, _say, *doors, relay=_address(relay)))
        except OSError as problem:
            raise EnvironmentProblem(text("crm.serve.taken", cause=problem.strerror)) from problem
        except KeyboardInterrupt:  # Windows, where it is no signal
            return


@crm.command("import", help=text("crm.import.help"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_database
def import_file(file: Path, database: str | None) -> None:
    """Take records in from a file."""
    from birdlog.crm.local import imports

    try:
        with _records(database) as engine:
            imported = imports.import_records(engine, file.read_bytes(), datetime.now(UTC))
    except imports.FileError as problem:
        why = text(problem.key, None, **problem.values)
        key = "crm.import.stopped-at" if problem.line else "crm.import.stopped"
        raise EnvironmentProblem(text(key, file=file.name, line=problem.line, why=why)) from problem
    counts = ", ".join(f"{kind} {count}" for kind, count in sorted(imported.taken.items()))
    click.echo(text("crm.import.taken", counts=counts or "0"))
    if imported.listed:
        click.echo(text("crm.import.left-out", count=len(imported.listed)))
    if lines := imported.without_address:
        named = ", ".join(map(str, lines[:_LINES_NAMED])) + (", …" if lines[_LINES_NAMED:] else "")
        click.echo(text("crm.import.without-address", count=len(lines), lines=named))


@crm.command(help=text("crm.contacts.help"))
@_database
@json_option
def contacts(database: str | None, as_json: bool) -> None:
    """List the contacts."""
    from birdlog.crm.local import timeline

    _list(database, as_json, timeline.contacts, ("email", "name", "company", "created"))


@crm.command(help=text("crm.companies.help"))
@_database
@json_option
def companies(database: str | None, as_json: bool) -> None:
    """List the companies."""
    from birdlog.crm.local import timeline

    _list(database, as_json, timeline.companies, ("name", "domain"))


@crm.command(help=text("crm.deals.help"))
@_database
@json_option
def deals(database: str | None, as_json: bool) -> None:
    """List the deals."""
    from birdlog.crm.local import timeline

    _list(database, as_json, timeline.deals, ("name", "contact", "stage", "created"))


@crm.command(help=text("crm.users.help"))
@_database
@json_option
def users(database: str | None, as_json: bool) -> None:
    """List the users, which live in the settings; where none are described, the profiles' identities."""
    columns = ("account", "connected", "aliases", "teams")
    show(_users(settings.load()), as_json, dict, partial(_table, columns))


@crm.command("timeline", help=text("crm.timeline.help"))
@click.argument("address")
@_database
@json_option
def show_timeline(address: str, database: str | None, as_json: bool) -> None:
    """Show a contact's emails, newest first."""
    from birdlog.crm.local import records, timeline

    with _records(database) as engine, records.reading(engine) as connection:
        show(timeline.timeline(connection, address), as_json, dict, _cards)


@contextmanager
def _records(database: str | None) -> Iterator[Engine]:
    """The records, opened; what is the matter with the database is told in one line."""
    from sqlalchemy.exc import SQLAlchemyError

    from birdlog.crm.local import records

    try:
        engine = records.open_records(database or settings.load().crm_database)
    except records.DatabaseNameError as problem:
        raise EnvironmentProblem(text(problem.key)) from problem
    except (SQLAlchemyError, OSError) as problem:
        raise EnvironmentProblem(text("crm.database.unreachable")) from problem
    try:
        yield engine
    except SQLAlchemyError as problem:
        raise EnvironmentProblem(text("crm.database.failed")) from problem
    finally:
        engine.dispose()


def _say(line: str) -> None:
    click.echo(line)  # flushes, so that whoever started the server sees it at once


def _address(given: str | None) -> Address | None:
    from birdlog.crm.local.door import Address

    if given is None:
        return None
    host, colon, port = given.rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65_535:
        raise click.UsageError(text("crm.serve.no-address", given=given))
    return Address(host.strip("[]"), int(port))


def _list(
    database: str | None,
    as_json: bool,
    query: Callable[[Connection], Iterator[dict[str, Any]]],
    columns: Sequence[str],
) -> None:
    from birdlog.crm.local import records

    with _records(database) as engine, records.reading(engine) as connection:
        show(query(connection), as_json, dict, partial(_table, columns))


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The rows in columns as wide as the first rows need them, cut at the terminal's edge."""
    cells = ([plain(_cell(row[column])) for column in columns] for row in rows)
    first = list(islice(cells, _ROWS_MEASURED))
    widths = [max(map(width, column)) for column in zip(*first, strict=True)]
    room = shutil.get_terminal_size().columns
    for line_cells in chain(first, cells):
        line = (" " * _GAP).join(
            left(cell, columns) for cell, columns in zip(line_cells, widths, strict=True)
        )
        yield cut(line.rstrip(), room)


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(entry["address"] if isinstance(entry, Mapping) else entry) for entry in value)
    return "" if value is None else str(value)


def _users(known: Settings) -> Iterator[dict[str, Any]]:
    for user in known.users:
        yield user_json(known, user)
    if not known.users:
        for identity in dict.fromkeys(each for profile in known.profiles for each in profile.identities):
            yield {"account": identity, "connected": [], "aliases": [], "teams": []}


def _cards(emails: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Emails for reading: what, when, between whom, what it is tied to, and its text. Those that hang
    together bear the same number.
    """
    conversations: dict[str, int] = {}
    for email in emails:
        number = conversations.setdefault(email["thread"], len(conversations) + 1)
        yield "\n".join(_card_lines(email, number)) + "\n"


def _card_lines(email: Mapping[str, Any], conversation: int) -> Iterator[str]:
    way = text(f"crm.timeline.{email['direction']}")
    yield _INDENT.join((email["date"] or "–", way, plain(email["subject"])))
    attachments = [_attachment(attachment) for attachment in email["attachments"]]
    facts = (
        ("from", email["from"]),
        ("to", _cell(email["to"])),
        ("cc", _cell(email["cc"])),
        ("credited", email["credited_to"]),
        ("company", email["company"]),
        ("deals", _cell(email["deals"])),
        ("attachments", ", ".join(attachments)),
        ("conversation", str(conversation)),
    )
    for name, value in facts:
        if value:
            yield _INDENT + text(f"crm.timeline.{name}", value=plain(value))
    for line in email["text"].splitlines():
        yield f"{_INDENT}| {plain(line)}".rstrip()


def _attachment(attachment: Mapping[str, Any]) -> str:
    key = "crm.timeline.attachment" if attachment["logged"] else "crm.timeline.attachment-left-out"
    return text(key, name=attachment["name"] or "–", size=attachment["bytes"])
