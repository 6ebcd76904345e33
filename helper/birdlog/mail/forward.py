"""Reading a forwarded message: the header block that a mail program wrote above the original text.

The first block counts; what follows it may hold further ones (the chain). It is found by its structure: a
line that announces it, or Thunderbird's HTML table, then lines of labels and values. Which words those are is
data (forward_dialects). A block without an announcing line, or with one that stands above quoted replies too,
counts only where the mail's own subject says that it is a forward, or at least not that it is a reply.

Pure, total on any bytes, linear in the mail's size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import mktime_tz, parsedate_tz
from typing import Literal

from birdlog.mail import html_text, parts
from birdlog.mail.forward_dialects import Dialect, dialects, label_key, line_key, visible
from birdlog.mail.parts import Parts
from birdlog.mail.people import Person, people

_LONGEST_ANNOUNCEMENT = 240
_LONGEST_LABEL = 80
_LONGEST_BLOCK = 400
_BLANKS_BEFORE_BLOCK = 4
_LOOK_AHEAD = 8
_INLINE_LIMIT = 8_192
_SHORTEST_GLUED = 3
_TRIES = 100
_TELLING = frozenset({"from", "to", "cc", "subject", "date"})

Lead = Literal["forward", "shared", "inline", "label", "table"]
"""What makes a line look like the beginning of a block."""


@dataclass(frozen=True, slots=True)
class Forward:
    """What the header block of a forward says, and the text below it.

    What the block does not say is None or empty. `client` and `language` are the dialect that explains the
    block best. `date` is as written, `date_utc` the same instant where it is a full RFC 5322 date. `text` is
    the original's text with what it quotes; `chain` is true where that holds a further forwarded message.
    `original_message_id` is what the forwarding program says the original's was, without angle brackets.
    """

    client: str
    language: str
    sender: Person | None
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    subject: str | None
    date: str | None
    date_utc: datetime | None
    text: str
    chain: bool
    original_message_id: str | None


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
    """The first forwarded message in a mail; None where there is no header block. Never raises."""
    return read_parts(parts.read(raw)).forward


def read_parts(mail: Parts) -> Reading:
    """The same for a mail that is taken apart already, for both of its text parts."""
    plain = [_line(text) for part in mail.texts("text/plain") for text in part.split("\n")]
    tables = dialects().header_tables
    html = [
        _line(line.text, line.mark in tables)
        for part in mail.texts("text/html")
        for line in html_text.lines(part, tables)
    ]
    return Reading(_read(plain, mail), _read(html, mail))


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


def utc(date: str) -> datetime | None:
    """The instant that an RFC 5322 date names, in UTC; None where it is none or lacks its zone."""
    read = parsedate_tz(date)
    if read is None or read[9] is None:
        return None
    try:
        return datetime.fromtimestamp(mktime_tz(read), UTC)
    except (ValueError, OverflowError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class _Line:
    """`text` is what is left of the line without its quote marks, invisible signs and outer spaces."""

    written: str
    text: str
    quotes: int
    in_table: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """Labels (as keys) and values in their order, what announced them, and the line after them."""

    announcement: str
    pairs: dict[str, str]
    end: int


def _line(written: str, in_table: bool = False) -> _Line:
    quotes, text = 0, visible(written).replace("\u00a0", " ").strip()
    while text.startswith(">"):
        quotes, text = quotes + 1, text[1:].lstrip()
    return _Line(written, text, quotes, in_table)


def _read(lines: Sequence[_Line], mail: Parts) -> Forward | None:
    block = _find(lines, _prefix(parts.decoded(mail.field("subject") or "")))
    if block is None:
        return None
    dialect = _dialect(block)
    values = _values(block, dialect)
    rest = lines[block.end :]
    return Forward(
        client=dialect.client,
        language=dialect.language,
        sender=next(iter(people(values.get("from", ""))), None),
        to=people(values.get("to", "")),
        cc=people(values.get("cc", "")),
        subject=values.get("subject") or None,
        date=values.get("date") or None,
        date_utc=utc(values.get("date", "")),
        text=_text(rest, lines[block.end - 1].quotes),
        chain=_find(rest, "") is not None,
        original_message_id=original_message_id(mail),
    )


def _prefix(subject: str) -> str:
    """What stands before a subject's first colon: `fwd`, `re`."""
    before, colon, _after = subject.replace("\uff1a", ":").partition(":")
    return before.split("[")[0].strip().casefold() if colon else ""


