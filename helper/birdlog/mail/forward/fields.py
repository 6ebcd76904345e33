"""Which field is each label of a block? The language that knows most of them says it.

Labels that no language knows are told by what stands beside them, where a line has announced a forward: in
every mail program the first address is the sender's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from birdlog.mail.forward.block import is_date
from birdlog.mail.forward.dialects import Dialect, Language, dialects
from birdlog.mail.forward.words import line_key

TELLING = frozenset({"from", "to", "cc", "subject", "date"})
"""The fields that are read."""

_PEOPLE = ("from", "to", "cc")
_REMEMBERED = 4_096
_TIME = re.compile(r"\d[:.]\d\d")


@dataclass(frozen=True, slots=True)
class Naming:
    """A language's fields for a block's labels (None: not known to it), and who writes such a block.

    `meanings` are all fields that each label may stand for, `doubtful` is true where any may for two;
    `closeness` says how well the program's own words explain the block.
    """

    dialect: Dialect
    fields: tuple[str | None, ...]
    meanings: tuple[tuple[str, ...], ...]
    doubtful: bool
    closeness: int


@dataclass(frozen=True, slots=True)
class Fields:
    """What a block says by field, who writes such a block (None: nobody known), how many labels were not."""

    dialect: Dialect | None
    values: dict[str, str]
    unknown: int

    @property
    def telling(self) -> int:
        """How many of the fields that are read are there."""
        return len(TELLING & self.values.keys())


def fields(
    labels: Sequence[str], values: Sequence[str], announcement: str, guess: Set[str] = frozenset()
) -> Fields:
    """The fields of a block of these labels (keys) and values, below this announcing line ("": none).

    For the fields in `guess`, values of unknown labels are taken that look like them.
    """
    naming = _likeliest(_namings(tuple(labels), announcement), values)
    named = naming.fields if naming else (None,) * len(labels)
    found: dict[str, str] = {}
    for field, value in zip(named, values, strict=True):
        if field:
            found.setdefault(field, value.replace("\t", " ") if "\t" in value else value)
    if naming and naming.doubtful:
        found |= dict(_in_another_sense(naming, values, found.keys()))
    if "from" not in found and "sender" in found:
        found["from"] = found.pop("sender")
    if guess and None in named:
        if "from" in guess & found.keys() and "to" not in found and _begins_with_a_stranger(named, values):
            found["to"] = found.pop("from")  # "Da" is From in Italian, To in Breton
        unnamed = [value for field, value in zip(named, values, strict=True) if field is None]
        found |= dict(_guessed(unnamed, guess - found.keys()))
    if found.get("date", "").endswith(";"):  # QQ ends every line so
        found = {field: value.removesuffix(";").rstrip() for field, value in found.items()}
    return Fields(naming.dialect if naming else None, found, named.count(None))


def languages_of(labels: Iterable[str]) -> Counter[int]:
    """How many of these labels (keys) each language knows, by the language's number."""
    votes: Counter[int] = Counter()
    known = dialects().labels
    for label in labels:
        mask = known.get(label, 0)
        while mask:
            lowest = mask & -mask
            votes[lowest.bit_length() - 1] += 1
            mask ^= lowest
    return votes


@lru_cache(_REMEMBERED)
def _namings(labels: tuple[str, ...], announcement: str) -> tuple[Naming, ...]:
    """How the languages that explain these labels best name them; each way of naming once."""
    known = dialects()
    line = known.announcement(line_key(announcement)) if announcement else None
    announcing = {dialect.language.partition("-")[0] for dialect in line.dialects} if line else set()
    scores = {
        number: _score(labels, known.languages[number], announcing) for number in sorted(languages_of(labels))
    }
    best = max(scores.values(), default=0)
    namings = [
        _naming(labels, known.languages[number], announcement)
        for number, score in scores.items()
        if score == best
    ]
    namings.sort(key=lambda naming: naming.closeness, reverse=True)
    return tuple({naming.fields: naming for naming in reversed(namings)}.values())[::-1]


