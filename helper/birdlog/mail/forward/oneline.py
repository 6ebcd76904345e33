"""A header block on one line, or in a paragraph that something has filled: labels stand among the values."""

from __future__ import annotations

from collections.abc import Iterator

from birdlog.mail.forward.block import Pairs, joined, known_label, was_full
from birdlog.mail.forward.dialects import dialects
from birdlog.mail.forward.fields import languages_of
from birdlog.mail.forward.lines import Lines
from birdlog.mail.forward.words import colon_or, label_key

_LONGEST = 8_192  # characters
_LONGEST_LABEL = 40
_FEWEST = 3

_COLON = colon_or()

Label = tuple[int, int, str]
"""Where a label starts, where its value does, and its key."""


def pairs(lines: Lines, start: int, first: str) -> Pairs | None:
    """The labels and values in the paragraph from line `start` on, of which `first` is the first line's text.

    None where it holds too few.
    """
    text, ends = _paragraph(lines, start, first)
    labels = _of_one_language(list(_labels(text)))
    if len(labels) < _FEWEST:
        return None
    ends = _without_the_text_below(lines, start, ends, labels[-1])
    stops = [begin for begin, _value, _key in labels[1:]] + [ends[-1]]
    values = tuple(text[value:stop].strip(" \t*_") for (_, value, _), stop in zip(labels, stops, strict=True))
    return Pairs(tuple(key for _, _, key in labels), values, start + len(ends))


def _paragraph(lines: Lines, start: int, first: str) -> tuple[str, list[int]]:
    """The text from line `start` on while it was wrapped or labels begin its lines, and its lines' ends."""
    text, ends = first[:_LONGEST], [len(first)]
    at = start + 1
    while at < len(lines) and len(text) < _LONGEST:
        line = lines.texts[at]
        if not line or not (was_full(lines, at) or known_label(line)):
            break
        text = joined(text, line[:_LONGEST])
        ends.append(len(text))
        at += 1
    return text, ends


def _without_the_text_below(lines: Lines, start: int, ends: list[int], last: Label) -> list[int]:
    """The ends of the lines without those of the text below, where no gap parts that from the last value.

    One short line is taken for the rest of the value.
    """
    after = start + len(ends)
    holding = next(number for number, end in enumerate(ends, 1) if end > last[0])
    parted = after >= len(lines) or not lines.texts[after]
    return ends if parted or len(ends) <= holding + 1 else ends[:holding]


def _labels(text: str) -> Iterator[Label]:
    """Every label in a text, the longest that ends at each colon."""
    known, after = dialects().labels, 0
    for colon in _COLON.finditer(text):
        end = colon.start()
        for begin in _word_starts(text, max(after, end - _LONGEST_LABEL), end):
            key = label_key(text[begin:end])
            if key in known:
                after = end + 1
                yield begin, after + (text[end] != ":" and text[after : after + 1] == ":"), key
                break


def _word_starts(text: str, begin: int, end: int) -> Iterator[int]:
    """Where a label may start; programs leave out the space before one, too: `<a@b>To:`, `GMT+1Subject:`."""
    for at in range(begin, end):
        before, sign = text[at - 1 : at], text[at]
        glued = not sign.islower() and (before.islower() or text[at + 1 : at + 2].islower())
        if not sign.isspace() and (not before.isalpha() or glued):
            yield at


def _of_one_language(labels: list[Label]) -> list[Label]:
    """Those of the language that knows most, each once, and the English ones that programs mix in."""
    votes = languages_of({key for _begin, _value, key in labels})
    if not votes:
        return []
    most = max(votes.values())
    fields = dialects().languages[min(language for language, count in votes.items() if count == most)].fields
    known = fields.keys() | dialects().english.keys()
    found: dict[str, Label] = {}
    for label in labels:
        if label[2] in known:
            found.setdefault(label[2], label)
    return list(found.values())
