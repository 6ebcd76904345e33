"""When are two labels, or two announcing lines, the same? Their keys are equal.

Programs, gateways and people change letter case, spacing, dashes, asterisks and accents, and put invisible
signs in between; what is left in a key is what they don't change.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DASHES = "-=_*~#+\u2010\u2011\u2012\u2013\u2014\u2015\u2500\u2501\u2550"
"""What announcing lines are drawn with."""
COLONS = ":\uff1a\ufe55\u2236\ufe13\u055d\u0589\u1361\u1365\u1366\u17d6"
"""Colons of all widths, and what Armenian, Ethiopic and Khmer have in their place."""

_REMEMBERED = 8_192
_TYPED_FOR_COLONS = r"(?<=[\u0561-\u0587]`)|(?:(?<=[\u1000-\u109f]-)|(?<=[\u1000-\u109f] -))(?=\s)"
_LABEL_ENDS = f" *_|[]{COLONS}"
_LINE_ENDS = f" <>|.{DASHES}{COLONS}"
_INVISIBLE = [
    0x00AD,
    0x034F,
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
]
_ACCENTS = [*range(0x0300, 0x0370), *range(0x0591, 0x05C8), 0x0640, *range(0x064B, 0x0660), 0x0670]
_SPACES = [0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_FIRST_WITHOUT_SPACES = "\u2e80"

_JOINERS = {0x200C, 0x200D}  # invisible, and yet spelling: in emoji, Persian and the scripts of India

_UNSEEN = dict.fromkeys(_INVISIBLE)
_SHOWN = {**dict.fromkeys(each for each in _INVISIBLE if each not in _JOINERS), **dict.fromkeys(_SPACES, " ")}
_UNTOLD = {**_UNSEEN, **dict.fromkeys(_ACCENTS)}

_HIDDEN = re.compile(f"[{''.join(map(chr, _SHOWN))}]")

BLANK = " \t\r\f\v" + "".join(map(chr, [*_INVISIBLE, *_SPACES]))
"""Everything that takes room in a line, or none, and shows nothing."""


def colon_or(others: str = "") -> re.Pattern[str]:
    """A pattern for a colon, or what is typed for it in Armenian (a grave accent) and Burmese (a dash), or
    one of some other signs.
    """
    signs = COLONS + others
    return re.compile(rf"[{signs}`-](?:(?<=[{signs}])|{_TYPED_FOR_COLONS})")


def shown(text: str) -> str:
    """The text as one sees it: no invisible signs but joiners, each kind of space a plain one."""
    return text.translate(_SHOWN) if not text.isascii() and _HIDDEN.search(text) else text


@lru_cache(_REMEMBERED)
def label_key(label: str) -> str:
    """What makes two labels the same: the words without asterisks, colon, accents, letter case, spacing."""
    return _folded(label).strip(_LABEL_ENDS)


@lru_cache(_REMEMBERED)
def line_key(line: str) -> str:
    """What makes two announcing lines the same: the words without dashes, accents, letter case, spacing."""
    return _folded(line).strip(_LINE_ENDS)


def _folded(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text).translate(_UNTOLD).casefold()
    words = unicodedata.normalize("NFC", plain).split()
    # Chinese and Japanese programs spread a label out by spaces, Korean ones write the same with and without.
    return ("" if max(plain, default="") >= _FIRST_WITHOUT_SPACES else " ").join(words)
