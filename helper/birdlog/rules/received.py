"""May this received message be forwarded to the CRM, from which identity and to where?

The rules look at what is known before the forward is built; what the forward itself must be like is
forwarded.py's matter. As in outgoing.py, `RULES` is the order in which the person reads them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from birdlog.mail.addresses import fold
from birdlog.rules import either_way, never_log
from birdlog.rules.either_way import Circumstances
from birdlog.rules.finding import Finding
from birdlog.settings import Profile, Settings


@dataclass(frozen=True, slots=True)
class Received:
    """A received message as Thunderbird shows it (`forward.decide` in PROTOCOL.md): sizes in bytes."""

    default_identity: str
    author: str = ""
    message_id: str | None = None
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    delivered_to: tuple[str, ...] = ()
    subject: str = ""
    date: str | None = None
    content_bytes: int = 0
    attachment_bytes: int = 0
    encrypted: bool = False
    without_history: bool | None = None
    without_attachments: bool | None = None


@dataclass(frozen=True, slots=True)
class ForwardDecision:
    """Whether the message may be forwarded, from where and to where.

    `look`: the person sees it first. `without_history`, `without_attachments`: what is left out.
    """

    log: bool
    address: str | None
    identity: str
    findings: tuple[Finding, ...]
    look: bool
    profile: Profile | None
    without_history: bool = False
    without_attachments: bool = False


@dataclass(frozen=True, slots=True)
class Case(Circumstances):
    """What the rules look at; `own` are the person's addresses, folded."""

    author: str
    own: frozenset[str]


def decide(
    received: Received, settings: Settings, own_addresses: tuple[str, ...], now: datetime
) -> ForwardDecision:
    """Return whether the message may be forwarded to the CRM. `now` has a time zone.

    `own_addresses` are the person's identities; the forward goes from the one that the message was addressed
    to.
    """
    identity = _addressed(received, own_addresses)
    profile = settings.profile_for(identity)
    look = settings.look_before_forward
    if profile is None:
        return ForwardDecision(False, None, identity, (either_way.no_profile(identity),), look, None)
    without_history = _wanted(received.without_history, profile.without_history)
    without_attachments = _wanted(received.without_attachments, profile.without_attachments)
    case = Case(
        settings=settings,
        now=now,
        identity=identity,
        crm_address=profile.forward,
        content_bytes=0
        if without_history
        else received.content_bytes,  # what remains is judged in the window
        attachment_bytes=0 if without_attachments else received.attachment_bytes,
        encrypted=received.encrypted,
        author=received.author,
        own=frozenset(map(fold, (*own_addresses, *profile.identities, identity))),
    )
    findings = tuple(finding for rule in RULES if (finding := rule(case, profile)))
    log = all(finding.level != "block" for finding in findings)
    address = profile.forward if log else None
    return ForwardDecision(
        log, address, identity, findings, look, profile, without_history, without_attachments
    )


def never_log_sender(case: Case, profile: Profile) -> Finding | None:
    """The original sender is on the never-log list."""
    pattern = never_log.matches(case.author, case.settings.never_log)
    return Finding("never-log", "block", {"pattern": pattern, "addresses": case.author}) if pattern else None


def own_message(case: Case, profile: Profile) -> Finding | None:
    """The message is the person's own: the CRM would take the person for the contact."""
    return Finding("own-message", "block", {"crm": profile.crm}) if fold(case.author) in case.own else None


def body_too_large(case: Case, profile: Profile) -> Finding | None:
    """The content, attachments not counted, is over what the CRM logs."""
    found = either_way.body_too_large(case, profile)
    return found and Finding(found.code, found.level, found.values | {"variant": "forward"})


RULES: tuple[Callable[[Case, Profile], Finding | None], ...] = (
    never_log_sender,
    own_message,
    either_way.paused,
    either_way.bad_crm_address,
    either_way.encrypted,
    body_too_large,
    either_way.attachments_too_large,
)


def _wanted(this_time: bool | None, always: bool) -> bool:
    return always if this_time is None else this_time


def _addressed(received: Received, own_addresses: tuple[str, ...]) -> str:
    """The person's address that the message was sent to, in the order Delivered-To, To, Cc; else the default
    one.
    """
    own = {fold(address): address for address in reversed(own_addresses)}
    for address in received.delivered_to + received.to + received.cc:
        if identity := own.get(fold(address)):
            return identity
    return received.default_identity
