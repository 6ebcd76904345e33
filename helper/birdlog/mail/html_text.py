"""HTML as lines of text, by its structure.

A scanner of our own, not html.parser: that one takes quadratic time on unclosed comments and tags (10 s for
160 KB in Python 3.11), and mail is hostile input. What it makes of a page is what a person would read: blocks
and rows are lines, cells are separated by a tab, quoted blocks are marked with `>`. Nothing is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

DEPTH_LIMIT = 200
"""Elements within a marked one that are followed."""
QUOTE_LIMIT = 20
"""Quoted blocks that are nested deeper are shown as if they were at this depth."""

_BLOCK_NAMES = """
    address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr html li main nav ol p pre section table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_ROWS = frozenset({"table", "tbody", "thead", "tfoot", "tr"})
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "template", "title"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_CELL_ENDS = "\v"

_TAG_STOPS = re.compile("[\"'>]")
_ATTRIBUTE = re.compile(r"""([^\s=/>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. `mark` is the class or id, of those asked for, of the element that it stands in;
    `start` is where in the HTML the line begins (characters). `addressed` is the text with the address of
    each link to one that does not show it: `Bob <bob@x.example>`.
    """

    text: str
    mark: str | None
    start: int
    addressed: str


def lines(html: str, marks: Collection[str] = ()) -> list[Line]:
    """The lines of an HTML text, in linear time; total on any text.

    `marks` are the classes and ids whose elements the caller wants to recognise.
    """
    page = _Page(marks)
    for at, token in _tokens(html):
        page.at = at
        if isinstance(token, _Tag):
            page.tag(token)
        else:
            page.text(token)
    page.at = len(html)
    page.end_line()
    return page.lines


def text(html: str) -> str:
    """The text that a person reads on an HTML page; at most one blank line between two others."""
    shown: list[str] = []
    for line in lines(html):
        if line.text or (shown and shown[-1]):
            shown.append(line.text)
    return "\n".join(shown).strip()


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    closing: bool
    attributes: str

    def marks(self) -> set[str]:
        """Its classes and its id; `border-top` where it has a line above it, as Outlook draws one."""
        values = self._values()
        line = {"border-top"} if "border-top:solid" in values.get("style", "").replace(" ", "") else set()
        return {*values.get("class", "").split(), values.get("id", ""), *line}

    def address(self) -> str:
        """The address that it links to; empty where it links to none."""
        link = "" if self.closing else self._values().get("href", "")
        return unquote(link[7:].partition("?")[0]).strip() if link[:7].lower() == "mailto:" else ""

    def _values(self) -> dict[str, str]:
        found = _ATTRIBUTE.findall(self.attributes)
        return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}


