"""A mail that Thunderbird hands to the helper itself, for a profile whose CRM has no address.

The embedded CRM takes it in under the same rules as any other; the journal says what became of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Engine

from birdlog import utc
from birdlog.crm.local import intake, records
from birdlog.crm.local.intake import Answer
from birdlog.host.messages import MailCopy
from birdlog.journal.entry import Entry
from birdlog.journal.events import clipped, private
from birdlog.journal.states import State
from birdlog.journal.store import Journal, Observation
from birdlog.mail import message, parts
from birdlog.mail.message import Mail
from birdlog.rules import outgoing
from birdlog.rules.finding import Finding
from birdlog.settings import Profile, Settings

EVIDENCE = "handed-in"
"""What an entry's step says was observed: the embedded CRM has written the mail down."""

_NEVER_LOG = ("never-log", "partly-never-log")


def sent(journal: Journal, settings: Settings, copy: MailCopy) -> dict[str, Any]:
    """Take in the copy of a mail that left; the body of the answer.

    Raises JournalError, and sqlalchemy.exc.SQLAlchemyError where the CRM's database fails: then nothing was
    written, and the copy may come again.
    """
    entry = journal.by_event(copy.event)
    if entry is None or entry.state != "pending":
        return _answered(entry)
    profile = next((each for each in settings.profiles if each.name == entry.profile), None)
    if profile is None:
        _move(journal, entry, "missed", Finding("no-profile", "block", {"identity": copy.identity}), copy.at)
    elif kept_out := _never_log(copy, settings, entry):
        journal.add_or_move(_private(copy, kept_out), copy.at, EVIDENCE)
    else:
        _take_sent(journal, settings, copy, entry, profile)
    return _answered(journal.entry(entry.id))


def received(journal: Journal, settings: Settings, copy: MailCopy) -> dict[str, Any]:
    """Take in a received message that the person logs, and make its entry; the body of the answer.

    Raises as `sent`. The same message in two messages of one `event` is one entry.
    """
    profile = settings.profile_for(copy.identity)
    if profile is None:
        return _answered(None)
    now = utc.read(copy.at)
    take = partial(
        intake.take_received,
        raw=copy.data,
        profile=profile,
        settings=settings,
        now=now,
        identity=copy.identity,
    )
    answer = _taken(settings, take)
    observation = _observation(copy, profile, message.of_parts(parts.read(copy.data)), answer)

    def act() -> dict[str, Any]:
        id, _state = journal.add_or_move(observation, copy.at, EVIDENCE)
        return {"entry": id}

    id = journal.once(copy.event, "mail.copy", copy.at, act)["entry"]
    return _answered(journal.entry(id))


def _take_sent(journal: Journal, settings: Settings, copy: MailCopy, entry: Entry, profile: Profile) -> None:
    now = utc.read(copy.at)
    take = partial(intake.take_sent, raw=copy.data, profile=profile, settings=settings, now=now)
    answer = _taken(settings, take)
    against = _against(answer)
    if against is None:
        _confirm(journal, entry, answer, copy.at)
    elif against.code in _NEVER_LOG:
        journal.add_or_move(_private(copy, against), copy.at, EVIDENCE)
    else:
        _move(journal, entry, "skipped", against, copy.at)


def _taken(settings: Settings, take: Callable[[Engine], Answer]) -> Answer:
    engine = records.open_records(settings.crm_database)
    try:
        return take(engine)
    finally:
        engine.dispose()


def _against(answer: Answer) -> Finding | None:
    """Why a mail was not logged; None where it was."""
    return None if answer.logged else answer.finding


def _never_log(copy: MailCopy, settings: Settings, entry: Entry) -> Finding | None:
    """Whether the list as it is now keeps the mail out: the person may have changed it since it was sent.

    A mixed mail that was let through at Send was so by the person's word, where the profile asks for it.
    """
    mail = message.of_parts(parts.read(copy.data))
    to, cc = (tuple(each.address or "" for each in people) for people in (mail.to, mail.cc))
    allowed = any(finding.code == "partly-never-log" for finding in entry.findings)
    wanted = outgoing.Mail(copy.identity, to=to, cc=cc, wanted=allowed or None)
    decision = outgoing.decide(wanted, settings, utc.read(copy.at))
    return next(filter(_keeps_out, decision.findings), None)


def _keeps_out(finding: Finding) -> bool:
    """Whether it is never-log that withholds the mail; one that is mixed may be let through."""
    return finding.code in _NEVER_LOG and finding.values.get("variant") != "log"


def _private(copy: MailCopy, kept_out: Finding) -> Observation:
    return private(copy.event, "local", kept_out.code, kept_out.values.get("pattern"))


def _confirm(journal: Journal, entry: Entry, answer: Answer, at: str) -> None:
    with journal.transaction():
        journal.move(
            entry.id, "confirmed", reason=None, reason_values={}, bounce=None, evidence=EVIDENCE, at=at
        )
        if answer.finding:
            journal.add_findings(entry.id, (answer.finding,), reason=None, evidence=EVIDENCE, at=at)


def _move(journal: Journal, entry: Entry, state: State, why: Finding, at: str) -> None:
    journal.move(
        entry.id, state, reason=why.code, reason_values=why.values, bounce=None, evidence=EVIDENCE, at=at
    )


def _observation(copy: MailCopy, profile: Profile, mail: Mail, answer: Answer) -> Observation:
    against = _against(answer)
    if against and against.code in _NEVER_LOG:
        return _private(copy, against)
    return Observation(
        event=copy.event,
        kind="local",
        state="skipped" if against else "confirmed",
        reason=against.code if against else None,
        reason_values=against.values if against else {},
        subject=clipped(mail.subject),
        message_id=mail.message_id,
        profile=profile.name,
        identity=copy.identity,
        recipients=(mail.sender.address,) if mail.sender and mail.sender.address else (),
        findings=(answer.finding,) if answer.finding else (),
        content_bytes=mail.content_bytes,
        attachment_bytes=mail.attachment_bytes,
    )


def _answered(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {"entry": None, "state": None, "findings": ()}
    return {"entry": entry.id, "state": entry.state, "findings": entry.findings}
