"""What a delivery report does to the journal.

A report is about an entry only where it names the original's Message-ID and a recipient of it: the CRM's
address for the log, a customer's for the mail. Where it carries no Message-ID at all, the CRM's address, the
subject and the time together have to fit, and the entry says so. A foreign Message-ID decides against.
Anybody can write a report: what does not fit changes nothing, and neither does one that comes again. One that
comes before its mail was told of waits for it (early_reports.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from birdlog import utc
from birdlog.journal import circumstances, early_reports
from birdlog.journal.entry import Bounce, Entry
from birdlog.journal.states import ARRIVED, ATTACHMENTS_LEFT_OUT, DELAYED, RECIPIENT_BOUNCED, State
from birdlog.mail.addresses import fold
from birdlog.mail.bounce.report import WITH_LOSS
from birdlog.rules.finding import Finding

if TYPE_CHECKING:
    from birdlog.journal.store import Journal
    from birdlog.mail.bounce import Report, ReportedRecipient
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

    @property
    def is_of_the_log(self) -> bool:
        """Whether it is the CRM's address for which the mail failed, and not a customer's."""
        return _same(self.entry.crm_address, self.address)

    @property
    def bounce(self) -> Bounce:
        """What the entry keeps of the report."""
        who = self.recipient
        return Bounce(who.address, who.status, who.diagnostic, who.reason, self.evidence)


def apply(journal: Journal, settings: Settings, report: Report, at: str) -> list[int]:
    """Write what a report, which arrived `at` (UTC), says of mails in the journal.

    Returns the entries that changed. Raises JournalError.
    """
    changed: dict[int, None] = {}
    with journal.transaction():
        entries, evidence = _entries(journal, report, at)
        for match in _matches(entries, report, evidence):
            if _take(journal, settings, match, at):
                changed[match.entry.id] = None
        if not entries and report.bounce:
            _keep_early(journal, settings, report, at)
    return list(changed)


def apply_early(journal: Journal, settings: Settings, entry_id: int) -> State | None:
    """Write what reports that came before their mail was told of say of this entry.

    Returns the entry's state; None where there is no such entry. Raises JournalError.
    """
    entry = journal.entry(entry_id)
    if entry is None:
        return None
    marks = {BY_MESSAGE_ID: entry.sent_message_id, BY_SUBJECT_AND_TIME: _folded(entry.subject)}
    for evidence, mark in marks.items():
        for address in _known(entry, customers=evidence == BY_MESSAGE_ID) if mark else ():
            for recipient, at in early_reports.take(journal, early_reports.key(mark or "", address), address):
                if evidence == BY_MESSAGE_ID or _is_in_time(entry, at):
                    _take(journal, settings, Match(entry, recipient, address, evidence), at)
    now = journal.entry(entry_id)
    return now.state if now else None


def _entries(journal: Journal, report: Report, at: str) -> tuple[list[Entry], str]:
    """The entries of the mail that a report is about, and the evidence for it."""
    if report.original_message_id:
        return journal.by_sent_message_id(report.original_message_id), BY_MESSAGE_ID
    return _by_subject_and_time(journal, report, at), BY_SUBJECT_AND_TIME


def _matches(entries: list[Entry], report: Report, evidence: str) -> Iterator[Match]:
    for entry in entries:
        for recipient in report.recipients:
            known = _known(entry, customers=evidence == BY_MESSAGE_ID)
            address = next((each for each in known if _names(recipient, each)), None)
            if address:
                yield Match(entry, recipient, address, evidence)


def _known(entry: Entry, *, customers: bool) -> list[str]:
    """The addresses that the entry's mail went to. A forward goes to the CRM alone."""
    recipients = entry.recipients if customers and entry.kind != "forward" else ()
    return [address for address in (entry.crm_address, *recipients) if address]


def _keep_early(journal: Journal, settings: Settings, report: Report, at: str) -> None:
    """Keep a report about no mail that is known yet; without a Message-ID only what it says of a CRM."""
    mark = report.original_message_id or _folded(report.original_subject)
    crm = [each for profile in settings.profiles for each in (profile.bcc, profile.forward) if each]
    for recipient in report.recipients if mark else ():
        named = any(_names(recipient, address) for address in crm)
        if recipient.action in ("failed", "delayed") and (named or report.original_message_id):
            keys = {early_reports.key(mark, each) for each in (recipient.address, *recipient.also)}
            early_reports.keep(journal, recipient, keys, at, named=named)


