"""A whole mail, as a CRM takes it in and shows it.

Who is addressed is read by birdlog.mail.addresses, the same reader that the rules decide with; mail-parser
adds how people are called and when the mail was written. It gets those header fields alone, bounded: it takes
quadratic time on long fields, and raises on some truncated mails.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from mailparser import MailParser

from birdlog.mail import html_text, parts
from birdlog.mail.addresses import bare_addresses, fold
from birdlog.mail.parts import Parts
from birdlog.mail.people import Person, person

_log = logging.getLogger("mailparser")
_log.addHandler(logging.NullHandler())
_log.propagate = False  # it logs what stands in the header


@dataclass(frozen=True, slots=True)
class Attachment:
    """A leaf that is not read in place; `content` is what the transfer encoding held (bytes)."""

    name: str | None
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says. What it does not say is None or empty; `message_id` has no angle brackets.

    `date` is in UTC. `text` is the plain-text content, made from the HTML where there is none.
    `content_bytes` is the sum of the transfer-decoded bytes of all text/plain and text/html parts that are no
    attachments.
    """

    message_id: str | None
    sender: Person | None
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    date: datetime | None
    subject: str
    text: str
    content_bytes: int
    attachments: tuple[Attachment, ...]

    @property
    def attachment_bytes(self) -> int:
        """The sum of the decoded bytes of all attachments."""
        return sum(len(attachment.content) for attachment in self.attachments)


def read(raw: bytes) -> Mail:
    """Read a mail. Total on any bytes: what can't be read is missing."""
    return of_parts(parts.read(raw))


def of_parts(mail: Parts) -> Mail:
    """The same for a mail that is taken apart already."""
    names, date = _names_and_date(mail)
    senders = _people(mail, "from", names)
    return Mail(
        message_id=message_id(mail.field("message-id") or ""),
        sender=senders[0] if senders else None,
        to=_people(mail, "to", names),
        cc=_people(mail, "cc", names),
        date=date,
        subject=parts.decoded(mail.field("subject") or ""),
        text=text(mail),
        content_bytes=mail.content_bytes,
        attachments=tuple(
            Attachment(leaf.name, leaf.content_type, leaf.content) for leaf in mail.leaves if leaf.attachment
        ),
    )


def text(mail: Parts) -> str:
    """The text of all plain-text parts that are no attachments; of the HTML parts where those are blank."""
    plain = [part.strip("\n") for part in mail.texts("text/plain") if part.strip()]
    shown = plain or [html_text.text(part) for part in mail.texts("text/html")]
    return "\n\n".join(part for part in shown if part).rstrip()


def message_id(value: str) -> str | None:
    """The identifier in a Message-ID field (RFC 5322 section 3.6.4), without its angle brackets."""
    inside = value.partition("<")[2].partition(">")[0] or value
    words = parts.clean(inside).split()
    return words[0] if words else None


def _people(mail: Parts, field: str, names: dict[str, str]) -> tuple[Person, ...]:
    addresses = [address for value in mail.values(field) for address in bare_addresses(value)]
    return tuple(person(names.get(fold(address)), address) for address in addresses)


def _names_and_date(mail: Parts) -> tuple[dict[str, str], datetime | None]:
    """What mail-parser makes of the header: names by folded address, and the date in UTC."""
    header = Message()
    for field in ("from", "to", "cc", "date"):
        if values := mail.values(field):
            header[field] = values[0] if field == "date" else ", ".join(values)[: parts.FIELD_LIMIT]
    try:
        seen = MailParser(header)
        named = [*seen.from_, *seen.to, *seen.cc]
        return {fold(address): name for name, address in named if name}, seen.date
    except Exception:  # the library's own faults on hostile headers: nobody's name is known then
        return {}, None
