"""Finding the first header block of a forward in a mail's text.

A block is announced: by a line, by the HTML element that it stands in, or by nothing but the mail's own
subject. Which of them make a forward depends on that subject, because mail programs write the same block
above the message that a reply quotes.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import Literal

from birdlog.mail.forward import block, oneline, sentence
from birdlog.mail.forward.block import Pairs, joined, label_end
from birdlog.mail.forward.dialects import Announcement, dialects
from birdlog.mail.forward.fields import TELLING, Fields, fields
from birdlog.mail.forward.lines import Lines
from birdlog.mail.forward.sentence import Sentence
from birdlog.mail.forward.words import COLONS, DASHES, label_key, line_key

Subject = Literal["forward", "reply", "other", "none"]
"""What a mail's subject says that it is; `none`: there is no subject."""

Kind = Literal["forward", "unknown forward", "shared", "rule", "drawn", "label", "table", "sentence"]
"""What announces a block: a line that stands above forwards alone; one that says "forwarded" in words that no
program is known to use; one that stands above quoted replies too; a rule of underscores; any other line that
is drawn with dashes; nothing (it begins with a label); a table for header blocks; a sentence in its place."""

Demand = Literal["two", "three", "address", "apart"]
"""What a block must have: two fields; three, and who it is from; three, and an address in From; that, four
fields, a gap above it, and no label that is unknown (a header that broke is no block)."""

_DEMANDS: dict[Kind, dict[Subject, Demand]] = {
    "forward": {"forward": "two", "none": "two", "other": "two", "reply": "two"},
    "table": {"forward": "two", "none": "two", "other": "two", "reply": "two"},
    "unknown forward": {"forward": "three", "none": "address", "other": "address", "reply": "address"},
    "shared": {"forward": "three", "none": "three", "other": "address"},
    "rule": {"forward": "three", "none": "three"},
    "drawn": {"forward": "three", "none": "address"},
    "label": {"forward": "three", "none": "apart"},
    "sentence": {"forward": "two"},
}
"""Where a subject is missing, such a block makes no forward."""

_LONGEST_ANNOUNCEMENT = 240
_BLANKS_BEFORE_BLOCK = 4
_BLANKS_BEFORE_LINE = 1
_UNKNOWN_ABOVE = 3
_ENOUGH_TO_GUESS = 3
_LINES_OF_ANNOUNCEMENT = 3
_SHORTEST_RULE = 10
_FULL = 4  # fields, of a block that needs no second look
_TRIES = 100
_TRIES_IN_ONE_LINE = 10

_NOTHING: frozenset[str] = frozenset()
_NOT_FROM = TELLING - {"from"}
_COLON = re.compile(f"[{COLONS}]")
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


@dataclass(frozen=True, slots=True)
class Found:
    """A block: its fields, the line on which its announcement begins, the one after it."""

    fields: Fields
    start: int
    end: int


def _says(subject: str, prefix: str, answers: bool) -> Subject:
    known = dialects()
    if prefix in known.forward_prefixes:
        return "forward"
    if answers or prefix in known.reply_prefixes:
        return "reply"
    return "other" if subject and not subject.isspace() else "none"


def prefix_of(subject: str) -> str:
    """What stands before a subject's first colon, without what gateways put before that: `fwd`, `re`."""
    if not subject:
        return ""
    text = subject.lstrip()
    while text.startswith("[") and "]" in text:
        text = text.partition("]")[2].lstrip()
    return label_key(text[: _colon(text)].split("[")[0].split("(")[0])


def _without_prefix(subject: str) -> str:
    return subject[_colon(subject) :].lstrip(f"{COLONS} ")


def _colon(text: str) -> int:
    """Where the first colon stands; 0: nowhere."""
    found = _COLON.search(text)
    return found.start() if found else 0


def find(lines: Lines, subject: str, answers: bool = False, start: int = 0) -> Found | None:
    """The first header block from line `start` on that makes the mail a forward.

    `answers` is true where the mail's header says that it answers another; its subject can speak against it.
    """
    return _Search(lines, subject, answers).find(start)


