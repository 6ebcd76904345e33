"""Is this forward, as it stands in a file or arrives at the CRM, one that the CRM can read and log?

HubSpot's help page (3 July 2018): the header that the mail program writes must be there, in a supported
language, in an HTML and in a plain-text part; it must be the individual reply. `RULES` is the order in which
the person reads the findings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from birdlog.mail.addresses import bare_addresses, fold, is_address
from birdlog.mail.encryption import is_encrypted
from birdlog.mail.forward import Forward, Reading
from birdlog.mail.parts import Parts
from birdlog.rules import either_way, received
from birdlog.rules.finding import Finding
from birdlog.rules.preset import preset
from birdlog.settings import Profile, Settings


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What the rules look at: the forward taken apart, what its parts say, and the circumstances."""

    mail: Parts
    reading: Reading
    case: received.Case


_UNDETERMINED = "und"
"""BCP 47's word for a language that nobody knows."""

Rule = Callable[[Forwarded, Forward | None, Profile], Finding | None]


def check(
    mail: Parts, reading: Reading, profile: Profile, settings: Settings, now: datetime
) -> tuple[Finding, ...]:
    """What is to be said of a forward; it can be logged where no finding is of level `block`.

    `reading` is what birdlog.mail.forward.read_parts made of `mail`; `now` has a time zone.
    """
    identity = next(iter(bare_addresses(mail.field("from") or "")), "")
    case = received.Case(
        settings=settings,
        now=now,
        identity=identity,
        crm_address=profile.forward,
        content_bytes=mail.content_bytes,
        attachment_bytes=mail.attachment_bytes,
        encrypted=is_encrypted(mail),
        author=author(reading),
        own=frozenset(fold(own) for own in (*profile.identities, identity) if own),
    )
    return findings(Forwarded(mail, reading, case), profile)


def author(reading: Reading) -> str:
    """The original sender's address, as far as the block says it; else an empty text."""
    sender = reading.forward.sender if reading.forward else None
    return (sender.address if sender else None) or ""


def findings(forwarded: Forwarded, profile: Profile) -> tuple[Finding, ...]:
    """What the rules find, in their order."""
    of_the_copy = [rule(forwarded, forwarded.reading.forward, profile) for rule in RULES]
    of_the_message = [rule(forwarded.case, profile) for rule in MESSAGE_RULES]
    return tuple(finding for finding in (*of_the_copy, *of_the_message) if finding)


def header(forwarded: Forwarded, forward: Forward | None, profile: Profile) -> Finding | None:
    """There is no header block that anybody could read; in an encrypted mail nobody can tell."""
    if forward or forwarded.case.encrypted:
        return None
    attached = any(leaf.content_type == "message/rfc822" for leaf in forwarded.mail.leaves)
    return Finding("as-attachment" if attached else "no-header", "block", {"crm": profile.crm})


def missing_from(forwarded: Forwarded, forward: Forward | None, profile: Profile) -> Finding | None:
    """The block does not say whose message it was, by address."""
    known = forward is None or (forward.sender and is_address(forward.sender.address or ""))
    return None if known else Finding("missing-from", "block", {"crm": profile.crm})


def missing_date(forwarded: Forwarded, forward: Forward | None, profile: Profile) -> Finding | None:
    """The block has no date: Thunderbird leaves it out where mail.show_headers is 0."""
    known = forward is None or forward.date
    return None if known else Finding("missing-date", "block", {"crm": profile.crm})


def missing_subject(forwarded: Forwarded, forward: Forward | None, profile: Profile) -> Finding | None:
    """The block has no subject."""
    return None if forward is None or forward.subject else Finding("missing-subject", "warn")


def missing_to(forwarded: Forwarded, forward: Forward | None, profile: Profile) -> Finding | None:
    """The block names no recipient."""
    return None if forward is None or forward.to else Finding("missing-to", "warn")


def no_plain_part(forwarded: Forwarded, forward: Forward | None, profile: Profile) -> Finding | None:
    """The mail has no plain-text part."""
    if forwarded.case.encrypted or forwarded.mail.texts("text/plain"):
        return None
    return Finding("no-plain-part", "block", {"crm": profile.crm})


def no_html_part(forwarded: Forwarded, forward: Forward | None, profile: Profile) -> Finding | None:
    """The mail has no HTML part."""
    if forwarded.case.encrypted or forwarded.mail.texts("text/html"):
        return None
    return Finding("no-html-part", "block", {"crm": profile.crm})


def parts_disagree(forwarded: Forwarded, forward: Forward | None, profile: Profile) -> Finding | None:
    """Both parts are there, and the block in one says something else than the block in the other."""
    plain, html = forwarded.reading.plain, forwarded.reading.html
    both = forwarded.mail.texts("text/plain") and forwarded.mail.texts("text/html")
    if not both or forward is None or (plain and html and _said(plain) == _said(html)):
        return None
    return Finding("parts-disagree", "block", {"crm": profile.crm})


def language(forwarded: Forwarded, forward: Forward | None, profile: Profile) -> Finding | None:
    """The block's language is not one that the CRM is known to read."""
    known = preset(profile.preset)
    if forward is None or not known.languages:
        return None
    named = forward.language or _UNDETERMINED
    spoken = {named, named.split("-")[0]}
    values = {"language": named, "crm": profile.crm}
    if profile.language in spoken or spoken & known.languages:
        return None
    if spoken & known.languages_probable:
        return Finding("language-unknown", "warn", values)
    return Finding("language-unsupported", "block", values)


def chain(forwarded: Forwarded, forward: Forward | None, profile: Profile) -> Finding | None:
    """Below the message stands another forwarded one: the CRM logs the first."""
    return Finding("chain", "warn", {"crm": profile.crm}) if forward and forward.chain else None


RULES: tuple[Rule, ...] = (
    header,
    missing_from,
    missing_date,
    missing_subject,
    missing_to,
    no_plain_part,
    no_html_part,
    parts_disagree,
    language,
    chain,
)

MESSAGE_RULES: tuple[Callable[[received.Case, Profile], Finding | None], ...] = (
    received.never_log_sender,
    received.own_message,
    either_way.encrypted,
    received.body_too_large,
    either_way.attachments_too_large,
)
"""Those that hold before the forward is made, and still when it arrives."""


def _said(forward: Forward) -> tuple[str, str, str]:
    """What both parts must agree on; a plain-text part may be wrapped differently."""
    sender = forward.sender.address if forward.sender else None
    return fold(sender or ""), "".join((forward.subject or "").split()), "".join((forward.date or "").split())
