"""What a mail server said when it refused: replies of SMTP (RFC 5321 section 4.2) in running text."""

from __future__ import annotations

import re

_CONTINUED_LINES = 12
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)")
_CODED = re.compile(
    r"(?<![\d.])[245]\d\d[ -]{1,2}[#'\"(]{0,2}(?:[245]\d\d[ -])?([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)"
)
_REFUSAL = re.compile(r"[45]\d\d[ -](?! ?[kmg]i?b\b)", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:^|[:>='\"(\[]|\b(?:said|error|code|returned|with|response))\W{0,6}$", re.IGNORECASE | re.MULTILINE
)
_BEFORE_LENGTH = 20


def refusal_in(text: str) -> str:
    """The first reply of refusal (4xx, 5xx) in a text, with the lines that continue it, on one line.

    A number counts that begins a line, or stands behind a sign or a word that leads to what was said.
    """
    for code in _REFUSAL.finditer(text):
        line = text.rfind("\n", 0, code.start()) + 1
        if _BEFORE.search(text[max(line, code.start() - _BEFORE_LENGTH) : code.start()]):
            said = text[line:].split("\n", _CONTINUED_LINES)[:_CONTINUED_LINES]
            end = said.index("") if "" in said else len(said)
            return " ".join(words.strip() for words in said[:end])
    return ""


def status_in(said: str) -> str | None:
    """The RFC 3463 status that the words state: the one behind a reply code, else any."""
    found = _CODED.search(said) or _STATUS.search(said)
    return found[1] if found else None
