"""Phrases that mail systems use, kept in text files: reading such a file, and finding its phrases in words.

said.txt says how a phrase is written. Hundreds of them in one pattern would cost the start 100 ms, and every
text time with each of its characters: here a phrase is looked for only where a word of the text begins like
it, and is compiled only then.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import cast

from birdlog.mail.bounce.phrases import ADDRESS
from birdlog.mail.bounce.report import Reason

_STEM = 3
"""Letters by which a word is looked up."""

_WITHOUT_MEANING = re.compile(rf"{ADDRESS}|https?:\S*|size=\d+", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[^\w@']+|_+")
_ONE_SPELLING = (
    (" e mail", " email"),
    (" mail box", " mailbox"),
    (" black list", " blacklist"),
    (" block list", " blocklist"),
    (" can not ", " cannot "),
    (" ca not ", " cannot "),
)
_SYNTAX = re.compile(r"( \.\.\. |\*|[(|)])")
_AS_PATTERN = {" ... ": "(?: .{0,40})? ", "*": r"\w*", "(": "(?:", "|": "|", ")": ")"}


def plain(text: str) -> str:
    """`text` as phrases are compared with it: whole words between single spaces, a space at each end.

    In lower case, without accents and punctuation; an address, a link or a quoted size, whose words mean
    nothing, is one `@`.
    """
    words = (_WITHOUT_MEANING.sub(" @ ", word) if _has_a_sign(word) else word for word in text.split())
    return _spelled(" ".join(words))


def _has_a_sign(word: str) -> bool:
    return "@" in word or "=" in word or "http" in word


def _spelled(text: str) -> str:
    words = text.casefold()
    if not words.isascii():
        decomposed = unicodedata.normalize("NFKD", words)
        words = "".join(character for character in decomposed if not unicodedata.combining(character))
    words = words.replace("\u2019", "'").replace("n't", " not").replace("'", " ")
    words = f" {_BETWEEN_WORDS.sub(' ', words).strip()} "
    for variant, spelling in _ONE_SPELLING:
        words = words.replace(variant, spelling)
    return words


class Phrase:
    """A line of a file of phrases: its place there, and what it means."""

    def __init__(self, place: int, meaning: Reason, written: str) -> None:
        self.place = place
        self.meaning = meaning
        self._written = written

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the phrase in `plain` words."""
        parts = (_AS_PATTERN.get(part) or _literal(part) for part in _SYNTAX.split(self._written))
        return re.compile(f" {''.join(parts)}(?= )")

    def stems(self) -> set[str]:
        """The first letters of the words that it may begin with; "" where they are open."""
        words = (
            _spelled(first).split()[0] if first[0] != "*" else "" for first in _beginnings(self._written)
        )
        return {word[:_STEM] for word in words}


class Wording:
    """The phrases of a file, read when the first question comes."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def meaning(self, words: str) -> Reason | None:
        """What the phrase means which is in `words` (as `plain` has them) and stands first in the file."""
        stems = {word[:_STEM] for word in words.split()}
        if not words.isascii():
            stems.add("")
        likely = {phrase for stem in stems for phrase in self._by_stem.get(stem, ())}
        for phrase in sorted(likely, key=lambda phrase: phrase.place):
            if phrase.pattern.search(words):
                return phrase.meaning
        return None

    def phrases(self) -> Iterator[Phrase]:
        """All of the file, in its order."""
        meaning = ""
        for place, line in enumerate(self._file.read_text(encoding="utf-8").splitlines()):
            if line.startswith("["):
                meaning = line.strip("[]")
            elif line and not line.startswith("#"):
                yield Phrase(place, cast(Reason, meaning), line)

    @cached_property
    def _by_stem(self) -> dict[str, list[Phrase]]:
        found: dict[str, list[Phrase]] = {}
        for phrase in self.phrases():
            for stem in phrase.stems():
                found.setdefault(stem, []).append(phrase)
        return found


def _literal(part: str) -> str:
    """The words between two signs of the syntax, with the spaces at their ends as they are written."""
    words = _spelled(part).strip()
    return f"{' ' * part.startswith(' ')}{re.escape(words)}{' ' * part.endswith(' ') if words else ''}"


def _beginnings(written: str) -> Iterator[str]:
    """How a phrase may begin: itself, or each choice of the group with which it begins."""
    if not written.startswith("("):
        yield written
        return
    choices, _, rest = written[1:].partition(")")
    for choice in choices.split("|"):
        if choice:
            yield choice
        else:
            yield from _beginnings(rest.strip())
