"""What is known around a delivery report's reason: it makes the sentence that fits, and names what to mend.

`variant` chooses the sentence, `more` another one after it (locales, `bounce.<reason>.<variant>` and
`bounce.more.<more>`); the other values fill them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from birdlog import utc
from birdlog.mail import refusal
from birdlog.mail.addresses import domain, fold
from birdlog.mail.typo import Typo, typo
from birdlog.rules.free_mail import FREE_MAIL_DOMAINS
from birdlog.rules.preset import preset

if TYPE_CHECKING:
    from birdlog.journal.entry import Entry
    from birdlog.mail.bounce import ReportedRecipient
    from birdlog.settings import Profile, Settings

    Circumstance = Callable[[Settings, Entry, ReportedRecipient, str], dict[str, str]]

_ENCODED = 78 / 57
"""How much larger attachments travel: base64 in lines of 76 characters (RFC 2045 section 6.8)."""


def of_the_log(
    settings: Settings, entry: Entry, recipient: ReportedRecipient, address: str
) -> dict[str, str]:
    """What is known of a copy for the CRM, at `address`, that failed or waits."""
    values = _named(settings, entry, address)
    if recipient.action == "delayed":
        return values | _until(recipient)
    known = _BY_REASON.get(recipient.reason)
    return values | known(settings, entry, recipient, address) if known else values


def of_the_mail(
    settings: Settings, entry: Entry, recipient: ReportedRecipient, address: str
) -> dict[str, str]:
    """What is known of a mail that failed or waits for somebody else, at `address`."""
    values = _named(settings, entry, address)
    if recipient.action == "delayed":
        return values | _until(recipient)
    nowhere = recipient.reason == "domain-unknown"
    mistyped = typo(address, sorted(FREE_MAIL_DOMAINS)) if nowhere else None
    return values | {"variant": recipient.reason} | _typo_named(mistyped)


def _named(settings: Settings, entry: Entry, address: str) -> dict[str, str]:
    """The CRM by name, or by its domain where its profile is gone."""
    profile = _profile(settings, entry)
    return {"crm": profile.crm if profile else domain(entry.crm_address or ""), "address": address}


def _profile(settings: Settings, entry: Entry) -> Profile | None:
    return next((profile for profile in settings.profiles if profile.name == entry.profile), None)


def _until(recipient: ReportedRecipient) -> dict[str, str]:
    until = recipient.retried_until
    return {"variant": "until", "until": utc.written(until)} if until else {}


def _too_large(
    _settings: Settings, entry: Entry, recipient: ReportedRecipient, _address: str
) -> dict[str, str]:
    said = recipient.diagnostic or ""
    much = _larger_part(entry) or refusal.too_much(said)
    limit, size = refusal.size_limit(said), refusal.size(said) or _size_on_the_way(entry)
    known = {"limit": limit, "size": size if limit is None or (size or 0) > limit else None}
    sizes = {name: str(count) for name, count in known.items() if count is not None}
    return ({"variant": much} if much else {}) | _MORE_OF_SIZES.get(tuple(sizes), {}) | sizes


def _larger_part(entry: Entry) -> str | None:
    if entry.content_bytes is None or entry.attachment_bytes is None:
        return None
    return "attachments" if entry.attachment_bytes > entry.content_bytes else "content"


def _size_on_the_way(entry: Entry) -> int | None:
    if entry.content_bytes is None or entry.attachment_bytes is None:
        return None
    return entry.content_bytes + round(entry.attachment_bytes * _ENCODED)


def _misaddressed(
    settings: Settings, entry: Entry, _recipient: ReportedRecipient, address: str
) -> dict[str, str]:
    """Where the address differs from the profile's, or the CRM's known ones."""
    profile = _profile(settings, entry)
    return _typo_named(typo(address, _known(profile, address)) if profile else None)


def _typo_named(mistyped: Typo | None) -> dict[str, str]:
    return {"more": "typo", **asdict(mistyped)} if mistyped else {}


def _known(profile: Profile, address: str) -> Iterator[str]:
    """What the address should have read like: the profile's well-formed ones, and the CRM's domains."""
    known = preset(profile.preset)
    for each, forms in ((profile.bcc, known.bcc_domains), (profile.forward, known.forward_domains)):
        if each and fold(each) != fold(address) and known.expects(each, forms):
            yield each
        yield from (form for form in forms if "*" not in form)


def _refused(
    _settings: Settings, entry: Entry, recipient: ReportedRecipient, _address: str
) -> dict[str, str]:
    if entry.identity and refusal.is_about_sender(recipient.status, recipient.diagnostic or ""):
        return {"variant": "sender", "identity": entry.identity}
    return {}


def _unknown(
    _settings: Settings, _entry: Entry, recipient: ReportedRecipient, _address: str
) -> dict[str, str]:
    return {} if recipient.diagnostic else {"variant": "silent"}


_MORE_OF_SIZES = {
    ("limit",): {"more": "limit"},
    ("size",): {"more": "size"},
    ("limit", "size"): {"more": "limit-and-size"},
}
_BY_REASON: dict[str, Circumstance] = {
    "too-large": _too_large,
    "address-unknown": _misaddressed,
    "domain-unknown": _misaddressed,
    "refused": _refused,
    "unknown": _unknown,
}
