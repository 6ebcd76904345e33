"""What becomes of a mail that reaches the embedded CRM: the email that is logged, or what is against it.

The rules are the specification's (HubSpot's help page of 3 July 2018), those of birdlog.rules. Nothing here
reads or writes the records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from birdlog.crm.local import emails, threads
from birdlog.crm.local.emails import Draft, Key, Via
from birdlog.mail import forward as forwards
from birdlog.mail import message, parts
from birdlog.mail.addresses import fold
from birdlog.mail.encryption import is_encrypted
from birdlog.mail.forward import Reading
from birdlog.mail.message import Mail
from birdlog.mail.parts import Parts
from birdlog.mail.people import Person
from birdlog.rules import either_way, forwarded, landing, never_log, outgoing
from birdlog.rules.attribution import credited_to, is_user
from birdlog.rules.either_way import Circumstances
from birdlog.rules.finding import Finding
from birdlog.rules.received import Case, Received
from birdlog.settings import Profile, Settings


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail that came in, read once for all of its recipients; `sender` is who it is from, by address.

    `reading` is of the message that it forwards; it is empty where nobody asked for it.
    """

    taken: Parts
    mail: Mail
    reading: Reading
    sender: str
    settings: Settings
    now: datetime


def read(raw: bytes, recipients: Iterable[str], settings: Settings, now: datetime) -> Incoming:
    """Read a mail for the recipients of its envelope. Total on any bytes."""
    taken = parts.read(raw)
    mail = message.of_parts(taken)
    sender = (mail.sender.address if mail.sender else None) or ""
    incoming = Incoming(taken, mail, Reading(None, None), sender, settings, now)
    forwarded_to = {fold(profile.forward) for profile in settings.profiles if profile.forward}
    if forwarded_to.isdisjoint({*map(fold, recipients), *_visible(incoming)}):
        return incoming
    return replace(incoming, reading=forwards.read_parts(taken))


def by_address(incoming: Incoming, profile: Profile, via: Via) -> Draft | Finding:
    """A mail that came to one of the profile's two addresses.

    The copy by BCC of a mail that goes to nobody but the forward address is judged as that forward.
    """
    if not incoming.sender:
        return Finding("no-sender", "block")
    if _is_stranger(incoming, profile):
        return Finding("sender-unknown", "block", {"sender": incoming.sender})
    if via == "forward":
        return _forward(incoming, profile)
    copy = _copy(incoming, profile, via)
    is_a_forwards = fold(profile.forward or "") in _visible(incoming) - {fold(profile.bcc or "")}
    if isinstance(copy, Finding) and copy.code == "nobody-to-log" and is_a_forwards:
        return _forward(incoming, profile)
    return copy


def sent(incoming: Incoming, profile: Profile) -> Draft | Finding:
    """A mail of the person's own, handed in without any address: as if it had come by BCC."""
    return _copy(incoming, profile, "helper") if incoming.sender else Finding("no-sender", "block")


def received(incoming: Incoming, profile: Profile, identity: str) -> Draft | Finding:
    """A mail that the person got as `identity`, handed in itself: as if it had come as a forward."""
    if not incoming.sender or incoming.mail.sender is None:
        return Finding("no-sender", "block")
    case = Case(
        settings=incoming.settings,
        now=incoming.now,
        identity=identity,
        crm_address=profile.forward,
        content_bytes=incoming.mail.content_bytes,
        attachment_bytes=incoming.mail.attachment_bytes,
        encrypted=is_encrypted(incoming.taken),
        author=incoming.sender,
        own=frozenset(map(fold, (*profile.identities, identity))),
    )
    found = (rule(case, profile) for rule in forwarded.MESSAGE_RULES)
    if against := next((finding for finding in found if finding and finding.level == "block"), None):
        return against
    if not _lands(incoming, profile, incoming.sender, identity):
        return Finding("own-message", "block", {"crm": profile.crm})
    copy = _shown(incoming, profile, "helper", (incoming.mail.sender,))
    account = credited_to(identity, profile, incoming.settings)
    return replace(copy, direction="incoming", credited_to=account)


def attachments_left_out(incoming: Incoming, profile: Profile) -> Finding | None:
    """What is to be said where the mail's attachments are over what the CRM keeps."""
    return either_way.attachments_too_large(_circumstances(incoming, profile), profile)


def forwarded_message(incoming: Incoming, profile: Profile) -> Draft | None:
    """The message that the mail forwards, as an email of its sender's; None where it can't be read."""
    shown = incoming.reading.forward
    if shown is None or shown.sender is None:
        return None
    author, original = shown.sender.address or "", shown.original_message_id
    carrier = _shown(incoming, profile, "forward", (shown.sender,))
    return replace(
        carrier,
        key=emails.key_of(original, author) if original else carrier.key,
        mentioned=tuple(filter(None, (*carrier.mentioned, incoming.mail.message_id))),
        direction="incoming",
        subject=shown.subject or "",
        date=shown.date_utc,
        sender=author,
        to=_addresses(shown.to),
        cc=_addresses(shown.cc),
        body=shown.text,
    )


