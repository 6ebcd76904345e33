"""The embedded CRM's doors: LMTP for a mail server, SMTP for whatever else.

A mail is answered with 250 only when it is durable; where the database or the settings can't be read, the
answer is a temporary failure and the mail server tries again. The settings are read at each delivery. One
line a delivery is printed, with nothing personal in it.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from birdlog import settings, texts, utc
from birdlog.crm.local import intake
from birdlog.crm.local.intake import Answer
from birdlog.settings import SettingsError

SIZE_LIMIT = 256 * 1024**2
"""Bytes of a whole mail. It is announced, and so must be far over what is logged: a mail server that sees a
smaller SIZE sends the mail back in words of its own, where ours say what to do."""

_LONGEST_LINE = 8 * 1024**2
_LONGEST_REPLY = 480
"""RFC 5321 section 4.5.3.1.5 allows a reply line 512 octets."""

_REFUSALS_OF_AIOSMTPD = ("552 Error: Too much mail data", "500 Line too long")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a door listens; port 0 is any free one."""

    host: str
    port: int


async def serve(
    engine: Engine, say: Say, lmtp: Address | None, smtp: Address | None, size_limit: int = SIZE_LIMIT
) -> None:
    """Serve until SIGTERM or Ctrl-C. `say` gets one line when all doors are open, then one for each delivery.

    Raises OSError where an address can't be listened on.
    """
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C comes as KeyboardInterrupt
            loop.add_signal_handler(number, stopped.set)
    door, opened = Door(engine, say), []
    with contextlib.ExitStack() as stack:
        for name, protocol, address in (("LMTP", _Lmtp, lmtp), ("SMTP", _Smtp, smtp)):
            if address is None:
                continue
            make = _maker(protocol, door, size_limit)
            server = await loop.create_server(make, address.host, address.port)
            stack.callback(server.close)
            host, port = server.sockets[0].getsockname()[:2]
            opened.append(f"{name} {host}:{port}")
        say(texts.text("crm.serve.ready", doors=", ".join(opened)))
        await stopped.wait()


class Door:
    """What happens to a mail; aiosmtpd calls the `handle_` methods."""

    def __init__(self, engine: Engine, say: Say) -> None:
        self._engine = engine
        self._say = say

    async def handle_RCPT(
        self, server: SMTP, _session: object, envelope: Any, address: str, _options: object
    ) -> str:
        """Accept a recipient that is a profile's address."""
        if envelope.rcpt_tos and not isinstance(server, LMTP):
            # SMTP answers once for all of them, and each may have an answer of its own.
            return _reply(452, "4.5.3", texts.text("crm.reply.one-recipient"))
        try:
            known = intake.is_crm_address(address, settings.load())
        except SettingsError:
            return _reply(451, "4.3.5", texts.text("crm.reply.settings"))
        if not known:
            return _answer(Answer(550, "5.1.1", finding=intake.UNKNOWN_ADDRESS))
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: object, envelope: Any) -> str:
        """Take the mail in; one reply for each recipient, in their order (RFC 2033 section 4.2)."""
        replies, words = await asyncio.to_thread(self._take, envelope.content, envelope.rcpt_tos)
        self._say(f"{utc.written(datetime.now(UTC))} {len(envelope.content)} bytes: {', '.join(words)}")
        return "\r\n".join(replies)

    def _take(self, raw: bytes, recipients: list[str]) -> tuple[list[str], list[str]]:
        """The replies, and the words for the log."""
        try:
            answers = intake.take(self._engine, raw, recipients, settings.load(), datetime.now(UTC))
        except SettingsError:
            status, enhanced, sentence = 451, "4.3.5", "crm.reply.settings"
        except SQLAlchemyError:
            status, enhanced, sentence = 451, "4.3.0", "crm.reply.database"
        except Exception:  # a fault of ours: the mail stays with the mail server, which tries again
            status, enhanced, sentence = 451, "4.3.0", "crm.reply.fault"
        else:
            return [_answer(answer) for answer in answers], [_word(answer) for answer in answers]
        reply = _reply(status, enhanced, texts.text(sentence))
        return [reply] * len(recipients), [sentence.removeprefix("crm.reply.")] * len(recipients)


class _Bounded:
    """Long lines are taken in as they are; what aiosmtpd refuses itself is answered in our words, and for
    each recipient where LMTP wants that.
    """

    line_length_limit = _LONGEST_LINE

    async def push(self, status: str) -> None:
        if status.startswith(_REFUSALS_OF_AIOSMTPD):
            status = _reply(552, "5.3.4", texts.text("crm.reply.too-much"))
            if isinstance(self, LMTP) and self.envelope:
                status = "\r\n".join([status] * len(self.envelope.rcpt_tos))
        await super().push(status)  # type: ignore[misc]


class _Lmtp(_Bounded, LMTP):  # type: ignore[misc]
    pass


class _Smtp(_Bounded, SMTP):  # type: ignore[misc]
    pass


def _maker(protocol: type[SMTP], door: Door, size_limit: int) -> Callable[[], SMTP]:
    hostname = socket.gethostname()  # getfqdn, aiosmtpd's default, asks the network
    return lambda: protocol(door, data_size_limit=size_limit, enable_SMTPUTF8=True, hostname=hostname)


def _answer(answer: Answer) -> str:
    if answer.logged:
        return _reply(answer.status, answer.enhanced, texts.text("crm.reply.logged"))
    assert answer.finding
    said = texts.finding_json(answer.finding)
    return _reply(answer.status, answer.enhanced, f"{said['message']} {said['fix']}".strip())


def _word(answer: Answer) -> str:
    done = "repeated" if answer.repeated else "logged"
    return f"{answer.via} {done}" if answer.logged else answer.finding.code if answer.finding else "refused"


def _reply(status: int, enhanced: str, sentence: str) -> str:
    """One SMTP reply line, in ASCII: accents go, other signs become question marks."""
    plain = unicodedata.normalize("NFKD", " ".join(sentence.split()).translate(_QUOTATION_MARKS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return f"{status} {enhanced} {letters.encode('ascii', 'replace').decode()}"[:_LONGEST_REPLY]


_QUOTATION_MARKS = str.maketrans("\u201c\u201d\u2018\u2019\u2013\u2026", "\"\"''-.")
