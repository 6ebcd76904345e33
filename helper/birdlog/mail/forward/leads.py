"""What may begin a header block: a line that announces it, a label, a table, a sentence in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from birdlog.mail.forward import sentence
from birdlog.mail.forward.block import joined, label_end
from birdlog.mail.forward.dialects import Announcement, dialects
from birdlog.mail.forward.lines import Lines
from birdlog.mail.forward.sentence import Sentence
from birdlog.mail.forward.words import COLONS, DASHES, label_key, line_key

Kind = Literal["forward", "unknown forward", "shared", "rule", "drawn", "label", "table", "sentence"]
"""What announces a block: a line that stands above forwards alone; one that says "forwarded" in words that no
program is known to use; one that stands above quoted replies too; a rule of underscores; any other line that
is drawn with dashes; nothing (it begins with a label); a table for header blocks; a sentence in its place."""

LONGEST_ANNOUNCEMENT = 240
"""Characters of an announcing line, or a sentence."""
SHORTEST_RULE = 10
"""Signs of a line that is drawn."""

_LINES_OF_ANNOUNCEMENT = 3
_CLOSING = re.compile(f"[{re.escape(DASHES)}]{{2,}}")


@dataclass(frozen=True, slots=True)
class Lead:
    """The beginning of a block: what announces it, on which line and in which words, the line after it, and
    what else stands on its last line.
    """

    kind: Kind
    start: int
    announcement: str
    next: int
    rest: str = ""


def lead_at(lines: Lines, at: int) -> Lead | None:
    """What begins on this line, as far as its words tell."""
    known = dialects()
    mark = lines.marks.get(at)
    if mark in known.header_tables:
        return Lead("table", at, _text_before(lines, at), at)
    text = lines.texts[at]
    if not text:
        return None
    cut = label_end(text)
    if cut < 0 and text[0] not in DASHES and text[-1] not in COLONS:
        is_line = len(text) <= known.longest_bare_line and text.casefold() in known.bare_lines
        return _announced(known.lines[line_key(text)], at, text, at + 1) if is_line else None
    key = label_key(text[:cut]) if cut > 0 else ""
    if key in known.labels:
        return Lead("shared" if mark else "label", at, "", at)
    if text[0] in DASHES and (drawn := _drawn(lines, at, text)):
        return drawn
    if key in known.lines and text[cut] in COLONS:
        return _announced(known.lines[key], at, text[: cut + 1], at + 1, text[cut + 1 :].strip())
    if text[0] == '"' and sentence.read(text):
        return Lead("sentence", at, "", at + 1)
    return _closed_by_colon(lines, at, text) if text[-1] in COLONS else None


def _announced(known: Announcement, at: int, text: str, next: int, rest: str = "") -> Lead:
    kind: Kind = "forward" if known.forward else "shared"
    if kind == "shared" and known.drawn and text[0] not in DASHES:  # "Original message:", and prose like it
        kind = "drawn"
    return Lead(kind, at, text, next, rest)


def _drawn(lines: Lines, at: int, text: str) -> Lead | None:
    """A line that dashes or the like begin."""
    known = dialects()
    head = text[:LONGEST_ANNOUNCEMENT]
    if not head.strip(f"{DASHES} "):
        return Lead("rule", at, head, at + 1) if len(head) >= SHORTEST_RULE and not head.strip("_") else None
    if announcement := known.announcement(line_key(head)):
        return _announced(announcement, at, head, at + 1)
    if head[1:2] not in DASHES:
        return None
    begin = len(head) - len(head.lstrip(f"{DASHES} "))
    for closing in _CLOSING.finditer(head, begin):
        if announcement := known.announcement(line_key(head[: closing.start()])):
            return _announced(announcement, at, head[: closing.end()], at + 1, text[closing.end() :].strip())
    for end in range(at + 1, min(at + _LINES_OF_ANNOUNCEMENT, len(lines))):
        head = f"{head} {lines.texts[end]}"
        if announcement := known.announcement(line_key(head)):
            return _announced(announcement, at, head, end + 1)
    key = line_key(text[:LONGEST_ANNOUNCEMENT])
    return Lead("unknown forward" if known.speaks_of_forwarding(key) else "drawn", at, text, at + 1)


def _closed_by_colon(lines: Lines, at: int, text: str) -> Lead | None:
    """A line that ends with a colon: an announcement with something filled in, or a sentence."""
    if len(text) > LONGEST_ANNOUNCEMENT:
        return None
    key = line_key(text)
    if announcement := dialects().announcement(key):
        return _announced(announcement, at, text, at + 1)
    said = ""
    for start in range(at, max(at - _LINES_OF_ANNOUNCEMENT, -1), -1):
        said = joined(lines.texts[start][:LONGEST_ANNOUNCEMENT], said)
        if not lines.texts[start]:
            break
        if "@" in said and sentence.read(said):
            return Lead("sentence", start, "", at + 1)
    return Lead("unknown forward", at, text, at + 1) if dialects().speaks_of_forwarding(key) else None


def sentence_at(lines: Lines, start: int) -> tuple[Sentence, int] | None:
    """The sentence that begins on this line and ends with it or one of the next, and the line after it."""
    text = ""
    for at in range(start, min(start + _LINES_OF_ANNOUNCEMENT, len(lines))):
        line = lines.texts[at]
        text = joined(text, line)
        if not line or len(text) > LONGEST_ANNOUNCEMENT:
            return None
        if said := sentence.read(text):
            return said, at + 1
    return None


def _text_before(lines: Lines, at: int) -> str:
    before = (lines.texts[line] for line in range(at - 1, max(at - 4, -1), -1))
    return next(filter(None, before), "")