def _find(lines: Sequence[_Line], prefix: str) -> _Block | None:
    at, tries = 0, 0
    while at < len(lines) and tries < _TRIES:
        lead = _lead(lines[at])
        if lead is None:
            at += 1
            continue
        tries += 1
        block = _block(lines, at, lead)
        if _counts(block, lead, prefix):
            return block
        at = max(at + 1, block.end if lead != "forward" else 0)
    return None


def _lead(line: _Line) -> Lead | None:
    text, known = line.text, dialects()
    if line.in_table:
        return "table"
    if not text:
        return None
    if text[0] in "-_=*\u2013\u2014" or text[-1] in ":\uff1a":
        key = line_key(text) if len(text) <= _LONGEST_ANNOUNCEMENT else ""
        if key in known.forward_lines:
            return "forward"
        if key in known.shared_lines:
            return "shared"
        if _inline_parts(text) is not None:
            return "inline"
    return "label" if _label(text) else None


def _counts(block: _Block, lead: Lead, prefix: str) -> bool:
    """Whether a block is a forward's: see the module's text."""
    known = dialects()
    told = prefix in known.forward_prefixes or (lead == "shared" and prefix not in known.reply_prefixes)
    announced = lead in ("forward", "table", "inline")
    if len(block.pairs) < 2 or not (announced or told):
        return False
    fields = _TELLING & _values(block, _dialect(block)).keys()
    return len(fields) >= 2 if announced else len(fields) >= 3 and "from" in fields


def _block(lines: Sequence[_Line], at: int, lead: Lead) -> _Block:
    if lead == "table":
        return _table(lines, at)
    if lead == "inline":
        announcement, rest = _inline_parts(lines[at].text) or ("", "")
        return _Block(announcement, _inline_pairs(rest), at + 1)
    start = at if lead == "label" else _after_blanks(lines, at + 1)
    pairs, end = _pairs(lines, start)
    return _Block("" if lead == "label" else lines[at].text, pairs, end)


def _after_blanks(lines: Sequence[_Line], at: int) -> int:
    for blanks in range(_BLANKS_BEFORE_BLOCK):
        if at + blanks < len(lines) and lines[at + blanks].text:
            return at + blanks
    return at


def _pairs(lines: Sequence[_Line], start: int) -> tuple[dict[str, str], int]:
    """The labels and values from `start` on, and the line after the last of them."""
    pairs: dict[str, str] = {}
    end = at = start
    last: str | None = None
    while at < min(len(lines), start + _LONGEST_BLOCK):
        text = lines[at].text
        if not text and at == end and pairs:
            at += 1  # one blank line, where a further label follows it
            continue
        label = _label(text)
        if label and label[0] not in pairs:
            last = label[0]
            pairs[last] = label[1]
        elif label or at > end or not pairs:
            break
        elif _other_field(text):
            last = None
        elif last is None or _continues(lines, at, pairs[last]):
            if last is not None:
                pairs[last] += f" {text}"
        else:
            break
        at += 1
        end = at
    return pairs, end


def _label(text: str) -> tuple[str, str] | None:
    """(key, value) of a line that begins with a label of any dialect."""
    head = text[:_LONGEST_LABEL]
    cut = min((at for at in (head.find(":"), head.find("\uff1a")) if at > 0), default=0)
    if not cut:
        return None
    key = label_key(head[:cut])
    return (key, text[cut + 1 :].strip(" \t:*")) if key in dialects().labels else None


