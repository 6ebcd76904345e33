"""Asking the CRMs which of the sent mails they show, and writing into the journal what they said.

All that is due is asked in one go, profile by profile. What is not due, or given up, can be asked for by
hand. One program at a time asks (paths.confirm_lock).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from birdlog import files, paths, utc
from birdlog.crm.evidence import CRM, CantAskError, Evidence, How
from birdlog.journal import looks
from birdlog.journal.entry import Entry
from birdlog.journal.looks import Asked, Look
from birdlog.journal.states import ADDED_ELSEWHERE, State
from birdlog.journal.store import Journal
from birdlog.settings import Profile, Settings

ASKABLE: tuple[State, ...] = ("sent", "unconfirmed", "bounced")
"""States in which the CRM's word changes something; an answer that does not show a bounced mail does not."""


_SEEN_BY: dict[How, str] = {"message-id": "seen-by-message-id", "contact": "seen-by-contact"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a profile's CRM said of some entries: what shows them, by entry, or why it could not be asked.

    `doubt` says why those that it does not show could never be seen there.
    """

    evidence: dict[int, Evidence]
    problem: CantAskError | None = None
    doubt: CantAskError | None = None


def can_be_asked(profile: Profile | None) -> bool:
    """Whether there is a way to ask this profile's CRM."""
    return profile is not None and profile.preset in _CRMS


def look_at_due(journal: Journal, settings: Settings, now: Callable[[], datetime]) -> None:
    """Ask about all that is due; does nothing where another program does so already. Raises JournalError."""
    with files.locked(paths.confirm_lock(), wait=False) as held:
        if not held:
            return
        due = looks.due(journal, now())
        for name in dict.fromkeys(look.entry.profile for look in due):
            some = [look for look in due if look.entry.profile == name]
            profile = _profile(settings, name)
            if profile is None or not can_be_asked(profile):
                _give_up_asking(journal, some)
                continue
            answer = _ask(journal, settings, profile, [look.entry for look in some], last=_any_last(some))
            _take(journal, profile, some, answer, now())


def ask_about(
    journal: Journal, settings: Settings, entries: Iterable[Entry], now: Callable[[], datetime], may_ask: bool
) -> list[CantAskError]:
    """Ask about entries in one of the ASKABLE states, due or not; return why some could not be asked about.

    Waits for a program that asks already. `may_ask`: a locked keyring may ask the person for its password.
    Raises JournalError.
    """
    problems = []
    chosen = [entry for entry in entries if can_be_asked(_profile(settings, entry.profile))]
    with files.locked(paths.confirm_lock()):
        for name in dict.fromkeys(entry.profile for entry in chosen):
            profile = _profile(settings, name)
            assert profile is not None
            some = [entry for entry in chosen if entry.profile == name]
            answer = _ask(journal, settings, profile, some, may_ask=may_ask)
            _keep(journal, profile, some, answer, now())
            problems += [answer.problem] if answer.problem else []
    return problems


def _ask(
    journal: Journal,
    settings: Settings,
    profile: Profile,
    entries: Sequence[Entry],
    *,
    last: bool = False,
    may_ask: bool = False,
) -> Answer:
    try:
        with _CRMS[profile.preset](journal, settings, profile, may_ask) as crm:
            evidence = crm.evidence(entries)
            return Answer(evidence, doubt=crm.doubt() if last and len(evidence) < len(entries) else None)
    except CantAskError as problem:
        problem.values |= {"crm": profile.crm, "profile": profile.name}
        return Answer(problem.found, problem)


def _take(journal: Journal, profile: Profile, due: Sequence[Look], answer: Answer, now: datetime) -> None:
    """Write an answer down, with when each entry is looked at next."""
    with journal.transaction():
        _keep(journal, profile, [look.entry for look in due], answer, now)
        for look in due:
            if look.entry.id in answer.evidence:
                continue
            if answer.problem:
                looks.not_answered(journal, look, now, answer.problem.wait)
            elif look.is_last:
                _give_up(journal, profile, look.entry, answer.doubt, now)
            else:
                looks.not_shown(journal, look, now)


def _keep(
    journal: Journal, profile: Profile, entries: Sequence[Entry], answer: Answer, now: datetime
) -> None:
    """Write down what is shown, and whether the CRM could be asked."""
    problem, at = answer.problem, utc.written(now)
    if problem and problem.unwanted:
        looks.can_ask_no_more(journal, profile.name)
    reason, values = (problem.reason, problem.values) if problem else (None, dict[str, str]())
    with journal.transaction():
        if problem is None or reason:
            looks.keep_asked(journal, Asked(profile.name, reason, values, at))
        for entry in entries:
            if found := answer.evidence.get(entry.id):
                _confirm(journal, profile, entry, found, at)
            elif problem is None or reason:
                journal.explain(entry.id, reason, values, at)


def _confirm(journal: Journal, profile: Profile, entry: Entry, found: Evidence, at: str) -> None:
    kept = entry.reason == ADDED_ELSEWHERE  # it should not be there, and still asks for the person
    journal.move(
        entry.id,
        "confirmed",
        reason=ADDED_ELSEWHERE if kept else _SEEN_BY[found.how],
        reason_values=entry.reason_values if kept else {"crm": profile.crm},
        bounce=None,
        evidence=found.said,
        at=at,
    )
    looks.end(journal, entry.id)


def _give_up(
    journal: Journal, profile: Profile, entry: Entry, doubt: CantAskError | None, now: datetime
) -> None:
    values = {"crm": profile.crm, "identity": entry.identity or "–", "address": entry.crm_address or "–"}
    journal.move(
        entry.id,
        "unconfirmed",
        reason=doubt.reason if doubt else "not-seen",
        reason_values={**values, "entry": str(entry.id), **(doubt.values if doubt else {})},
        bounce=None,
        evidence=None,
        at=utc.written(now),
    )
    looks.end(journal, entry.id)


def _give_up_asking(journal: Journal, due: Sequence[Look]) -> None:
    """A profile that is gone, or of another CRM now: the entries stay what they are."""
    for look in due:
        looks.end(journal, look.entry.id)


def _any_last(due: Sequence[Look]) -> bool:
    return any(look.is_last for look in due)


def _profile(settings: Settings, name: str | None) -> Profile | None:
    return next((profile for profile in settings.profiles if profile.name == name), None)


def _hubspot(
    journal: Journal, settings: Settings, profile: Profile, may_ask: bool
) -> AbstractContextManager[CRM]:
    from birdlog.crm.hubspot import confirming

    rows = journal.rows("SELECT evidence FROM step WHERE state = 'confirmed' AND evidence LIKE 'contact %'")
    taken = frozenset(row["evidence"].partition(" ")[2] for row in rows)
    return confirming.asking(profile, taken, may_ask)


def _local(
    journal: Journal, settings: Settings, profile: Profile, may_ask: bool
) -> AbstractContextManager[CRM]:
    from birdlog.crm.local import confirming

    return confirming.asking(settings.crm_database)


_CRMS: dict[str, Callable[[Journal, Settings, Profile, bool], AbstractContextManager[CRM]]] = {
    "hubspot": _hubspot,
    "local": _local,
}
"""How the CRM of each preset that can be asked is asked; opening it may raise CantAskError."""