def _score(labels: Sequence[str], language: Language, announcing: Collection[str]) -> int:
    """How well a language explains these labels; words that it shares with English say little for it."""
    known = dialects()
    named = _named(labels, language)
    own = sum(label in language.fields and label not in known.english for label in labels)
    score = 2 * (own + sum(map(bool, named))) + 8 * ("from" in named) + 6 * (language.name in announcing)
    return score + (language.name == "en")


def _naming(labels: Sequence[str], language: Language, announcement: str) -> Naming:
    """With the program of the language that explains the block best; of several the first."""
    key = line_key(announcement)

    def closeness(dialect: Dialect) -> int:
        line = 3 * (key in dialect.lines if key else not dialect.lines)
        own = sum(label in dialect.fields for label in labels)
        return 2 * own + line + (announcement in dialect.written_lines)

    dialect = max(language.dialects, key=closeness)
    meanings = _meanings(labels, language)
    doubtful = any(len(each) > 1 for each in meanings)
    return Naming(dialect, _named(labels, language), meanings, doubtful, closeness(dialect))


def _named(labels: Sequence[str], language: Language) -> tuple[str | None, ...]:
    """A field for each label, each field once: first the labels that stand for one alone."""
    meanings = _meanings(labels, language)
    named: list[str | None] = [None] * len(labels)
    for at in sorted(
        range(len(labels)), key=lambda at: (labels[at] not in language.fields, len(meanings[at]))
    ):
        named[at] = next((field for field in meanings[at] if field not in named), None)
    return tuple(named)


def _meanings(labels: Sequence[str], language: Language) -> tuple[tuple[str, ...], ...]:
    english = dialects().english
    return tuple(language.fields.get(label) or english.get(label) or () for label in labels)


def _in_another_sense(
    naming: Naming, values: Sequence[str], found: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The fields that are missing, from labels that may stand for them as well and have such a value."""
    for field, meanings, value in zip(naming.fields, naming.meanings, values, strict=True):
        for other in meanings if len(meanings) > 1 and field not in TELLING else ():
            if other in TELLING and other not in found and _is_like(other, value):
                yield other, value


def _likeliest(namings: Sequence[Naming], values: Sequence[str]) -> Naming | None:
    """Where languages name the same labels differently: the naming that the values bear out."""
    if len(namings) < 2:
        return namings[0] if namings else None

    def borne_out(naming: Naming) -> int:
        return sum(
            _is_like(field, value) for field, value in zip(naming.fields, values, strict=True) if field
        )

    return max(namings, key=borne_out)


def _is_like(field: str, value: str) -> bool:
    if field in _PEOPLE:
        return "@" in value
    return is_date(value) if field == "date" else "@" not in value


def _begins_with_a_stranger(named: Sequence[str | None], values: Sequence[str]) -> bool:
    """Whether the first address stands beside an unknown label."""
    return next((field is None for field, value in zip(named, values, strict=True) if "@" in value), False)


def _date_among(values: Iterable[str]) -> str | None:
    """The value that is a date: rather one with a time of day, since subjects have numbers as well."""
    dates = list(filter(is_date, values))
    return next(filter(_TIME.search, dates), dates[0] if dates else None)


def _guessed(values: Sequence[str], wanted: Collection[str]) -> Iterator[tuple[str, str]]:
    """What values of unknown labels are, by their looks and the order in which all programs write them."""
    people = [value for value in values if "@" in value]
    yield from zip((field for field in _PEOPLE if field in wanted), people, strict=False)
    others = [value for value in values if value and value not in people]
    date = _date_among(others) if "date" in wanted else None
    if date:
        yield "date", date
    subject = next((value for value in others if value is not date), None)
    if subject and "subject" in wanted:
        yield "subject", subject
