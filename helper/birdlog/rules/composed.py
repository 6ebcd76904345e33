"""Is what a compose window holds a forward that the CRM can read, and does it say what the original says?

Thunderbird makes both parts of the mail from what the window holds. So it can be judged before it leaves, by
the rules that hold for the copy that arrives (forwarded.py), and by two more: it must be about the message
that it was made from, and what the person wanted left out should be out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from birdlog.mail.addresses import fold
from birdlog.mail.forward import Forward, read_parts
from birdlog.mail.parts import Leaf, Parts
from birdlog.rules import either_way, forwarded, received
from birdlog.rules.finding import Finding
from birdlog.rules.forwarded import Forwarded
from birdlog.settings import Profile, Settings

Delivery = Literal["both", "auto", "html", "plaintext"]
"""Thunderbird's delivery format; with `auto` it may leave the HTML part out."""

History = Literal["there", "cut", "kept", "none"]
"""The quoted history: left alone; to be cut, and cut; kept because own words stand among it; not there."""


@dataclass(frozen=True, slots=True)
class Original:
    """What the received message says of itself, decoded; None where that is not to be compared."""

    author: str | None = None
    subject: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """A forward in its compose window (`forward.check` in PROTOCOL.md): sizes in bytes, of the whole mail.

    `html` and `plain` are the beginnings of its text in both forms.
    """

    identity: str
    profile: str | None = None
    delivery: Delivery = "both"
    html: str = ""
    plain: str = ""
    content_bytes: int = 0
    attachment_bytes: int = 0
    encrypted: bool = False
    history: History = "there"
    original: Original = Original()


def check(
    composed: Composed, settings: Settings, own_addresses: tuple[str, ...], now: datetime
) -> tuple[Finding, ...]:
    """What is to be said of the forward; it is to be sent where no finding is of level `block`.

    `own_addresses` are the person's identities; `now` has a time zone.
    """
    named = (profile for profile in settings.profiles if profile.name == composed.profile)
    profile = next(named, None) or settings.profile_for(composed.identity)
    if profile is None:
        return (either_way.no_profile(composed.identity),)
    mail = Parts((), "multipart/alternative", _leaves(composed))
    reading = read_parts(mail)
    case = received.Case(
        settings=settings,
        now=now,
        identity=composed.identity,
        crm_address=profile.forward,
        content_bytes=composed.content_bytes,
        attachment_bytes=composed.attachment_bytes,
        encrypted=composed.encrypted,
        author=forwarded.author(reading),
        own=frozenset(map(fold, (*own_addresses, *profile.identities, composed.identity))),
    )
    of_the_copy = forwarded.findings(Forwarded(mail, reading, case), profile)
    found = [_after_the_cut(finding, composed) for finding in of_the_copy]
    of_the_window = (other_original(composed, reading.forward, profile), history_kept(composed))
    return (*found, *(finding for finding in of_the_window if finding))


def other_original(composed: Composed, forward: Forward | None, profile: Profile) -> Finding | None:
    """The block names another sender, subject or date than the message that is being forwarded."""
    if forward is None:
        return None
    original = composed.original
    sender = forward.sender.address if forward.sender else None
    if (
        _agree(original.author, sender, fold)
        and _agree(original.subject, forward.subject, _told)
        and _agree(original.date, forward.date, _told)
    ):
        return None
    return Finding("other-original", "block", {"crm": profile.crm})


def history_kept(composed: Composed) -> Finding | None:
    """The quoted history was to be cut away, and the author's own words stand among it."""
    return Finding("history-kept", "warn") if composed.history == "kept" else None


def _after_the_cut(finding: Finding, composed: Composed) -> Finding:
    """What is too large though the history was to be cut is not mended by cutting it."""
    if finding.code != "body-too-large" or composed.history == "there":
        return finding
    return replace(finding, values=finding.values | {"variant": "forward-cut"})


def _leaves(composed: Composed) -> tuple[Leaf, ...]:
    """The parts that are certain to be in the mail."""
    texts = {
        "text/plain": composed.plain if composed.delivery != "html" else "",
        "text/html": composed.html if composed.delivery in ("both", "html") else "",
    }
    return tuple(
        Leaf(content_type, None, False, text.encode(), "utf-8")
        for content_type, text in texts.items()
        if text
    )


def _agree(expected: str | None, said: str | None, compared: Callable[[str], str]) -> bool:
    """Whether the block says what is expected of it; what it leaves out is another rule's matter."""
    return not (expected and said) or compared(expected) == compared(said)


def _told(text: str) -> str:
    """What of a text must be the same: signs at its ends may be taken for those that lines are drawn with."""
    return "".join(filter(str.isalnum, text))
