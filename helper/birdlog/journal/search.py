"""Which entries a list shows, and the SQL that reads them page by page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from birdlog.journal.order import Arrangement
from birdlog.journal.states import NEEDS_YOU, REASONS_THAT_NEED_YOU, State

_INSIDE = "(instr(casefold(entry.subject), ?) OR instr(casefold(entry.recipients), ?))"


def _literals(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


_NEEDS_YOU = f"(state IN ({_literals(NEEDS_YOU)}) OR reason IN ({_literals(REASONS_THAT_NEED_YOU)}))"
"""Spelt out, not bound: only so does SQLite see that the index entry_needs_you holds these entries."""

_TRIED_AGAIN = (
    "(state = 'bounced' AND EXISTS (SELECT 1 FROM entry AS later WHERE later.message_id = entry.message_id"
    " AND later.id > entry.id AND later.state <> 'skipped'))"
)
"""What became of the mail since, a later entry tells: that one may need the person."""

_OF_TIME = "SELECT {number}(id) FROM entry INDEXED BY entry_created WHERE created >= ? AND created < ?"
_FOREVER = "9999"
"""Numbers and times of entries nearly go together: so the index of words need not be read as a whole."""

_IDS = ("message_id", "sent_message_id")


@dataclass(frozen=True, slots=True)
class Filter:
    """Entries in `state`, of a `profile`, for a `reason`, that ask something of the person (`needs_you`),
    that the person has not looked at since they changed (`unseen`), of mail with a `person`, from `since` on
    and before `until` (UTC, as the journal writes it), that `search` finds; else all.

    A search finds entries where, for each word of it, a word of the subject or a recipient begins so (letter
    case and accents aside); where it is the beginning of a Message-ID, those of that Message-ID. A person is
    found in the same way among the recipients alone; an address in angle brackets is exactly that one.
    """

    state: State | None = None
    profile: str | None = None
    needs_you: bool = False
    unseen: bool = False
    search: str = ""
    reason: str | None = None
    person: str = ""
    since: str | None = None
    until: str | None = None


class Query(NamedTuple):
    """SQL and its values."""

    sql: str
    values: tuple[Any, ...]


class Cursor(NamedTuple):
    """After which entry a page begins: the number of that one's run, and its keys."""

    rank: int
    keys: tuple[Any, ...]


class Source(NamedTuple):
    """What a filter lets through: tables, conditions and their values.

    `is_words`: the index of words tells it, which is read in the order of the entries' numbers. `is_few`:
    so few are found that they are best sorted.
    """

    tables: str
    conditions: tuple[str, ...]
    values: tuple[Any, ...]
    is_words: bool = False
    is_few: bool = False


def source(wanted: Filter) -> Source | None:
    """What `wanted` lets through; None where there can be nothing."""
    conditions, values = _simple(wanted)
    written_together = _is_written_without_spaces(wanted.search)
    if written_together:
        conditions.append(_INSIDE)
        values += [_encodable(wanted.search).strip().casefold()] * 2
    asked = [_words(wanted.search)] if wanted.search.strip() and not written_together else []
    if wanted.person.strip():
        asked.append(_words(_bare(wanted.person), "recipients"))
        if (address := _exact(wanted.person)) is not None:
            conditions.append("instr(casefold(entry.recipients), ?)")
            values.append(json.dumps(address, ensure_ascii=False).casefold())
    if not asked:
        tables = "entry INDEXED BY entry_needs_you" if wanted.needs_you else "entry"
        return Source(tables, tuple(conditions), tuple(values))
    words = [terms for terms in asked if terms]
    if len(words) < len(asked):
        return None
    conditions.insert(0, "entry_words MATCH ?")
    values.insert(0, " AND ".join(words))
    if wanted.since is not None:
        for bound, number in ((">=", "min"), ("<=", "max")):
            conditions.append(f"entry_words.rowid {bound} ({_OF_TIME.format(number=number)})")
            values += [wanted.since, wanted.until or _FOREVER]
    tables = "entry_words CROSS JOIN entry ON entry.id = entry_words.rowid"
    return Source(tables, tuple(conditions), tuple(values), is_words=True)


def source_of_message_id(wanted: Filter) -> Source | None:
    """The same for entries whose Message-IDs begin with what was typed; None where that can be none."""
    typed = _encodable(wanted.search).strip().removeprefix("<").removesuffix(">")
    if "@" not in typed or " " in typed:
        return None
    conditions, values = _simple(wanted)
    begins = " UNION ".join(f"SELECT id FROM entry WHERE {name} >= ? AND {name} < ?" for name in _IDS)
    conditions.append(f"entry.id IN ({begins})")
    values += [typed, f"{typed}\U0010ffff"] * len(_IDS)
    return Source("entry", tuple(conditions), tuple(values), is_few=True)


def page(
    found: Source,
    arrangement: Arrangement,
    limit: int | None,
    after: Cursor | None,
    *,
    gathered: bool = False,
) -> Iterator[Query]:
    """The queries that read a page one after the other, each at most `limit` entries.

    Entries that words find come in the order in which the journal heard of them where that of their time is
    wanted. What else words find is sorted; all other entries are read in their order from its index, passing
    over those that the filter leaves out: quick where it leaves out few. `gathered`: what the filter lets
    through is sorted instead, which is quick where that is few.
    """
    is_by_time = arrangement.keys[0] == "created" and len(arrangement.runs) == 1
    if found.is_words and is_by_time:
        yield _by_number(found, arrangement.descending, limit, after)
    elif found.is_words or found.is_few or (gathered and not is_by_time):
        yield _sorted(found, arrangement, limit, after)
    else:
        yield from _run_by_run(found, arrangement, limit, after)


