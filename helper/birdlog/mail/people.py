"""People as a mail shows them: a name, an address, or both.

The forms are those that mail programs print in the text of a mail, which are not RFC 5322's: `Name <a@b>`,
`a@b`, `"Name" <a@b>`, `Name [mailto:a@b]`, `<a@b<mailto:a@b>>`, `a@b (Name)`, `Last, First <a@b>`, a name
alone; between two people stands a comma or a semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from birdlog.mail.parts import clean

TEXT_LIMIT = 65_536
"""Characters of a list of people that are read."""

_QUOTES = " \t\u00a0\"'\u201c\u201d\u201e\u00ab\u00bb"
_WORD = re.compile(
    r"""(?:[^ \t<>\[\]()"',;]|(?<=[\w.+-])'(?=[\w.+-]))+"""
)  # with the apostrophe of o'brien@b
_PLAIN = re.compile(r"""\s*+"?+([^"<>()\[\]@]*+)"?+\s*+<([^\s"'<>()\[\]@,;]++@[^\s"'<>()\[\]@,;]++)>\s*+""")
_NAME_ENDS = f"{_QUOTES},;"
_SEPARATOR = re.compile(r"[,;\uff0c\uff1b]")
_SIGNS = re.compile(r'[",;\uff0c\uff1b<>()\[\]]')


@dataclass(frozen=True, slots=True)
class Person:
    """`address` is bare, its domain in lower case; a name that says no more than the address is None."""

    name: str | None
    address: str | None


def people(text: str) -> tuple[Person, ...]:
    """The people that a printed list names, in its order. Total, in linear time."""
    if not text:
        return ()
    printed = clean(text[:TEXT_LIMIT])
    found = [_person(entry) for entry in (_entries(printed) if _SEPARATOR.search(printed) else (printed,))]
    return tuple([person for person in found if person.name or person.address])


def person(name: str | None, address: str | None) -> Person:
    """A person of these words, tidied: quotes around the name gone, the domain in lower case."""
    return _tidied(clean(name or ""), clean(address or ""))


def _tidied(name: str, address: str) -> Person:
    bare = address.strip(_QUOTES)
    local, at, host = bare.rpartition("@")
    shown = " ".join(name.split()).strip(_NAME_ENDS)
    said = shown.lower() != bare.lower()
    return Person(
        shown if shown and said else None, f"{local}@{host.lower()}" if local and at and host else None
    )


def _entries(text: str) -> Iterator[str]:
    """The list cut at its commas and semicolons, save where what stands before a comma is half a name."""
    with_addresses = "@" in text
    entry = ""
    for piece, separator in _pieces(text):
        entry += piece
        if separator in {",", "\uff0c"} and (not with_addresses or "@" not in entry):
            entry += separator
        else:
            yield entry
            entry = ""
    yield entry.rstrip(",\uff0c")


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """(text, the separator that follows it); a separator in quotes or brackets is none."""
    start, quoted, depth = 0, False, 0
    for found in _SIGNS.finditer(text):
        at, sign = found.start(), found[0]
        if sign == '"':
            quoted = not quoted and text.find('"', at + 1) > 0
        elif quoted:
            continue
        elif sign in "<[(":
            depth += 1
        elif sign in ">])":
            depth = max(depth - 1, 0)
        elif not depth:
            yield text[start:at], sign
            start = at + 1
    yield text[start:], ""


def _person(entry: str) -> Person:
    if plain := _PLAIN.fullmatch(entry):
        return _tidied(plain[1], plain[2])
    opening = min((at for at in (entry.find("<"), entry.find("[")) if at >= 0), default=-1)
    if opening >= 0 and (address := _address(entry[opening:])):
        return _tidied(entry[:opening], address)
    address = _address(entry)
    if address is None:
        return _tidied(entry.replace("<", " ").replace(">", " "), "")
    before, _opening, comment = entry.partition("(")
    inside = comment.partition(")")[0]
    return _tidied(before if address in inside else inside, address)


def _address(text: str) -> str | None:
    """The first word with an @ in it, without the `mailto:` before it."""
    if "@" not in text:
        return None
    word = next(word[0] for word in _WORD.finditer(text) if "@" in word[0])
    return word[7:] if word.lower().startswith("mailto:") else word
