"""The never-log list: whose mail must not reach the CRM.

A pattern is `name@domain` (that address alone), `*@domain` (every address of that domain alone) or
`*@*.domain` (every address of its sub-domains, the domain itself not). Letter case never matters, the
punycode and the Unicode form of a domain are the same, `a+x@b` is another address than `a@b`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from birdlog.mail.addresses import fold, fold_domain, is_address

_ANY = "*@"
_ANY_SUBDOMAIN = "*@*."
_LONGEST_DOMAIN = 253  # RFC 1035 section 2.3.4, without the final dot


@dataclass(frozen=True, slots=True)
class Matcher:
    """A never-log list ready to be asked; one answer takes a few dictionary look-ups, however long the list
    is.
    """

    _addresses: dict[str, str]
    _domains: dict[str, str]
    _parents: dict[str, str]

    def match(self, address: str) -> str | None:
        """Return the pattern that the address is on the list by, as the person wrote it; None where it is
        not.
        """
        folded = fold(address)
        if pattern := self._addresses.get(folded):
            return pattern
        host = folded.rpartition("@")[2] if "@" in folded else ""
        if pattern := self._domains.get(host):
            return pattern
        return self._parent(host) if self._parents else None

    def _parent(self, host: str) -> str | None:
        tail = host[-_LONGEST_DOMAIN:]
        dot = tail.find(".")
        while dot != -1:
            if pattern := self._parents.get(tail[dot + 1 :]):
                return pattern
            dot = tail.find(".", dot + 1)
        return None


@lru_cache(maxsize=4)
def compile(patterns: tuple[str, ...]) -> Matcher:
    """Return a matcher for normalised patterns; of two that say the same, the first is named."""
    matcher = Matcher({}, {}, {})
    tables = {"": matcher._addresses, _ANY: matcher._domains, _ANY_SUBDOMAIN: matcher._parents}
    for pattern in patterns:
        prefix, rest = _parts(pattern)
        tables[prefix].setdefault(fold_domain(rest) if prefix else fold(rest), pattern)
    return matcher


def matches(address: str, patterns: tuple[str, ...]) -> str | None:
    """Return the first kind of pattern (address, domain, sub-domains) that covers the address, or None."""
    return compile(patterns).match(address)


def normalise(pattern: str) -> str:
    """Return the pattern in the form in which it is kept: trimmed, lower-case; a bare domain becomes
    `*@domain`.

    Raises ValueError, whose text is the pattern, where it is none of the three forms.
    """
    text = pattern.strip().lower().removesuffix(".")
    if "@" not in text and "." in text:
        text = f"*@{text}"
    elif text.startswith("@"):
        text = f"*{text}"
    prefix, rest = _parts(text)
    if "*" in rest or not is_address(f"x@{rest}" if prefix else rest):
        raise ValueError(pattern.strip())
    return text


def sorted_out(written: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return those that can be read, normalised, and those that can't, as they came."""
    taken, refused = [], []
    for pattern in written:
        try:
            taken.append(normalise(pattern))
        except ValueError:
            refused.append(pattern)
    return tuple(taken), tuple(refused)


def key(pattern: str) -> str:
    """Return the form in which two normalised patterns that cover the same addresses are equal."""
    prefix, rest = _parts(pattern)
    return prefix + fold_domain(rest) if prefix else fold(rest)


def _parts(pattern: str) -> tuple[str, str]:
    """Cut a pattern into its wildcard, empty for a single address, and the rest."""
    prefix = next((wildcard for wildcard in (_ANY_SUBDOMAIN, _ANY) if pattern.startswith(wildcard)), "")
    return prefix, pattern[len(prefix) :]
