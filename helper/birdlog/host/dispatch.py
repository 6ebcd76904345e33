"""Which function answers which message.

A new type is one entry in HANDLERS, its fields in messages.py and its section in PROTOCOL.md. Handlers import
what they need themselves: a message must not wait for the libraries of another one.
"""

from __future__ import annotations

import sys

from birdlog import utc
from birdlog.host import arrived, requested
from birdlog.host.later import Later
from birdlog.host.refusal import Refusal, error_json

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any

    from birdlog.host.messages import Body
    from birdlog.host.session import Session
    from birdlog.rules.finding import Finding
    from birdlog.settings import Profile, Settings

    Handler = Callable[[Session, Body], dict[str, Any] | Later]

VERSION = 1
MOST_RECENT_BYTES = 900_000  # of the entries of one `journal.recent`, which have to fit into one frame


def answer(session: Session, message: dict[str, Any]) -> dict[str, Any] | Later:
    """Return the answer to a message; whatever goes wrong in answering it becomes an error of PROTOCOL.md."""
    id = message.get("id")
    if not isinstance(id, int) or isinstance(id, bool):
        return refusal(session, None, Refusal("bad-message", field="id"))
    try:
        body = _handle(session, message)
    except Exception as problem:
        return refusal(session, id, problem)
    return Later(lambda: _late(session, id, body)) if isinstance(body, Later) else _said(id, body)


def _said(id: int, body: dict[str, Any]) -> dict[str, Any]:
    return {"v": VERSION, "id": id, "ok": True, "body": body}


def _late(session: Session, id: int, later: Later) -> dict[str, Any]:
    try:
        return _said(id, later.work())
    except Exception as problem:
        return refusal(session, id, problem)


def refusal(session: Session, id: int | None, problem: Exception) -> dict[str, Any]:
    """Return the answer that says what went wrong, in the session's language."""
    return {"v": VERSION, "id": id, "ok": False, "error": _error(problem, session.locale)}


def _handle(session: Session, message: dict[str, Any]) -> dict[str, Any] | Later:
    from birdlog.host.messages import Body

    version, type = message.get("v"), message.get("type")
    if not isinstance(version, int):
        raise Refusal("bad-message", field="v")
    if version != VERSION:
        raise Refusal("unsupported-version", version=version)
    if not isinstance(type, str):
        raise Refusal("bad-message", field="type")
    if type not in HANDLERS:
        raise Refusal("unknown-type", type=type)
    return HANDLERS[type](session, Body(message.get("body", {})))


def _error(problem: Exception, locale: str | None) -> dict[str, Any]:
    from birdlog.host.messages import BadMessage
    from birdlog.journal.problem import JournalError
    from birdlog.settings import SettingsError

    if isinstance(problem, BadMessage):
        problem = Refusal("bad-message", field=problem.field)
    if isinstance(problem, Refusal):
        return error_json(problem.code, problem.in_locale(locale))
    if isinstance(problem, SettingsError):
        return error_json("settings-invalid", problem.in_locale(locale))
    if isinstance(problem, JournalError):
        return error_json("journal-unavailable", problem.in_locale(locale))
    print(_fault(problem), file=sys.stderr, flush=True)
    return error_json("internal", Refusal("internal").in_locale(locale))


def _fault(problem: BaseException) -> str:
    """Where a fault of ours happened, and of which type: no text of it, which could hold a person's data."""
    lines = [f"birdlog-host: {type(problem).__qualname__}"]
    traceback: TracebackType | None = problem.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        lines.append(
            f"  {traceback.tb_frame.f_globals.get('__name__')}:{traceback.tb_lineno} in {code.co_name}"
        )
        traceback = traceback.tb_next
    return "\n".join(lines)


