"""What a mail's subject says that the mail is, by the prefix that mail programs put before it."""

from __future__ import annotations

import re
from typing import Literal

from birdlog.mail.forward.dialects import dialects
from birdlog.mail.forward.words import COLONS, label_key

Subject = Literal["forward", "reply", "other", "none"]
"""What a mail's subject says that it is; `none`: there is no subject."""

_COLON = re.compile(f"[{COLONS}]")


def said_by(subject: str, prefix: str, answers: bool) -> Subject:
    """What a subject with this prefix says; `answers`: the mail's header says that it answers another."""
    known = dialects()
    if prefix in known.forward_prefixes:
        return "forward"
    if answers or prefix in known.reply_prefixes:
        return "reply"
    return "other" if subject and not subject.isspace() else "none"


def prefix_of(subject: str) -> str:
    """What stands before a subject's first colon, without what gateways put before that: `fwd`, `re`."""
    if not subject:
        return ""
    text = subject.lstrip()
    while text.startswith("[") and "]" in text:
        text = text.partition("]")[2].lstrip()
    return label_key(text[: _colon(text)].split("[")[0].split("(")[0])


def without_prefix(subject: str) -> str:
    """The subject of the message that is forwarded or answered."""
    return subject[_colon(subject) :].lstrip(f"{COLONS} ")


def _colon(text: str) -> int:
    """Where the first colon stands; 0: nowhere."""
    found = _COLON.search(text)
    return found.start() if found else 0
