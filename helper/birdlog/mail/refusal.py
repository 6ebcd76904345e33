"""What the words of a server's refusal tell beyond its reason: sizes, and whether the sender is the trouble.

The words are a mail server's or whoever's poses as one: what they do not say plainly is not read into them.
"""

from __future__ import annotations

import re
from typing import Literal

TooMuch = Literal["content", "attachments"]
"""Which part of a mail is more than a server takes."""

_BYTES = {"": 1, "b": 1, "k": 1024, "m": 1024**2, "g": 1024**3}
_SMALLEST, _LARGEST = 10 * 1024, 4 * 1024**3
"""No limit of a mail server is outside of these, and no mail over one: such a number means other things."""

_NUMBER = r"(\d{1,3}(?:[.,]\d{3}){1,3}|\d{1,12}(?:[.,]\d{1,2})?)\s?((?:[kmg]i?)?b(?:yte)?s?\b|[kmg]\b|)"
_LIMIT = re.compile(rf"(?:limit|max\w*|allow\w*|exceed\w*)[^\d]{{0,40}}?{_NUMBER}")
_SIZE = re.compile(rf"(?:(?<!max )(?<!maximum )message size|size=|mail is|message is)[ :(<]{{0,3}}{_NUMBER}")
_LINK = re.compile(r"https?:\S*")
_SENDER_CODES = ("1.7", "1.8", "7.20", "7.21", "7.22", "7.23", "7.24", "7.26", "7.27")
_SENDER_WORDS = re.compile(
    r"sender (?:\w+ )?(?:rejected|denied|refused|unknown|invalid|blocked|verif|not )|sender domain"
    r"|domain of sender|(?:invalid|unknown|unauthori[sz]ed|unverified) sender"
    r"|\b(?:spf|dkim|dmarc)\b|unauthenticated"
)
_WHOLE_MAIL = re.compile(r"attachment|anexo|anhang|pi[eè]ce jointe")
_TEXT = re.compile(r"\b(?:body|content|text) (?:is |was )?(?:too|over|exceed|size|length|larger)")


def size_limit(said: str) -> int | None:
    """The most bytes that the server takes, if its words name a number; 1 MB = 1,048,576 bytes."""
    return _amount(_LIMIT, said)


def size(said: str) -> int | None:
    """The bytes that the mail had on the wire, if the server's words name them."""
    return _amount(_SIZE, said)


def too_much(said: str) -> TooMuch | None:
    """What a mail that is too large has too much of, if the server's words name it."""
    words = said.lower()
    if _WHOLE_MAIL.search(words):
        return "attachments"
    return "content" if _TEXT.search(words) else None


def is_about_sender(status: str | None, said: str) -> bool:
    """Whether it is the sender whom the server does not believe or does not know (RFC 3463 sections 3.2 and
    3.8, RFC 7372), and not the mail or its recipient.
    """
    return bool(status and status[2:] in _SENDER_CODES) or bool(_SENDER_WORDS.search(said.lower()))


def _amount(pattern: re.Pattern[str], said: str) -> int | None:
    found = pattern.search(_LINK.sub("", said.lower()))
    if not found:
        return None
    unit = _BYTES[found[2][:1]]
    count = round(_number(found[1]) * unit)
    return count if _SMALLEST <= count <= _LARGEST else None


def _number(written: str) -> float:
    """A number with its thousands set apart, or with a decimal part."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written):
        return float(re.sub(r"\D", "", written))
    return float(written.replace(",", "."))
