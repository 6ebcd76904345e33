"""The answers to messages that bring a mail, or its beginning, in one part or more."""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    from typing import Any

    from birdlog.host.later import Later
    from birdlog.host.messages import Body
    from birdlog.host.session import Session


def received(session: Session, body: Body) -> dict[str, Any]:
    """Answer `received`: with what the mail did to the journal, once all of its parts are there."""
    from birdlog.host import messages
    from birdlog.host.parted import joined
    from birdlog.journal import events
    from birdlog.journal.store import Journal

    message = joined(session.report_parts, messages.received(body))
    if message is None:
        return {}
    settings = session.settings()
    with Journal.open() as journal:
        return events.received(journal, settings, message)


def mail_copy(session: Session, body: Body) -> dict[str, Any] | Later:
    """Answer `mail.copy`: with what became of the mail, once all of its parts are there. Raises Refusal."""
    from birdlog.host import messages
    from birdlog.host.parted import joined

    copy = joined(session.copy_parts, messages.mail_copy(body))
    if copy is None:
        return {}
    if copy.by == "api":
        from birdlog.host import by_api

        return by_api.mail_copy(session, copy)
    from sqlalchemy.exc import SQLAlchemyError

    from birdlog.crm.local import handed_in
    from birdlog.host.refusal import Refusal
    from birdlog.journal.store import Journal
    from birdlog.texts import finding_json

    settings = session.settings()
    take = handed_in.sent if copy.of == "sent" else handed_in.received
    try:
        with Journal.open() as journal:
            answer = take(journal, settings, copy)
    except (SQLAlchemyError, OSError) as problem:
        raise Refusal("crm-unavailable") from problem
    findings = [{**finding_json(each, session.locale), "values": each.values} for each in answer["findings"]]
    return {**answer, "findings": findings}
