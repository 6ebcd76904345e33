"""Finding the first header block of a forward in a mail's text.

A block is announced: by a line, by the HTML element that it stands in, or by nothing but the mail's own
subject. Which of them make a forward depends on that subject, because mail programs write the same block
above the message that a reply quotes.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Literal

from birdlog.mail.forward import block, oneline
from birdlog.mail.forward.block import Pairs
from birdlog.mail.forward.dialects import dialects
from birdlog.mail.forward.fields import TELLING, Fields, fields
from birdlog.mail.forward.leads import LONGEST_ANNOUNCEMENT, SHORTEST_RULE, Kind, Lead, lead_at, sentence_at
from birdlog.mail.forward.lines import Lines
from birdlog.mail.forward.subject import Subject, prefix_of, said_by, without_prefix
from birdlog.mail.forward.words import DASHES, line_key

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

_BLANKS_BEFORE_BLOCK = 4
_BLANKS_BEFORE_LINE = 1
_UNKNOWN_ABOVE = 3
_ENOUGH_TO_GUESS = 3
_FULL = 4  # fields, of a block that needs no second look
_TRIES = 100
_TRIES_IN_ONE_LINE = 10

_NOTHING: frozenset[str] = frozenset()
_NOT_FROM = TELLING - {"from"}


@dataclass(frozen=True, slots=True)
class Found:
    """A block: its fields, the line on which its announcement begins, the one after it."""

    fields: Fields
    start: int
    end: int


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
        self._says = said_by(subject, prefix, answers)
        self._replies_in = dialects().replies_in.get(prefix, _NOTHING)
        self._tries = _TRIES
        self._tries_in_one_line = _TRIES_IN_ONE_LINE

    def find(self, start: int) -> Found | None:
        at, last = start, len(self._lines)
        while at < last and self._tries:
            lead = lead_at(self._lines, at)
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
        if lead.kind == "forward" and (found is None or found.fields.telling < 2) and start is not None:
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
        read = sentence_at(self._lines, start)
        if read is None:
            return None
        said, end = read
        known = said.of or dialects().announcement(line_key(lead.announcement))
        values = {"from": said.sender, "date": said.date, "subject": without_prefix(self._subject)}
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
    text = lines.texts[after][:LONGEST_ANNOUNCEMENT]
    is_drawn = len(text) >= SHORTEST_RULE and line_key(text) in ("", line_key(announcement))
    return after + 1 if is_drawn else end


def _meets(demand: Demand, fields: Fields) -> bool:
    if demand == "two":
        return fields.telling >= 2
    sender = fields.values.get("from", "")
    # A ticket is from one place to another, without a subject.
    is_named = demand == "three" and bool(sender) and "subject" in fields.values
    return fields.telling >= 3 and ("@" in sender or is_named)


def _block_start(lines: Lines, at: int) -> int | None:
    """The first line from `at` on that says something, where not too many are before it."""
    for line in range(at, min(at + _BLANKS_BEFORE_BLOCK, len(lines))):
        if lines.texts[line].strip(f"{DASHES} "):
            return line
    return None


def _stands_apart(lines: Lines, at: int) -> bool:
    return at == 0 or not lines.texts[at - 1] or lines.quotes(at) > lines.quotes(at - 1)
