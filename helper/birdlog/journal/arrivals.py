"""Mail that arrived and answers a logged mail: what is kept of it, and what is logged by itself.

Kept is what the list of replies shows, and nothing of a mail that may not be logged: whose author is on the
never-log list, whose identity no profile serves, that the person or the CRM itself has written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from birdlog import utc
from birdlog.journal import replies
from birdlog.journal.events import clipped
from birdlog.journal.store import Journal
from birdlog.mail.addresses import domain, with_lower_domain
from birdlog.mail.automatic import is_automatic, is_bulk
from birdlog.rules import received
from birdlog.rules.preset import preset
from birdlog.settings import Profile, Settings

KEPT = timedelta(days=90)  # a reply that is older is no news
_SILENT = ("never-log", "own-message")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail that arrived and answers others: `answers` are the Message-IDs of those, without brackets.

    `headers`: those that tell who wrote it and for whom, by name in lower case.
    """

    mail: received.Received
    answers: tuple[str, ...]
    headers: Mapping[str, str]


def arrived(
    journal: Journal, settings: Settings, own: tuple[str, ...], mails: Iterable[Arrived], at: str
) -> list[str]:
    """Keep those of the mails that answer a logged one; returns the Message-IDs of those that are new.

    Where the profile says so, a new one is logged by itself; never one that a program wrote or that went to
    many. `own` are the person's addresses, `at` is now (UTC). Raises JournalError.
    """
    with journal.transaction():
        journal.write("DELETE FROM reply WHERE at < ?", utc.written(utc.read(at) - KEPT))
    return [
        mail.mail.message_id or ""
        for mail in mails
        if _is_reply_to_log(settings, mail) and _keep(journal, settings, own, mail, at)
    ]


def _is_reply_to_log(settings: Settings, mail: Arrived) -> bool:
    known = bool(mail.mail.message_id and mail.mail.author and mail.answers)
    return known and not is_automatic(mail.headers) and not _is_of_a_crm(mail.mail.author, settings)


def _is_of_a_crm(author: str, settings: Settings) -> bool:
    """Whether a CRM wrote it: to log what it says about a log would go round in a circle."""
    host = domain(author)
    return any(
        host == own or host.endswith(f".{own}") for profile in settings.profiles for own in _domains(profile)
    )


def _domains(profile: Profile) -> set[str]:
    addresses = (profile.bcc, profile.forward)
    return {*preset(profile.preset).domains, *(domain(address) for address in addresses if address)} - {""}


def _keep(journal: Journal, settings: Settings, own: tuple[str, ...], mail: Arrived, at: str) -> bool:
    decision = received.decide(mail.mail, settings, own, datetime.now(UTC))
    profile = decision.profile
    if profile is None or any(finding.code in _SILENT for finding in decision.findings):
        return False
    with journal.transaction():
        answered = journal.answered(mail.answers)
        if answered is None or journal.rows("SELECT 1 FROM reply WHERE message_id = ?", mail.mail.message_id):
            return False
        values = (mail.mail.message_id, answered, profile.name, with_lower_domain(mail.mail.author))
        journal.write(
            "INSERT INTO reply (message_id, answers, profile, author, subject, at) VALUES (?, ?, ?, ?, ?, ?)",
            *values,
            clipped(mail.mail.subject) or "",
            mail.mail.date or at,
        )
    if profile.log_replies and decision.log and not is_bulk(mail.headers):
        replies.log(journal, [mail.mail.message_id or ""])
    return True
