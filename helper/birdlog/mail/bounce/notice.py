"""A mail cut into what a detector looks at: headers, status fields, words for people, the returned mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

from birdlog.mail.bounce.mime import Headers, Part, decode_words, read_mail, split_headers
from birdlog.mail.bounce.phrases import (
    AUTOMATIC_ANSWER,
    DELAY,
    FAILURE,
    OTHERS_WORDS,
    RETURNED_MAIL,
    ROBOT_SENDER,
    SUBJECT,
    SUCCESS,
    SYSTEM_SENDER,
)
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
_OF_PEOPLE = ("list-id", "list-post", "in-reply-to", "references", "user-agent", "x-mailer")
"""Fields of mails that people write, or of lists that they write to."""

_OF_ANSWERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-autoreply-from", "x-vacation")
"""Fields of vacation notices, which have the null sender and may say what could not be done meanwhile."""

_SPOKEN_LIMIT = 8_000
_RETURNED_LIMIT = 16_000
_DELIVERY_REPORT = re.compile(r"report-type\s*=\s*\"?delivery-status", re.IGNORECASE)
_FIELD = re.compile(r"^>?[!-9;-~]{2,40}[ \t]*:", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^> ?", re.MULTILINE)


Witness = Literal["sender", "subject", "words"]
Author = Literal["system", "robot", "person"]


@dataclass(frozen=True)  # no slots: what several detectors ask is worked out once
class Notice:
    """What a detector sees.

    `status_fields` are the message/delivery-status parts; `text` is what the mail system wrote for people,
    up to the returned mail, and `flowing` the same on one line without quoted lines; `original` are the
    headers of the returned mail, and `enclosed` is all of it where it is a delivery report itself (InterScan
    and Trend Micro wrap one in another); `returns` says that a mail is returned, or announced to be, even if
    nothing of it is left; `complaint` that this is a feedback report (RFC 5965), and `page` that there is a
    page of HTML and nothing else.
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
    def is_report(self) -> bool:
        """Whether the mail as a whole is a report of RFC 3464; a forward may have one among its parts."""
        return bool(_DELIVERY_REPORT.search(self.headers.get("content-type", "")))

    @cached_property
    def author(self) -> Author:
        """Who wrote it, as far as the headers tell: a mail system, some program, or a person."""
        if _is_system(self.headers):
            return "system"
        submitted = self.headers.get("auto-submitted", "no").lower()
        if _null_sender(self.headers) or not submitted.startswith("no"):
            return "robot"
        if any(field in self.headers for field in _OF_PEOPLE):
            return "person"
        return (
            "robot" if ROBOT_SENDER.search(decode_words(self.headers.get("from", "")).lower()) else "person"
        )

    @cached_property
    def witnesses(self) -> frozenset[Witness]:
        """Which of sender, subject and words say that a mail system wrote this of a delivery.

        One alone is not enough: vacation notices have the null sender, people quote subjects, shops can't
        deliver.
        """
        author = self.author
        subject = decode_words(self.headers.get("subject", "")).lower()
        if author == "person" or (author == "robot" and _is_answer(self.headers)) or _answers(subject):
            return frozenset()
        heard: dict[Witness, bool] = {
            "sender": author == "system" or _null_sender(self.headers),
            "subject": self.is_report or "x-failed-recipients" in self.headers or _about_delivery(subject),
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
        status_fields="\n\n".join(part.text() for part in parts if part.media_type in _STATUS_TYPES),
        text=text,
        flowing=" ".join(unquoted.split()),
        original=original,
        enclosed=returned if _DELIVERY_REPORT.search(original.get("content-type", "")) else b"",
        returns=bool(cut) or at < len(parts),
        complaint=any(part.media_type == _FEEDBACK_TYPE for part in parts),
        page=bool(parts) and all(part.media_type == "text/html" or not part.body.strip() for part in parts),
    )


def _is_system(headers: Headers) -> bool:
    return "x-failed-recipients" in headers or bool(SYSTEM_SENDER.search(headers.get("from", "").lower()))


def _null_sender(headers: Headers) -> bool:
    """Whether the envelope named no sender (RFC 5321 section 4.5.5); some write MAILER-DAEMON for that."""
    return_path = headers.get("return-path", "").replace(" ", "").lower()
    return return_path == "<>" or "mailer-daemon" in return_path


def _is_answer(headers: Headers) -> bool:
    return "auto_reply" in headers.get("precedence", "") or any(field in headers for field in _OF_ANSWERS)


def _answers(subject: str) -> bool:
    """Whether it is the subject of an automatic answer, and not of a report about one."""
    answer = AUTOMATIC_ANSWER.search(subject)
    told = SUBJECT.search(subject) if answer else None
    return bool(answer) and not (told and answer and told.start() < answer.start())


def _about_delivery(subject: str) -> bool:
    theirs = OTHERS_WORDS.match(subject)  # an answer to a bounce is a person's mail
    return bool(SUBJECT.search(subject)) and not (theirs and SUBJECT.match(subject, theirs.end()))


def _returned_part(parts: tuple[Part, ...]) -> int:
    """Where the returned mail stands among the parts; their number where it is none of them."""
    for at, part in enumerate(parts):
        if part.media_type in _RETURNED_TYPES or (at and "received" in part.headers):
            return at
    return len(parts)


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