def _hello(session: Session, body: Body) -> dict[str, Any]:
    from birdlog import __version__
    from birdlog.host import messages
    from birdlog.journal.problem import JournalError

    message = messages.hello(body)
    session.locale = message.locale
    session.instance = message.instance or ""
    session.identities = tuple(identity.email for identity in message.identities)
    session.listen()
    settings = session.tell_settings()
    try:
        _remember(session, message)
    except JournalError as problem:  # the extension needs its settings all the same
        print(f"birdlog-host: {problem.code} journal", file=sys.stderr, flush=True)
    session.looks_may_wait = True
    return {"helper": __version__, "protocol": [VERSION, VERSION], "settings": settings}


def _remember(session: Session, message: Any) -> None:
    from birdlog.journal import events, requests
    from birdlog.journal.store import Journal

    with Journal.open() as journal:
        events.hello(journal, session.settings(), message, utc.written(_now()))
        session.requests_wait = bool(requests.open_requests(journal, session.instance, limit=1))


def _compose_decide(session: Session, body: Body) -> dict[str, Any]:
    from birdlog.host import messages
    from birdlog.rules import landing, outgoing

    mail = messages.compose_decide(body)
    settings = session.settings()
    decision = outgoing.decide(mail, settings, _now())
    contacts: tuple[str, ...] = ()
    if decision.log and decision.profile:
        contacts = landing.contacts_of_mail(mail, decision.profile, settings, session.identities)
    return {
        "log": decision.log,
        "address": decision.address,
        "remove": decision.remove,
        "findings": _findings(decision.findings, session.locale),
        "profile": decision.profile and decision.profile.name,
        "crm": decision.profile and decision.profile.crm,
        "attributed_to": _attributed_to(mail.sender or mail.identity, decision.profile, settings),
        "contacts": _contacts(contacts, decision.profile, settings),
    }


def _forward_decide(session: Session, body: Body) -> dict[str, Any]:
    from birdlog.host import messages
    from birdlog.rules import landing, received

    mail = messages.forward_decide(body)
    settings = session.settings()
    decision = received.decide(mail, settings, session.identities, _now())
    contacts = landing.contacts_of_forward(mail, settings, session.identities) if decision.log else ()
    return {
        "log": decision.log,
        "address": decision.address,
        "identity": decision.identity,
        "profile": decision.profile and decision.profile.name,
        "crm": decision.profile and decision.profile.crm,
        "findings": _findings(decision.findings, session.locale),
        "look": decision.look,
        **_known(mail.message_id, decision.profile),
        "attributed_to": _attributed_to(decision.identity, decision.profile, settings),
        "contacts": _contacts(contacts, decision.profile, settings),
        "without_history": decision.without_history,
        "without_attachments": decision.without_attachments,
        "taken_in": decision.log and decision.address is None,
    }


def _forward_check(session: Session, body: Body) -> dict[str, Any]:
    from birdlog.host import messages
    from birdlog.rules import composed

    forward = messages.forward_check(body)
    findings = composed.check(forward, session.settings(), session.identities, _now())
    ok = all(finding.level != "block" for finding in findings)
    return {"ok": ok, "findings": _findings(findings, session.locale)}


def _attributed_to(sender: str, profile: Profile | None, settings: Settings) -> str | None:
    from birdlog.mail.addresses import with_lower_domain
    from birdlog.rules.attribution import credited_to

    credited = credited_to(sender, profile, settings) if profile else None
    return with_lower_domain(credited) if credited else None


def _contacts(
    addresses: tuple[str, ...], profile: Profile | None, settings: Settings
) -> list[dict[str, Any]]:
    """Contacts, each with whether the embedded CRM would make it; only a local profile's CRM is asked."""
    from birdlog.mail.addresses import with_lower_domain

    new: dict[str, bool | None] = dict.fromkeys(addresses)
    if addresses and profile and profile.preset == "local":
        from birdlog.crm.local.acquaintance import strangers

        new = strangers(addresses, settings.crm_database)
    return [{"email": with_lower_domain(address), "new": new[address]} for address in addresses]


