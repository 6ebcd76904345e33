"""The parts of a mail: its header fields and its leaves, decoded.

It is total on any bytes, and its cost is linear in their number: depth, number of leaves and length of a
header field are bounded, because the standard library's parser recurses at each level, compares each line
with every open boundary, and splits parameters in quadratic time.

Policy compat32: `email.policy.default` raises on mails that exist (unknown charsets, group addresses).

Delivery reports have a reader of their own, bounce/mime.py, which takes a seventeenth of the time for a mail.
It can do so because it leaves out what everybody else needs: it reads the first bytes alone, cuts texts short
and keeps neither repeated fields nor the names of attachments.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import a2b_qp
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import Compat32

from birdlog.mail.charset import decode

DEPTH_LIMIT = 40
LEAVES_LIMIT = 5_000
FIELD_LIMIT = 65_536
"""Characters of one header field that are read; what follows is dropped."""

_FIELD = re.compile(rb"([!-9;-~]++):([^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+)\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_ONE_TEXT = re.compile(
    r"(text/(?:plain|html))(?:[ \t]*;[ \t]*(?:format=flowed|delsp=(?:yes|no)))*"
    r"(?:[ \t]*;[ \t]*charset=(?:([\w.:-]+)|\"([\w.:-]+)\"))?"
    r"(?:[ \t]*;[ \t]*(?:format=flowed|delsp=(?:yes|no)))*",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds no other parts.

    `attachment` is true for everything but text/plain and text/html that is meant to be read in place.
    `content` is what the transfer encoding held (bytes). An attached message is one leaf: its content is that
    message.
    """

    content_type: str
    name: str | None
    attachment: bool
    content: bytes
    charset: str | None

    def text(self) -> str:
        """The content as text, whatever its charset says: line ends are `\\n`, no NUL, no lone surrogate."""
        return clean(decode(self.content, self.charset)).replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class Parts:
    """A mail taken apart: `fields` in their order (name in lower case, value unfolded, not decoded)."""

    fields: tuple[tuple[str, str], ...]
    content_type: str
    leaves: tuple[Leaf, ...]

    def field(self, name: str) -> str | None:
        """The first field of that name (lower case), undecoded; None where there is none."""
        return next((value for key, value in self.fields if key == name), None)

    def values(self, name: str) -> list[str]:
        """The values of all fields of that name (lower case), undecoded."""
        return [value for key, value in self.fields if key == name]

    def texts(self, content_type: str) -> list[str]:
        """The texts of all leaves of that type (`text/plain` or `text/html`) that are no attachments."""
        return [
            leaf.text() for leaf in self.leaves if leaf.content_type == content_type and not leaf.attachment
        ]

    @property
    def content_bytes(self) -> int:
        """Transfer-decoded bytes of all text/plain and text/html leaves that are no attachments."""
        return sum(len(leaf.content) for leaf in self.leaves if not leaf.attachment)

    @property
    def attachment_bytes(self) -> int:
        """Transfer-decoded bytes of all other leaves."""
        return sum(len(leaf.content) for leaf in self.leaves if leaf.attachment)


def read(raw: bytes) -> Parts:
    """Take any bytes apart as a mail. Nested deeper than DEPTH_LIMIT, the header alone is read."""
    return _of_one_text(raw) or _of_any(raw)


def _of_one_text(raw: bytes) -> Parts | None:
    """A mail that is one text with nothing odd about it, in a fifth of the time; None where it is not.

    It is read as `_of_any` would read it.
    """
    fields, at = [], 0
    while found := _FIELD.match(raw, at):
        if found.end() - at > FIELD_LIMIT:
            return None
        value = decode(found[2], None).strip()
        fields.append((found[1].decode("ascii").lower(), " ".join(value.splitlines())))
        at = found.end()
    blank = _LINE_END.match(raw, at)
    named = dict(reversed(fields))
    kind = _ONE_TEXT.fullmatch(named.get("content-type", "text/plain"))
    if not blank or not kind or "content-disposition" in named:
        return None
    content = _transferred(raw[blank.end() :], named.get("content-transfer-encoding", "").lower())
    if content is None:
        return None
    charset = (kind[2] or kind[3] or "").lower() or None
    leaf = Leaf(kind[1].lower(), None, attachment=False, content=content, charset=charset)
    return Parts(tuple(fields), leaf.content_type, (leaf,))


