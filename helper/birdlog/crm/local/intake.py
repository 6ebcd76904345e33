"""Taking a mail in: for whom it is logged, or why it is refused.

The rules are the specification's (HubSpot's help page of 3 July 2018). A mail to a profile's BCC address
lands on the contacts that its To and Cc name, a mail to a forward address on the original sender's. What is
the same for everybody who is asked, is decided here; emails.py writes it down, all of one delivery in one
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from birdlog.crm.local import emails, records
from birdlog.crm.local.emails import Draft, Via
from birdlog.mail import forward as forwards
from birdlog.mail import message, parts
from birdlog.mail.addresses import fold, is_address
from birdlog.mail.forward import Reading
from birdlog.mail.message import Mail
from birdlog.mail.parts import Parts
from birdlog.mail.people import Person
from birdlog.rules import either_way, forwarded, never_log
from birdlog.rules.attribution import credited_to, is_user
from birdlog.rules.either_way import Circumstances
from birdlog.rules.finding import Finding
from birdlog.settings import Profile, Settings

UNKNOWN_ADDRESS = Finding("unknown-address", "block")

_POLICY = (550, "5.7.1")
_UNREADABLE = (550, "5.6.0")
_STATUS = {
    "unknown-address": (550, "5.1.1"),
    "no-sender": _UNREADABLE,
    "sender-unknown": _POLICY,
    "nobody-to-log": _POLICY,
    "never-log": _POLICY,
    "own-message": _POLICY,
    "body-too-large": (552, "5.3.4"),
}
"""Reply code and RFC 3463 code by what is wrong; any other fault of a forward means that it can't be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the mail for one recipient of the envelope.

    `status` is an SMTP reply code and `enhanced` an RFC 3463 code. `finding` says why a mail was refused,
    or that it was logged without its attachments. `repeated` is true where the email was there before.
    """

    status: int
    enhanced: str
    via: Via | None = None
    finding: Finding | None = None
    repeated: bool = False

    @property
    def logged(self) -> bool:
        """Whether the mail is on a timeline now."""
        return self.status == 250


@dataclass(frozen=True, slots=True)
class _Route:
    profile: Profile
    via: Via


@dataclass(frozen=True, slots=True)
class _Delivery:
    """One raw mail, read once for all of its recipients; `sender` is who it is from, by address."""

    taken: Parts
    mail: Mail
    reading: Reading
    sender: str
    settings: Settings
    now: datetime


def take(
    engine: Engine, raw: bytes, recipients: Sequence[str], settings: Settings, now: datetime
) -> list[Answer]:
    """Take a mail in for each of the envelope's recipients; return the answers in their order.

    What they call logged is durable. Total on any bytes; `now` has a time zone. Raises
    sqlalchemy.exc.SQLAlchemyError where the database fails: then nothing was written.
    """
    delivery = _read(raw, recipients, settings, now)
    routes = [_route(recipient, delivery) for recipient in recipients]
    judged = {route: _judge(route, delivery) for route in routes if route}
    answers = _log(engine, judged, delivery)
    unknown = _refusal(UNKNOWN_ADDRESS, engine, delivery)
    return [answers[route] if route else unknown for route in routes]


def is_crm_address(recipient: str, settings: Settings) -> bool:
    """Whether mail to this address is taken in at all."""
    return fold(recipient) in _crm_addresses(settings.profiles)


def _read(raw: bytes, recipients: Sequence[str], settings: Settings, now: datetime) -> _Delivery:
    taken = parts.read(raw)
    mail = message.of_parts(taken)
    sender = mail.sender.address if mail.sender else None
    to_forward = {fold(profile.forward) for profile in settings.profiles if profile.forward}
    forwarded_to = not to_forward.isdisjoint(map(fold, recipients))
    reading = forwards.read_parts(taken) if forwarded_to else Reading(None, None)
    return _Delivery(taken, mail, reading, sender or "", settings, now)


def _log(engine: Engine, judged: dict[_Route, Draft | Finding], delivery: _Delivery) -> dict[_Route, Answer]:
    drafts = {route: draft for route, draft in judged.items() if isinstance(draft, Draft)}
    against = {route: found for route, found in judged.items() if isinstance(found, Finding)}
    answers = {route: _refusal(found, engine, delivery) for route, found in against.items()}
    if not drafts:
        return answers
    with records.writing(engine) as connection:
        # The forward first: it knows both Message-IDs, and so its copy by BCC for the same mail.
        for route, draft in sorted(drafts.items(), key=lambda item: item[1].via != "forward"):
            made = emails.log(connection, draft, delivery.now)
            left_out = either_way.attachments_too_large(
                _circumstances(route.profile, delivery), route.profile
            )
            answers[route] = Answer(250, "2.6.0", draft.via, left_out, repeated=not made)
    return answers


def _refusal(finding: Finding, engine: Engine, delivery: _Delivery) -> Answer:
    original = delivery.reading.forward.original_message_id if delivery.reading.forward else None
    if finding.code == "own-message" and original:
        with records.reading(engine) as connection:
            if emails.is_logged(connection, original):  # by its BCC: forwarding it once more is no fault
                return Answer(250, "2.6.0", "forward", repeated=True)
    status, enhanced = _STATUS.get(finding.code, _UNREADABLE)
    return Answer(status, enhanced, finding=finding)


def _crm_addresses(profiles: Iterable[Profile]) -> set[str]:
    return {fold(address) for profile in profiles for address in (profile.bcc, profile.forward) if address}


def _route(recipient: str, delivery: _Delivery) -> _Route | None:
    """The profile that a recipient's address belongs to: of several, the one that serves the sender."""
    wanted = fold(recipient)
    owners = tuple(each for each in delivery.settings.profiles if wanted in _crm_addresses([each]))
    if not owners:
        return None
    profile = Settings(profiles=owners).profile_for(delivery.sender) or owners[0]
    by_forward = fold(profile.forward or "") == wanted
    if by_forward and fold(profile.bcc or "") == wanted:  # some CRMs have one address for both
        by_forward = delivery.reading.forward is not None
    return _Route(profile, "forward" if by_forward else "bcc")


