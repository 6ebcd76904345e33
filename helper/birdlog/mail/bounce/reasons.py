"""Why a mail came back: from what was said and the status code to one of eight reasons.

What was said comes first, since codes are coarse and often wrong (5.7.1 for an unknown user, 5.0.0 for a full
mailbox); then the RFC 3463 code; then words that only hint; then the subject and the class of the code.
"""

from __future__ import annotations

import re
from pathlib import Path

from birdlog.mail.bounce.report import Reason
from birdlog.mail.bounce.wording import Wording, plain

SAID = Wording(Path(__file__).with_name("said.txt"))
HINTS = Wording(Path(__file__).with_name("hints.txt"))

# RFC 3463, the IANA registry of enhanced status codes, and Exchange Online's own codes: subject and detail,
# whatever the class.
STATUS: dict[str, Reason] = {
    "1.0": "address-unknown",
    "1.1": "address-unknown",
    "1.2": "domain-unknown",
    "1.3": "address-unknown",
    "1.4": "address-unknown",
    "1.6": "address-unknown",
    "1.7": "refused",
    "1.8": "refused",
    "1.9": "refused",
    "1.10": "refused",
    "2.1": "address-unknown",
    "2.2": "mailbox-full",
    "2.3": "too-large",
    "2.4": "refused",
    "2.121": "temporary",
    "2.122": "temporary",
    "3.1": "temporary",
    "3.2": "refused",
    "3.4": "too-large",
    "4.1": "temporary",
    "4.2": "temporary",
    "4.3": "temporary",
    "4.4": "domain-unknown",
    "4.5": "temporary",
    "4.6": "temporary",
    "4.7": "temporary",
    "4.310": "domain-unknown",
    "4.312": "domain-unknown",
    "5.3": "temporary",
    "7.13": "address-unknown",
    "7.520": "forwarding-refused",
}
SURE = ("1.7", "1.8", "2.2", "3.4", "7.520")
"""Codes that are used for nothing else: they hold whatever the words are."""

SUBJECTS: dict[str, Reason] = {
    "1": "address-unknown",
    "2": "address-unknown",
    "3": "temporary",
    "4": "temporary",
    "5": "refused",
    "6": "refused",
    "7": "refused",
}
"""The subjects of RFC 3463 section 3, for a detail that is not in the table above."""

REPLIES: dict[str, Reason] = {
    "551": "address-unknown",
    "552": "mailbox-full",
    "553": "address-unknown",
    "554": "refused",
}
"""The replies of RFC 5321 section 4.2.3 that say something by themselves; 550 is used for everything."""

_READ_LIMIT = 4_000
_REPLY = re.compile(r"(?<![\d.])([45]\d\d)[ -]")
_CODE = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")


def reason_of(status: str | None, said: str) -> Reason:
    """The reason that the RFC 3463 `status` and the words of whoever refused give; `unknown` where neither
    does.
    """
    code = _CODE.match(status or "")
    kind, subject, detail = code.groups() if code else ("", "", "")
    if f"{subject}.{detail}" in SURE:
        return STATUS[f"{subject}.{detail}"]
    words = plain(said[:_READ_LIMIT])
    return (
        SAID.meaning(words)
        or STATUS.get(f"{subject}.{detail}")
        or HINTS.meaning(words)
        or ("temporary" if kind == "4" and subject != "7" else SUBJECTS.get(subject))
        or _reason_of_reply(said)
    )


def _reason_of_reply(said: str) -> Reason:
    reply = _REPLY.search(said)
    if not reply:
        return "unknown"
    return "temporary" if reply[1].startswith("4") else REPLIES.get(reply[1], "unknown")


def names_a_reason(said: str) -> bool:
    """Whether the words alone give a reason."""
    return SAID.meaning(plain(said[:_READ_LIMIT])) is not None
