"""A mail cut into what a detector looks at: headers, status fields, words for people, the returned mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

from birdlog.mail.bounce.author import (
    Author,
    author,
    has_null_sender,
    is_answer,
    is_report,
    tells_of_delivery,
)
from birdlog.mail.bounce.mime import Headers, Part, read_mail, split_headers
from birdlog.mail.bounce.phrases import DELAY, FAILURE, RETURNED_MAIL, SUCCESS
from birdlog.mail.bounce.reasons import reason_of
from birdlog.mail.bounce.report import Reason

_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_FEEDBACK_TYPE = "message/feedback-report"
_RETURNED_TYPES = (
    "message/rfc822",
    "message/global",
    "message/rfc822-headers",
    "message/global-headers",
    "text/rfc822-headers",
    "text/rfc822-header",
    "text/rfc822",
    "message/partial",
)

_SPOKEN_LIMIT = 8_000
_RETURNED_LIMIT = 16_000
_PROGRAM = re.compile(r"name\*?=[^;]*\.(?:bat|cmd|exe|pif|scr|vbs)\b", re.IGNORECASE)
_FIELD = re.compile(r"^>?[!-9;-~]{2,40}[ \t]*:", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^> ?", re.MULTILINE)


Witness = Literal["sender", "subject", "words"]


@dataclass(frozen=True)  # no slots: what several detectors ask is worked out once
class Notice:
    """What a detector sees.

    `status_fields` are the message/delivery-status parts; `text` is what the mail system wrote for people,
    up to the returned mail, and `flowing` the same on one line without quoted lines; `original` are the
    headers of the returned mail, and `enclosed` is all of it where it is a delivery report itself (InterScan
    and Trend Micro wrap one in another); `returns` says that a mail is returned, or announced to be, even if
    nothing of it is left; `complaint` that this is a feedback report (RFC 5965), `page` that there is a page
    of HTML and nothing else, and `program` that one is attached, as worms do that pose as reports.
    """

    headers: Headers
    status_fields: str
    text: str
    flowing: str
    original: Headers
    enclosed: bytes
    returns: bool
    complaint: bool
    page: bool
    program: bool

    @cached_property
    def spoken(self) -> str:
        """The beginning of the text in lower case, as words are looked for in it."""
        return self.flowing[:_SPOKEN_LIMIT].lower()

    @cached_property
    def reason(self) -> Reason:
        """The reason that the text as a whole gives."""
        return reason_of(None, self.flowing)

    @cached_property
    def waits(self) -> bool:
        """Whether the text speaks of further attempts."""
        return bool(DELAY.search(self.spoken))

    @cached_property
    def succeeds(self) -> bool:
        """Whether the text says of a mail that it arrived, and of none that it did not."""
        return bool(SUCCESS.search(self.spoken)) and "words" not in self.witnesses

    @cached_property
    def author(self) -> Author:
        """Who wrote it, as far as the headers tell."""
        return author(self.headers)

    @cached_property
    def witnesses(self) -> frozenset[Witness]:
        """Which of sender, subject and words say that a mail system wrote this of a delivery.

        One alone is not enough: vacation notices have the null sender, people quote subjects, shops can't
        deliver.
        """
        if self.author == "person" or is_answer(self.headers):
            return frozenset()
        heard: dict[Witness, bool] = {
            "sender": self.author == "system" or has_null_sender(self.headers),
            "subject": tells_of_delivery(self.headers),
            "words": bool(FAILURE.search(self.spoken)),
        }
        return frozenset(witness for witness, speaks in heard.items() if speaks)


@dataclass(frozen=True, slots=True)
class Mention:
    """A recipient as a notice mentions it: what it states, nothing more. `said` is the diagnostic text,
    `until` the date up to which the mail system goes on trying."""

    address: str
    also: tuple[str, ...] = ()
    action: str | None = None
    status: str | None = None
    said: str = ""
    until: str = ""


class Detector(Protocol):
    """Finds the recipients that a notice of one family reports; none where it is not of that family."""

    def __call__(self, notice: Notice) -> tuple[Mention, ...]: ...


def read_notice(raw: bytes) -> Notice:
    """The mail as detectors see it. Never raises."""
    headers, parts = read_mail(raw)
    at = _returned_part(parts)
    whole = _words(parts[:at])
    cut = RETURNED_MAIL.search(whole)
    text = whole[: cut.start()] if cut else whole
    remainder = whole[cut.start() :] if cut else ""
    returned = _returned_mail(parts[at]) if at < len(parts) else _returned_in(remainder)
    original = split_headers(returned)[0] if returned else {}
    unquoted = " ".join(line for line in text.split("\n") if not line.startswith(">"))
    return Notice(
        headers=headers,
        status_fields="\n\n".join(_fields(part) for part in parts if part.media_type in _STATUS_TYPES),
        text=text,
        flowing=" ".join(unquoted.split()),
        original=original,
        enclosed=returned if is_report(original) else b"",
        returns=bool(cut) or at < len(parts),
        complaint=any(part.media_type == _FEEDBACK_TYPE for part in parts),
        program=any(_PROGRAM.search(part.headers.get("content-type", "")) for part in parts),
        page=bool(parts) and all(part.media_type == "text/html" or not part.body.strip() for part in parts),
    )


def _returned_part(parts: tuple[Part, ...]) -> int:
    """Where the returned mail stands among the parts; their number where it is none of them."""
    for at, part in enumerate(parts):
        if part.media_type in _RETURNED_TYPES or (at and "received" in part.headers):
            return at
    return len(parts)


def _fields(part: Part) -> str:
    """The status fields of a part; some write them where the part's own headers belong."""
    misplaced = "final-recipient" in part.headers
    own = "".join(f"{name}: {value}\n" for name, value in part.headers.items()) if misplaced else ""
    return own + part.text()


def _returned_mail(part: Part) -> bytes:
    """The returned mail, or its headers, with LF line ends."""
    if part.media_type in _RETURNED_TYPES:
        return part.decoded().replace(b"\r\n", b"\n").lstrip(b"\n")
    # a part that begins with the returned mail's headers instead of its own
    fields = (f"{name}: {value}\n".encode() for name, value in part.headers.items())
    return b"".join(fields) + b"\n" + part.body


def _returned_in(remainder: str) -> bytes:
    """The returned mail in the rest of a text, from its first header field on."""
    remainder = remainder[:_RETURNED_LIMIT]
    field = _FIELD.search(remainder)
    return _QUOTE_MARK.sub("", remainder[field.start() :]).encode() if field else b""


def _words(parts: tuple[Part, ...]) -> str:
    """What the parts say in plain text; where none of them does, what their pages say."""
    words = "\n".join(part.text() for part in parts if part.media_type == "text/plain")
    if not words.strip():
        words = "\n".join(_read_page(part) for part in parts if part.media_type == "text/html")
    return "\n".join(line.rstrip() for line in words.replace("\u00a0", " ").split("\n"))


def _read_page(part: Part) -> str:
    from birdlog.mail import html_text  # few reports need it

    page = part.text()
    return html_text.text(page) if "<" in page else page  # some call plain text a page