def _other_field(text: str) -> bool:
    """A raw header field, as Thunderbird writes all of them where mail.show_headers is 2."""
    name, colon, _value = text.partition(":")
    return bool(colon) and ("-" in name or name == "Received") and name.isascii() and " " not in name


def _continues(lines: Sequence[_Line], at: int, value: str) -> bool:
    """Whether a line without a label goes on with the value before it, rather than being the text below."""
    text = lines[at].text
    if value.endswith((",", ";")) or text.startswith("<"):
        return True
    for line in lines[at + 1 : at + 1 + _LOOK_AHEAD]:
        if not line.text:
            return False
        if _label(line.text):
            return True
    return False


def _table(lines: Sequence[_Line], at: int) -> _Block:
    """The rows of an HTML header table: label and value are cells."""
    before = next((line.text for line in reversed(lines[max(at - 3, 0) : at]) if line.text), "")
    pairs: dict[str, str] = {}
    while at < len(lines) and lines[at].in_table:
        label, _tab, value = lines[at].text.partition("\t")
        pairs.setdefault(label_key(label), value.strip())
        at += 1
    return _Block(before, pairs, at)


def _inline_parts(text: str) -> tuple[str, str] | None:
    """The announcement and the rest of a line that holds a whole block, as Yahoo! writes it."""
    dashes = len(text) - len(text.lstrip("- "))
    words, closing, after = text[dashes : dashes + _INLINE_LIMIT].partition("--")
    rest = after.lstrip("- ")
    if dashes < 3 or not closing or ":" not in rest or line_key(words) not in dialects().forward_lines:
        return None
    return text[: text.index(rest, dashes)].rstrip(), rest


def _inline_pairs(rest: str) -> dict[str, str]:
    found = max((_labels_in(rest, dialect) for dialect in dialects().all), key=len)
    ends = [start for start, _value, _key in (*found[1:], (len(rest), 0, ""))]
    return {key: rest[value:end].strip() for (_start, value, key), end in zip(found, ends, strict=False)}


def _labels_in(rest: str, dialect: Dialect) -> list[tuple[int, int, str]]:
    """Where each label of a dialect stands in one line: (start, where its value starts, key)."""
    found: dict[str, tuple[int, int, str]] = {}
    for label in dialect.written_labels:
        for written in (f"{label}:", f"{label} :", f"{label}\u00a0:"):
            start = rest.find(written)
            inside_a_word = len(label) < _SHORTEST_GLUED and rest[start - 1 : start].islower()
            if start >= 0 and not inside_a_word:
                found.setdefault(label_key(label), (start, start + len(written), label_key(label)))
    return sorted(found.values())


def _dialect(block: _Block) -> Dialect:
    """The dialect that explains the block best; the first of the table where several do."""
    key = line_key(block.announcement) if block.announcement else None
    english = dialects().english

    def explained(dialect: Dialect) -> int:
        known = [dialect.fields.get(label) for label in block.pairs]
        labels = sum(
            2 if field else label in english for label, field in zip(block.pairs, known, strict=True)
        )
        line = 3 * (key in dialect.lines) + (block.announcement in dialect.written_lines)
        return labels + line + 4 * ("from" in known)

    return max(dialects().all, key=explained)


def _values(block: _Block, dialect: Dialect) -> dict[str, str]:
    values: dict[str, str] = {}
    for label, value in block.pairs.items():
        if field := dialect.fields.get(label) or dialects().english.get(label):
            values.setdefault(field, value)
    return values


def _text(lines: Sequence[_Line], quotes: int) -> str:
    """The lines as they were written, without the quote marks that the block bears too."""
    shown = [line.written if not quotes else _unquoted(line.written, quotes) for line in lines]
    return "\n".join(shown).strip("\n").rstrip()


def _unquoted(written: str, quotes: int) -> str:
    for _ in range(quotes):
        written = written.removeprefix(" ").removeprefix(">").removeprefix(" ")
    return written
