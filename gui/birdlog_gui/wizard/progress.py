"""How far the test mail is, in signs and words, and where what went wrong can be mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import QCoreApplication

from birdlog.journal import looks, trial
from birdlog.journal.entry import Entry, Step, explanation, remedy, state_text
from birdlog.journal.requests import Request
from birdlog.journal.store import Journal
from birdlog.rules.finding import Level
from birdlog.rules.preset import preset
from birdlog.settings import Profile, Settings
from birdlog_gui.log.way import Mark
from birdlog_gui.look import AMBER, GREEN, GREY, RED, sign, tone
from birdlog_gui.plain import harmless

translate = QCoreApplication.translate

Mend = Literal["addresses", "identities", "senders", "never-log", "token", "recipient"]

_MENDS: dict[str, Mend] = {
    "bad-crm-address": "addresses",
    "address-unknown": "addresses",
    "domain-unknown": "addresses",
    "refused": "addresses",
    "not-seen": "addresses",
    "no-profile": "identities",
    "sender-not-a-user": "senders",
    "never-log": "never-log",
    "partly-never-log": "never-log",
    "internal-only": "recipient",
    "nobody-to-log": "recipient",
    "not-logged": "recipient",
    **dict.fromkeys(looks.KEYRING_PROBLEMS, "token"),
    "token-expired": "token",
    "token-refused": "token",
    "scopes-missing": "token",
    "other-account": "token",
}
"""The step at which the reason of a failure can be mended."""

_LIMIT = 1_000
_STUCK = ("failed", "bounced", "missed", "skipped", "unconfirmed")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a test mail; `can_ask`: whether the CRM can be asked whether it arrived."""

    request: Request
    entry: Entry | None
    steps: tuple[Step, ...]
    settings: Settings
    profile: Profile | None
    can_ask: bool
    is_connected: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """The marks of the way, what is said below them, and where it can be mended (None: not in the set-up).

    `level` is None while it is under way; ok when it got as far as it can be seen to.
    """

    marks: tuple[Mark, ...]
    level: Level | None
    words: str
    mend: Mend | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is waited for."""
        return self.level is not None


def look(journal: Journal, settings: Settings, request: Request, connected: bool, now: datetime) -> Seen:
    """Read how far a test mail is. Raises JournalError."""
    from birdlog.journal import requests

    entry = journal.by_event(request.id)
    identity = str(request.body.get("identity", ""))
    profile = settings.profile_for(identity)
    return Seen(
        requests.find(journal, request.id) or request,
        entry,
        tuple(journal.steps(entry.id)) if entry else (),
        settings,
        profile,
        profile is not None and _can_ask(journal, profile),
        connected,
        now,
    )


def progress(seen: Seen, language: str) -> Progress:
    """Say how far it is, in the words of `language`."""
    if seen.entry is None:
        return _asked(seen, language)
    entry = seen.entry
    marks = [_asked_mark(seen, done=True), *(_step_mark(step, language) for step in seen.steps)]
    if entry.state == "confirmed":
        return Progress(tuple(marks), "ok", _confirmed(seen))
    if entry.state in _STUCK:
        words = " ".join(filter(None, (explanation(entry, language), remedy(entry, language))))
        level: Level = "warn" if entry.state == "unconfirmed" else "block"
        mend = _MENDS.get(entry.reason or "")
        return Progress(tuple(marks), level, harmless(words, _LIMIT), mend)
    if entry.state == "sent" and not seen.can_ask:
        return Progress(tuple(marks), "ok", _not_asked(seen))
    words = trial.words(seen.request, seen.settings, seen.now, language)
    if entry.state == "sent":
        words, mend = _looked_for(seen, language)
        return Progress((*marks, _coming(language)), None, words, mend)
    return Progress((*marks, _coming(language)), None, harmless(words, _LIMIT))


def _can_ask(journal: Journal, profile: Profile) -> bool:
    from birdlog.crm import confirmation

    if not confirmation.can_be_asked(profile):
        return False
    needs_token = preset(profile.preset).api_base is not None
    return not needs_token or looks.last_asked(journal, profile.name) is not None


def _asked(seen: Seen, language: str) -> Progress:
    """No mail is there yet: Thunderbird is waited for, or could not."""
    words = harmless(trial.words(seen.request, seen.settings, seen.now, language), _LIMIT)
    if seen.request.outcome in (None, "done"):
        if not seen.is_connected:
            words = translate(
                "Progress",
                "Thunderbird is not running, or its Birdlog add-on is off. It sends the mail once it is on.",
            )
        return Progress((_asked_mark(seen, done=False),), None, words)
    level: Level = "warn" if seen.request.reason in ("not-seen", "withdrawn") else "block"
    return Progress((_failed_mark(seen),), level, words, _mend_of_request(seen.request))


def _mend_of_request(request: Request) -> Mend | None:
    if request.outcome == "gone":
        return "identities"
    return _MENDS.get(request.reason or "") if request.outcome == "refused" else None


def _asked_mark(seen: Seen, done: bool) -> Mark:
    words = translate("Progress", "Thunderbird is asked to send it")
    if done:
        return Mark("state-confirmed", GREEN, words, seen.request.created)
    return Mark("state-pending", GREY, words, seen.request.created)


def _failed_mark(seen: Seen) -> Mark:
    at = seen.request.closed or seen.request.created
    if seen.request.reason == "not-seen":
        return Mark("alert", AMBER, translate("Progress", "Thunderbird is asked to send it"), at)
    return Mark("state-failed", RED, translate("Progress", "Thunderbird has not sent it"), at)


def _step_mark(step: Step, language: str) -> Mark:
    said = state_text(step.state, language)
    return Mark(sign(step.state), tone(step.state, step.reason), said, step.at, more=step.evidence or "")


def _coming(language: str) -> Mark:
    return Mark("state-pending", GREY, state_text("confirmed", language))


def _looked_for(seen: Seen, language: str) -> tuple[str, Mend | None]:
    """It was sent, and the CRM is asked for it from time to time; what keeps that from working is said."""
    entry = seen.entry
    if entry and entry.reason:
        words = " ".join(filter(None, (explanation(entry, language), remedy(entry, language))))
        return harmless(words, _LIMIT), _MENDS.get(entry.reason)
    words = translate("Progress", "{crm} is asked whether it arrived. That can take some minutes.")
    return words.format(crm=_crm(seen)), None


def _confirmed(seen: Seen) -> str:
    words = translate(
        "Progress",
        "{crm} has the mail. From now on, Thunderbird says before you send whether a mail will be logged.",
    )
    return words.format(crm=_crm(seen))


def _not_asked(seen: Seen) -> str:
    words = translate(
        "Progress",
        "It was sent to {crm}. Birdlog can't ask there whether it arrived: look at the contact {to} soon.",
    )
    return words.format(crm=_crm(seen), to=harmless(str(seen.request.body.get("to", ""))))


def _crm(seen: Seen) -> str:
    return harmless(seen.profile.crm) if seen.profile else "CRM"
