"""What is known of the header blocks that mail programs write above a forwarded message: forward_labels/.

A dialect is one program in one language: the lines that announce the block, and the label of each field. A
label belongs to a language ("Da" means From in one and To in another), and the programs of a language share
its labels. A program or a language is added by adding a file or an entry; forward_labels/README.md says of
what form. forward_words.json beside it has what belongs to no program.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from birdlog.mail.forward.words import COLONS, DASHES, label_key, line_key

_FOLDER = Path(__file__).parents[1] / "forward_labels"
_WORDS = Path(__file__).parents[1] / "forward_words.json"
_LINES = ("lines", "shared_lines", "sentences")
_PLACE = re.compile(r"\{[^{}]*\}")


Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One program in one language: the keys of its announcing lines, and the field of each label's key.

    `written_lines` are the lines as the program writes them.
    """

    client: str
    language: str
    lines: frozenset[str]
    written_lines: frozenset[str]
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """All programs of a language (of any country), and every field that a label stands for in it.

    A label may stand for two: what one program calls the sender, another calls the one whom it is from.
    """

    name: str
    dialects: tuple[Dialect, ...]
    fields: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line above a block, who writes it, whether above forwarded messages alone, and whether drawn with
    dashes or the like.
    """

    forward: bool
    drawn: bool
    dialects: tuple[Dialect, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line in which the program fills something in: what stands between that, as keys and as written."""

    pieces: tuple[str, ...]
    written: tuple[str, ...]
    of: Announcement

    def fits(self, key: str) -> bool:
        """Whether a line of this key has all pieces in their order, the outer ones at its ends."""
        first, *others = self.pieces
        at = len(first)
        if not key.startswith(first) or not key.endswith(self.pieces[-1]):
            return False
        for piece in others:
            found = key.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        return True


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns by the first word of their keys; those that begin with what is filled in, by an empty one."""

    by_word: dict[str, tuple[Pattern, ...]]

    def find(self, key: str) -> Pattern | None:
        """The first pattern that a line of this key fits."""
        word = key.partition(" ")[0]
        for pattern in (*self.by_word.get(word, ()), *self.by_word.get("", ())):
            if pattern.fits(key):
                return pattern
        return None


@dataclass(frozen=True, slots=True)
class Dialects:
    """All languages, and what the reader looks up for each line of a mail.

    `labels` says of each label's key which languages have it: bit N stands for `languages[N]`. `english` are
    the fields of the labels that programs mix into other languages. `bare_lines` are the announcing lines
    that one can tell neither by a dash nor by a colon. `header_marks` are the classes and ids of HTML
    elements that hold a block, `header_tables` those of tables that are one. `replies_in` names the languages
    in which a forward's prefix is a reply's.
    """

    languages: tuple[Language, ...]
    labels: dict[str, int]
    english: dict[str, tuple[str, ...]]
    lines: dict[str, Announcement]
    bare_lines: frozenset[str]
    longest_bare_line: int
    line_patterns: Patterns
    sentences: Patterns
    forward_stems: tuple[str, ...]
    header_tables: frozenset[str]
    header_marks: frozenset[str]
    forward_prefixes: frozenset[str]
    reply_prefixes: frozenset[str]
    replies_in: dict[str, frozenset[str]]

    def announcement(self, key: str) -> Announcement | None:
        """What is known of an announcing line of this key."""
        if known := self.lines.get(key):
            return known
        pattern = self.line_patterns.find(key)
        return pattern.of if pattern else None

    def speaks_of_forwarding(self, key: str) -> bool:
        """Whether an unknown line says "forwarded" in any language."""
        return any(stem in key for stem in self.forward_stems)


@cache
def dialects() -> Dialects:
    """The dialects of forward_labels/, read once."""
    return _dialects(list(_entries()), json.loads(_WORDS.read_text(encoding="utf-8")))


def _entries() -> Iterator[dict[str, Any]]:
    """Thunderbird's first: of two dialects that explain a block equally well the first counts."""
    for file in sorted(_FOLDER.glob("*.json"), key=lambda file: (file.stem != "thunderbird", file.stem)):
        yield from json.loads(file.read_text(encoding="utf-8"))["dialects"]