def _known(message_id: str | None, profile: Profile | None) -> dict[str, Any]:
    """What the journal knows: whether the message is logged, and whether the CRM's API can be used."""
    from birdlog.journal import looks
    from birdlog.journal.store import Journal

    with Journal.open() as journal:
        return {
            "logged_before": journal.logged_before(message_id) if message_id else None,
            "by_hand": profile is not None
            and (profile.preset == "local" or looks.last_asked(journal, profile.name) is not None),
        }


def _durable(type: str) -> Handler:
    """The handler of a message that goes into the journal: its reader and its effect bear its name."""

    def handle(session: Session, body: Body) -> dict[str, Any]:
        from birdlog.host import messages
        from birdlog.journal import events
        from birdlog.journal.store import Journal

        message = getattr(messages, type)(body)
        settings = session.settings()
        with Journal.open() as journal:
            answer: dict[str, Any] = getattr(events, type)(journal, settings, message)
        session.looks_may_wait = True
        return answer

    return handle


def _journal_recent(session: Session, body: Body) -> dict[str, Any]:
    import json

    from birdlog.host import messages
    from birdlog.journal.entry import entry_json
    from birdlog.journal.store import Journal

    message = messages.journal_recent(body)
    with Journal.open() as journal:
        entries = journal.entries(limit=message.limit)
    fitting: list[dict[str, Any]] = []
    room = MOST_RECENT_BYTES
    for entry in entries:
        written = entry_json(entry, session.locale)
        room -= len(json.dumps(written))
        if room < 0:
            break
        fitting.append(written)
    return {"entries": fitting}


def _mail_seen(session: Session, body: Body) -> dict[str, Any]:
    from birdlog.host import messages
    from birdlog.journal import arrivals
    from birdlog.journal.store import Journal

    message, settings = messages.mail_seen(body), session.settings()
    with Journal.open() as journal:
        new = arrivals.arrived(journal, settings, session.identities, message.mails, message.at)
    return {"replies": new}


def _journal_logged(_session: Session, body: Body) -> dict[str, Any]:
    from birdlog.host import messages
    from birdlog.journal.store import Journal

    message = messages.journal_logged(body)
    with Journal.open() as journal:
        logged = journal.logged(message.message_ids)
    return {"logged": [each._asdict() for each in logged]}


def _never_log_add(_session: Session, body: Body) -> dict[str, Any]:
    from birdlog import settings_edit
    from birdlog.host import messages

    taken, refused = settings_edit.add_never_log(messages.never_log(body).patterns)
    return {"taken": taken, "refused": refused}


def _never_log_remove(_session: Session, body: Body) -> dict[str, Any]:
    from birdlog import settings_edit
    from birdlog.host import messages

    removed, absent = settings_edit.remove_never_log(messages.never_log(body).patterns)
    return {"removed": removed, "absent": absent}


def _window_open(_session: Session, body: Body) -> dict[str, Any]:
    from birdlog.host import messages, window

    window.show(messages.window_open(body).entry)
    return {}


HANDLERS: dict[str, Handler] = {
    "hello": _hello,
    "compose.decide": _compose_decide,
    "sent": _durable("sent"),
    "failed": _durable("failed"),
    "forward.decide": _forward_decide,
    "forward.check": _forward_check,
    "forwarded": _durable("forwarded"),
    "forward.copied": _durable("forward_copied"),
    "received": arrived.received,
    "mail.copy": arrived.mail_copy,
    "mail.lost": _durable("mail_lost"),
    "journal.recent": _journal_recent,
    "mail.seen": _mail_seen,
    "journal.logged": _journal_logged,
    "never-log.add": _never_log_add,
    "never-log.remove": _never_log_remove,
    "requests.open": requested.opened,
    "request.take": requested.take,
    "request.done": requested.done,
    "window.open": _window_open,
}


def _findings(findings: tuple[Finding, ...], locale: str | None) -> list[dict[str, Any]]:
    """Findings in words; `values` come back with `sent`, so that the journal can say them in any language."""
    from birdlog.texts import finding_json

    return [{**finding_json(finding, locale), "values": finding.values} for finding in findings]


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)
