"""Taking a mail in: by an address of a profile, or handed in by Birdlog itself.

judging.py says what is to be logged, emails.py writes it; all of one delivery is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from birdlog.crm.local import delivery_report, emails, judging, outbox, records
from birdlog.crm.local.emails import Draft, Via
from birdlog.crm.local.judging import Incoming
from birdlog.mail.addresses import fold
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
"""Reply code and RFC 3463 code by what is wrong; anything else means that the mail can't be read."""


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
    recipient: str
    profile: Profile
    via: Via


def take(
    engine: Engine,
    raw: bytes,
    recipients: Sequence[str],
    settings: Settings,
    now: datetime,
    *,
    report_to: str | None = None,
) -> list[Answer]:
    """Take a mail in for each of the envelope's recipients; return the answers in their order.

    What they call logged is durable. `report_to` gets a delivery report about attachments that were left
    out, which waits in the outbox. Total on any bytes; `now` has a time zone. Raises
    sqlalchemy.exc.SQLAlchemyError where the database fails: then nothing was written.
    """
    incoming = judging.read(raw, recipients, settings, now)
    routes = [_route(recipient, incoming) for recipient in recipients]
    judged = {route: judging.by_address(incoming, route.profile, route.via) for route in routes if route}
    answers = {
        route: _refusal(found, engine, incoming, route.profile)
        for route, found in judged.items()
        if isinstance(found, Finding)
    }
    drafts = {route: draft for route, draft in judged.items() if isinstance(draft, Draft)}
    if drafts:
        answers |= records.write(engine, lambda connection: _log(connection, drafts, incoming, report_to))
    return [answers[route] if route else _answer(UNKNOWN_ADDRESS) for route in routes]


def take_sent(engine: Engine, raw: bytes, profile: Profile, settings: Settings, now: datetime) -> Answer:
    """Log a mail that the person sent, without any address (`via` is `helper`). Otherwise as `take`."""
    incoming = judging.read(raw, (), settings, now)
    return _take(engine, judging.sent(incoming, profile), incoming, profile)


def take_received(
    engine: Engine, raw: bytes, profile: Profile, settings: Settings, now: datetime, *, identity: str
) -> Answer:
    """Log a mail that the person got as `identity`, on its sender's timeline. Otherwise as `take_sent`."""
    incoming = judging.read(raw, (), settings, now)
    return _take(engine, judging.received(incoming, profile, identity), incoming, profile)


def is_crm_address(recipient: str, settings: Settings) -> bool:
    """Whether mail to this address is taken in at all."""
    return fold(recipient) in _crm_addresses(settings.profiles)


def _take(engine: Engine, judged: Draft | Finding, incoming: Incoming, profile: Profile) -> Answer:
    if isinstance(judged, Finding):
        return _answer(judged)
    made = records.write(engine, lambda connection: emails.log(connection, judged, incoming.now))
    left_out = judging.attachments_left_out(incoming, profile)
    return Answer(250, "2.6.0", "helper", left_out, repeated=not made)


def _log(
    connection: Connection, drafts: dict[_Route, Draft], incoming: Incoming, report_to: str | None
) -> dict[_Route, Answer]:
    answers = {}
    # The forward first: it is what is shown where its copy came by BCC too.
    for route, draft in sorted(drafts.items(), key=lambda item: item[1].via != "forward"):
        made = emails.log(connection, draft, incoming.now)
        left_out = judging.attachments_left_out(incoming, route.profile)
        answers[route] = Answer(250, "2.6.0", draft.via, left_out, repeated=not made)
        if made and left_out and report_to:
            report = delivery_report.build(route.recipient, report_to, left_out, incoming.taken, incoming.now)
            outbox.add(connection, report_to, report, incoming.now)
    return answers


def _refusal(finding: Finding, engine: Engine, incoming: Incoming, profile: Profile) -> Answer:
    own = judging.forwarded_message(incoming, profile) if finding.code == "own-message" else None
    if own:
        with records.reading(engine) as connection:
            if emails.is_there(connection, own):  # by its BCC: forwarding it once more is no fault
                return Answer(250, "2.6.0", "forward", repeated=True)
    return _answer(finding)


def _answer(finding: Finding) -> Answer:
    status, enhanced = _STATUS.get(finding.code, _UNREADABLE)
    return Answer(status, enhanced, finding=finding)


def _crm_addresses(profiles: Iterable[Profile]) -> set[str]:
    return {fold(address) for profile in profiles for address in (profile.bcc, profile.forward) if address}


def _route(recipient: str, incoming: Incoming) -> _Route | None:
    """The profile that a recipient's address belongs to: of several, the one that serves the sender."""
    wanted = fold(recipient)
    owners = tuple(each for each in incoming.settings.profiles if wanted in _crm_addresses([each]))
    if not owners:
        return None
    profile = Settings(profiles=owners).profile_for(incoming.sender) or owners[0]
    by_forward = fold(profile.forward or "") == wanted
    if by_forward and fold(profile.bcc or "") == wanted:  # some CRMs have one address for both
        by_forward = incoming.reading.forward is not None
    return _Route(recipient, profile, "forward" if by_forward else "bcc")
