"""What the durable messages of PROTOCOL.md do to the journal.

Each function takes a message in once (by its event and type), writes all that follows from it in one
transaction and returns the body of its answer. What was observed counts, not what had been decided. Of a mail
that a never-log rule keeps out, an entry holds the time, the rule and the pattern alone, whatever was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from birdlog import utc
from birdlog.host.messages import Copied, Forwarded, Hello, Lost, Outcome, Received
from birdlog.journal import early_reports
from birdlog.journal.states import ADDED_ELSEWHERE, COPY_AWAITED, State
from birdlog.journal.store import Journal, Observation, Thunderbird
from birdlog.mail.addresses import fold, with_lower_domain
from birdlog.rules import never_log
from birdlog.rules.finding import Finding
from birdlog.rules.preset import preset
from birdlog.settings import Profile, Settings

NEVER_LOG = ("never-log", "partly-never-log")
_PATTERN_END = re.compile(r", | \(\+\d+\)")  # as a finding names several
LONGEST_SUBJECT = 998  # characters, as a line of a mail (RFC 5322 section 2.1.1)


def hello(journal: Journal, settings: Settings, message: Hello, at: str) -> None:
    """Keep which Thunderbird this is."""
    if message.instance:
        journal.remember(
            Thunderbird(
                instance=message.instance,
                version=message.thunderbird,
                extension=message.extension,
                locale=message.locale,
                identities=message.identities,
                last_hello=at,
            )
        )
    early_reports.drop_old(journal, at)


def sent(journal: Journal, settings: Settings, message: Outcome) -> dict[str, Any]:
    """Take in that a mail left, or waits in the Outbox: both may come, under one event."""
    type = "sent" if message.mode == "now" else "sent-later"
    return _take(journal, settings, type, message, _sent(settings, message))


def failed(journal: Journal, settings: Settings, message: Outcome) -> dict[str, Any]:
    """Take in that Thunderbird could not send a mail that was to be logged."""
    return _take(journal, settings, "failed", message, _failed(settings, message))


def forwarded(journal: Journal, settings: Settings, message: Forwarded) -> dict[str, Any]:
    """Take in what became of a forward to the CRM: one that failed or waits may come again as sent."""
    type = "forwarded" if message.mode == "now" else "forwarded-later"
    if not message.ok:
        type = "forward-failed"
    return _take(journal, settings, type, message, _forwarded(settings, message))


def forward_copied(journal: Journal, settings: Settings, message: Copied) -> dict[str, Any]:
    """Take in the Sent copy of a forward: what is wrong with it joins the entry."""
    from birdlog.journal import copies

    act = partial(copies.apply, journal, settings, message)
    return journal.once(message.event, "forward-copied", message.at, act)


def mail_lost(journal: Journal, settings: Settings, message: Lost) -> dict[str, Any]:
    """Take in that Thunderbird has no copy of a mail that was to be taken in."""

    def act() -> dict[str, Any]:
        entry = journal.by_event(message.event)
        if entry is None:
            return {"entry": None, "state": None}
        journal.move(
            entry.id,
            "missed",
            reason="no-copy",
            reason_values={},
            bounce=None,
            evidence="mail.lost",
            at=message.at,
        )
        moved = journal.entry(entry.id) or entry
        return {"entry": moved.id, "state": moved.state}

    return journal.once(message.event, "mail.lost", message.at, act)


def received(journal: Journal, settings: Settings, message: Received) -> dict[str, Any]:
    """Take in a mail that arrived: if it is a delivery report, the entries that it is about move."""
    from birdlog.journal import reports
    from birdlog.mail import bounce

    report = bounce.read(message.data)
    if not report.bounce and not report.recipients:
        return {"report": False, "entries": [], "came_back": []}
    answer = journal.once(
        message.event,
        "received",
        message.at,
        lambda: {"report": True, "entries": reports.apply(journal, settings, report, message.at)},
    )
    return {**answer, "came_back": _came_back(journal, answer["entries"])}


def _came_back(journal: Journal, changed: Iterable[int]) -> list[str]:
    """The Message-IDs of the received messages that were forwarded in vain."""
    entries = (entry for entry in map(journal.entry, changed) if entry)
    bounced = (entry for entry in entries if entry.kind == "forward" and entry.state == "bounced")
    return [entry.message_id for entry in bounced if entry.message_id]


def _take(
    journal: Journal,
    settings: Settings,
    type: str,
    message: Outcome | Forwarded,
    observation: Observation | None,
) -> dict[str, Any]:
    def act() -> dict[str, Any]:
        if observation is None:
            return {"entry": None, "state": None}
        entry, state = journal.add_or_move(observation, message.at, type)
        if state == "sent":
            _expect_look(journal, settings, observation, entry, message.at)
        if early_reports.any_kept(journal):
            from birdlog.journal import reports

            state = reports.apply_early(journal, settings, entry) or state
        return {"entry": entry, "state": state}

    return journal.once(message.event, type, message.at, act)


def _expect_look(
    journal: Journal, settings: Settings, observation: Observation, entry: int, sent: str
) -> None:
    """Have the CRM asked whether it shows the mail, where it can be asked."""
    from birdlog.journal import looks

    presets = (preset(each.preset) for each in settings.profiles if each.name == observation.profile)
    known = next(presets, None)
    if known is None or known.first_look is None:
        return
    if known.api_base is None or looks.last_asked(journal, observation.profile or ""):
        looks.expect(journal, entry, sent, known.first_look)


def _sent(settings: Settings, message: Outcome) -> Observation | None:
    profile = _profile(settings, message.profile, message.identity, message.at)
    if profile is None:
        return None
    if logged := _log_address(profile, message):
        kind, address = logged
        if message.reason == ADDED_ELSEWHERE and not message.log:
            return _added_elsewhere(settings, profile, message, kind, address)
        state: State = "sent" if message.mode == "now" else "pending"
        waits_for = message.reason if state == "pending" and message.log else None
        observed = _observation(settings, profile, message, state, reason=waits_for, address=address)
        return observed if kind == "bcc" else replace(observed, kind=kind, message_id=None)
    judged = _judged(settings, message)
    if kept_out := _kept_out(settings, judged, _people(settings, message)):
        return private(message.event, _kind(profile), *kept_out)
    if judged.log and profile.takes_sent and (message.message_id or message.mode == "later"):
        waits_for = COPY_AWAITED if message.mode == "now" else message.reason
        return _observation(settings, profile, judged, "pending", reason=waits_for)
    if judged.log:
        reason = message.reason or ("no-helper" if message.decided == "none" else "address-lost")
        return _observation(settings, profile, judged, "missed", reason=reason, address=message.address)
    reason = _first_block(judged.findings) or "turned-off"
    return _observation(settings, profile, judged, "skipped", reason=reason)


def _failed(settings: Settings, message: Outcome) -> Observation | None:
    profile = _profile(settings, message.profile, message.identity, message.at)
    if profile is None or not message.log:
        return None
    reason = message.reason or "smtp-error"
    return _observation(settings, profile, message, "failed", reason=reason, address=message.address)


def _forwarded(settings: Settings, message: Forwarded) -> Observation | None:
    profile = _profile(settings, message.profile, message.identity, message.at)
    if profile is None:
        return None
    author = (message.author,) if message.author else ()
    blocked = _first_block(message.findings)
    state: State = "failed"
    reason: str | None = blocked or message.reason or "smtp-error"
    if message.ok:
        waits = message.mode == "later"
        state, reason = ("pending", message.reason) if waits else ("sent", None)
    elif blocked:
        state = "skipped"
        if kept_out := _kept_out(settings, message, author):
            return private(message.event, "forward", *kept_out)
    return Observation(
        event=message.event,
        kind="forward",
        state=state,
        reason=reason,
        subject=clipped(message.subject),
        message_id=message.original_message_id,
        sent_message_id=message.message_id,
        profile=profile.name,
        identity=message.identity,
        crm_address=message.address or profile.forward,
        recipients=_recipients(settings, author),
        findings=_told(message.findings),
        content_bytes=message.content_bytes,
        attachment_bytes=message.attachment_bytes,
    )


def _profile(settings: Settings, name: str | None, identity: str | None, at: str) -> Profile | None:
    """The profile that decided, else the one that serves the identity; None where it came after `at`."""
    named = (profile for profile in settings.profiles if profile.name == name)
    profile = next(named, None) or (settings.profile_for(identity) if identity else None)
    if profile is None or utc.read(at) < utc.read(profile.created).replace(microsecond=0):
        return None
    return profile


def _log_address(profile: Profile, message: Outcome) -> tuple[str, str] | None:
    """By which address the mail reached the CRM (kind and address), judged by whom it really went to."""
    went_to = {fold(address) for address in (*message.to, *message.cc, *message.bcc)}
    known = (("bcc", profile.bcc), ("forward", profile.forward), ("bcc", message.address))
    return next(((kind, address) for kind, address in known if address and fold(address) in went_to), None)


def _judged(settings: Settings, message: Outcome) -> Outcome:
    """The message with what the rules say, where nobody could ask them when the mail was sent.

    A mail that no rule would have let into the CRM was not missed.
    """
    if message.decided != "none" or _first_block(message.findings):
        return message
    from birdlog.rules import outgoing

    mail = outgoing.Mail(identity=message.identity, to=message.to, cc=message.cc, bcc=message.bcc)
    decision = outgoing.decide(mail, settings, utc.read(message.at))
    return message._replace(log=decision.log, findings=decision.findings)


def _kept_out(
    settings: Settings, message: Outcome | Forwarded, people: tuple[str, ...]
) -> tuple[str, str | None] | None:
    """The never-log rule that keeps a mail out, and its pattern; None where no such rule does."""
    matcher = never_log.compile(settings.never_log)
    own = fold(message.identity or "")
    others = tuple(address for address in people if fold(address) != own) or people
    patterns = [matcher.match(address) for address in others]
    if patterns and all(patterns):
        return "never-log", _named(patterns)
    code = _never_log_code(message)
    if code is None:
        return None
    # Only what is on the person's list is a pattern: any other text could be an address.
    said = _PATTERN_END.split(_said_pattern(message))
    return code, _named(patterns) or _named(each for each in said if each in settings.never_log)


def _said_pattern(message: Outcome | Forwarded) -> str:
    """The patterns as the extension names them; of a forward, the finding does."""
    if isinstance(message, Outcome):
        return message.pattern or ""
    found = (finding.values.get("pattern") for finding in message.findings if finding.code in NEVER_LOG)
    return next(found, None) or ""


def _never_log_code(message: Outcome | Forwarded) -> str | None:
    if isinstance(message, Outcome) and message.log:
        return None
    if blocked := _first_block(message.findings):
        return blocked if blocked in NEVER_LOG else None
    if any(finding.code == "partly-never-log" for finding in message.findings):
        return "partly-never-log"
    return "never-log" if isinstance(message, Outcome) and message.pattern else None


def _named(patterns: Iterable[str | None]) -> str | None:
    return ", ".join(dict.fromkeys(filter(None, patterns))) or None


def _added_elsewhere(
    settings: Settings, profile: Profile, message: Outcome, kind: str, address: str
) -> Observation:
    """A mail that was left out and reached the CRM all the same; what never-log hides stays hidden."""
    state: State = "sent" if message.mode == "now" else "pending"
    kept_out = _kept_out(settings, message, _people(settings, message))
    if kept_out is None:
        observed = _observation(settings, profile, message, state, reason=ADDED_ELSEWHERE, address=address)
        return replace(observed, kind=kind)
    hidden = private(message.event, kind, *kept_out)
    return replace(hidden, state=state, reason=ADDED_ELSEWHERE, crm_address=address)


def private(event: str, kind: str, code: str, pattern: str | None) -> Observation:
    """The entry of a mail that never-log keeps out: time, rule and pattern, and nothing else."""
    values = {"pattern": pattern} if pattern else {}
    return Observation(event, kind, "skipped", reason=code, reason_values=values, private=True)


def _observation(
    settings: Settings,
    profile: Profile,
    message: Outcome,
    state: State,
    *,
    reason: str | None = None,
    address: str | None = None,
) -> Observation:
    return Observation(
        event=message.event,
        kind=_kind(profile),
        state=state,
        reason=reason,
        subject=clipped(message.subject),
        message_id=message.message_id,
        sent_message_id=message.message_id,
        profile=profile.name,
        identity=message.identity,
        crm_address=address,
        recipients=_recipients(settings, _people(settings, message, hidden=False)),
        findings=_told(message.findings),
        content_bytes=message.content_bytes,
        attachment_bytes=message.attachment_bytes,
    )


def _kind(profile: Profile) -> str:
    """How what is sent reaches the profile's CRM: by BCC, or by the helper itself."""
    return "local" if profile.takes_sent else "bcc"


