"""From a mail's bytes to a `Report`: the ordered list of detectors, and what is made of what they find."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from birdlog.mail.addresses import with_lower_domain
from birdlog.mail.bounce.delivery_status import (
    delivery_status_in_text,
    delivery_status_part,
    names_recipients,
)
from birdlog.mail.bounce.mime import decode_words
from birdlog.mail.bounce.notice import Detector, Mention, Notice, read_notice
from birdlog.mail.bounce.notifications import ses_notification
from birdlog.mail.bounce.phrases import ADDRESS, DELAY, OF_MAIL
from birdlog.mail.bounce.reasons import names_a_reason, reason_of
from birdlog.mail.bounce.report import NO_REPORT, Action, Reason, Report, ReportedRecipient
from birdlog.mail.bounce.texts import (
    addresses_in_sentences,
    bare_names,
    described_mail,
    failed_recipients_header,
    labelled_addresses,
    listed_addresses,
    own_addresses,
    tagged_addresses,
    transcript,
)

# The most authoritative first: the first that finds a recipient is believed, and the others are not asked.
FOR_PROGRAMS: tuple[Detector, ...] = (delivery_status_part, ses_notification)
FOR_PEOPLE: tuple[Detector, ...] = (
    delivery_status_in_text,
    failed_recipients_header,
    tagged_addresses,
    listed_addresses,
    labelled_addresses,
    addresses_in_sentences,
    transcript,
    described_mail,
    bare_names,
)

_RECIPIENT_LIMIT = 500
_DIAGNOSTIC_LIMIT = 500
_REPLY_LINES = 12
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)")
_REPLY = re.compile(
    r"(?<![\d.])[245]\d\d[ -]{1,2}[#'\"(]{0,2}(?:[245]\d\d[ -])?([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)"
)
_REPLY_LINE = re.compile(
    r"(?:^|[:>='\"(\[]|\b(?:said|error|code|returned|with|response))\W{0,6}[45]\d\d[ -](?! ?[kmg]i?b\b)",
    re.IGNORECASE,
)
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,995})>")
_PRINTED_ID = re.compile(
    r"^[ \t]{0,8}(?:x-)?(?:original-)?message-id[ \t]?:[ \t]?<([^<>\s]{1,995})>", re.IGNORECASE | re.MULTILINE
)
_ADDRESS = re.compile(ADDRESS)
_DATE = re.compile(
    r"(\d{1,2})\s+([A-Za-z]{3})[A-Za-z]*\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4})?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ACTIONS: tuple[tuple[Action, re.Pattern[str]], ...] = (
    ("failed", re.compile(r"fail|error|expired|bounce|reject|undeliver", re.IGNORECASE)),
    ("delayed", re.compile(r"delay|defer|transient|warn", re.IGNORECASE)),
    ("delivered", re.compile(r"deliver", re.IGNORECASE)),
    ("relayed", re.compile(r"relay", re.IGNORECASE)),
    ("expanded", re.compile(r"expand", re.IGNORECASE)),
)


def read(raw: bytes) -> Report:
    """What a mail says as a delivery report (RFC 3464, or one of the many dialects). Total and pure.

    At most the first 512 KiB are read, in time that grows with that length alone. A mail that is no report
    gives a `Report` whose `bounce` is false; so does a report of success, with its recipients.
    """
    notice = read_notice(raw)
    mentions = _detected(notice)
    if not mentions and notice.enclosed and len(notice.witnesses()) >= 2:
        notice = read_notice(notice.enclosed)
        mentions = _detected(notice)
    if not mentions and not _fails_without_names(notice):
        return NO_REPORT
    recipients = _judged(_completed(mentions, notice), notice)
    return Report(
        bounce=not recipients or any(recipient.action in ("failed", "delayed") for recipient in recipients),
        original_message_id=_original_message_id(notice),
        original_subject=decode_words(notice.original["subject"]) if "subject" in notice.original else None,
        original_recipients=_original_recipients(notice),
        date=_date(notice.headers.get("date", "")),
        recipients=recipients,
    )


def _detected(notice: Notice) -> tuple[Mention, ...]:
    if notice.complaint:
        return ()
    for detector in FOR_PROGRAMS if notice.is_report() or notice.author() != "person" else ():
        if mentions := detector(notice):
            return _unique(mentions)
    for detector in FOR_PEOPLE if len(notice.witnesses()) >= 2 else ():
        mentions = detector(notice)
        if mentions and _believable(mentions, notice):
            return _unique(mentions)
    return ()


def _believable(mentions: tuple[Mention, ...], notice: Notice) -> bool:
    """Whether a text without status fields is a report: it shows the mail or a reply, or its author says so.

    Frauds pose as reports: a page, or one that names its reader alone, is none. Shops and vacation notices
    are written by programs too, and say what was not delivered and whom to write to instead.
    """
    reply = _reply_in(notice.text)
    explained = bool(reply) or any(names_a_reason(mention.said) for mention in mentions)
    system, subject = notice.author() == "system", "subject" in notice.witnesses()
    if notice.returns and (system or explained):
        return True
    if reply and (system or subject):
        return True
    own = own_addresses(notice)
    if all(mention.address.lower() in own for mention in mentions):
        return False
    if notice.page or not subject:
        return system and explained
    return system or bool(OF_MAIL.search(notice.flowing.lower()))


def _fails_without_names(notice: Notice) -> bool:
    """Whether a mail system returns a mail, with a program's word for it, and names nobody.

    Then nobody is guessed here: the original's To is not who failed where the CRM's address stood in Bcc.
    """
    if notice.complaint or not notice.original or names_recipients(notice.status_fields):
        return False
    evidence = notice.status_fields or _reply_in(notice.text)
    return bool(evidence) and len(notice.witnesses()) == 3


def _unique(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """One mention an address: the one that says most."""
    kept: dict[str, Mention] = {}
    for mention in mentions:
        key = mention.address.lower()
        if key not in kept or len(mention.said) > len(kept[key].said):
            kept[key] = mention
    return tuple(kept.values())[:_RECIPIENT_LIMIT]


def _completed(mentions: tuple[Mention, ...], notice: Notice) -> tuple[Mention, ...]:
    """The mentions, each with what the text says about it where the mention itself states no status."""
    if all(_stated(mention.said) for mention in mentions):
        return mentions
    elsewhere: dict[str, str] = {}
    for mention in (*tagged_addresses(notice), *listed_addresses(notice)):
        elsewhere.setdefault(mention.address.lower(), mention.said)
    reply = _reply_in(notice.text) if len(mentions) == 1 else ""
    return tuple(
        replace(mention, said=_telling(mention.said, elsewhere.get(mention.address.lower(), ""), reply))
        for mention in mentions
    )


def _telling(*words: str) -> str:
    """The first words that state a status; else the first that there are."""
    return next(filter(_stated, words), "") or next(filter(None, words), "")


def _reply_in(text: str) -> str:
    """The first SMTP reply of refusal in the text, with the lines that continue it."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if _REPLY_LINE.search(line)), len(lines))
    said = lines[first : first + _REPLY_LINES]
    end = said.index("") if "" in said else len(said)
    return " ".join(line.strip() for line in said[:end])


