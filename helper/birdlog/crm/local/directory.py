"""The contacts as a list: read page by page, the one with the newest email first, and searched by words.

Both go along an index, so that a page costs the same among a thousand contacts and among a million. A search
lists in the order of the words that it finds: in no other could it be read page by page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select, tuple_

from birdlog.crm.local import records
from birdlog.crm.local.words import wanted, words

_AT_ONCE = 500
_AFTER_ALL_TEXT = "\U0010ffff"

Place = tuple[str, int]
"""Where in the list a contact stands, for reading on from there."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A contact as a line of the list; `latest` is when its newest email was written, UTC in ISO 8601."""

    id: int
    email: str
    name: str | None
    company: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Contacts in their order, and the place to read on from; None where there are no more."""

    contacts: tuple[Listed, ...]
    end: Place | None


def page(
    connection: Connection,
    search: str,
    limit: int,
    after: Place | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Page:
    """Up to `limit` contacts after a place: all, or those in whose name, address or company each word of
    `search` begins a word or a part of one, whatever its letter case and accents.

    A search that is no longer wanted ends with what it has found.
    """
    asked = wanted(search)
    if not asked:
        return _listed(connection, limit, after)
    return _found(connection, asked, limit, after, is_wanted)


def add_words(connection: Connection, contact_ids: Sequence[int]) -> None:
    """Let contacts be found by what they are called now. Words that they had before are passed over."""
    for start in range(0, len(contact_ids), _AT_ONCE):
        some = contact_ids[start : start + _AT_ONCE]
        rows = connection.execute(_lines().where(records.contact.c.id.in_(some)))
        new = [{"word": word, "contact_id": row.id} for row in rows for word in sorted(_words(row))]
        records.insert_missing(connection, records.contact_word, new)


def add_all_words(connection: Connection) -> None:
    """Let all contacts be found."""
    table, last = records.contact, 0
    while (
        ids := connection.execute(
            select(table.c.id).where(table.c.id > last).order_by(table.c.id).limit(_AT_ONCE)
        )
        .scalars()
        .all()
    ):
        add_words(connection, ids)
        last = ids[-1]


def _lines() -> Select[Any]:
    contact, company = records.contact, records.company
    own = (contact.c.id, contact.c.email, contact.c.name, contact.c.latest)
    return select(*own, company.c.name.label("company")).select_from(contact.outerjoin(company))


def _listed(connection: Connection, limit: int, after: Place | None) -> Page:
    latest, id = records.contact.c.latest, records.contact.c.id
    query = _lines().order_by(latest.desc(), id.desc()).limit(limit)
    if after:
        query = query.where(tuple_(latest, id) < tuple_(*after))
    rows = connection.execute(query).all()
    end = (rows[-1].latest, rows[-1].id) if len(rows) == limit else None
    return Page(tuple(map(_line, rows)), end)


def _found(
    connection: Connection, asked: list[str], limit: int, after: Place | None, is_wanted: Callable[[], bool]
) -> Page:
    """Goes along the words that begin with the longest one asked for, and looks at the contacts they name."""
    found: list[Listed] = []
    place = after or (asked[0], 0)
    while is_wanted():
        rows = connection.execute(_words_after(asked[0], place)).all()
        for row in rows:
            place = (row.word, row.id)
            if _is_meant(row, asked):
                found.append(_line(row))
                if len(found) == limit:
                    return Page(tuple(found), place)
        if len(rows) < _AT_ONCE:
            break
    return Page(tuple(found), None)


def _words_after(beginning: str, place: Place) -> Select[Any]:
    word = records.contact_word
    key = tuple_(word.c.word, word.c.contact_id)
    return (
        _lines()
        .add_columns(word.c.word)
        .join(word, word.c.contact_id == records.contact.c.id)
        .where(word.c.word >= beginning, word.c.word < beginning + _AFTER_ALL_TEXT, key > tuple_(*place))
        .order_by(word.c.word, word.c.contact_id)
        .limit(_AT_ONCE)
    )


def _is_meant(row: Row[Any], asked: list[str]) -> bool:
    """Whether the contact has all that is asked for, and this is the first of its words that was found."""
    has = _words(row)
    first = min((word for word in has if word.startswith(asked[0])), default=None)
    return first == row.word and all(any(word.startswith(each) for word in has) for each in asked[1:])


def _words(row: Row[Any]) -> set[str]:
    return words(row.name, row.email, row.company)


def _line(row: Row[Any]) -> Listed:
    return Listed(row.id, row.email, row.name, row.company, row.latest or None)
