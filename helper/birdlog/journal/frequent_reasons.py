"""The most frequent reasons why mails were not logged, or may not have been, each in one sentence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from birdlog.journal.entry import Entry, explanation
from birdlog.journal.states import CANT_ASK, REASONS_THAT_NEED_YOU, State
from birdlog.texts import has_text, text

if TYPE_CHECKING:
    from birdlog.journal.store import Journal
    from birdlog.journal.tallies import Tally

MOST = 5

_STATES: tuple[State, ...] = ("unconfirmed", "bounced", "failed", "skipped", "missed")
_REASONS = (*REASONS_THAT_NEED_YOU, *CANT_ASK)
"""Reasons to tell of in any state."""


@dataclass(frozen=True, slots=True)
class FrequentReason:
    """A reason that `count` entries have.

    `entry` is the newest of them; where they are not `alike`, with those values of the reason that all have.
    """

    code: str
    count: int
    entry: Entry
    alike: bool


def read(journal: Journal, tallies: Iterable[Tally], since: str, until: str) -> tuple[FrequentReason, ...]:
    """Return the MOST frequent reasons among `tallies`, which are those of the entries of that time (UTC).

    Raises JournalError.
    """
    counts: Counter[str] = Counter()
    newest: dict[str, int] = {}
    for tally in tallies:
        if tally.reason and (tally.state in _STATES or tally.reason in _REASONS):
            counts[tally.reason] += tally.count
            newest[tally.reason] = max(tally.newest, newest.get(tally.reason, 0))
    entries = {code: journal.entry(newest[code]) for code, _ in counts.most_common(MOST)}
    values = _common_values(journal, tuple(entries), since, until)
    return tuple(
        _reason(code, counts[code], entry, values.get(code, {})) for code, entry in entries.items() if entry
    )


def sentence(reason: FrequentReason, locale: str | None = None) -> str:
    """Return the reason in words that are true of each of its mails."""
    key = f"journal.frequent.{reason.code}"
    if not reason.alike and has_text(key):
        return text(key, locale, **reason.entry.reason_values)
    return explanation(reason.entry, locale)


def _reason(code: str, count: int, entry: Entry, common: dict[str, str]) -> FrequentReason:
    alike = common == entry.reason_values
    if not alike:
        common.pop("more", None)  # a sentence about sizes, which are each mail's own
    general = replace(entry, reason_values=common, findings=())
    return FrequentReason(code, count, general if not alike else entry, alike)


def _common_values(
    journal: Journal, codes: tuple[str, ...], since: str, until: str
) -> dict[str, dict[str, str]]:
    """What all entries of a reason say alike, by reason; the names of several CRMs stand side by side."""
    places = ", ".join("?" * len(codes))
    rows = journal.rows(
        f"WITH found AS (SELECT reason, reason_values FROM entry INDEXED BY entry_created"
        f" WHERE created >= ? AND created < ? AND reason IN ({places})),"
        " total AS (SELECT reason, count(*) AS count FROM found GROUP BY reason)"
        " SELECT found.reason, key, json_group_array(DISTINCT value) FILTER (WHERE key = 'crm') AS crms,"
        " min(value) AS value, min(value) = max(value) AS alike"
        " FROM found JOIN total USING (reason), json_each(found.reason_values)"
        " GROUP BY found.reason, key HAVING count(*) = max(total.count)",
        since,
        until,
        *codes,
    )
    common: dict[str, dict[str, str]] = {code: {} for code in codes}
    for row in rows:
        if row["key"] == "crm":
            common[row["reason"]]["crm"] = ", ".join(sorted(json.loads(row["crms"])))
        elif row["alike"]:
            common[row["reason"]][row["key"]] = row["value"]
    return common