def _judged(mentions: tuple[Mention, ...], notice: Notice) -> tuple[ReportedRecipient, ...]:
    """The mentions with status, action and reason; the text tells, once for all, what they leave open."""
    statuses = [_status(mention) for mention in mentions]
    reasons = [reason_of(status, mention.said) for status, mention in zip(statuses, mentions, strict=True)]
    otherwise = reason_of(None, notice.flowing) if "unknown" in reasons else "unknown"
    waits = bool(DELAY.search(notice.flowing.lower()))
    actions = [
        _action(mention.action or "", status or "", waits)
        for mention, status in zip(mentions, statuses, strict=True)
    ]
    return tuple(
        ReportedRecipient(
            address=with_lower_domain(mention.address),
            also=tuple(map(with_lower_domain, mention.also)),
            action=action,
            status=status,
            diagnostic=" ".join(mention.said.split())[:_DIAGNOSTIC_LIMIT] or None,
            reason=_reason(reason, otherwise, action),
            retried_until=_date(mention.until),
        )
        for mention, status, reason, action in zip(mentions, statuses, reasons, actions, strict=True)
    )


def _reason(own: Reason, otherwise: Reason, action: Action) -> Reason:
    """A recipient's own reason, else the text's; a delay that nobody explains is temporary all the same."""
    known = otherwise if own == "unknown" else own
    return "temporary" if known == "unknown" and action == "delayed" else known


def _status(mention: Mention) -> str | None:
    """The status of the field; where it is missing or says no more than its class, the one in the words."""
    if mention.status and not mention.status.endswith(".0.0"):
        return mention.status
    return _stated(mention.said) or mention.status


def _stated(said: str) -> str | None:
    found = _REPLY.search(said) or _STATUS.search(said)
    return found[1] if found else None


def _action(stated: str, status: str, waits: bool) -> Action:
    """The action by the names of RFC 3464 section 2.3.3; `waits`: the text speaks of further attempts."""
    for action, words in _ACTIONS:
        if words.search(stated):
            return action
    if status.startswith("2"):
        return "delivered"
    return "delayed" if waits and not status.startswith("5") else "failed"


def _original_message_id(notice: Notice) -> str | None:
    """From the returned mail, else as the report prints it, else what the report answers."""
    found = (
        _MESSAGE_ID.search(notice.original.get("message-id", ""))
        or _PRINTED_ID.search(notice.status_fields)
        or _PRINTED_ID.search(notice.text)
        or _MESSAGE_ID.search(notice.headers.get("in-reply-to", ""))
    )
    return found[1] if found else None


def _original_recipients(notice: Notice) -> tuple[str, ...]:
    fields = " ".join(notice.original.get(field, "") for field in ("to", "cc", "bcc"))
    return tuple(dict.fromkeys(_ADDRESS.findall(fields)))[:_RECIPIENT_LIMIT]


def _date(field: str) -> datetime | None:
    """The instant of a Date field (RFC 5322 section 3.3) in UTC; without a zone it is taken for UTC."""
    found = _DATE.search(field)
    month = found[2].lower() if found else ""
    if not found or month not in _MONTHS:
        return None
    day, _, year, hour, minute, second, zone = found.groups()
    offset = timedelta(hours=int((zone or "+0000")[1:3]), minutes=int((zone or "+0000")[3:5]))
    try:
        written = datetime(
            int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second or 0)
        )
        return (written + (offset if (zone or "+")[0] == "-" else -offset)).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
