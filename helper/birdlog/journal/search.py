"""Which entries a list shows, and the SQL that reads them page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from birdlog.journal.states import NEEDS_YOU, REASONS_THAT_NEED_YOU, State

_INSIDE = "(instr(casefold(subject), ?) OR instr(casefold(recipients), ?))"


def _literals(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


_NEEDS_YOU = f"(state IN ({_literals(NEEDS_YOU)}) OR reason IN ({_literals(REASONS_THAT_NEED_YOU)}))"
"""Spelt out, not bound: only so does SQLite see that the index entry_needs_you holds these entries."""

_TRIED_AGAIN = (
    "(state = 'bounced' AND EXISTS (SELECT 1 FROM entry AS later WHERE later.message_id = entry.message_id"
    " AND later.id > entry.id AND later.state <> 'skipped'))"
)
"""What became of the mail since, a later entry tells: that one may need the person."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Entries in `state`, of a `profile`, that ask something of the person (`needs_you`), that the person has
    not looked at since they changed (`unseen`), that `search` finds; else all.

    A search finds entries where, for each word of it, a word of the subject or a recipient begins so (letter
    case and accents aside); where it is the beginning of a Message-ID, those of that Message-ID.
    """

    state: State | None = None
    profile: str | None = None
    needs_you: bool = False
    unseen: bool = False
    search: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """SQL that reads entries newest first, and its values. A page begins after entry number `before`."""

    sql: str
    values: tuple[Any, ...]


def page(wanted: Filter, limit: int | None, before: int | None) -> Query | None:
    """The query for entries that `wanted` lets through; None where there can be none.

    Entries that words find come in the order in which the journal heard of them, all others in that of their
    time.
    """
    conditions, values = _simple(wanted)
    words = _words(wanted.search)
    if not wanted.search.strip():
        source = "entry INDEXED BY entry_needs_you" if wanted.needs_you else "entry"
        order, after = "created DESC, id DESC", _OLDER
    elif _is_written_without_spaces(wanted.search):
        source, order, after = "entry", "created DESC, id DESC", _OLDER
        conditions.append(_INSIDE)
        values += [wanted.search.strip().casefold()] * 2
    elif words is None:
        return None
    else:
        source = "entry_words JOIN entry ON entry.id = entry_words.rowid"
        order, after = "entry_words.rowid DESC", "entry_words.rowid < ?"
        conditions.insert(0, "entry_words MATCH ?")
        values.insert(0, words)
    if before is not None:
        conditions.append(after)
        values.append(before)
    where = " AND ".join(conditions) or "1"
    sql = f"SELECT entry.* FROM {source} WHERE {where} ORDER BY {order} LIMIT ?"
    return Query(sql, (*values, -1 if limit is None else limit))


def page_of_message_id(wanted: Filter, limit: int | None, before: int | None) -> Query | None:
    """The same for entries whose Message-IDs begin with what was typed; None where that can be none."""
    typed = wanted.search.strip().removeprefix("<").removesuffix(">")
    if "@" not in typed or " " in typed:
        return None
    conditions, values = _simple(wanted)
    begins = " UNION ".join(f"SELECT id FROM entry WHERE {name} >= ? AND {name} < ?" for name in _IDS)
    conditions.append(f"id IN ({begins})")
    values += [typed, f"{typed}\U0010ffff"] * len(_IDS)
    if before is not None:
        conditions.append(_OLDER)
        values.append(before)
    sql = f"SELECT * FROM entry WHERE {' AND '.join(conditions)} ORDER BY created DESC, id DESC LIMIT ?"
    return Query(sql, (*values, -1 if limit is None else limit))


def waiting(limit: int) -> Query:
    """The query for the numbers alone of the newest entries that need the person and were not looked at."""
    conditions, values = _simple(Filter(needs_you=True, unseen=True))
    where = " AND ".join(conditions)
    source = "entry INDEXED BY entry_needs_you"
    return Query(
        f"SELECT id FROM {source} WHERE {where} ORDER BY created DESC, id DESC LIMIT ?", (*values, limit)
    )


_IDS = ("message_id", "sent_message_id")
_OLDER = "(created, id) < (SELECT created, id FROM entry WHERE id = ?)"


def _simple(wanted: Filter) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    for column in ("state", "profile"):
        if (value := getattr(wanted, column)) is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    if wanted.needs_you:
        conditions += [_NEEDS_YOU, f"NOT {_TRIED_AGAIN}"]
    if wanted.unseen:
        conditions.append("looked_at IS NOT updated")
    return conditions, values


def _words(typed: str) -> str | None:
    """What the index of words is asked (SQLite's FTS5); None where there is no letter or digit in it.

    An address is several words in a row; the last one may be unfinished.
    """
    terms = [term.replace('"', " ") for term in typed.split() if any(map(str.isalnum, term))]
    return " AND ".join(f'"{term}" *' for term in terms) or None


def _is_written_without_spaces(typed: str) -> bool:
    """Whether its script puts no space between words (Chinese, Japanese, Thai): then no words are known."""
    return any("\u2e80" <= sign <= "\u9fff" or "\u0e00" <= sign <= "\u0eff" for sign in typed)
