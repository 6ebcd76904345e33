"""The lines of a mail's text, as written and as the reader of header blocks sees them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from birdlog.mail import html_text
from birdlog.mail.forward.words import BLANK, shown

_QUOTES = f">{BLANK}"
_BAR = "|"
_ENCODED_SPACE = "=20"
"""What is left at line ends by quoted-printable (RFC 2045) that a gateway took for text."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of all texts of one type in a mail, in their order.

    `written` are the lines as they are, `texts` without quote marks, invisible signs, outer spaces and a
    row's bars, with the addresses that links lead to. `marks` has, for the lines of an HTML text that stand
    in an element of a known class or id, that name. `starts` says which line is the first of each text,
    `offsets` where in its HTML each line begins and the last one ends (characters); plain texts have none.
    """

    written: Sequence[str]
    texts: Sequence[str]
    starts: Sequence[int]
    marks: dict[int, str]
    offsets: Sequence[int]

    def __len__(self) -> int:
        return len(self.written)

    def quotes(self, at: int) -> int:
        """How many quote marks a line bears."""
        written = self.written[at]
        return written[: len(written) - len(written.lstrip(_QUOTES))].count(">")

    def span(self, first: int, end: int) -> tuple[int, int, int, int, int]:
        """Where the lines from `first` to before `end` stand: the text, its characters, its lines, from 0."""
        text = max(number for number, start in enumerate(self.starts) if start <= first)
        top = self.starts[text]
        return text, self._offset(text, first), self._offset(text, end), first - top, end - top

    def _offset(self, text: int, at: int) -> int:
        """Where in its text a line begins."""
        if self.offsets:
            return self.offsets[at]
        return sum(map(len, self.written[self.starts[text] : at])) + at - self.starts[text]


def plain(texts: Sequence[str]) -> Lines:
    """The lines of plain texts."""
    written: list[str] = []
    starts = []
    for text in texts:
        starts.append(len(written))
        written += text.split("\n")
    return Lines(written, [_bare(line) for line in written], starts, {}, ())


def html(texts: Sequence[str], marks: Collection[str]) -> Lines:
    """The lines that a person sees on HTML pages."""
    written: list[str] = []
    texts_shown: list[str] = []
    starts, found, offsets = [], {}, []
    for text in texts:
        starts.append(len(written))
        for line in html_text.lines(text, marks):
            if line.mark:
                found[len(written)] = line.mark
            written.append(line.text)
            texts_shown.append(_bare(line.addressed))
            offsets.append(line.start)
    offsets.append(len(texts[-1]))
    return Lines(written, texts_shown, starts, found, offsets)


def _bare(written: str) -> str:
    text = written.rstrip(BLANK)
    if text.endswith(_ENCODED_SPACE):
        text = text.removesuffix(_ENCODED_SPACE).rstrip(BLANK)
    if not text[:1].isalnum():
        text = text.lstrip(_QUOTES)
    if text[:1] == _BAR:  # "| From | Bob |", a table made text
        text = text.strip(f"{_BAR}{BLANK}").lstrip(_QUOTES)
    return text if text.isascii() else shown(text).strip()
