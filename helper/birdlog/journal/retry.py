"""Logging once more what came back or failed: what can be offered for an entry, and asking for it.

Thunderbird makes a forward anew. A mail that the person sent can't go to the CRM by BCC once more: it would
go to all its recipients again.
"""

from __future__ import annotations

from dataclasses import dataclass
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

    Where there is none, `obstacle` says why.
    """

    ways: tuple[Way, ...] = ()
    obstacle: Obstacle | None = None


NOTHING = Retry()


def retry(journal: Journal, entry: Entry, settings: Settings) -> Retry:
    """What can be offered for an entry. Raises JournalError."""
    if entry.state not in ("bounced", "failed"):
        return Retry(obstacle="not-back")
    if entry.message_id and journal.logged_before(entry.message_id):
        return Retry(obstacle="logged-since")
    profile = _profile(entry, settings)
    if entry.kind != "forward":
        by_file = profile is not None and _takes_files(profile)
        return Retry(obstacle="own-mail-by-file" if by_file else "own-mail")
    if not entry.message_id:
        return Retry(obstacle="unknown-message")
    if profile is None or not profile.forward:
        return Retry(obstacle="no-profile")
    if entry.reason in _MISADDRESSED and fold(profile.forward) == fold(entry.crm_address or ""):
        return Retry(obstacle="same-address")
    if entry.reason == "too-large":
        return Retry(_TOO_LARGE[entry.reason_values.get("variant")])
    return Retry(("as-it-was",))


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


def obstacle_values(entry: Entry, settings: Settings) -> dict[str, str]:
    """What fills the sentence of an obstacle (`journal.retry.<obstacle>`)."""
    profile = _profile(entry, settings)
    crm = profile.crm if profile else entry.reason_values.get("crm", "CRM")
    return {"crm": crm, "address": entry.crm_address or "", "profile": entry.profile or ""}


def _takes_files(profile: Profile) -> bool:
    """Whether `birdlog log` can give a mail to the profile's CRM."""
    from birdlog.crm import handover  # reads whole mails: slow

    return handover.can_log(profile)


def _profile(entry: Entry, settings: Settings) -> Profile | None:
    return next((profile for profile in settings.profiles if profile.name == entry.profile), None)
