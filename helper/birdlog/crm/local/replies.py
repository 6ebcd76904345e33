"""Replies to a mail server: one line of ASCII with a code, a status, and words that a person understands."""

from __future__ import annotations

import unicodedata

from birdlog import texts
from birdlog.crm.local.intake import Answer
from birdlog.rules.finding import Finding

_LONGEST = 480
"""RFC 5321 section 4.5.3.1.5 allows a reply line 512 octets."""

_QUOTATION_MARKS = str.maketrans("\u201c\u201d\u2018\u2019\u2013\u2026", "\"\"''-.")


def reply(status: int, enhanced: str, sentence: str) -> str:
    """One SMTP reply line, in ASCII: accents go, other signs become question marks."""
    plain = unicodedata.normalize("NFKD", " ".join(sentence.split()).translate(_QUOTATION_MARKS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return f"{status} {enhanced} {letters.encode('ascii', 'replace').decode()}"[:_LONGEST]


def answer(given: Answer) -> str:
    """What a mail server is told of a mail that was taken in or refused."""
    told = [texts.text("crm.reply.logged")] if given.logged else []
    return reply(given.status, given.enhanced, " ".join([*told, *_sentences(given.finding)]))


def _sentences(finding: Finding | None) -> list[str]:
    if finding is None:
        return []
    said = texts.finding_json(finding)
    return [sentence for sentence in (said["message"], said["fix"]) if sentence]