def _dialects(entries: Sequence[dict[str, Any]], words: dict[str, Any]) -> Dialects:
    label, line = cache(label_key), cache(line_key)
    known = [_dialect(entry, label, line) for entry in entries]
    languages = tuple(_languages(known))
    bare_lines = frozenset(_bare_lines(entries))
    lines, line_patterns, sentences = _announcements(zip(entries, known, strict=True), line)
    return Dialects(
        languages=languages,
        labels=_masks(languages),
        english=next((each.fields for each in languages if each.name == "en"), {}),
        lines=lines,
        bare_lines=bare_lines,
        longest_bare_line=max(map(len, bare_lines), default=0),
        line_patterns=line_patterns,
        sentences=sentences,
        forward_stems=tuple(map(line, words["forward_stems"])),
        header_tables=frozenset(words["header_tables"]),
        header_marks=frozenset(words["header_tables"] + words["header_boxes"]),
        forward_prefixes=frozenset(map(label, words["forward_prefixes"])),
        reply_prefixes=frozenset(map(label, words["reply_prefixes"])),
        replies_in={label(prefix): frozenset(names) for prefix, names in words["replies_in"].items()},
    )


def _bare_lines(entries: Sequence[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        for written in (*entry.get("lines", ()), *entry.get("shared_lines", ())):
            text = written.lstrip("> ")
            if text[0] not in DASHES and text[-1] not in COLONS:
                yield text.casefold()


def _dialect(entry: dict[str, Any], label: Key, line: Key) -> Dialect:
    written = [*entry.get("lines", ()), *entry.get("shared_lines", ())]
    fields: dict[str, str] = {}
    for field, spellings in sorted(entry.get("labels", {}).items(), key=_least_doubtful):
        for spelling in spellings:
            fields.setdefault(label(spelling), field)
    return Dialect(
        client=entry["client"],
        language=entry["language"],
        lines=frozenset(map(line, written)),
        written_lines=frozenset(written),
        fields=fields,
    )


def _least_doubtful(item: tuple[str, list[str]]) -> bool:
    """Where a language has one label for two fields, From goes before Sender."""
    return item[0] != "from"


def _languages(dialects: Iterable[Dialect]) -> Iterator[Language]:
    spoken: dict[str, list[Dialect]] = defaultdict(list)
    for dialect in dialects:
        spoken[dialect.language.partition("-")[0]].append(dialect)
    for name, speakers in spoken.items():
        fields: dict[str, tuple[str, ...]] = {}
        for speaker in speakers:
            for label, field in speaker.fields.items():
                had = fields.get(label, ())
                if field not in had:
                    fields[label] = (*had, field)
        yield Language(name, tuple(speakers), fields)


def _masks(languages: Sequence[Language]) -> dict[str, int]:
    masks: dict[str, int] = {}
    for bit, language in enumerate(languages):
        for label in language.fields:
            masks[label] = masks.get(label, 0) | 1 << bit
    return masks


def _announcements(
    known: Iterable[tuple[dict[str, Any], Dialect]], line: Key
) -> tuple[dict[str, Announcement], Patterns, Patterns]:
    """The lines, the lines with something filled in, and the sentences; each with all who write it."""
    writers: dict[str, dict[str, list[Dialect]]] = {key: defaultdict(list) for key in _LINES}
    written: dict[str, str] = {}
    for entry, dialect in known:
        for kind, by_key in writers.items():
            for each in entry.get(kind, ()):
                by_key[line(each)].append(dialect)
                written[line(each)] = each
    told = {
        kind: {
            key: Announcement(kind == "lines", written[key][0] in DASHES, tuple(who))
            for key, who in by_key.items()
        }
        for kind, by_key in writers.items()
    }
    lines = told["lines"] | told["shared_lines"]
    plain = {key: each for key, each in lines.items() if key and "{" not in key}
    return plain, _patterns(lines, written), _patterns(told["sentences"], written)


def _patterns(told: dict[str, Announcement], written: dict[str, str]) -> Patterns:
    by_word: dict[str, list[Pattern]] = defaultdict(list)
    for key, announcement in told.items():
        pieces = tuple(_PLACE.split(key))
        if len(pieces) > 1 and any(pieces):
            word = pieces[0].partition(" ")[0] if " " in pieces[0] else ""
            by_word[word].append(Pattern(pieces, tuple(_PLACE.split(written[key])), announcement))
    return Patterns({word: tuple(patterns) for word, patterns in by_word.items()})
