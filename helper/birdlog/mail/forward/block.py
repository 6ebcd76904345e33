"""Taking a header block apart: labels and values, in the shapes in which mail programs write them.

A label and its value stand on one line; or the label on one and the value on the next; or both are cells of a
table's row. Lines may have been wrapped, blank ones put between. (A whole block on one line: oneline.py.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from birdlog.mail.forward.dialects import dialects
from birdlog.mail.forward.lines import Lines
from birdlog.mail.forward.words import COLONS, colon_or, label_key

LONGEST_LABEL = 80
"""Characters of a line in which a label is looked for."""

_LONGEST_BLOCK = 400  # lines
_LONGEST_VALUE = 65_536  # characters
_BLANKS_WITHIN = 2
_LOOK_AHEAD = 8
_WRAPPED_FROM, _WRAPPED_TO = 72, 80  # columns
_LONGEST_REST = 3  # lines of a wrapped value, after the first
_LONGEST_UNKNOWN = 40
_FEWEST_DIGITS = 4  # of a date
_LONGEST_DATE = 100
_MOST_WORDS = 5
_NO_LABEL = frozenset('@<>,;"')
_ENOUGH = 3
_FIRST_WITHOUT_SPACES = "\u2e80"
_COLON = colon_or()
_LABEL_END = colon_or("\t|")
_LABEL_END_IN_ASCII = re.compile("[:\t|]")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels (keys) and values in their order, and the line after the last of them."""

    labels: tuple[str, ...]
    values: tuple[str, ...]
    end: int


def pairs(lines: Lines, start: int, unknown: bool = False) -> Pairs:
    """The labels and values from line `start` on, as far as they reach.

    With `unknown`, labels of no language that we know may begin the block.
    """
    block = _Block(lines, start, unknown)
    while block.goes_on():
        pass
    return block.pairs()


def pairs_without_colons(lines: Lines, start: int) -> Pairs:
    """The same where nothing but a space stands between a label and its value."""
    labels, values = [], []
    at = start
    while at < len(lines) and (cut := _bare_label_end(lines.texts[at])):
        labels.append(label_key(lines.texts[at][:cut]))
        values.append(lines.texts[at][cut:].strip())
        at += 1
    return Pairs(tuple(labels), tuple(values), at)


def _bare_label_end(text: str) -> int:
    """Where the longest label ends with whose words a line begins; 0: nowhere."""
    ends = [space.start() for space in islice(re.finditer(" ", text[:LONGEST_LABEL]), _MOST_WORDS)]
    known = dialects().labels
    return next((end for end in reversed(ends) if label_key(text[:end]) in known), 0)


def rows(lines: Lines, start: int, mark: str) -> Pairs:
    """The rows of an HTML table that is a header block: every first cell is a label."""
    labels, values = [], []
    at = start
    while lines.marks.get(at) == mark:
        label, _tab, value = lines.texts[at].partition("\t")
        labels.append(label_key(label))
        values.append(value.strip())
        at += 1
    return Pairs(tuple(labels), tuple(values), at)


def known_label(text: str) -> str:
    """The key of the label of any language with which a line begins; empty where it begins with none."""
    cut = label_end(text)
    if cut < 1:
        return ""
    key = label_key(text[:cut])
    return key if key in dialects().labels else ""


def label_end(text: str) -> int:
    """Where the label ends with which a line may begin: at a colon, a cell's end; -1: nowhere."""
    end = (_LABEL_END_IN_ASCII if text.isascii() else _LABEL_END).search(text, 1, LONGEST_LABEL)
    return end.start() if end else -1


def was_full(lines: Lines, at: int) -> bool:
    """Whether line `at` seems to be what a program that wraps lines left of the line before it.

    The first word did not fit there. No program wraps the lines of an HTML page.
    """
    before = len(lines.written[at - 1].rstrip())
    if lines.offsets or before > _WRAPPED_TO:
        return False
    words = lines.texts[at][:_WRAPPED_FROM].split(None, 1)
    return bool(words) and before + 1 + len(words[0]) > _WRAPPED_FROM