def _people(settings: Settings, message: Outcome, hidden: bool = True) -> tuple[str, ...]:
    """Whom the mail is with: its recipients (with the `hidden` ones in Bcc) without any CRM's addresses."""
    crm = {fold(address) for address in (*_crm_addresses(settings), message.address) if address}
    everyone = (*message.to, *message.cc, *(message.bcc if hidden else ()))
    return tuple(address for address in everyone if fold(address) not in crm)


def _crm_addresses(settings: Settings) -> Iterator[str | None]:
    for profile in settings.profiles:
        yield profile.bcc
        yield profile.forward


def _recipients(settings: Settings, people: Iterable[str]) -> tuple[str, ...]:
    """The people whose record the mail lands on, each once; nobody who is on the never-log list."""
    matcher = never_log.compile(settings.never_log)
    by_fold = {fold(address): address for address in reversed(tuple(people)) if not matcher.match(address)}
    return tuple(with_lower_domain(address.strip()) for address in reversed(by_fold.values()))


def _told(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without whom they name of the never-log list: the pattern stands for the person."""
    return tuple(
        replace(finding, values=finding.values | {"addresses": finding.values.get("pattern", "…")})
        if finding.code in NEVER_LOG
        else finding
        for finding in findings
    )


def _first_block(findings: Iterable[Finding]) -> str | None:
    return next((finding.code for finding in findings if finding.level == "block"), None)


def clipped(subject: str | None) -> str | None:
    """A subject as the journal keeps it, None for an empty one."""
    return subject[:LONGEST_SUBJECT] if subject else None
