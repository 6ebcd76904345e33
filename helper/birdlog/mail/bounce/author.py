"""Who wrote a mail, as far as its headers tell, and what its subject says that it is."""

from __future__ import annotations

from typing import Literal

from birdlog.mail.bounce.mime import Headers, decode_words
from birdlog.mail.bounce.phrases import AUTOMATIC_ANSWER, OTHERS_WORDS, ROBOT_SENDER, SUBJECT, SYSTEM_SENDER

Author = Literal["system", "robot", "person"]

_OF_PEOPLE = ("list-id", "list-post", "in-reply-to", "references", "user-agent", "x-mailer")
"""Fields of mails that people write, or of lists that they write to."""

_OF_ANSWERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-autoreply-from", "x-vacation")
"""Fields of vacation notices, which have the null sender and may say what could not be done meanwhile."""

_BEGINNING = 16
"""Letters within which a report's subject says that it is one."""


def author(headers: Headers) -> Author:
    """A mail system, some program, or a person."""
    if "x-failed-recipients" in headers or SYSTEM_SENDER.search(headers.get("from", "").lower()):
        return "system"
    if has_null_sender(headers) or not headers.get("auto-submitted", "no").lower().startswith("no"):
        return "robot"
    if any(field in headers for field in _OF_PEOPLE):
        return "person"
    return "robot" if ROBOT_SENDER.search(decode_words(headers.get("from", "")).lower()) else "person"


def has_null_sender(headers: Headers) -> bool:
    """Whether the envelope named no sender (RFC 5321 section 4.5.5); some write MAILER-DAEMON for that."""
    return_path = headers.get("return-path", "").replace(" ", "").lower()
    return return_path == "<>" or "mailer-daemon" in return_path


def is_report(headers: Headers) -> bool:
    """Whether the mail as a whole is a report of RFC 3464; a forward may have one among its parts."""
    content_type = headers.get("content-type", "").lower().replace(" ", "").replace('"', "")
    kind = content_type.partition("report-type=")[2]
    return kind.startswith("delivery-status") or (not kind and content_type.startswith("multipart/report"))


def is_answer(headers: Headers) -> bool:
    """Whether it is an automatic answer: by its fields, or by a subject that is not a report's about one."""
    if "auto_reply" in headers.get("precedence", "") or any(field in headers for field in _OF_ANSWERS):
        return True
    subject = subject_of(headers)
    answer = AUTOMATIC_ANSWER.search(subject)
    told = SUBJECT.search(subject) if answer else None
    return bool(answer) and not (answer and told and told.start() < answer.start())


def tells_of_delivery(headers: Headers) -> bool:
    """Whether the subject, or a field that is there for it, says that this is about a delivery."""
    if is_report(headers) or "x-failed-recipients" in headers:
        return True
    subject = subject_of(headers)
    told = SUBJECT.search(subject)
    theirs = OTHERS_WORDS.match(subject)  # an answer to a report begins with the report's words
    return bool(told) and not (told and theirs and told.start() < theirs.end() + _BEGINNING)


def subject_of(headers: Headers) -> str:
    """The subject in lower case, its encoded words decoded."""
    return decode_words(headers.get("subject", "")).lower()
