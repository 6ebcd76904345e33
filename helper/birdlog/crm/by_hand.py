"""A mail in a file that is to be logged by hand: which way it went, on whose records it lands.

What a person asks for by hand is done though logging is paused and though the mail is too large for the CRM's
addresses. Never-log, encryption and mail among one's own people stand against it all the same: whoever is on
the never-log list becomes no contact, and is not named to the CRM either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from birdlog.mail import forward as forwards
from birdlog.mail import message, parts
from birdlog.mail.addresses import bare_addresses, fold, is_address
from birdlog.mail.encryption import is_encrypted
from birdlog.mail.message import Mail
from birdlog.mail.parts import Parts
from birdlog.mail.people import Person
from birdlog.rules import landing, never_log, outgoing, received
from birdlog.rules.finding import Finding
from birdlog.settings import Profile, Settings

Way = Literal["sent", "received", "forwarded"]

_AGAINST = frozenset({"never-log", "internal-only", "own-message", "encrypted"})
_ANY_ADDRESS = "log@birdlog.invalid"  # the rules for a mail by address ask for one; nothing is sent there


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail that may be logged.

    `message_id` has no angle brackets. `contacts` are those on whose records it lands; `to` and `cc` are its
    recipients. None of them is on the never-log list. `date` is in UTC. `html` is None where the mail has
    none, or where both texts together are over the CRM's limit for a mail; `text` is `cut` at that limit.
    """

    way: Way
    message_id: str | None
    sender: Person
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    contacts: tuple[Person, ...]
    date: datetime | None
    subject: str
    text: str
    html: str | None
    cut: bool
    attachments: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a CRM says of a draft: its own name of the email, and whether it had it before.

    `record` is None where its answer got lost and nobody knows yet whether it has it.
    """

    record: str | None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail taken apart; `own` are the person's addresses (folded). `now` has a time zone."""

    raw: bytes
    taken: Parts
    mail: Mail
    own: frozenset[str]
    settings: Settings
    now: datetime

    @property
    def sender(self) -> str:
        """Who it is from, by address."""
        return (self.mail.sender.address if self.mail.sender else None) or ""

    @property
    def was_sent(self) -> bool:
        """Whether the person sent it: from an own address; where none is known, no server took it in."""
        if self.own:
            return fold(self.sender) in self.own
        return not self.taken.values("received")

    @property
    def identity(self) -> str:
        """The person's address that sent the mail, or that it was addressed to; empty where none is."""
        if self.was_sent:
            return self.sender
        people = _addresses((*self.mail.to, *self.mail.cc))
        return next((address for address in people if fold(address) in self.own), "")


def read(raw: bytes, settings: Settings, identities: Iterable[str], now: datetime) -> Incoming:
    """Take a mail apart. `identities` are the person's addresses in Thunderbird."""
    taken = parts.read(raw)
    described = [address for user in settings.users for address in (user.account, *user.aliases)]
    connected = [address for user in settings.users for address, _since in user.connected]
    named = [address for profile in settings.profiles for address in profile.identities]
    own = frozenset(map(fold, (*identities, *described, *connected, *named)))
    return Incoming(raw, taken, message.of_parts(taken), own, settings, now)


def draft(incoming: Incoming, profile: Profile) -> Draft | Finding:
    """Return what is to be logged, or what is against it."""
    if not is_address(incoming.sender):
        return Finding("no-sender", "block")
    if not incoming.was_sent:
        return _received(incoming, incoming.mail, profile)
    if not _is_forward(incoming, profile):
        return _sent(incoming, profile)
    original = _original(incoming)
    if original is None:
        return Finding("no-header", "block", {"crm": profile.crm})
    made = _received(incoming, original, profile)
    return replace(made, way="forwarded") if isinstance(made, Draft) else made


def _sent(incoming: Incoming, profile: Profile) -> Draft | Finding:
    mail = incoming.mail
    written = outgoing.Mail(
        identity=incoming.sender,
        to=_addresses(mail.to),
        cc=_addresses(mail.cc),
        bcc=tuple(each for value in incoming.taken.values("bcc") for each in bare_addresses(value)),
        encrypted=is_encrypted(incoming.taken),
    )
    decision = outgoing.decide(written, _alone(profile, incoming.settings), incoming.now)
    if against := _first_against(decision.findings):
        return against
    contacts = landing.contacts_of_mail(written, profile, incoming.settings, tuple(incoming.own))
    return _draft(incoming, mail, "sent", contacts, profile)