def _is_stranger(incoming: Incoming, profile: Profile) -> bool:
    """Whether the sender is no user; where none are described, the profile's identities are the users."""
    settings = incoming.settings
    if settings.users or settings.teams:
        return not is_user(incoming.sender, settings)
    return credited_to(incoming.sender, profile, settings) is None


def _copy(incoming: Incoming, profile: Profile, via: Via) -> Draft | Finding:
    case = _circumstances(incoming, profile)
    if against := either_way.encrypted(case, profile) or either_way.body_too_large(case, profile):
        return against
    contacts = _contacts(incoming, profile, incoming.settings)
    if contacts:
        return _shown(incoming, profile, via, contacts)
    listed = _contacts(incoming, profile, replace(incoming.settings, never_log=()))
    if not listed:
        return Finding("nobody-to-log", "block")
    patterns = (never_log.matches(one.address or "", incoming.settings.never_log) for one in listed)
    return Finding("never-log", "block", {"pattern": ", ".join(dict.fromkeys(filter(None, patterns)))})


def _contacts(incoming: Incoming, profile: Profile, settings: Settings) -> tuple[Person, ...]:
    """The people whose records the mail lands on, by the names that it gives them."""
    people = {fold(one.address or ""): one for one in reversed((*incoming.mail.to, *incoming.mail.cc))}
    mail = outgoing.Mail(
        identity=incoming.sender, to=_addresses(incoming.mail.to), cc=_addresses(incoming.mail.cc)
    )
    landed = landing.contacts_of_mail(mail, profile, settings, profile.identities)
    return tuple(people[fold(address)] for address in landed)


def _lands(incoming: Incoming, profile: Profile, author: str, identity: str) -> bool:
    """Whether the author of a message that was received can be a contact."""
    message = Received(default_identity=identity, author=author)
    own = (*profile.identities, identity)
    return bool(landing.contacts_of_forward(message, incoming.settings, own))


def _forward(incoming: Incoming, profile: Profile) -> Draft | Finding:
    """A forwarded message: its sender becomes the contact, and nobody else."""
    findings = forwarded.check(incoming.taken, incoming.reading, profile, incoming.settings, incoming.now)
    if against := next((finding for finding in findings if finding.level == "block"), None):
        return against
    draft = forwarded_message(incoming, profile)
    if draft is None:
        return Finding("no-header", "block", {"crm": profile.crm})
    if not _lands(incoming, profile, draft.sender, incoming.sender):
        return Finding("own-message", "block", {"crm": profile.crm})
    return draft


def _shown(incoming: Incoming, profile: Profile, via: Via, contacts: tuple[Person, ...]) -> Draft:
    """The mail as it is, as an outgoing one."""
    mail = incoming.mail
    key = _key(incoming)
    return Draft(
        key=key,
        carrier=key,
        mentioned=threads.mentioned(incoming.taken),
        direction="outgoing",
        via=via,
        subject=mail.subject,
        date=mail.date,
        sender=incoming.sender,
        to=_addresses(mail.to),
        cc=_addresses(mail.cc),
        credited_to=credited_to(incoming.sender, profile, incoming.settings),
        body=mail.text,
        contacts=contacts,
        attachments=mail.attachments,
        attachments_logged=attachments_left_out(incoming, profile) is None,
    )


def _key(incoming: Incoming) -> Key:
    if incoming.mail.message_id:
        return emails.key_of(incoming.mail.message_id, incoming.sender)
    fields = [incoming.taken.field(name) or "" for name in ("from", "to", "cc", "date", "subject")]
    content = [leaf.content for leaf in incoming.taken.leaves]
    pieces = [*(field.encode("utf-8", "replace") for field in fields), *content]
    return emails.key_of_content(pieces, incoming.sender)


def _visible(incoming: Incoming) -> set[str]:
    """Everybody in To and Cc, folded."""
    return {fold(address) for address in _addresses((*incoming.mail.to, *incoming.mail.cc))}


def _addresses(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.address for person in people if person.address)


def _circumstances(incoming: Incoming, profile: Profile) -> Circumstances:
    return Circumstances(
        settings=incoming.settings,
        now=incoming.now,
        identity=incoming.sender,
        crm_address=profile.bcc,
        content_bytes=incoming.mail.content_bytes,
        attachment_bytes=incoming.mail.attachment_bytes,
        encrypted=is_encrypted(incoming.taken),
    )
