"""From a mail's bytes to a `Report`: the ordered list of detectors, and what is made of what they find."""

from __future__ import annotations

from collections.abc import Iterable

from birdlog.mail.bounce import original
from birdlog.mail.bounce.author import is_report
from birdlog.mail.bounce.belief import believable, fails_without_names
from birdlog.mail.bounce.delivery_status import delivery_status_in_text, delivery_status_part
from birdlog.mail.bounce.instant import instant
from birdlog.mail.bounce.mime import decode_words
from birdlog.mail.bounce.notice import Detector, Mention, Notice, read_notice
from birdlog.mail.bounce.notifications import ses_notification
from birdlog.mail.bounce.outcome import outcomes
from birdlog.mail.bounce.report import NO_REPORT, Report
from birdlog.mail.bounce.texts import (
    addresses_in_sentences,
    bare_names,
    described_mail,
    failed_recipients_header,
    labelled_addresses,
    listed_addresses,
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


def read(raw: bytes) -> Report:
    """What a mail says as a delivery report (RFC 3464, or one of the many dialects). Total and pure.

    At most the first 512 KiB are read, in time that grows with that length alone. A mail that is no report
    gives a `Report` whose `bounce` is false; so does a report of success, with its recipients.
    """
    notice = read_notice(raw)
    mentions = _detected(notice)
    if not mentions and notice.enclosed and len(notice.witnesses) >= 2:
        notice = read_notice(notice.enclosed)
        mentions = _detected(notice)
    if not mentions and not fails_without_names(notice):
        return NO_REPORT
    recipients = outcomes(mentions, notice)
    return Report(
        bounce=not recipients or any(recipient.action in ("failed", "delayed") for recipient in recipients),
        original_message_id=original.message_id(notice),
        original_subject=decode_words(notice.original["subject"]) if "subject" in notice.original else None,
        original_recipients=original.recipients(notice),
        date=instant(notice.headers.get("date", "")),
        recipients=recipients,
    )


def _detected(notice: Notice) -> tuple[Mention, ...]:
    if notice.complaint:
        return ()
    for detector in FOR_PROGRAMS if is_report(notice.headers) or notice.author != "person" else ():
        if mentions := detector(notice):
            return _unique(mentions)
    for detector in FOR_PEOPLE if len(notice.witnesses) >= 2 else ():
        mentions = detector(notice)
        if mentions and believable(mentions, notice):
            return _unique(mentions)
    return ()


def _unique(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """One mention an address: the one that says most."""
    kept: dict[str, Mention] = {}
    for mention in mentions:
        key = mention.address.lower()
        if key not in kept or len(mention.said) > len(kept[key].said):
            kept[key] = mention
    return tuple(kept.values())[:_RECIPIENT_LIMIT]
