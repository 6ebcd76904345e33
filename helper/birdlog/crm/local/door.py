"""The embedded CRM's doors: LMTP for a mail server, SMTP for whatever else.

A mail is answered with 250 only when it is durable; where the database or the settings can't be read, the
answer is a temporary failure and the mail server tries again. The settings are read at each delivery. One
line a delivery is printed, with nothing personal in it.
"""

from __future__ import annotations

import asyncio
import socket
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from birdlog import settings, texts, utc
from birdlog.crm.local import intake, replies
from birdlog.crm.local.intake import Answer
from birdlog.settings import SettingsError

SIZE_LIMIT = 256 * 1024**2
"""Bytes of a whole mail. It is announced, and so must be far over what is logged: a mail server that sees a
smaller SIZE sends the mail back in words of its own, where ours say what to do."""

_LONGEST_LINE = 8 * 1024**2
_REFUSALS_OF_AIOSMTPD = (
    "552 Error: Too much mail data",
    "552 Error: message size exceeds fixed maximum message size",
    "500 Line too long",
)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a door listens; port 0 is any free one."""

    host: str
    port: int


class Door:
    """What happens to a mail; aiosmtpd calls the `handle_` methods."""

    def __init__(self, engine: Engine, say: Say, new_report: Callable[[], None] | None = None) -> None:
        """`new_report` is told of reports in the outbox; where it is None, none are written."""
        self._engine = engine
        self._say = say
        self._new_report = new_report

    async def handle_RCPT(
        self, server: SMTP, _session: object, envelope: Any, address: str, _options: object
    ) -> str:
        """Accept a recipient that is a profile's address."""
        if envelope.rcpt_tos and not isinstance(server, LMTP):
            # SMTP answers once for all of them, and each may have an answer of its own.
            return replies.reply(452, "4.5.3", texts.text("crm.reply.one-recipient"))
        try:
            known = intake.is_crm_address(address, settings.load())
        except SettingsError:
            return replies.reply(451, "4.3.5", texts.text("crm.reply.settings"))
        if not known:
            return replies.answer(Answer(550, "5.1.1", finding=intake.UNKNOWN_ADDRESS))
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: object, envelope: Any) -> str:
        """Take the mail in; one reply for each recipient, in their order (RFC 2033 section 4.2)."""
        said, words = await asyncio.to_thread(self._take, envelope)
        self._say(f"{utc.written(datetime.now(UTC))} {len(envelope.content)} bytes: {', '.join(words)}")
        if self._new_report:
            self._new_report()
        return "\r\n".join(said)

    def _take(self, envelope: Any) -> tuple[list[str], list[str]]:
        """The replies, and the words for the log."""
        recipients = envelope.rcpt_tos
        sender = (envelope.mail_from or "").strip("<>")  # empty: the mail is a report itself
        try:
            answers = intake.take(
                self._engine,
                envelope.content,
                recipients,
                settings.load(),
                datetime.now(UTC),
                report_to=(sender or None) if self._new_report else None,
            )
        except SettingsError:
            status, enhanced, sentence = 451, "4.3.5", "crm.reply.settings"
        except SQLAlchemyError:
            status, enhanced, sentence = 451, "4.3.0", "crm.reply.database"
        except Exception as fault:  # of ours: the mail stays with the mail server, which tries again
            reply = replies.reply(451, "4.3.0", texts.text("crm.reply.fault"))
            return [reply] * len(recipients), [_fault(fault)]
        else:
            return list(map(replies.answer, answers)), list(map(_word, answers))
        reply = replies.reply(status, enhanced, texts.text(sentence))
        return [reply] * len(recipients), [sentence.removeprefix("crm.reply.")] * len(recipients)


class _Bounded:
    """Long lines are taken in as they are; what aiosmtpd refuses itself is answered in our words, and for
    each recipient where LMTP wants that.
    """

    line_length_limit = _LONGEST_LINE

    async def push(self, status: str) -> None:
        if status.startswith(_REFUSALS_OF_AIOSMTPD):
            status = replies.reply(552, "5.3.4", texts.text("crm.reply.too-much"))
            if isinstance(self, LMTP) and self.envelope:
                status = "\r\n".join([status] * max(len(self.envelope.rcpt_tos), 1))
        await super().push(status)  # type: ignore[misc]


class _Lmtp(_Bounded, LMTP):  # type: ignore[misc]
    pass


class _Smtp(_Bounded, SMTP):  # type: ignore[misc]
    pass


def lmtp_door(door: Door, size_limit: int) -> Callable[[], SMTP]:
    """What makes the protocol of each connection of a mail server (RFC 2033)."""
    return _maker(_Lmtp, door, size_limit)


def smtp_door(door: Door, size_limit: int) -> Callable[[], SMTP]:
    """What makes the protocol of each connection of any mail program (RFC 5321)."""
    return _maker(_Smtp, door, size_limit)


def _maker(protocol: type[SMTP], door: Door, size_limit: int) -> Callable[[], SMTP]:
    hostname = socket.gethostname()  # getfqdn, aiosmtpd's default, asks the network
    return lambda: protocol(door, data_size_limit=size_limit, enable_SMTPUTF8=True, hostname=hostname)


def _fault(fault: Exception) -> str:
    """What went wrong and where; not its message, which may hold what stands in the mail."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"fault {type(fault).__name__} {Path(last.filename).name}:{last.lineno}"


def _word(answer: Answer) -> str:
    done = "repeated" if answer.repeated else "logged"
    return f"{answer.via} {done}" if answer.logged else answer.finding.code if answer.finding else "refused"
