"""The parts of a mail as far as a reader of reports needs them: a total MIME reader on bytes, bounded in all.

mail/parts.py reads whole mails, by the standard library's parser. That one would not do here: for a report it
takes seventeen times as long, importing it costs the host 40 ms, and its time grows with lines times nesting.
Here a returned mail (`message/rfc822`) is a leaf, so that nothing inside it is taken for the report's own
words.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from birdlog.mail.charset import decode

READ_LIMIT = 512 * 1024
"""Bytes of a mail that are read: a report says what it has to say at its beginning."""

_HEADER_LIMIT = 64 * 1024
_TEXT_LIMIT = 64 * 1024
_VALUE_LIMIT = 4096
_DEPTH_LIMIT = 8
_PART_LIMIT = 64

Headers = Mapping[str, str]
"""Unfolded field bodies by lower-case field name; of a repeated field the first."""

_CONTINUED = re.compile(r"\n(?![!-9;-~]+[ \t]*:)")
_JAPANESE = b"\x1b$"
"""How ISO-2022-JP begins what is not Latin: mails in it that do not name it are read all the same."""

_MEDIA_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)")
_BOUNDARY = re.compile(r'boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))', re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_ENCODED_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"\?=\s+=\?")


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of a mail: its media type in lower case, its headers, and its body as transferred."""

    media_type: str
    headers: Headers
    body: bytes

    def decoded(self) -> bytes:
        """The first bytes of the body, its transfer encoding undone; a broken one gives what can be had."""
        encoding = self.headers.get("content-transfer-encoding", "").strip().lower()
        if encoding == "base64":
            return _base64(self.body[: _TEXT_LIMIT * 4 // 3])
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.body[: _TEXT_LIMIT * 3])[:_TEXT_LIMIT]
        return self.body[:_TEXT_LIMIT]

    def text(self) -> str:
        """The first characters of the body; what its charset does not know becomes U+FFFD.

        Where no charset is named: UTF-8, or Latin-1 where it is none, or ISO-2022-JP by its signs.
        """
        octets = self.decoded()
        named = _CHARSET.search(self.headers.get("content-type", ""))
        charset = named[1] if named else "iso-2022-jp" if _JAPANESE in octets else None
        return decode(octets, charset).replace("\r", "")


def read_mail(raw: bytes) -> tuple[Headers, tuple[Part, ...]]:
    """The headers of a mail and its leaves in order. Never raises; reads at most `READ_LIMIT` bytes."""
    data = raw[:READ_LIMIT].replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n")
    if data.startswith((b"From ", b">From ")):  # the line before a mail in a mailbox file
        data = data[data.find(b"\n") + 1 :]
    headers, body = split_headers(data)
    return headers, tuple(islice(_leaves(headers, body, 0), _PART_LIMIT))


def split_headers(data: bytes) -> tuple[Headers, bytes]:
    """The header fields at the beginning of `data` (lines end in LF), and what follows the blank line."""
    if data.startswith(b"\n"):
        return {}, data[1:]
    end = data.find(b"\n\n")
    block, body = (data, b"") if end < 0 else (data[:end], data[end + 2 :])
    return read_headers(block[:_HEADER_LIMIT].decode("utf-8", "replace")), body


def read_headers(block: str) -> Headers:
    """The fields of a header block; a line that is no field belongs to the field before it."""
    headers: dict[str, str] = {}
    for line in _CONTINUED.sub(" ", block).split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.rstrip().lower(), value.strip()[:_VALUE_LIMIT])
    return headers


def decode_words(value: str) -> str:
    """`value` with its encoded words (RFC 2047) decoded."""
    if "=?" not in value:
        return value
    return _ENCODED_WORD.sub(_decode_word, _BETWEEN_WORDS.sub("?==?", value))


def _decode_word(word: re.Match[str]) -> str:
    charset, encoding, text = word[1], word[2].lower(), word[3].encode("ascii", "replace")
    return decode(_base64(text) if encoding == "b" else binascii.a2b_qp(text, header=True), charset)


def _leaves(headers: Headers, body: bytes, depth: int) -> Iterator[Part]:
    content_type = headers.get("content-type", "")
    media = _MEDIA_TYPE.match(content_type)
    media_type = media[1].lower() if media else "text/plain"
    if not media_type.startswith("multipart/"):
        yield Part(media_type, headers, body)
        return
    boundary = _BOUNDARY.search(content_type)
    sections = _sections(body, (boundary[1] or boundary[2]).encode()) if boundary else ()
    found = False
    for section in sections:
        found = True
        if depth < _DEPTH_LIMIT:
            yield from _leaves(*split_headers(section), depth + 1)
    if not found:  # a multipart without its parts: all that there is is text
        yield Part("text/plain", {}, body)


def _sections(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between the delimiter lines of a multipart (RFC 2046 section 5.1.1)."""
    delimiter = b"\n--" + boundary
    body = b"\n" + body
    start = -1
    at = body.find(delimiter)
    while at >= 0:
        line_end = body.find(b"\n", at + 1)
        line_end = len(body) if line_end < 0 else line_end
        rest = body[at + len(delimiter) : line_end].strip()
        if rest in (b"", b"--"):
            if start >= 0:
                yield body[start:at]
            if rest:
                return
            start = line_end + 1
        at = body.find(delimiter, at + 1)
    if start >= 0:
        yield body[start:]


def _base64(data: bytes) -> bytes:
    clean = b"".join(data.split())
    for cut in range(4):  # a cut or broken end
        try:
            return binascii.a2b_base64(clean[: len(clean) - cut])
        except binascii.Error:
            continue
    return b""
