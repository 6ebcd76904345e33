"""A header block that is a sentence: who wrote when, without labels.

`On 28/10/2021 12:46, "John Doe" <j@x.example> wrote:`. It is read by its structure: an address, the name
before it, a date; the words around them are data (forward_labels/) and tell the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from birdlog.mail.forward.dialects import Announcement, Pattern, dialects
from birdlog.mail.forward.words import BLANK, COLONS, line_key

_LONGEST = 400  # characters
_FEWEST_DIGITS = 4  # of a date
_ENDS = f" ,;-\u2013\u2014{BLANK}{COLONS}"
_BESIDE = f"<>()[]\"',; {BLANK}{COLONS}"
_HEADING = re.compile(r'("[^"]+") <?([^\s<>"@]+@[^\s<>"@]+)>? \u2013 ([^@<>]+)\Z')
"""What Nextcloud's Mail writes above a forwarded message, in every language."""
_OF_TIMES = frozenset(
    [
        "am",
        "pm",
        "a.m.",
        "p.m.",
        "uhr",
        "uur",
        "h",
        "utc",
        "gmt",
        "est",
        "edt",
        "cst",
        "cdt",
        "pst",
        "pdt",
        "cet",
        "cest",
    ]
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Whom the message is from and when it was written, as written; `of` is who writes so, where known."""

    sender: str
    date: str
    of: Announcement | None


def read(text: str) -> Sentence | None:
    """What a line says, where it is such a sentence: it ends with a colon, names one address and a date.

    Or where it is a heading: the sender, a dash and the date.
    """
    heading = _HEADING.match(text) if len(text) <= _LONGEST else None
    if heading and _is_dated(heading[3]):
        return Sentence(f"{heading[1]} <{heading[2]}>", heading[3], None)
    if len(text) > _LONGEST or text[-1:] not in COLONS or text.count("@") - text.count("mailto:") != 1:
        return None
    pattern = dialects().sentences.find(line_key(text))
    inside = _inside(text, pattern)
    begin, end = _address(inside)
    before, after = inside[:begin], inside[end:]
    name_at = _name_start(before, pattern)
    date = (before[:name_at] if _is_dated(before[:name_at]) else after).strip(_ENDS)
    if not _is_dated(date):
        return None
    return Sentence(inside[name_at:end].strip(_ENDS), date, pattern.of if pattern else None)


def _inside(text: str, pattern: Pattern | None) -> str:
    """The text between the words with which the sentence begins and ends."""
    if pattern is None:
        return text
    first, last = pattern.written[0], pattern.written[-1]
    begin = len(first) if text[: len(first)].lower() == first.lower() else 0
    ends = last and text.lower().endswith(last.lower())
    return text[begin : len(text) - len(last) if ends else len(text)]


def _address(text: str) -> tuple[int, int]:
    """Where the address, with its angle brackets, begins and ends."""
    at = text.index("@")
    opening, closing = text.rfind("<", 0, at), text.rfind(">")
    if opening >= 0 and closing > at:
        return opening, closing + 1
    begin = max(text.rfind(sign, 0, at) for sign in _BESIDE) + 1
    return begin, min(
        (end for end in (text.find(sign, at) for sign in _BESIDE) if end >= 0), default=len(text)
    )


def _name_start(before: str, pattern: Pattern | None) -> int:
    """Where the name begins that ends `before`: at its quote mark, else after the date."""
    name = before.rstrip(_ENDS)
    if name.endswith('"'):
        return max(name.rfind('"', 0, -1), 0)
    start = len(before)
    for word in reversed(name.split()):
        if any(map(str.isdigit, word)) or word.strip(",;").lower() in _OF_TIMES:
            break
        start = before.rindex(word, 0, start)
    for piece in pattern.written[1:-1] if pattern else ():
        if piece.strip(_ENDS) and before[start:].startswith(piece.strip(_ENDS)):
            return start + len(piece.strip(_ENDS))
    return start


def _is_dated(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= _FEWEST_DIGITS