def _transferred(body: bytes, encoding: str) -> bytes | None:
    """What a body holds in this transfer encoding; None where that is a matter of opinion."""
    if encoding in ("", "7bit", "8bit", "binary"):
        return body
    if encoding == "quoted-printable":
        return a2b_qp(body)
    if encoding != "base64":
        return None
    try:
        return b64decode(b"".join(body.splitlines()), validate=True)
    except ValueError:
        return None


def _of_any(raw: bytes) -> Parts:
    try:
        message = _parse(raw)
    except _TooDeepError:
        message = _parse(_header_of(raw))
    fields = tuple((name.lower(), " ".join(str(value).splitlines())) for name, value in message.raw_items())
    return Parts(fields, message.get_content_type(), tuple(_leaves(message)))


def decoded(value: str) -> str:
    """A header field's value on one line, its encoded words (RFC 2047) decoded."""
    if "=?" not in value:
        return " ".join(clean(value).split())
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):  # an encoded word whose base64 is none
        pieces = [(value, None)]
    text = "".join(piece if isinstance(piece, str) else decode(piece, charset) for piece, charset in pieces)
    return " ".join(clean(text).split())


def clean(text: str) -> str:
    """The text without what no database and no screen takes: NUL and lone surrogates become U+FFFD."""
    if "\0" not in text and _is_whole(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def _is_whole(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False
    return True


class _TooDeepError(Exception):
    pass


class _Part(Message):
    depth = 0

    def attach(self, payload: Message) -> None:  # type: ignore[override]
        assert isinstance(payload, _Part)
        payload.depth = self.depth + 1
        if payload.depth > DEPTH_LIMIT:
            raise _TooDeepError
        super().attach(payload)


class _BoundedFields(Compat32):
    """Header fields of bounded length; raw eight-bit ones are read as UTF-8 (RFC 6532), else as Latin-1."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        octets = value[:FIELD_LIMIT].encode("ascii", "surrogateescape")
        return name, decode(octets, None).strip()


def _parse(raw: bytes) -> Message:
    parser = BytesFeedParser(_Part, policy=_BoundedFields())
    parser.feed(raw)
    return parser.close()


def _header_of(raw: bytes) -> bytes:
    ends = [end for end in (raw.find(b"\n\n"), raw.find(b"\r\n\r\n")) if end >= 0]
    return raw[: min(ends, default=len(raw))]


def _leaves(message: Message) -> Iterator[Leaf]:
    waiting, found = [message], 0
    while waiting and found < LEAVES_LIMIT:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() != "message":
            waiting.extend(reversed(_children(part)))
            continue
        found += 1
        yield _leaf(part)


def _children(part: Message) -> list[Message]:
    return [child for child in part.get_payload() if isinstance(child, Message)]


def _leaf(part: Message) -> Leaf:
    content_type = clean(part.get_content_type())
    if content_type.startswith("multipart/"):  # without a boundary: what follows is shown as text
        content_type = "text/plain"
    name = _name(part)
    in_place = content_type in ("text/plain", "text/html") and name is None
    attachment = not in_place or part.get_content_disposition() == "attachment"
    return Leaf(content_type, name, attachment, _content(part), part.get_content_charset())


def _name(part: Message) -> str | None:
    try:
        name = part.get_filename()
    except (LookupError, ValueError):  # an RFC 2231 charset that is none
        return None
    return decoded(name) or None if name else None


def _content(part: Message) -> bytes:
    if part.is_multipart():
        return b"".join(_flattened(child) for child in _children(part))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _flattened(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError):  # broken inside: its readable leaves count
        return b"\n".join(leaf.content for leaf in _leaves(message))
