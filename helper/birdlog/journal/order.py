"""In which order a list of entries stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from birdlog.journal.states import STATES

Column = Literal["created", "state", "recipients", "subject", "profile", "reason"]

_STATES_BY_CONCERN = ("bounced", "failed", "missed", "unconfirmed", "pending", "sent", "confirmed", "skipped")
assert set(_STATES_BY_CONCERN) == set(STATES)

_RECIPIENTS = "lower(substr(entry.recipients, 1, 60))"  # as the index entry_recipients has it
_NEWEST = ("created", "id")


class Order(NamedTuple):
    """By which column, and in which direction.

    States stand in the order of what they ask of the person. Those of one state, profile or reason stand
    together, the newest first. What has nothing in that column comes last in both directions. `first` are
    the profiles or reasons that come before all others, in this order.
    """

    by: Column = "created"
    descending: bool = True
    first: tuple[str, ...] = ()


NEWEST_FIRST = Order()


@dataclass(frozen=True, slots=True)
class Run:
    """Entries that stand together: those of a condition, all in `index` in the order of the keys."""

    condition: str
    values: tuple[str, ...] = ()
    index: str | None = None


class Arrangement(NamedTuple):
    """An order as SQL has it: runs one after the other, each by the same keys, of which the id is last."""

    runs: tuple[Run, ...]
    keys: tuple[str, ...]
    descending: bool

    def rank(self) -> tuple[str, tuple[Any, ...]]:
        """The number of the run that an entry is in, as an expression and its values."""
        cases = " ".join(f"WHEN {run.condition} THEN {number}" for number, run in enumerate(self.runs))
        values = tuple(value for run in self.runs for value in run.values)
        return f"CASE {cases} ELSE {len(self.runs)} END", values


def arranged(order: Order, present: Sequence[str] = ()) -> Arrangement:
    """How an order is read; `present`: the profiles or reasons that there are, where it goes by those."""
    if order.by == "created":
        return Arrangement((Run("1"),), _NEWEST, order.descending)
    if order.by == "subject":
        runs = tuple(Run(f"subject_key {is_there} ''", (), "entry_subject") for is_there in (">", "="))
        return Arrangement(runs, ("subject_key", "id"), order.descending)
    if order.by == "recipients":
        runs = tuple(Run(f"{_RECIPIENTS} {is_there} '[]'", (), "entry_recipients") for is_there in ("<", "="))
        return Arrangement(runs, (_RECIPIENTS, "id"), order.descending)
    if order.by == "state":
        return _grouped("state", _directed(_STATES_BY_CONCERN, order))
    first = [value for value in order.first if value in present]
    values = [*first, *sorted((value for value in present if value not in first), key=str.casefold)]
    grouped = _grouped(order.by, _directed(values, order))
    without = Run(f"{order.by} IS NULL", (), "entry_profile" if order.by == "profile" else "entry_created")
    return Arrangement((*grouped.runs, without), grouped.keys, grouped.descending)


def _grouped(column: str, values: Sequence[str]) -> Arrangement:
    runs = tuple(Run(f"{column} = ?", (value,), f"entry_{column}") for value in values)
    return Arrangement(runs, _NEWEST, True)


def _directed(values: Sequence[str], order: Order) -> Sequence[str]:
    return tuple(reversed(values)) if order.descending else values
