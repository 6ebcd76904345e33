"""Logging once more what came back or failed: what can be offered for an entry, and asking for it.

Thunderbird makes a forward anew. A mail that the person sent can't go to the CRM by BCC once more: it would
go to all its recipients again.
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

Way = Literal["as-it-was", "without-attachments", "without-history"]
WAYS: tuple[Way, ...] = get_args(Way)

Obstacle = Literal[
    "not-back",
    "logged-since",
    "unsent",
    "own-mail",
    "own-mail-by-file",
    "unknown-message",
    "no-profile",
    "same-address",
]

_TOO_LARGE: dict[str | None, tuple[Way, ...]] = {
    "attachments": ("without-attachments",),
    "content": ("without-history",),
    None: ("without-attachments", "without-history"),
}
_MISADDRESSED = ("address-unknown", "domain-unknown")


@dataclass(frozen=True, slots=True)
class Retry:
    """In which ways an entry's mail can be logged once more, the one that helps most first.

    Where there is none, `obstacle` says why; its sentence is `journal.retry.<obstacle>`, filled by `values`.
    """

    ways: tuple[Way, ...] = ()
    obstacle: Obstacle | None = None
    values: dict[str, str] = field(default_factory=dict)


NOTHING = Retry()


def retry(journal: Journal, entry: Entry, settings: Settings) -> Retry:
    """What can be offered for an entry. Raises JournalError."""
    profile = next((profile for profile in settings.profiles if profile.name == entry.profile), None)
    obstacle = _obstacle(journal, entry, profile)
    if obstacle:
        crm = profile.crm if profile else entry.reason_values.get("crm", "CRM")
        values = {"crm": crm, "address": entry.crm_address or "", "profile": entry.profile or ""}
        return Retry(obstacle=obstacle, values=values)
    if entry.reason == "too-large":
        return Retry(_TOO_LARGE[entry.reason_values.get("variant")])
    return Retry(("as-it-was",))


def _obstacle(journal: Journal, entry: Entry, profile: Profile | None) -> Obstacle | None:
    if entry.state not in ("bounced", "failed", "missed"):
        return "not-back"
    if entry.message_id and journal.logged_before(entry.message_id):
        return "logged-since"
    if entry.kind != "forward":
        return "unsent" if entry.state == "failed" else _obstacle_of_own(profile)
    if not entry.message_id:
        return "unknown-message"
    if profile is None or not profile.forward:
        return "no-profile"
    same = fold(profile.forward) == fold(entry.crm_address or "")
    return "same-address" if same and entry.reason in _MISADDRESSED else None


def _obstacle_of_own(profile: Profile | None) -> Obstacle:
    """For a mail that the person sent: whether `birdlog log` can give it to the CRM."""
    if profile is None:
        return "own-mail"
    from birdlog.crm import handover  # reads whole mails: slow

    return "own-mail-by-file" if handover.can_log(profile) else "own-mail"


def ask(journal: Journal, entry: Entry, way: Way) -> Request:
    """Ask Thunderbird to log the entry's message once more; what is asked already is not asked twice.

    Raises JournalError.
    """
    from birdlog.journal import requests

    body = {
        "message_id": entry.message_id,
        "again": True,
        "without_history": way == "without-history",
        "without_attachments": way == "without-attachments",
    }
    return requests.add(journal, "log", body)


def asked_way(request: Request) -> Way:
    """The way in which a request of `ask` wants it logged."""
    if request.body.get("without_attachments"):
        return "without-attachments"
    return "without-history" if request.body.get("without_history") else "as-it-was"
