"""Logging once more what did not get to the CRM: what can be offered for an entry, and asking for it.

Thunderbird makes a forward anew. A mail that the person sent can't go to the CRM by BCC once more: it would
go to all its recipients again. Where the CRM takes mails itself, Thunderbird hands the mail over for that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from birdlog.mail.addresses import fold

if TYPE_CHECKING:
    from birdlog.journal.entry import Entry
    from birdlog.journal.requests import Request
    from birdlog.journal.store import Journal
    from birdlog.settings import Profile, Settings

Way = Literal["as-it-was", "without-attachments", "without-history", "by-api"]
WAYS: tuple[Way, ...] = get_args(Way)

Obstacle = Literal[
    "not-back",
    "logged-since",
    "unsent",
    "never-log",
    "own-mail",
    "own-mail-no-token",
    "unknown-message",
    "no-profile",
    "same-address",
]

_TOO_LARGE: dict[str | None, tuple[Way, ...]] = {
    "attachments": ("without-attachments",),
    "content": ("without-history",),
    None: ("without-attachments", "without-history"),
}
NOT_LOGGED = ("bounced", "failed", "missed")
"""States of a mail that was to be logged and was not."""

_NOT_THERE = (*NOT_LOGGED, "unconfirmed", "skipped")
"""States of a mail of which the CRM is not known to have anything."""

_WITHHELD = ("never-log", "partly-never-log", "internal-only", "own-message", "encrypted")
"""Reasons for which a mail was left out and stays so, however it is to be logged."""

_MISADDRESSED = ("address-unknown", "domain-unknown")


@dataclass(frozen=True, slots=True)
class Retry:
    """In which ways an entry's mail can be logged once more, the one that helps most first.

    Where there is none, `obstacle` says why; its sentence is `journal.retry.<obstacle>`, filled by `values`,
    of which `crm` is the name of the CRM.
    """

    ways: tuple[Way, ...] = ()
    obstacle: Obstacle | None = None
    values: dict[str, str] = field(default_factory=dict)


NOTHING = Retry()


def retry(journal: Journal, entry: Entry, settings: Settings) -> Retry:
    """What can be offered for an entry. Raises JournalError."""
    profile = next((profile for profile in settings.profiles if profile.name == entry.profile), None)
    obstacle = _obstacle(journal, entry, profile, settings)
    crm = profile.crm if profile else entry.reason_values.get("crm", "CRM")
    values = {"crm": crm, "address": entry.crm_address or "", "profile": entry.profile or ""}
    by_api: tuple[Way, ...] = ()
    if obstacle != "unsent" and _goes_by_api(journal, entry, profile, settings):
        by_api = ("by-api",)
    if obstacle:
        return Retry(by_api, None if by_api else obstacle, values)
    again = _TOO_LARGE[entry.reason_values.get("variant")] if entry.reason == "too-large" else ("as-it-was",)
    return Retry((*again, *by_api), values=values)


def _obstacle(journal: Journal, entry: Entry, profile: Profile | None, settings: Settings) -> Obstacle | None:
    """What keeps Thunderbird from forwarding it once more."""
    if entry.state not in NOT_LOGGED:
        return "not-back"
    if entry.message_id and journal.logged_before(entry.message_id):
        return "logged-since"
    if entry.kind != "forward" and entry.state == "failed":
        return "unsent"
    if _is_never_logged(entry, profile, settings):
        return "never-log"
    if not entry.message_id:
        return "unknown-message" if entry.kind == "forward" else "own-mail"
    if entry.kind != "forward":
        return "own-mail-no-token" if profile and _has_api(profile) else "own-mail"
    if profile is None or not profile.forward:
        return "no-profile"
    same = fold(profile.forward) == fold(entry.crm_address or "")
    return "same-address" if same and entry.reason in _MISADDRESSED else None


def _is_never_logged(entry: Entry, profile: Profile | None, settings: Settings) -> bool:
    """Whether the list as it is now keeps the mail out."""
    from birdlog.rules import never_log

    matcher = never_log.compile(settings.never_log)
    listed = [matcher.match(address) is not None for address in entry.recipients]
    may_be_mixed = profile is not None and profile.mixed == "log"
    return bool(listed) and (all(listed) if may_be_mixed else any(listed))


def _goes_by_api(journal: Journal, entry: Entry, profile: Profile | None, settings: Settings) -> bool:
    """Whether the mail can be put into the CRM itself, is not there, and may be there."""
    if profile is None or not entry.message_id or not can_go_by_api(journal, profile):
        return False
    if entry.state not in _NOT_THERE or (entry.state == "skipped" and entry.reason in _WITHHELD):
        return False
    if journal.logged_before(entry.message_id) not in (None, entry.id):
        return False
    return not _is_never_logged(entry, profile, settings)


def can_go_by_api(journal: Journal, profile: Profile) -> bool:
    """Whether mails can be put into the profile's CRM itself: the embedded one, or one whose access token is
    known. Raises JournalError.
    """
    from birdlog.journal import looks

    return profile.preset == "local" or looks.last_asked(journal, profile.name) is not None


def _has_api(profile: Profile) -> bool:
    from birdlog.rules.preset import preset

    return preset(profile.preset).api_base is not None


def ask(journal: Journal, entry: Entry, way: Way) -> Request:
    """Ask Thunderbird to log the entry's message once more; what is asked already is not asked twice.

    Raises JournalError.
    """
    from birdlog.journal import requests

    body: dict[str, object] = {"message_id": entry.message_id, "again": True}
    if way == "by-api":
        body["by"] = "api"
    else:
        body["without_history"] = way == "without-history"
        body["without_attachments"] = way == "without-attachments"
    return requests.add(journal, "log", body)


def asked_way(request: Request) -> Way:
    """The way in which a request of `ask` wants it logged."""
    if request.body.get("by") == "api":
        return "by-api"
    if request.body.get("without_attachments"):
        return "without-attachments"
    return "without-history" if request.body.get("without_history") else "as-it-was"
