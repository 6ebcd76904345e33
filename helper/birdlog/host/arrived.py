"""The answer to `received`: a mail that may be a delivery report, and that may come in parts."""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    from typing import Any

    from birdlog.host.messages import Body, Received
    from birdlog.host.session import Session


def received(session: Session, body: Body) -> dict[str, Any]:
    """Answer `received`: with what the mail did to the journal, once all of its parts are there."""
    from birdlog.host import messages
    from birdlog.journal import events
    from birdlog.journal.store import Journal

    message = _joined(session, messages.received(body))
    if message is None:
        return {}
    settings = session.settings()
    with Journal.open() as journal:
        return events.received(journal, settings, message)


def _joined(session: Session, part: Received) -> Received | None:
    """The message with the data of all its parts, of which this is one; None where some are still to come.

    Only the last message's parts are held, and in memory: the extension keeps the mail until the last part is
    acknowledged, and begins again where one is missing here. Raises Refusal.
    """
    from birdlog.host.refusal import Refusal

    held, session.parts = session.parts if part.part else (), ()
    if [(each.event, each.part) for each in held] != [(part.event, number) for number in range(part.part)]:
        raise Refusal("part-missing")
    parts = (*held, part)
    if len(parts) < part.parts:
        session.parts = parts
        return None
    return part._replace(data=b"".join(each.data for each in parts))