def joined(value: str, rest: str) -> str:
    """A wrapped value and the next line, as they were before a program wrapped them."""
    if not value or not rest:
        return value or rest
    if value[-1] == "=":  # a soft line break (RFC 2045) that was never decoded
        return value[:-1] + rest
    torn = value.rfind("<") > value.rfind(">")
    hyphen = value[-1] == "-" and value[-2:-1].isalnum() and rest[0].isalnum()
    spaceless = value[-1] >= _FIRST_WITHOUT_SPACES and rest[0] >= _FIRST_WITHOUT_SPACES
    return value + rest if torn or hyphen or spaceless else f"{value} {rest}"


class _Block:
    """What was read of a block so far; `end` is the line after it."""

    def __init__(self, lines: Lines, start: int, unknown: bool) -> None:
        self.end = start
        self._unknown = unknown
        self._lines = lines
        self._at = start
        self._last = min(len(lines), start + _LONGEST_BLOCK)
        self._labels: list[str] = []
        self._values: list[str] = []
        self._known: set[str] = set()
        self._meant: set[str] = set()  # the fields that the known labels may be of
        self._gaps = 0
        self._below = 0  # values that stood on the line below their label

    def pairs(self) -> Pairs:
        return Pairs(tuple(self._labels), tuple(self._values), self.end)

    def goes_on(self) -> bool:
        """Read one line more; false where it is none of the block."""
        if self._at >= self._last:
            return False
        text = self._lines.texts[self._at]
        if not text:
            return self._goes_on_after_a_gap()
        label = known_label(text)
        if label:
            return label not in self._known and self._take(label, _value(text, label_end(text)))
        if not self._labels and not self._unknown:
            return False
        cut = unknown_label_end(text)
        if cut and not self._is_unfinished(_value(text, cut)) and self._is_label_here(_value(text, cut)):
            return self._take(label_key(text[:cut]), _value(text, cut))
        return bool(self._labels) and self._continues(text) and self._take_rest(text)

    def _goes_on_after_a_gap(self) -> bool:
        after = next_text(self._lines, self._at, _BLANKS_WITHIN)
        if after is None or not self._labels or not self._may_follow_a_gap(after):
            return False
        self._gaps += 1
        self._at = after
        return True

    def _may_follow_a_gap(self, at: int) -> bool:
        """In a block too short yet, one whose lines all stand apart, before a field that none lacks."""
        text = self._lines.texts[at]
        apart = self._gaps == len(self._labels) - 1
        label = known_label(text)
        if not label:
            return (
                apart and self._is_unknown_label(at) and self._is_short(_value(text, unknown_label_end(text)))
            )
        of_any = not _meanings(label).isdisjoint({"from", "to", "subject"})
        return label not in self._known and (apart or len(self._known) < _ENOUGH or of_any)

    def _take(self, label: str, value: str) -> bool:
        self._labels.append(label)
        self._values.append(value)
        if label in dialects().labels:
            self._known.add(label)
            self._meant |= _meanings(label)
        return self._taken()

    def _take_rest(self, text: str) -> bool:
        self._below += not self._values[-1]
        torn_at_space = self._values[-1].endswith("=") and self._lines.written[self._at][:1] == " "
        self._values[-1] = joined(self._values[-1], f" {text}" if torn_at_space else text)
        return self._taken()

    def _taken(self) -> bool:
        self._at += 1
        self.end = self._at
        return True

    def _is_unfinished(self, below: str) -> bool:
        """Whether the last value goes on in a line that looks like a label with this value."""
        if not self._values:
            return False
        return self._values[-1].endswith((",", ";")) or (
            was_full(self._lines, self._at) and not is_telling(below)
        )

    def _is_label_here(self, value: str) -> bool:
        """An unknown label counts where known ones follow, or a block ends with it that lacks its value."""
        if self._label_ahead() or ("@" in value and self._ends_here(self._at + 1)):
            return True
        after = self._after_rest(self._at + 1)
        return self._is_short(value) and (self._ends_here(after) or self._is_unknown_label(after))

    def _is_short(self, value: str) -> bool:
        """Whether fields are to come: few are there, or not the one that an unknown label's value fits."""
        if len(self._known) <= _ENOUGH or not self._unknown:
            return len(self._known) <= _ENOUGH
        fields = {"from", "to"} if "@" in value else {"date", "subject"} if is_date(value) else {"subject"}
        return not fields <= self._meant

    def _continues(self, text: str) -> bool:
        """Whether a line without a label goes on with the value before it: it may be the text below."""
        value = self._values[-1]
        if len(value) > _LONGEST_VALUE:
            return False
        if value.endswith("="):
            return True
        if "@" in value + text and (value.endswith((",", ";")) or text[0] in "<(["):
            return True
        if value.rfind("<") > value.rfind(">") or self._label_ahead():
            return True
        return self._is_wrapped_rest() if value else self._below > 1

    def _label_ahead(self) -> bool:
        for at in range(self._at + 1, min(self._at + 1 + _LOOK_AHEAD, len(self._lines))):
            text = self._lines.texts[at]
            if not text:
                return False
            if label := known_label(text):
                return label not in self._known
        return False

    def _is_wrapped_rest(self) -> bool:
        """Whether the line, and what follows it up to the block's end or next field, is what did not fit on
        the line before.
        """
        after = self._after_rest(self._at)
        return after > self._at and (self._ends_here(after) or self._is_unknown_label(after))

    def _after_rest(self, at: int) -> int:
        """The first line from `at` on that is no rest of a wrapped value."""
        for rest in range(at, at + _LONGEST_REST):
            if self._ends_here(rest) or self._is_unknown_label(rest) or not was_full(self._lines, rest):
                return rest
        return at + _LONGEST_REST

    def _is_unknown_label(self, at: int) -> bool:
        """Whether a label of no known language may begin this line of the block."""
        return self._unknown and not self._ends_here(at) and unknown_label_end(self._lines.texts[at]) > 0

    def _ends_here(self, at: int) -> bool:
        return at >= len(self._lines) or not self._lines.texts[at]


