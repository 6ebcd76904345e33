"""The door: takes in by LMTP what Postfix sends out of the house, keeps it, and hands it to the CRM behind.

It stands where the networks of the customers and of the CRM begin, so what it holds is what was on the wire.
"""

from __future__ import annotations

import asyncio
import email.message
import smtplib
from dataclasses import dataclass
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP

from birdlog.demo.rig.dovecot import parse
from birdlog.demo.rig.waiting import wait_for

SIZE_LIMIT = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Delivery:
    """One mail for one recipient, as it came off the wire."""

    recipient: str
    sender: str
    raw: bytes

    @property
    def message(self) -> email.message.EmailMessage:
        """The mail, parsed."""
        return parse(self.raw)


class Door:
    """An LMTP server in a thread of its own. `deliveries` is what it took in, in order."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.deliveries: list[Delivery] = []
        self.refusals: dict[str, str] = {}
        """Recipient → the answer that refuses it, such as "550 5.1.1 No such address"."""
        self.size_limits: dict[str, int] = {}
        """Domain → the bytes of a whole mail that it takes."""
        self._behind: dict[str, int] = {}
        self._server = _LmtpController(_Handler(self), hostname="127.0.0.1", port=port)

    def start(self) -> None:
        """Open the door."""
        self._server.start()

    def stop(self) -> None:
        """Close the door."""
        self._server.stop()

    def hand_on(self, domain: str, port: int) -> None:
        """What is for this domain goes on to the LMTP server at `port`, whose answer becomes the door's."""
        self._behind[domain] = port

    def forget(self) -> None:
        """Empty the door: what came, what is refused, what stands behind."""
        self.deliveries.clear()
        self.refusals.clear()
        self.size_limits.clear()
        self._behind.clear()

    def to(self, recipient: str) -> list[Delivery]:
        """What came for this address, in order (letter case aside)."""
        return [delivery for delivery in self.deliveries if delivery.recipient.lower() == recipient.lower()]

    def wait_for(self, recipient: str, subject: str) -> Delivery:
        """Wait until a mail whose subject holds `subject` came for this address."""

        def find() -> Delivery | None:
            found = (d for d in self.to(recipient) if subject in str(d.message["Subject"] or ""))
            return next(found, None)

        return wait_for(find, f"“{subject}” to come for {recipient}")

    def answer(self, delivery: Delivery) -> str:
        """Take a delivery in, or refuse it: the LMTP answer."""
        domain = delivery.recipient.rpartition("@")[2].lower()
        if refusal := self.refusals.get(delivery.recipient.lower()):
            return refusal
        if len(delivery.raw) > self.size_limits.get(domain, SIZE_LIMIT):
            return f"552 5.3.4 Message size exceeds fixed limit of {self.size_limits[domain]} bytes"
        port = self._behind.get(domain)
        answer = _pass_on(delivery, port) if port else "250 2.0.0 Taken in"
        if answer.startswith("2"):
            self.deliveries.append(delivery)
        return answer


class _LmtpController(Controller):
    def factory(self) -> LMTP:
        return LMTP(self.handler, data_size_limit=SIZE_LIMIT, enable_SMTPUTF8=True)


class _Handler:
    def __init__(self, door: Door) -> None:
        self._door = door

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        deliveries = [Delivery(to, envelope.mail_from or "", envelope.content) for to in envelope.rcpt_tos]
        answers = [await asyncio.to_thread(self._door.answer, delivery) for delivery in deliveries]
        return "\r\n".join(answers)


def _pass_on(delivery: Delivery, port: int) -> str:
    try:
        with smtplib.LMTP("127.0.0.1", port, timeout=60) as lmtp:
            refused = lmtp.sendmail(delivery.sender, [delivery.recipient], delivery.raw)
    except smtplib.SMTPRecipientsRefused as refusal:
        return _line(*refusal.recipients[delivery.recipient])
    except smtplib.SMTPResponseException as refusal:
        return _line(refusal.smtp_code, refusal.smtp_error)
    except OSError as problem:
        return f"451 4.4.1 The CRM does not answer ({type(problem).__name__})"
    return _line(*refused[delivery.recipient]) if refused else "250 2.0.0 Taken in by the CRM"


def _line(code: int, text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"
