"""The words that a contact is found by, and how letters are compared in a search."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 48
"""Characters of a word that are compared."""

_MOST = 40
_PART = re.compile(r"[^\W_]+")


def words(*texts: str | None) -> set[str]:
    """What texts are found by: each word, from its beginning on and from each of its parts on, folded.

    `bob@globex.example` is found by what begins it, by what begins `globex.example`, and by `example`.
    """
    found: set[str] = set()
    for text in texts:
        written = folded(text or "").split()
        found.update(word[part.start() :][:_LONGEST] for word in written[:_MOST] for part in _parts(word))
    return found


def wanted(search: str) -> list[str]:
    """The beginnings of words that a search asks for, the longest first: it is what the fewest have."""
    typed = {
        word[:_LONGEST] for word in (_beginning(word) for word in folded(search).split()[:_MOST]) if word
    }
    return sorted(typed, key=lambda word: (-len(word), word))


def folded(text: str) -> str:
    """The text in small letters without accents (NFKD, case folding)."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _parts(word: str) -> list[re.Match[str]]:
    return list(_PART.finditer(word))[:_MOST]


def _beginning(word: str) -> str:
    """The word as typed, without the brackets, quotes and dots around it."""
    parts = list(_PART.finditer(word))
    return word[parts[0].start() : parts[-1].end()] if parts else ""