def next_text(lines: Lines, at: int, blanks: int) -> int | None:
    """The first line from `at` on that is not blank, where no more than `blanks` are before it."""
    for line in range(at, min(at + blanks + 1, len(lines))):
        if lines.texts[line]:
            return line
    return None


def is_telling(value: str) -> bool:
    """Whether a value is an address or a date by its looks."""
    return "@" in value or is_date(value)


def is_date(value: str) -> bool:
    """Whether a value may be a date in any language: it has the digits of one."""
    short = len(value) <= _LONGEST_DATE and "@" not in value
    return short and sum(map(str.isdigit, value)) >= _FEWEST_DIGITS


def unknown_label_end(text: str) -> int:
    """Where the label ends with which a line seems to begin, of no language that we know; 0: nowhere."""
    colon = _COLON.search(text, 1, _LONGEST_UNKNOWN)
    cut = colon.start() if colon else 0
    label, after = text[:cut], text[cut + 1 : cut + 2]
    if not label or not _NO_LABEL.isdisjoint(label) or label[0].isdigit() or len(label.split()) > _MOST_WORDS:
        return 0
    return cut if after in ("", " ", "\t") or text[cut] != ":" else 0


def _value(text: str, cut: int) -> str:
    value = text[cut + 1 :].strip(" \t|")
    around = f"{text[0]} \t" if text[0] in "*_" else " \t"  # a label in bold: "*From:* Bob"
    value = value.strip(around)
    if text[cut] != ":" and value[:1] in COLONS:  # "From\t: Bob"
        value = value[1:].strip(around)
    return value


@lru_cache(None)
def _meanings(label: str) -> frozenset[str]:
    return frozenset(field for each in dialects().languages for field in each.fields.get(label, ()))
