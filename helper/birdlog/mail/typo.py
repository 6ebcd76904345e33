"""Where an address was probably mistyped, by comparing it with one that is known to be right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from birdlog.mail.addresses import fold

_ALIKE = 0.6
"""How alike two words are (the ratio of difflib) of which one may be a typo of the other."""

_WORDS = re.compile(r"[^@.+_-]+")


@dataclass(frozen=True, slots=True)
class Typo:
    """A word of an address, `wrong`, that reads `right` in the address (or domain) `known`."""

    known: str
    wrong: str
    right: str


def typo(address: str, known: Iterable[str]) -> Typo | None:
    """The typo that an address would be of that one of `known` that it resembles most, None of all else.

    An address of `known` may be a domain alone. Two are compared word by word, as dots and @ part them: all
    words but one are the same, or stand for a kind of address ("bcc", "forward"), and that one is alike.
    """
    found = filter(None, (_compared(fold(address), each) for each in known))
    best = max(found, key=lambda compared: compared[:2], default=None)
    return best[2] if best else None


def _compared(address: str, known: str) -> tuple[int, float, Typo] | None:
    """How alike the two are (the more, the greater), and the words that differ; None where it is no typo."""
    whole = address if "@" in known else address.rpartition("@")[2]
    words, others = _WORDS.findall(whole), _WORDS.findall(fold(known))
    if len(words) != len(others):
        return None
    pairs = [(_alike(*pair), *pair) for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    typos = [pair for pair in pairs if pair[0] >= _ALIKE]
    if len(typos) != 1 or len(pairs) > 2:
        return None
    alike, wrong, right = typos[0]
    return -len(pairs), alike, Typo(known, wrong, right)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
