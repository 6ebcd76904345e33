"""Sending what waits in the outbox through a mail server.

The envelope has no sender: there is no report about a report.
"""

from __future__ import annotations

import asyncio
import contextlib
import smtplib
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from birdlog.crm.local import outbox
from birdlog.crm.local.door import Address
from birdlog.crm.local.outbox import Waiting

_PATIENCE = 20  # seconds for an answer of the mail server; well under outbox.IN_HAND
_LOOK_AGAIN = 60.0  # seconds until the outbox is looked at where nothing is due before

Say = Callable[[str], None]


class Relay:
    """Looks after an outbox. `new` tells it that a report was put there."""

    def __init__(self, engine: Engine, server: Address, say: Say) -> None:
        self._engine = engine
        self._server = server
        self._say = say
        self._new = asyncio.Event()

    def new(self) -> None:
        """Look into the outbox now."""
        self._new.set()

    async def run(self) -> None:
        """Send until cancelled."""
        with contextlib.suppress(SQLAlchemyError):
            await asyncio.to_thread(outbox.wake, self._engine, datetime.now(UTC))
        while True:
            self._new.clear()
            wait = await asyncio.to_thread(self._send_all)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._new.wait(), wait)

    def _send_all(self) -> float:
        """Try all that is due; the seconds until something is due again."""
        try:
            while report := outbox.take_in_hand(self._engine, datetime.now(UTC)):
                self._say(f"report {self._try(report)}")
            due = outbox.next_due(self._engine)
        except SQLAlchemyError:
            return _LOOK_AGAIN
        now = datetime.now(UTC)
        return min(max((due - now).total_seconds(), 1.0), _LOOK_AGAIN) if due else _LOOK_AGAIN

    def _try(self, report: Waiting) -> str:
        """Send one report; a word for the log."""
        try:
            self._send(report)
        except (OSError, smtplib.SMTPException) as problem:
            if _is_final(problem):
                outbox.remove(self._engine, report)
                return "refused"
            return "waits" if outbox.put_off(self._engine, report, datetime.now(UTC)) else "given up"
        outbox.remove(self._engine, report)
        return "sent"

    def _send(self, report: Waiting) -> None:
        options = () if report.recipient.isascii() else ("SMTPUTF8",)
        with smtplib.SMTP(self._server.host, self._server.port, timeout=_PATIENCE) as smtp:
            smtp.sendmail("", [report.recipient], report.content, mail_options=options)


def _is_final(problem: Exception) -> bool:
    """Whether the mail server will never take it: a reply 5yz (RFC 5321 section 4.2.1)."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        return True
    return isinstance(problem, smtplib.SMTPResponseException) and problem.smtp_code >= 500
