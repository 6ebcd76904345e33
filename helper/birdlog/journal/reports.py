"""What a delivery report does to the journal.

A report is about an entry only where it names the original's Message-ID and a recipient of it: the CRM's
address for the log, a customer's for the mail. Where it carries no Message-ID at all, the CRM's address, the
subject and the time together have to fit, and the entry says so. A foreign Message-ID decides against.
Anybody can write a report: what does not fit changes nothing, and neither does one that comes again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from birdlog import utc
from birdlog.journal.entry import Bounce, Entry
from birdlog.journal.store import Journal
from birdlog.mail.addresses import domain, fold
from birdlog.mail.bounce import Report, ReportedRecipient
from birdlog.rules.finding import Finding
from birdlog.settings import Settings

BY_MESSAGE_ID = "message-id"
BY_SUBJECT_AND_TIME = "subject-and-time"
"""How a report was found to be about an entry: the `evidence` of its bounce."""

GIVES_UP_AFTER = timedelta(days=7)
"""How long after the mail a report may be written: servers try for about five days (RFC 5321, 4.5.4.1)."""

CLOCKS_DIFFER_BY = timedelta(minutes=10)
_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Match:
    """A recipient of a report and the entry that it is about; `address` is how the entry spells it."""

    entry: Entry
    recipient: ReportedRecipient
    address: str
    evidence: str

    @property
    def said(self) -> str:
        """What was observed, for the entry's step."""
        return " ".join(filter(None, (self.recipient.address, self.recipient.status)))


def apply(journal: Journal, settings: Settings, report: Report, at: str) -> list[int]:
    """Write what a report, which arrived `at` (UTC), says of mails in the journal.

    Returns the entries that changed. Raises JournalError.
    """
    changed: dict[int, None] = {}
    with journal.transaction():
        for match in _matches(journal, report, at):
            of_the_log = _same(match.entry.crm_address, match.address)
            take = _log_came_back if of_the_log else _mail_came_back
            if take(journal, settings, match, at):
                changed[match.entry.id] = None
    return list(changed)


def _matches(journal: Journal, report: Report, at: str) -> Iterator[Match]:
    reported = [each for each in report.recipients if each.action in ("failed", "delayed")]
    if report.original_message_id:
        entries, evidence = journal.by_sent_message_id(report.original_message_id), BY_MESSAGE_ID
    else:
        entries, evidence = _by_subject_and_time(journal, report, at), BY_SUBJECT_AND_TIME
    for entry in entries:
        for recipient in reported:
            address = _recipient_of(entry, recipient, customers=evidence == BY_MESSAGE_ID)
            if address:
                yield Match(entry, recipient, address, evidence)


def _recipient_of(entry: Entry, recipient: ReportedRecipient, *, customers: bool) -> str | None:
    """The address of the entry that the report means. A forward goes to the CRM alone."""
    known = [entry.crm_address, *(entry.recipients if customers and entry.kind != "forward" else ())]
    return next((address for address in known if address and _names(recipient, address)), None)


def _log_came_back(journal: Journal, settings: Settings, match: Match, at: str) -> bool:
    """The copy for the CRM failed, or waits."""
    recipient = match.recipient
    if recipient.action == "delayed":
        return journal.note(match.entry.id, reason="delayed", evidence=match.said, at=at)
    bounce = Bounce(
        recipient.address, recipient.status, recipient.diagnostic, recipient.reason, match.evidence
    )
    return journal.move(
        match.entry.id,
        "bounced",
        reason=recipient.reason,
        reason_values=_values(settings, match),
        bounce=bounce,
        evidence=match.said,
        at=at,
    )


def _mail_came_back(journal: Journal, settings: Settings, match: Match, at: str) -> bool:
    """The mail itself failed for a customer, or waits; what became of the copy for the CRM is not touched."""
    if match.recipient.action == "delayed":
        return journal.note(match.entry.id, reason="recipient-delayed", evidence=match.said, at=at)
    values = {**_values(settings, match), "variant": match.recipient.reason}
    finding = Finding("recipient-bounced", "warn", values)
    return journal.note(
        match.entry.id, reason="recipient-bounced", evidence=match.said, at=at, finding=finding
    )


def _values(settings: Settings, match: Match) -> dict[str, str]:
    """What fills the sentences: the CRM by name, or by its domain where its profile is gone."""
    named = (profile.crm for profile in settings.profiles if profile.name == match.entry.profile)
    return {"crm": next(named, domain(match.entry.crm_address or "")), "address": match.address}


def _by_subject_and_time(journal: Journal, report: Report, at: str) -> list[Entry]:
    """The newest entry of that CRM address and subject, where the report came not long after its mail."""
    subject = _folded(report.original_subject)
    if not subject:
        return []
    written = min(filter(None, (report.date, utc.read(at))))
    for entry in journal.entries(search=subject, limit=_CANDIDATES):
        waited = written - utc.read(entry.created)
        if (
            _folded(entry.subject) == subject
            and -CLOCKS_DIFFER_BY <= waited <= GIVES_UP_AFTER
            and any(_names(recipient, entry.crm_address or "") for recipient in report.recipients)
        ):
            return [entry]
    return []


def _names(recipient: ReportedRecipient, address: str) -> bool:
    return any(_same(name, address) for name in (recipient.address, *recipient.also))


def _same(one: str | None, other: str) -> bool:
    return one is not None and fold(one) == fold(other)


def _folded(subject: str | None) -> str:
    return " ".join((subject or "").split()).casefold()
