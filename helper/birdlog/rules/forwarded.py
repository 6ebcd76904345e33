"""Is this forward, as it stands in a file or arrives at the CRM, one that the CRM can read and log?

HubSpot's help page (3 July 2018): the header that the mail program writes must be there, in a supported
language, in an HTML and in a plain-text part; it must be the individual reply. `RULES` is the order in which the
person reads the findings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from birdlog.mail import forward as reader
from birdlog.mail.addresses import bare_addresses, fold
from birdlog.mail.forward import Forward, Reading
from birdlog.mail.parts import Parts
from birdlog.rules import either_way
from birdlog.rules import forward as before
from birdlog.rules.finding import Finding
from birdlog.settings import Profile, Settings

_LANGUAGES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # HubSpot does not say which: its oldest interface languages are safe, the next ones probable.
    "hubspot": (
        frozenset({"en", "de", "es", "fr", "ja", "pt-BR"}),
        frozenset({"it", "nl", "pl", "sv", "fi", "da", "nb", "nn", "no"}),
    ),
}
"""Languages that a CRM's reader of forwards knows for sure, and those that it probably knows, by preset."""

_ENCRYPTED_TYPES = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_PGP_MESSAGE = "-----BEGIN PGP MESSAGE-----"


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What the rules look at: the forward taken apart, what its parts say, and the circumstances."""

    mail: Parts
    reading: Reading
    case: before.Case


Rule = Callable[[Forwarded, Forward | None, Profile], Finding | None]


def check(
    mail: Parts, reading: Reading, profile: Profile, settings: Settings, now: datetime
) -> tuple[Finding, ...]:
    """What is to be said of a forward; it can be logged where no finding is of level `block`.

    `reading` is what birdlog.mail.forward.read_parts made of `mail`; `now` has a time zone.
    """
    forward = reading.forward
    author = forward.sender.address if forward and forward.sender else None
    identity = next(iter(bare_addresses(mail.field("from") or "")), "")
    case = before.Case(
        settings=settings,
        now=now,
        identity=identity,
        crm_address=profile.forward,
        content_bytes=mail.content_bytes,
        attachment_bytes=mail.attachment_bytes,
        encrypted=_is_encrypted(mail),
        author=author or "",
        own=frozenset(map(fold, (*profile.identities, identity))),
    )
    forwarded = Forwarded(mail, reading, case)
    return tuple(finding for rule in RULES if (finding := rule(forwarded, forward, profile)))