def _take(journal: Journal, settings: Settings, match: Match, at: str) -> bool:
    """Write one match; returns whether the entry changed."""
    take = (_OF_THE_LOG if match.is_of_the_log else _OF_THE_MAIL).get(match.recipient.action)
    return bool(take and take(journal, settings, match, at))


def _log_came_back(journal: Journal, settings: Settings, match: Match, at: str) -> bool:
    if crm := _logged_without_attachments(settings, match):
        values = {"crm": crm}
        return journal.note(
            match.entry.id, reason=ATTACHMENTS_LEFT_OUT, values=values, evidence=match.said, at=at
        )
    return journal.move(
        match.entry.id,
        "bounced",
        reason=match.recipient.reason,
        reason_values=circumstances.of_the_log(settings, match.entry, match.recipient, match.address),
        bounce=match.bounce,
        evidence=match.said,
        at=at,
    )


def _logged_without_attachments(settings: Settings, match: Match) -> str | None:
    """The embedded CRM's name, where it is that which says so."""
    if match.recipient.status != WITH_LOSS:
        return None
    of_the_entry = (profile for profile in settings.profiles if profile.name == match.entry.profile)
    return next((profile.crm for profile in of_the_entry if profile.preset == "local"), None)


def _log_waits(journal: Journal, settings: Settings, match: Match, at: str) -> bool:
    values = circumstances.of_the_log(settings, match.entry, match.recipient, match.address)
    return journal.note(match.entry.id, reason=DELAYED, values=values, evidence=match.said, at=at)


def _log_arrived(journal: Journal, settings: Settings, match: Match, at: str) -> bool:
    """After a delay the CRM's mail server took it; else this is what "sent" says already."""
    if not any(step.reason == DELAYED for step in journal.steps(match.entry.id)):
        return False
    values = circumstances.of_the_log(settings, match.entry, match.recipient, match.address)
    return journal.note(match.entry.id, reason=ARRIVED, values=values, evidence=match.said, at=at)


def _mail_came_back(journal: Journal, settings: Settings, match: Match, at: str) -> bool:
    """The mail itself failed for a customer; what became of the copy for the CRM is not touched."""
    values = circumstances.of_the_mail(settings, match.entry, match.recipient, match.address)
    return journal.note(
        match.entry.id,
        reason=RECIPIENT_BOUNCED,
        values=values,
        evidence=match.said,
        at=at,
        finding=Finding("recipient-bounced", "warn", values),
        bounce=match.bounce,
    )


def _mail_waits(journal: Journal, settings: Settings, match: Match, at: str) -> bool:
    values = circumstances.of_the_mail(settings, match.entry, match.recipient, match.address)
    return journal.note(match.entry.id, reason="recipient-delayed", values=values, evidence=match.said, at=at)


_Effect = Callable[["Journal", "Settings", Match, str], bool]
_OF_THE_LOG: dict[str, _Effect] = {
    "failed": _log_came_back,
    "delayed": _log_waits,
    "delivered": _log_arrived,
    "relayed": _log_arrived,
    "expanded": _log_arrived,
}
_OF_THE_MAIL: dict[str, _Effect] = {"failed": _mail_came_back, "delayed": _mail_waits}


def _by_subject_and_time(journal: Journal, report: Report, at: str) -> list[Entry]:
    """The newest entry of that CRM address and subject, where the report came not long after its mail."""
    subject = _folded(report.original_subject)
    if not subject:
        return []
    written = min(filter(None, (report.date, utc.read(at))))
    for entry in journal.entries(search=subject, limit=_CANDIDATES):
        if (
            _folded(entry.subject) == subject
            and _is_in_time(entry, utc.written(written))
            and any(_names(recipient, entry.crm_address or "") for recipient in report.recipients)
        ):
            return [entry]
    return []


def _is_in_time(entry: Entry, written: str) -> bool:
    """Whether a report of that time can be about the entry's mail."""
    return -CLOCKS_DIFFER_BY <= utc.read(written) - utc.read(entry.created) <= GIVES_UP_AFTER


def _names(recipient: ReportedRecipient, address: str) -> bool:
    return any(_same(name, address) for name in (recipient.address, *recipient.also))


def _same(one: str | None, other: str) -> bool:
    return one is not None and fold(one) == fold(other)


def _folded(subject: str | None) -> str:
    return " ".join((subject or "").split()).casefold()
