"""Reading a forwarded message: the header block that a mail program wrote above the original text.

The first block counts; what follows it may hold further ones (the chain). It is found by its structure
(search.py), taken apart (block.py, oneline.py, sentence.py) and understood by what is known of mail programs
and languages (dialects.py, fields.py), which is data.

Pure, total on any bytes, linear in the mail's size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from birdlog.mail import parts
from birdlog.mail.forward import lines as of_lines
from birdlog.mail.forward.dates import utc
from birdlog.mail.forward.dialects import dialects
from birdlog.mail.forward.lines import Lines
from birdlog.mail.forward.search import find
from birdlog.mail.parts import Parts
from birdlog.mail.people import Person, people

TextType = Literal["text/plain", "text/html"]
_TYPES: tuple[TextType, TextType] = ("text/plain", "text/html")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a header block stands, its announcing line included.

    Of the mail's texts of this type that are no attachments (Parts.texts) it stands in the one numbered
    `text`, from 0. There it takes the characters `start` to `end` and, as a person sees the text, the lines
    `first_line` to `end_line`: from 0, the end excluded.
    """

    type: TextType
    text: int
    start: int
    end: int
    first_line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Forward:
    """What the header block of a forward says, and the text below it.

    What the block does not say is None or empty. `client` and `language` (BCP 47) are those of the mail
    program that writes such a block, or of the one that comes closest; None where no known language explains
    it. `date` is as written. `text` is the original's text with what it quotes; `chain` is true where that
    holds a further forwarded message.
    `original_message_id` is what the forwarding program says the original's was, without angle brackets.
    `span` is where the block stands.
    """

    client: str | None
    language: str | None
    sender: Person | None
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    subject: str | None
    date: str | None
    text: str
    chain: bool
    original_message_id: str | None
    span: Span

    @property
    def date_utc(self) -> datetime | None:
        """The instant that `date` names, in UTC; None where that is in doubt (dates.py)."""
        return utc(self.date or "")


@dataclass(frozen=True, slots=True)
class Reading:
    """The block as the plain-text part and as the HTML part have it."""

    plain: Forward | None
    html: Forward | None

    @property
    def forward(self) -> Forward | None:
        """The one that counts: the HTML part's, whose lines no program wraps, else the plain-text part's."""
        return self.html or self.plain


def read(raw: bytes) -> Forward | None:
    """The first forwarded message in a mail, from any mail program in any language that is known.

    `raw` is the whole mail (RFC 5322), of any bytes. Returns what the header block above the forwarded text
    says, from the HTML part where there is one with a block, else from the plain-text part; None where the
    mail is no forward. Replies are none, though they may quote the same block. Never raises; takes time and
    memory in proportion to the mail's size.
    """
    return read_parts(parts.read(raw)).forward


def read_text(text: str, subject: str = "") -> Forward | None:
    """The same for a plain text alone, with the subject (decoded) of the mail that it is of."""
    return _read("text/plain", [text], _About(subject))


def read_parts(mail: Parts) -> Reading:
    """The same for a mail that is taken apart already, for both of its text parts."""
    about = _About(
        parts.decoded(mail.field("subject") or ""),
        mail.field("in-reply-to") is not None,
        original_message_id(mail),
    )
    return Reading(*(_read(type, mail.texts(type), about) for type in _TYPES))


def original_message_id(mail: Parts) -> str | None:
    """The Message-ID of the message that a mail forwards, as far as its header says.

    Thunderbird writes X-Forwarded-Message-Id; without it, the last of References (RFC 5322 section 3.6.4) is
    the message that the forward was made from.
    """
    for name in ("x-forwarded-message-id", "references"):
        ids = (mail.field(name) or "").replace("><", "> <").split()
        if ids and (last := ids[-1].strip("<>")):
            return parts.clean(last)
    return None


@dataclass(frozen=True, slots=True)
class _About:
    """What a mail's header says: its subject, whether it answers another, the forwarded message's ID."""

    subject: str
    answers: bool = False
    original_message_id: str | None = None


def _read(type: TextType, texts: Sequence[str], about: _About) -> Forward | None:
    if not texts:
        return None
    plain = type == "text/plain"
    lines = of_lines.plain(texts) if plain else of_lines.html(texts, dialects().header_marks)
    found = find(lines, about.subject, about.answers)
    if found is None:
        return None
    values, dialect = found.fields.values, found.fields.dialect
    return Forward(
        client=dialect.client if dialect else None,
        language=dialect.language if dialect else None,
        sender=next(iter(people(values.get("from", ""))), None),
        to=people(values.get("to", "")),
        cc=people(values.get("cc", "")),
        subject=values.get("subject") or None,
        date=values.get("date") or None,
        text=_text(lines, found.end),
        chain=find(lines, "", start=found.end) is not None,
        original_message_id=about.original_message_id,
        span=Span(type, *lines.span(found.start, found.end)),
    )


def _text(lines: Lines, start: int) -> str:
    """The lines as they were written, without the quote marks that the block bears too."""
    quotes = lines.quotes(start - 1)
    below = lines.written[start:]
    shown = below if not quotes else [_unquoted(written, quotes) for written in below]
    return "\n".join(shown).strip("\n").rstrip()


def _unquoted(written: str, quotes: int) -> str:
    for _ in range(quotes):
        written = written.removeprefix(" ").removeprefix(">").removeprefix(" ")
    return written
