"""Contacts as vCards: 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), as phones and address books write them.

Four properties are read. vobject, the library for it, raises on what exists: a line without a colon, an
encoding named in 3.0, a soft line break in a card that says no version.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from birdlog.crm.local.imports.rows import Contact, FileError, Rows
from birdlog.mail.addresses import is_address
from birdlog.mail.charset import decode
from birdlog.mail.people import person

_LEAST_PREFERRED = 101  # RFC 6350 section 5.3: 1 is the most preferred, 100 the least
_HEAD = re.compile(r'(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;(?:"[^"]*"|[^":;])*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_COMPONENT = re.compile(r"(?<!\\);")
_SOFT_BREAK = "="


@dataclass(frozen=True, slots=True)
class _Property:
    """`parameters` are in upper case: `TYPE=PREF`, or `PREF` alone as 2.1 has it."""

    name: str
    parameters: tuple[str, ...]
    value: str

    @property
    def preference(self) -> int:
        """The less, the more preferred."""
        for parameter in self.parameters:
            name, _equals, value = parameter.partition("=")
            if name == "PREF" and value.isdecimal():
                return int(value)
            if "PREF" in (name, *(value.split(",") if name == "TYPE" else ())):
                return 1
        return _LEAST_PREFERRED


@dataclass(slots=True)
class _Card:
    line: int
    properties: dict[str, list[_Property]] = field(default_factory=dict)


def read(text: str) -> Rows:
    """The contacts, each by its preferred address. Raises FileError where a card has no end."""
    found = Rows()
    for card in _cards(text):
        emails = sorted(card.properties.get("EMAIL", ()), key=lambda each: each.preference)
        addresses = (_plain(each.value).strip() for each in emails)
        address = next(filter(is_address, addresses), None)
        if address:
            found.rows.append(Contact(person(_name(card), address), _first(card, "ORG"), card.line))
        else:
            found.without_address.append(card.line)
    return found


def _cards(text: str) -> Iterator[_Card]:
    card, inner = None, 0
    for number, line in _unfolded(text):
        word = line.strip().upper()
        if word == "BEGIN:VCARD" and card is None:
            card = _Card(number)
        elif word == "BEGIN:VCARD":
            inner += 1  # an AGENT's
        elif word == "END:VCARD" and inner:
            inner -= 1
        elif word == "END:VCARD" and card:
            yield card
            card = None
        elif card and not inner and (read := _property(line)):
            card.properties.setdefault(read.name, []).append(read)
    if card:
        raise FileError("crm.import.vcard-cut", card.line)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """(number of its first line, line): a line that begins with a blank goes on with the one before, and so
    does what follows a soft line break (RFC 2045 section 6.7).
    """
    start, pieces, soft = 1, list[str](), False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if pieces and soft:
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line)
        elif pieces and line[:1] in (" ", "\t"):
            pieces.append(line[1:])
        else:
            if pieces:
                yield start, "".join(pieces)
            start, pieces = number, [line]
        soft = line.endswith(_SOFT_BREAK) and "QUOTED-PRINTABLE" in pieces[0].upper()
    yield start, "".join(pieces)


def _property(line: str) -> _Property | None:
    read = _HEAD.fullmatch(line)
    if read is None:
        return None
    name, written, value = read.groups()
    parameters = tuple(each.replace('"', "").strip().upper() for each in _PARAMETER.findall(written))
    if {"QUOTED-PRINTABLE", "ENCODING=QUOTED-PRINTABLE"} & set(parameters):
        charset = next((each[8:] for each in parameters if each.startswith("CHARSET=")), "utf-8")
        value = decode(quopri.decodestring(value.encode()), charset)
    return _Property(name.upper(), parameters, value)


def _name(card: _Card) -> str | None:
    if full := _first(card, "FN"):
        return full
    family, given = (*_components(card, "N"), "", "")[:2]
    return " ".join(filter(None, (given, family))) or None


def _first(card: _Card, name: str) -> str | None:
    return next(iter(_components(card, name)), None) or None


def _components(card: _Card, name: str) -> list[str]:
    values = card.properties.get(name, ())
    return [" ".join(_plain(part).split()) for part in _COMPONENT.split(values[0].value)] if values else []


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], value).replace("\0", "")