def _judge(route: _Route, delivery: _Delivery) -> Draft | Finding:
    """The email that is to be logged, or what is against it."""
    settings = delivery.settings
    if not delivery.sender:
        return Finding("no-sender", "block")
    if (settings.users or settings.teams) and not is_user(delivery.sender, settings):
        return Finding("sender-unknown", "block", {"sender": delivery.sender})
    judge = _judge_forward if route.via == "forward" else _judge_copy
    return judge(route.profile, delivery)


def _judge_copy(profile: Profile, delivery: _Delivery) -> Draft | Finding:
    """A mail by BCC: everybody in To and Cc becomes a contact, save oneself and never-log people."""
    if too_large := either_way.body_too_large(_circumstances(profile, delivery), profile):
        return too_large
    others = _others(profile, delivery)
    if not others:
        return Finding("nobody-to-log", "block")
    patterns = {one: never_log.matches(one.address or "", delivery.settings.never_log) for one in others}
    contacts = tuple(one for one, pattern in patterns.items() if pattern is None)
    if not contacts:
        listed = dict.fromkeys(pattern for pattern in patterns.values() if pattern)
        return Finding("never-log", "block", {"pattern": ", ".join(listed)})
    return _copy(profile, delivery, contacts)


def _others(profile: Profile, delivery: _Delivery) -> tuple[Person, ...]:
    """The people in To and Cc, once each, without the sender, the profile's identities and CRM addresses."""
    ours = _crm_addresses(delivery.settings.profiles)
    ours |= {fold(address) for address in (delivery.sender, *profile.identities)}
    named = {fold(one.address or ""): one for one in reversed((*delivery.mail.to, *delivery.mail.cc))}
    return tuple(one for key, one in named.items() if key not in ours and is_address(one.address or ""))


def _judge_forward(profile: Profile, delivery: _Delivery) -> Draft | Finding:
    """A forwarded message: its sender becomes the contact, and nobody else."""
    findings = forwarded.check(delivery.taken, delivery.reading, profile, delivery.settings, delivery.now)
    against = next((finding for finding in findings if finding.level == "block"), None)
    forward = delivery.reading.forward
    if against or forward is None or forward.sender is None:
        return against or Finding("no-header", "block", {"crm": profile.crm})
    return Draft(
        key=_key(delivery),
        message_id=delivery.mail.message_id,
        original_message_id=forward.original_message_id,
        via="forward",
        subject=forward.subject or "",
        date=forward.date_utc,
        sender=forward.sender.address or "",
        to=_addresses(forward.to),
        cc=_addresses(forward.cc),
        credited_to=credited_to(delivery.sender, profile, delivery.settings),
        body=forward.text,
        contacts=(forward.sender,),
        attachments=delivery.mail.attachments,
        attachments_logged=delivery.mail.attachment_bytes <= profile.attachments_limit,
    )


def _copy(profile: Profile, delivery: _Delivery, contacts: tuple[Person, ...]) -> Draft:
    mail = delivery.mail
    return Draft(
        key=_key(delivery),
        message_id=mail.message_id,
        original_message_id=None,
        via="bcc",
        subject=mail.subject,
        date=mail.date,
        sender=delivery.sender,
        to=_addresses(mail.to),
        cc=_addresses(mail.cc),
        credited_to=credited_to(delivery.sender, profile, delivery.settings),
        body=mail.text,
        contacts=contacts,
        attachments=mail.attachments,
        attachments_logged=mail.attachment_bytes <= profile.attachments_limit,
    )


def _key(delivery: _Delivery) -> str:
    """The Message-ID's key; where a mail has none, one made of what a repeated delivery does not change."""
    if delivery.mail.message_id:
        return emails.key_of(delivery.mail.message_id)
    fields = [delivery.taken.field(name) or "" for name in ("from", "to", "cc", "date", "subject")]
    content = [leaf.content for leaf in delivery.taken.leaves]
    return emails.digest(b"\0".join([*(field.encode() for field in fields), *content]))


def _addresses(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.address for person in people if person.address)


def _circumstances(profile: Profile, delivery: _Delivery) -> Circumstances:
    return Circumstances(
        settings=delivery.settings,
        now=delivery.now,
        identity=delivery.sender,
        crm_address=profile.bcc,
        content_bytes=delivery.mail.content_bytes,
        attachment_bytes=delivery.mail.attachment_bytes,
        encrypted=False,
    )
