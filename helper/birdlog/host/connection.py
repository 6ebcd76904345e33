"""The host's loop: answer each message, tell when the settings have changed and when requests wait."""

from __future__ import annotations

import select

from birdlog.host.dispatch import VERSION, answer, refusal
from birdlog.host.frames import OverlongFrame, UnreadableFrame
from birdlog.host.later import Later
from birdlog.host.refusal import Refusal

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    from typing import Any

    from birdlog.host.session import Session
    from birdlog.host.transport import Transport


def serve(transport: Transport, session: Session) -> None:
    """Answer until the stream ends, which is how Thunderbird says goodbye. Raises BrokenFrame."""
    while True:
        if _wait(transport, session):
            try:
                message = transport.receive()
            except UnreadableFrame:
                transport.send(refusal(session, None, Refusal("bad-message", field="frame")))
                continue
            if message is None:
                return
            _answer(transport, session, message)
            session.look_for_requests()
        news = session.news()
        if news is not None:
            transport.send({"v": VERSION, "type": "settings", "body": news})
        if session.requests_wait:
            session.requests_wait = False
            transport.send({"v": VERSION, "type": "requests", "body": {}})
        session.have_due_looks_done()


def _wait(transport: Transport, session: Session) -> bool:
    """Wait for something to do; returns whether it is a message (or the end of them)."""
    if session.nudges is None:  # on Windows, where select() knows no pipes, always
        return True
    waiting: list[Any] = [transport, session.nudges]
    ready, _, _ = select.select(waiting, [], [])
    if session.nudges in ready:
        session.hear()
    return transport in ready


def _answer(transport: Transport, session: Session, message: dict[str, Any]) -> None:
    reply = answer(session, message)
    if isinstance(reply, Later):
        reply.then(lambda late: _reply_late(transport, session, late))
    else:
        _reply(transport, session, reply)


def _reply_late(transport: Transport, session: Session, reply: dict[str, Any]) -> None:
    try:
        _reply(transport, session, reply)
    except BrokenPipeError:  # Thunderbird is gone
        return


def _reply(transport: Transport, session: Session, reply: dict[str, Any]) -> None:
    try:
        transport.send(reply)
    except OverlongFrame as problem:
        transport.send(refusal(session, reply["id"], problem))