class _Page:
    """The lines so far, and what is open: marked elements, quotes, a cell, preformatted text.

    `at` is where in the HTML the token at hand begins.
    """

    def __init__(self, marks: Collection[str]) -> None:
        self.at = 0
        self.lines: list[Line] = []
        self._start = 0
        self._marks = frozenset(marks)
        self._open: list[tuple[str, str]] = []  # (element, its mark or "")
        self._quotes = 0
        self._cell = False
        self._preformatted = False
        self._words: list[str] = []
        self._written = False
        self._link = ""  # the address that the link at hand leads to
        self._link_start = 0
        self._addresses: list[tuple[int, str]] = []  # (after how many words, an address)

    def text(self, text: str) -> None:
        if self._preformatted:
            first, *others = text.split("\n")
            self._write(first)
            for other in others:
                self._break()
                self._write(other)
        else:
            self._write(text)

    def tag(self, tag: _Tag) -> None:
        if tag.name == "br":
            self._break()
        elif tag.name in _CELLS:
            if not tag.closing and self._written:
                self._words.append(_CELL_ENDS)
            self._cell = not tag.closing
        elif tag.name in _BLOCKS:
            self._block(tag)
        elif tag.name == "a":
            self._end_link()
            self._link, self._link_start = tag.address(), len(self._words)
        self._follow(tag)

    def _end_link(self) -> None:
        if self._link and not any("@" in word for word in self._words[self._link_start :]):
            self._addresses.append((len(self._words), f" <{self._link}>"))

    def end_line(self) -> None:
        if self._written:
            self._break()
        self._clear()

    def _write(self, text: str) -> None:
        self._words.append(text.replace(_CELL_ENDS, " "))
        if not self._written and text.strip():
            self._written, self._start = True, self.at

    def _block(self, tag: _Tag) -> None:
        if self._cell and tag.name not in _ROWS:
            self._words.append(" ")  # a block in a cell does not tear the row apart
            return
        self.end_line()
        if tag.name == "p" and self.lines and self.lines[-1].text:
            self._break()
        if tag.name in _ROWS:
            self._cell = False
        elif tag.name == "pre":
            self._preformatted = not tag.closing
        elif tag.name == "blockquote":
            self._quotes = min(max(self._quotes + (-1 if tag.closing else 1), 0), QUOTE_LIMIT)

    def _follow(self, tag: _Tag) -> None:
        if tag.closing:
            if any(name == tag.name for name, _mark in self._open):
                while self._open.pop()[0] != tag.name:
                    pass
        elif self._marks and tag.name not in _VOID and len(self._open) < DEPTH_LIMIT:
            mark = next(iter(self._marks & tag.marks()), "") if tag.attributes else ""
            if mark or self._open:
                self._open.append((tag.name, mark))

    def _break(self) -> None:
        mark = next((mark for _name, mark in reversed(self._open) if mark), None)
        start = self._start if self._written else self.at
        text = addressed = self._shown(self._words)
        if self._addresses:
            addressed = self._shown(list(self._words_and_addresses()))
        self.lines.append(Line(text, mark, start, addressed))
        self._clear()

    def _words_and_addresses(self) -> Iterator[str]:
        done = 0
        for at, address in self._addresses:
            yield from self._words[done:at]
            yield address
            done = at
        yield from self._words[done:]

    def _shown(self, words: list[str]) -> str:
        if not self._written:
            return ""
        cells = "".join(words).split(_CELL_ENDS)
        return "> " * self._quotes + "\t".join(" ".join(cell.split()) for cell in cells)

    def _clear(self) -> None:
        self._words.clear()
        self._addresses.clear()
        self._link_start = 0
        self._written = False


def _tokens(html: str) -> Iterator[tuple[int, str | _Tag]]:
    """The tags and the texts between them, each with where it begins."""
    at = 0
    while (opening := html.find("<", at)) >= 0:
        if opening > at:
            yield at, _unescaped(html[at:opening])
        if html.startswith("<!--", opening):
            at = _after(html, "-->", opening + 4)
        elif html.startswith(("<!", "<?"), opening):
            at = _after(html, ">", opening)
        else:
            tag, at = _tag(html, opening)
            if tag is None:
                yield opening, "<"
            elif tag.name not in _UNSEEN:
                yield opening, tag
            elif not tag.closing:
                at = _after_unseen(html, tag.name, at)
    yield at, _unescaped(html[at:])


def _tag(html: str, opening: int) -> tuple[_Tag | None, int]:
    """The tag that begins at `opening` and where the text goes on; None where it is a mere `<`."""
    closing = html.startswith("/", opening + 1)
    start = opening + 1 + closing
    if not html[start : start + 1].isalpha():
        return None, opening + 1
    end = _tag_end(html, start)
    words = html[start:end].split(maxsplit=1)
    name = words[0].rstrip("/").lower()
    return _Tag(name, closing, words[1] if len(words) > 1 else ""), end + 1


def _tag_end(html: str, start: int) -> int:
    """Where the `>` stands that is in no quoted value; the text's end where there is none."""
    at = start
    while stop := _TAG_STOPS.search(html, at):
        if stop[0] == ">":
            return stop.start()
        at = stop.end()
        if html[stop.start() - 1] == "=":
            at = _after(html, stop[0], at)
    return len(html)


def _after(html: str, stop: str, at: int) -> int:
    found = html.find(stop, at)
    return len(html) if found < 0 else found + len(stop)


def _after_unseen(html: str, name: str, at: int) -> int:
    found = re.compile(f"</{name}", re.IGNORECASE).search(html, at)
    return found.start() if found else len(html)


def _unescaped(text: str) -> str:
    try:
        return unescape(text)
    except ValueError:  # a character reference of more digits than Python reads
        return text