def _received(incoming: Incoming, mail: Mail, profile: Profile) -> Draft | Finding:
    """A message of somebody else's: it lands on the record of its sender alone."""
    seen = received.Received(
        default_identity=incoming.identity,
        author=(mail.sender.address if mail.sender else None) or "",
        encrypted=is_encrypted(incoming.taken),
    )
    decision = received.decide(seen, _alone(profile, incoming.settings), tuple(incoming.own), incoming.now)
    if against := _first_against(decision.findings):
        return against
    contacts = landing.contacts_of_forward(seen, incoming.settings, tuple(incoming.own))
    return _draft(incoming, mail, "received", contacts, profile)


def _is_forward(incoming: Incoming, profile: Profile) -> bool:
    """Whether the person forwarded this to the CRM, which could not read it."""
    people = _addresses((*incoming.mail.to, *incoming.mail.cc))
    return profile.forward is not None and fold(profile.forward) in map(fold, people)


def _original(incoming: Incoming) -> Mail | None:
    """The message that a forward brings, as its header block has it; None where that can't be read."""
    forward = forwards.read_parts(incoming.taken).forward
    if forward is None or forward.sender is None:
        return None
    return replace(
        incoming.mail,
        message_id=forward.original_message_id,
        sender=forward.sender,
        to=forward.to,
        cc=forward.cc,
        date=forward.date_utc,
        subject=forward.subject or "",
        text=forward.text,
    )


def _draft(
    incoming: Incoming, mail: Mail, way: Way, contacts: Iterable[str], profile: Profile
) -> Draft | Finding:
    known = {fold(each.address or ""): each for each in (*mail.cc, *mail.to, mail.sender) if each}
    people = tuple(known[fold(address)] for address in contacts)
    if not people or mail.sender is None:
        return Finding("nobody-to-log", "block")
    text, cut = _shortened(mail.text, profile.content_limit)
    html = "\n".join(incoming.taken.texts("text/html")) if mail is incoming.mail else ""
    fits = not cut and len(text.encode()) + len(html.encode()) <= profile.content_limit
    return Draft(
        way=way,
        message_id=mail.message_id,
        sender=mail.sender,
        to=_nameable(mail.to, incoming.settings),
        cc=_nameable(mail.cc, incoming.settings),
        contacts=people,
        date=mail.date,
        subject=mail.subject,
        text=text,
        html=html if html and fits else None,
        cut=cut,
        attachments=len(mail.attachments),
    )


def _shortened(text: str, limit: int) -> tuple[str, bool]:
    """The text, cut to `limit` bytes of UTF-8, and whether it was."""
    content = text.encode()
    if len(content) <= limit:
        return text, False
    return content[:limit].decode(errors="ignore"), True


def _nameable(people: Iterable[Person], settings: Settings) -> tuple[Person, ...]:
    """Those who may be named to the CRM: nobody on the never-log list, and none of the CRMs' addresses."""
    never = never_log.compile(settings.never_log)
    crms = {fold(each) for profile in settings.profiles for each in (profile.bcc, profile.forward) if each}
    return tuple(
        person
        for person in people
        if person.address and fold(person.address) not in crms and not never.match(person.address)
    )


def _alone(profile: Profile, settings: Settings) -> Settings:
    """Settings in which this profile serves everybody, with addresses, and nothing is paused."""
    bcc, forward = profile.bcc or _ANY_ADDRESS, profile.forward or _ANY_ADDRESS
    serving = replace(profile, identities=(), bcc=bcc, forward=forward, preset="custom")
    return replace(settings, profiles=(serving,), paused=None)


def _first_against(findings: Iterable[Finding]) -> Finding | None:
    return next((each for each in findings if each.code in _AGAINST or _is_withheld(each)), None)


def _is_withheld(finding: Finding) -> bool:
    """A mail to people of whom some are on the never-log list, in a profile that leaves such mail out."""
    return finding.code == "partly-never-log" and finding.values.get("variant") != "log"


def _addresses(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.address for person in people if person.address)
