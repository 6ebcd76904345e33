"""Does HubSpot show a mail? It is found by its Message-ID, a forward also by contact, subject and time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from birdlog import utc
from birdlog.crm.evidence import CantAskError, Evidence
from birdlog.crm.hubspot import api
from birdlog.crm.hubspot.api import HubSpot
from birdlog.crm.hubspot.checking import other_account
from birdlog.crm.hubspot.connection import connected
from birdlog.crm.hubspot.problem import HubSpotError
from birdlog.journal import looks
from birdlog.journal.entry import Entry
from birdlog.mail.addresses import fold
from birdlog.secrets import SecretsError
from birdlog.settings import Profile

WITHIN = timedelta(days=2)
"""How far the times of a forward and of the email in HubSpot may lie apart."""

_SENT_FROM_HERE = "EMAIL"  # sent from HubSpot, or logged by BCC: no forward
_FORWARDED = re.compile(r"^\s*(?:fwd?|enc|wg|tr|rv)\s*:", re.IGNORECASE)
_OWN_REASON = frozenset(
    {"token-missing", "token-expired", "token-refused", "scopes-missing", "other-account"}
)


class HubSpotMail:
    """The emails on HubSpot's timelines; `taken` are those that another entry was found by contact with."""

    def __init__(self, hubspot: HubSpot, profile: Profile, taken: frozenset[str]) -> None:
        self._hubspot, self._profile = hubspot, profile
        self._taken = set(taken)

    def evidence(self, entries: Sequence[Entry]) -> dict[int, Evidence]:
        """Return what shows that HubSpot has these mails, by entry. Raises CantAskError."""
        with _plainly():
            found = self._by_message_id(entries)
        forwards = [entry for entry in entries if entry.kind == "forward" and entry.id not in found]
        try:
            with _plainly():
                return found | self._by_contact(forwards)
        except CantAskError as problem:
            problem.found = found
            raise

    def doubt(self) -> CantAskError | None:
        """Say that the token and the addresses are of different accounts; None where they aren't."""
        try:
            problem = other_account(self._hubspot.account(), self._profile)
        except HubSpotError:  # a token that may not ask this: then it stays open
            return None
        return _cant_ask(problem) if problem else None

    def _by_message_id(self, entries: Sequence[Entry]) -> dict[int, Evidence]:
        ids = {entry.id: _message_ids(entry) for entry in entries}
        found = self._hubspot.emails_by_message_id(id for each in ids.values() for id in each)
        seen = {
            entry: [found[api.same(id)] for id in each if api.same(id) in found]
            for entry, each in ids.items()
        }
        return {entry: Evidence("message-id", emails[0].id) for entry, emails in seen.items() if emails}

    def _by_contact(self, entries: Sequence[Entry]) -> dict[int, Evidence]:
        """One batch for the contacts, a search for each entry: what is found does not tell whose it is."""
        known = [entry for entry in entries if entry.subject and entry.recipients]
        contacts = self._hubspot.contact_ids(entry.recipients[0] for entry in known) if known else {}
        found: dict[int, Evidence] = {}
        for entry in known:
            contact = contacts.get(fold(entry.recipients[0]))
            email = contact and self._email_of(contact, entry)
            if email:
                self._taken.add(email)
                found[entry.id] = Evidence("contact", email)
        return found

    def _email_of(self, contact: str, entry: Entry) -> str | None:
        """The email of that subject that lies nearest in time, and that is no other entry's."""
        sent, subject = utc.read(entry.created), entry.subject or ""
        emails = self._hubspot.emails_of_contact(contact, sent - WITHIN, sent + WITHIN, subject)
        fitting = [
            email
            for email in emails
            if email.id not in self._taken
            and email.direction != _SENT_FROM_HERE
            and _subject(email.subject) == _subject(subject)
            and abs((email.at or sent) - sent) <= WITHIN
        ]
        nearest = min(fitting, key=lambda email: abs((email.at or sent) - sent), default=None)
        return nearest.id if nearest else None


@contextmanager
def asking(profile: Profile, taken: frozenset[str], may_ask: bool) -> Iterator[HubSpotMail]:
    """Give the CRM of a profile. Raises CantAskError where it can't be asked."""
    with _plainly(), connected(profile, may_ask) as hubspot:
        yield HubSpotMail(hubspot, profile, taken)


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except SecretsError as problem:
        reason = looks.keyring_problem(problem.code)
        raise CantAskError(reason, {}, None, problem.title, problem.message) from None
    except HubSpotError as problem:
        raise _cant_ask(problem) from None


def _cant_ask(problem: HubSpotError) -> CantAskError:
    message, fix = problem.in_locale()
    if problem.code == "token-missing":  # a person who logs by address alone needs none
        missing = CantAskError(None, {}, None, message, fix)
        missing.unwanted = True
        return missing
    if problem.passes:
        return CantAskError(None, {}, problem.retry_after, message, fix)
    reason = problem.code if problem.code in _OWN_REASON else "api-unusable"
    return CantAskError(reason, problem.values, None, message, fix)


def _message_ids(entry: Entry) -> list[str]:
    """Those under which HubSpot may know the mail: a forward has its own, and the original's in its text."""
    ids = (entry.sent_message_id, entry.message_id)
    return list(dict.fromkeys(id for id in ids if id and not id.startswith("md5:")))


def _subject(subject: str) -> str:
    return " ".join(_FORWARDED.sub("", subject).split()).casefold()
