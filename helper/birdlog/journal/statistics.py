"""What became of the mails of the last days: how many on each day, and how many of them the CRMs show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from birdlog import utc
from birdlog.journal import frequent_reasons, tallies
from birdlog.journal.frequent_reasons import FrequentReason
from birdlog.journal.search import Filter
from birdlog.journal.states import UNREADABLE_COPY, State
from birdlog.journal.tallies import Tally

if TYPE_CHECKING:
    from birdlog.journal.entry import Entry
    from birdlog.journal.store import Journal

DAYS = 30
NEWEST = 5
"""Entries that need the person, of which no more is shown here."""

_MOST = 300
"""Entries that need the person, of which no more is counted."""

Group = Literal["logged", "pending", "skipped", "missed", "bounced", "failed"]
"""What a mail counts as: a state of its own, or `logged`: it left for the CRM, and nothing came back."""

GROUPS: tuple[Group, ...] = get_args(Group)

_GROUP_OF: dict[State, Group] = {
    "pending": "pending",
    "sent": "logged",
    "confirmed": "logged",
    "unconfirmed": "logged",
    "bounced": "bounced",
    "failed": "failed",
    "skipped": "skipped",
    "missed": "missed",
}


@dataclass(frozen=True, slots=True)
class Day:
    """A local day: the UTC times between which it lies, and how many mails of it count as what."""

    date: date
    since: str
    until: str
    counts: Mapping[Group, int]

    @property
    def total(self) -> int:
        """How many mails the journal knows of that day."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Share:
    """How many mails of a profile were logged, and how many of these its CRM shows (`shown`)."""

    profile: str | None
    logged: int
    shown: int
    can_be_asked: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """`days`: the oldest first. `newest`: NEWEST at most of the entries that need the person (`waiting`)."""

    days: tuple[Day, ...]
    shares: tuple[Share, ...]
    reasons: tuple[FrequentReason, ...]
    newest: tuple[Entry, ...]
    waiting: int

    @property
    def totals(self) -> Mapping[Group, int]:
        """How many mails of all days count as what."""
        return {group: sum(day.counts.get(group, 0) for day in self.days) for group in GROUPS}


def read(
    journal: Journal, now: datetime, days: int = DAYS, go_on: Callable[[], bool] = lambda: True
) -> Figures | None:
    """Return the figures of the local days up to that of `now`. Raises JournalError.

    `go_on` is asked before each day is read; where it says no, nobody waits for them any more: None.
    """
    counted: list[Day] = []
    all_found: list[Tally] = []
    for day, since, until in _local_days(now, days):
        if not go_on():
            return None
        found = tallies.between(journal, since, until)
        counted.append(Day(day, since, until, _counts(found)))
        all_found += found
    since, until = counted[0].since, counted[-1].until
    reasons = frequent_reasons.read(journal, all_found, since, until)
    shares = _shares(all_found, _askable(journal))
    newest = journal.page(Filter(needs_you=True, unseen=True), NEWEST)
    return Figures(tuple(counted), shares, reasons, tuple(newest), len(journal.waiting(_MOST)))


def group(state: State, reason: str | None) -> Group:
    """Return what an entry counts as. A copy that the CRM can't read has left, and is not logged."""
    if state == "sent" and reason == UNREADABLE_COPY:
        return "missed"
    return _GROUP_OF[state]


def _local_days(now: datetime, count: int) -> Iterable[tuple[date, str, str]]:
    """The last days up to that of `now` in the system's time zone, and between which times (UTC) each lies.

    A day is as long as the clock makes it: 23 or 25 hours where summer time begins or ends.
    """
    today = now.astimezone().date()
    for ago in reversed(range(count)):
        day = today - timedelta(days=ago)
        yield day, _midnight(day), _midnight(day + timedelta(days=1))


def _midnight(day: date) -> str:
    """When a local day begins (UTC).

    Where 0 o'clock is left out, it begins when that would be; where it comes twice, the first time (PEP 495;
    astimezone() of a time that is left out goes back instead of on).
    """
    return utc.written(datetime.fromtimestamp(datetime(day.year, day.month, day.day).timestamp(), UTC))


def _counts(found: Iterable[Tally]) -> Mapping[Group, int]:
    counts: Counter[Group] = Counter()
    for tally in found:
        counts[group(tally.state, tally.reason)] += tally.count
    return dict(counts)


def _askable(journal: Journal) -> set[str]:
    """The profiles whose CRM is asked whether it shows a mail."""
    return {row["profile"] for row in journal.rows("SELECT profile FROM asked")}


def _shares(found: Iterable[Tally], askable: set[str]) -> tuple[Share, ...]:
    logged: Counter[str | None] = Counter()
    shown: Counter[str | None] = Counter()
    for tally in found:
        if group(tally.state, tally.reason) == "logged":
            logged[tally.profile] += tally.count
            shown[tally.profile] += tally.count if tally.state == "confirmed" else 0
    return tuple(
        Share(profile, count, shown[profile], profile in askable) for profile, count in logged.most_common()
    )