class _Search:
    def __init__(self, lines: Lines, subject: str, answers: bool) -> None:
        self._lines = lines
        self._subject = subject
        prefix = prefix_of(subject)
        self._says = _says(subject, prefix, answers)
        self._replies_in = dialects().replies_in.get(prefix, _NOTHING)
        self._tries = _TRIES
        self._tries_in_one_line = _TRIES_IN_ONE_LINE

    def find(self, start: int) -> Found | None:
        at, last = start, len(self._lines)
        while at < last and self._tries:
            lead = _lead(self._lines, at)
            if lead is None or not (self._says == "reply" or self._says in _DEMANDS[lead.kind]):
                at += 1
                continue
            found = self._read(lead)
            if found and self._counts(found.fields, lead):
                return found
            if self._says == "reply" and (found or self._lines.quotes(at)):
                return None  # what a reply quotes is no forward of its own
            self._tries -= 1
            at = max(at + 1, found.end if found and lead.kind != "forward" else 0)
        return None

    def _counts(self, fields: Fields, lead: Lead) -> bool:
        language = fields.dialect.language if fields.dialect else ""
        says: Subject = "reply" if language in self._replies_in else self._says
        demand = _DEMANDS[lead.kind].get(says)
        quoted = says == "reply" and self._lines.quotes(lead.start) > 0
        if demand is None or quoted or not _meets(demand, fields):
            return False
        return demand != "apart" or (
            fields.telling >= _FULL and not fields.unknown and _stands_apart(self._lines, lead.start)
        )

    def _read(self, lead: Lead) -> Found | None:
        """The block that a lead begins; None where that is none at all."""
        if lead.kind == "table":
            pairs = block.rows(self._lines, lead.next, self._lines.marks[lead.next])
            return self._found(lead, pairs)
        if lead.kind == "sentence":
            return self._sentence(lead, lead.start)
        lead = self._from_above(lead)
        start = _block_start(self._lines, lead.next)
        if start is None and not lead.rest:
            return None
        found = self._labelled(lead, start)
        if lead.kind == "forward" and (found is None or found.fields.telling < 2) and start:
            found = self._sentence(lead, start) or found
        return found if found and found.fields.telling > 1 else None

    def _from_above(self, lead: Lead) -> Lead:
        """With the labels of no known language above it, where the subject says that this is a forward."""
        if lead.kind != "label" or self._says != "forward":
            return lead
        start = lead.start
        while lead.start - start < _UNKNOWN_ABOVE and start and _is_unknown_row(self._lines.texts[start - 1]):
            start -= 1
        return Lead("drawn", start, "", start) if start < lead.start else lead

    def _labelled(self, lead: Lead, start: int | None) -> Found | None:
        found = None
        if not lead.rest and start is not None:
            found = self._found(lead, block.pairs(self._lines, start, unknown=bool(self._may_guess(lead))))
            if found.fields.telling >= _FULL:
                return found
            if lead.announcement and (spaced := block.pairs_without_colons(self._lines, start)).labels:
                found = max(found, self._found(lead, spaced), key=_telling)
        if self._tries_in_one_line and (lead.rest or found):
            self._tries_in_one_line -= 1
            at = lead.next - 1 if lead.rest else start or 0
            pairs = oneline.pairs(self._lines, at, lead.rest or self._lines.texts[at])
            one = self._found(lead, pairs) if pairs else None
            found = max(found, one, key=_telling) if found and one else found or one
        return found

    def _found(self, lead: Lead, pairs: Pairs) -> Found:
        named = fields(pairs.labels, pairs.values, lead.announcement, self._may_guess(lead))
        if lead.kind == "label" and self._says == "forward" and named.telling >= _ENOUGH_TO_GUESS:
            named = fields(pairs.labels, pairs.values, "", TELLING)
        return Found(named, lead.start, _end(self._lines, pairs.end, lead.announcement))

    def _may_guess(self, lead: Lead) -> Set[str]:
        """The fields that labels of no known language may stand for."""
        if lead.kind == "label":
            return _NOT_FROM if self._says == "forward" else _NOTHING
        return TELLING if self._says == "forward" or lead.kind in ("forward", "table") else _NOTHING

    def _sentence(self, lead: Lead, start: int) -> Found | None:
        read = _sentence(self._lines, start)
        if read is None:
            return None
        said, end = read
        known = said.of or dialects().announcement(line_key(lead.announcement))
        values = {"from": said.sender, "date": said.date, "subject": _without_prefix(self._subject)}
        return Found(Fields(known.dialects[0] if known else None, values, 0), lead.start, end)


