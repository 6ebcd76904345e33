"""What is known of the header blocks that mail programs write above a forwarded message: forward_labels/.

A dialect is one program in one language: the lines that announce the block, and the label of each field. A
label belongs to a dialect ("Da" means From in one language and To in another). A program or a language is
added by adding a file or an entry; forward_labels/README.md says of what form.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RULE = "___"
"""The key of a line that consists of underscores or dashes alone."""

_FOLDER = Path(__file__).with_name("forward_labels")
_WORDS = Path(__file__).with_name("forward_words.json")
_TABLES = {"lines": list, "shared_lines": list, "labels": dict}
_LINE_ENDS = " -_=*:\u2013\u2014\u2500"
_LABEL_ENDS = " *:\u2068\u2069"
_SHORTEST_RULE = 10
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """One program in one language.

    `lines` are the keys of its announcing lines and `fields` maps the keys of its labels to the fields;
    `written_lines` and `written_labels` are the same as the program writes them.
    """

    client: str
    language: str
    lines: frozenset[str]
    written_lines: frozenset[str]
    fields: dict[str, str]
    written_labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dialects:
    """All dialects, and what the reader looks up for each line of a mail.

    `english` maps the labels of every English dialect: programs mix them into other languages.
    `forward_lines` announce a forward; `shared_lines` stand above quoted replies too. `labels` are the labels
    of all dialects, `header_tables` the classes of HTML tables that are a header block.
    """

    all: tuple[Dialect, ...]
    english: dict[str, str]
    forward_lines: frozenset[str]
    shared_lines: frozenset[str]
    labels: frozenset[str]
    header_tables: frozenset[str]
    forward_prefixes: frozenset[str]
    reply_prefixes: frozenset[str]


@cache
def dialects() -> Dialects:
    """The dialects of forward_labels/, read once."""
    words = json.loads(_WORDS.read_text(encoding="utf-8"))
    entries = [
        entry for file in _files() for entry in json.loads(file.read_text(encoding="utf-8"))["dialects"]
    ]
    known = tuple(_dialect(entry) for entry in entries)
    return Dialects(
        all=known,
        english={
            label: field
            for dialect in known
            if dialect.language.startswith("en")
            for label, field in dialect.fields.items()
        },
        forward_lines=frozenset(line_key(line) for entry in entries for line in entry.get("lines", ())),
        shared_lines=frozenset(line_key(line) for entry in entries for line in entry.get("shared_lines", ())),
        labels=frozenset(label for dialect in known for label in dialect.fields),
        header_tables=frozenset(words["header_tables"]),
        forward_prefixes=frozenset(words["forward_prefixes"]),
        reply_prefixes=frozenset(words["reply_prefixes"]),
    )


def visible(text: str) -> str:
    """The text without bidirectional marks, zero-width signs and byte order marks."""
    return text if text.isascii() else text.translate(_INVISIBLE)


def line_key(line: str) -> str:
    """What makes two announcing lines the same: the words without dashes, letter case and spacing."""
    words = _folded(line).strip(_LINE_ENDS)
    return words if words or len(line.strip()) < _SHORTEST_RULE else RULE


def label_key(label: str) -> str:
    """What makes two labels the same: the words without asterisks, colon, letter case and spacing."""
    return _folded(label).strip(_LABEL_ENDS)


def _files() -> list[Path]:
    """Thunderbird's first: of two dialects that explain a block equally well the first counts."""
    return sorted(_FOLDER.glob("*.json"), key=lambda file: (file.stem != "thunderbird", file.stem))


def _dialect(entry: dict[str, object]) -> Dialect:
    lines, shared, labels = (entry.get(key, kind()) for key, kind in _TABLES.items())
    assert isinstance(lines, list)
    assert isinstance(shared, list)
    assert isinstance(labels, dict)
    return Dialect(
        client=str(entry["client"]),
        language=str(entry["language"]),
        lines=frozenset(line_key(line) for line in [*lines, *shared]),
        written_lines=frozenset([*lines, *shared]),
        fields=_fields(labels),
        written_labels=tuple(label for spellings in labels.values() for label in spellings),
    )


def _fields(labels: dict[str, list[str]]) -> dict[str, str]:
    """Fields by label; where a language has one label for two fields, From goes before Sender."""
    fields: dict[str, str] = {}
    for field in sorted(labels, key=lambda field: field != "from"):
        for label in labels[field]:
            fields.setdefault(label_key(label), field)
    return fields


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", visible(text)).casefold().split())
