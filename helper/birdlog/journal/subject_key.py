"""What a subject is sorted by: its first letters, without what only says that it answers another."""

import re
import unicodedata

_LENGTH = 40  # characters
_ANSWERS = re.compile(
    r"(?:\s*(?:re|r|fwd?|aw|wg|antw|sv|vs|vb|vl|res|enc|tr|rv|rif|odp|pd|ynt|ilt)(?:\[\d+\]|\(\d+\))?\s?[:：])+",
    re.IGNORECASE,
)
"""The marks that mail programs put before the subject of a reply or a forward."""


def subject_key(subject: str | None) -> str:
    """Return the key of a subject; "" where it has nothing to sort by. Letter case and accents are aside."""
    text = (subject or "")[: 4 * _LENGTH]
    marks = _ANSWERS.match(text)
    plain = unicodedata.normalize("NFKD", text[marks.end() :] if marks else text)
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(letters.casefold().split())[:_LENGTH]