def _is_unknown_row(text: str) -> bool:
    cut = block.unknown_label_end(text)
    return cut > 0 and block.is_telling(text[cut + 1 :])


def _telling(found: Found) -> int:
    return found.fields.telling


def _end(lines: Lines, end: int, announcement: str) -> int:
    """Where a block ends: some programs draw a line below it, or repeat the one above it."""
    if not announcement:
        return end
    after = block.next_text(lines, end, _BLANKS_BEFORE_LINE)
    if after is None or lines.texts[after][0] not in DASHES:
        return end
    text = lines.texts[after][:_LONGEST_ANNOUNCEMENT]
    return (
        after + 1 if line_key(text) in ("", line_key(announcement)) and len(text) >= _SHORTEST_RULE else end
    )


def _meets(demand: Demand, fields: Fields) -> bool:
    if demand == "two":
        return fields.telling >= 2
    sender = fields.values.get("from", "")
    named = (
        demand == "three" and bool(sender) and "subject" in fields.values
    )  # tickets are from and to places
    return fields.telling >= 3 and ("@" in sender or named)


def _lead(lines: Lines, at: int) -> Lead | None:
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
    head = text[:_LONGEST_ANNOUNCEMENT]
    if not head.strip(f"{DASHES} "):
        return Lead("rule", at, head, at + 1) if len(head) >= _SHORTEST_RULE and not head.strip("_") else None
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
    key = line_key(text[:_LONGEST_ANNOUNCEMENT])
    return Lead("unknown forward" if known.speaks_of_forwarding(key) else "drawn", at, text, at + 1)


def _closed_by_colon(lines: Lines, at: int, text: str) -> Lead | None:
    """A line that ends with a colon: an announcement with something filled in, or a sentence."""
    if len(text) > _LONGEST_ANNOUNCEMENT:
        return None
    key = line_key(text)
    if announcement := dialects().announcement(key):
        return _announced(announcement, at, text, at + 1)
    said = ""
    for start in range(at, max(at - _LINES_OF_ANNOUNCEMENT, -1), -1):
        said = joined(lines.texts[start][:_LONGEST_ANNOUNCEMENT], said)
        if not lines.texts[start]:
            break
        if "@" in said and sentence.read(said):
            return Lead("sentence", start, "", at + 1)
    return Lead("unknown forward", at, text, at + 1) if dialects().speaks_of_forwarding(key) else None


def _sentence(lines: Lines, start: int) -> tuple[Sentence, int] | None:
    """The sentence that begins on this line and ends with it or one of the next, and the line after it."""
    text = ""
    for at in range(start, min(start + _LINES_OF_ANNOUNCEMENT, len(lines))):
        line = lines.texts[at]
        text = joined(text, line)
        if not line or len(text) > _LONGEST_ANNOUNCEMENT:
            return None
        if said := sentence.read(text):
            return said, at + 1
    return None


def _block_start(lines: Lines, at: int) -> int | None:
    """The first line from `at` on that says something, where not too many are before it."""
    for line in range(at, min(at + _BLANKS_BEFORE_BLOCK, len(lines))):
        if lines.texts[line].strip(f"{DASHES} "):
            return line
    return None


def _stands_apart(lines: Lines, at: int) -> bool:
    return at == 0 or not lines.texts[at - 1] or lines.quotes(at) > lines.quotes(at - 1)


def _text_before(lines: Lines, at: int) -> str:
    before = (lines.texts[line] for line in range(at - 1, max(at - 4, -1), -1))
    return next(filter(None, before), "")