def matching(found: Source) -> Query:
    """The query for how many entries there are."""
    return Query(f"SELECT count(*) FROM {found.tables} WHERE {_all(found.conditions)}", found.values)


def cursor(arrangement: Arrangement, id: int) -> Query:
    """The query for an entry's rank and keys."""
    rank, values = arrangement.rank()
    return Query(f"SELECT {rank}, {', '.join(arrangement.keys)} FROM entry WHERE id = ?", (*values, id))


def present(column: str) -> Query:
    """The query for the different values of an indexed column, which reads one row of the index for each."""
    least = f"SELECT min({column}) FROM entry WHERE {column}"
    return Query(
        f"WITH RECURSIVE found (value) AS ({least} IS NOT NULL UNION ALL"
        f" SELECT ({least} > found.value) FROM found WHERE found.value IS NOT NULL)"
        " SELECT value FROM found WHERE value IS NOT NULL",
        (),
    )


def waiting(limit: int) -> Query:
    """The query for the numbers alone of the newest entries that need the person and were not looked at."""
    conditions, values = _simple(Filter(needs_you=True, unseen=True))
    tables = "entry INDEXED BY entry_needs_you"
    return Query(
        f"SELECT id FROM {tables} WHERE {_all(conditions)} ORDER BY created DESC, id DESC LIMIT ?",
        (*values, limit),
    )


def _by_number(found: Source, descending: bool, limit: int | None, after: Cursor | None) -> Query:
    conditions, values = [*found.conditions], [*found.values]
    if after:
        conditions.append(f"entry_words.rowid {_beyond(descending)} ?")
        values.append(after.keys[-1])
    return _query(found.tables, conditions, f"entry_words.rowid{_way(descending)}", values, limit)


def _sorted(found: Source, arrangement: Arrangement, limit: int | None, after: Cursor | None) -> Query:
    conditions, values = [*found.conditions], [*found.values]
    rank, ranked = arrangement.rank()
    if after:
        beyond, keys = _beyond_keys(arrangement, after)
        conditions.append(f"({rank} > ? OR ({rank} = ? AND {beyond}))")
        values += [*ranked, after.rank, *ranked, after.rank, *keys]
    order = f"{rank}, {_by_keys(arrangement)}"
    return _query(found.tables, conditions, order, [*values, *ranked], limit)


def _run_by_run(
    found: Source, arrangement: Arrangement, limit: int | None, after: Cursor | None
) -> Iterator[Query]:
    begin = after.rank if after else 0
    for number, run in enumerate(arrangement.runs[begin:], begin):
        conditions, values = [run.condition, *found.conditions], [*run.values, *found.values]
        if after and number == begin:
            beyond, keys = _beyond_keys(arrangement, after)
            conditions.append(beyond)
            values += keys
        tables = f"entry INDEXED BY {run.index}" if run.index else found.tables
        yield _query(tables, conditions, _by_keys(arrangement), values, limit)


def _query(tables: str, conditions: list[str], order: str, values: list[Any], limit: int | None) -> Query:
    sql = f"SELECT entry.* FROM {tables} WHERE {_all(conditions)} ORDER BY {order} LIMIT ?"
    return Query(sql, (*values, -1 if limit is None else limit))


def _beyond_keys(arrangement: Arrangement, after: Cursor) -> tuple[str, tuple[Any, ...]]:
    places = ", ".join("?" * len(arrangement.keys))
    return f"({', '.join(arrangement.keys)}) {_beyond(arrangement.descending)} ({places})", after.keys


def _by_keys(arrangement: Arrangement) -> str:
    return ", ".join(f"{key}{_way(arrangement.descending)}" for key in arrangement.keys)


def _beyond(descending: bool) -> str:
    return "<" if descending else ">"


def _way(descending: bool) -> str:
    return " DESC" if descending else ""


def _all(conditions: list[str] | tuple[str, ...]) -> str:
    return " AND ".join(conditions) or "1"


def _simple(wanted: Filter) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    for condition, value in (
        ("state = ?", wanted.state),
        ("profile = ?", wanted.profile),
        ("reason = ?", wanted.reason),
        ("created >= ?", wanted.since),
        ("created < ?", wanted.until),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if wanted.needs_you:
        conditions += [_NEEDS_YOU, f"NOT {_TRIED_AGAIN}"]
    if wanted.unseen:
        conditions.append("looked_at IS NOT updated")
    return conditions, values


def _words(typed: str, column: str = "") -> str | None:
    """What the index of words is asked (SQLite's FTS5); None where there is no letter or digit in it.

    An address is several words in a row; the last one may be unfinished.
    """
    plain = "".join(sign if sign.isprintable() and sign != '"' else " " for sign in typed)
    terms = [term for term in plain.split() if any(map(str.isalnum, term))]
    asked = " AND ".join(f'"{term}" *' for term in terms)
    return (f"{column} : ({asked})" if column else asked) if terms else None


def _encodable(typed: str) -> str:
    """Without lone surrogates, which no text of the journal has."""
    return typed.encode(errors="ignore").decode()


def _bare(person: str) -> str:
    return person.strip().removeprefix("<").removesuffix(">")


def _exact(person: str) -> str | None:
    """The address that is meant exactly, or None."""
    typed = _encodable(person).strip()
    return typed[1:-1].strip() if typed.startswith("<") and typed.endswith(">") else None


def _is_written_without_spaces(typed: str) -> bool:
    """Whether its script puts no space between words (Chinese, Japanese, Thai): then no words are known."""
    return any("\u2e80" <= sign <= "\u9fff" or "\u0e00" <= sign <= "\u0eff" for sign in typed)
