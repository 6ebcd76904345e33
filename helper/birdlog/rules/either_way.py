"""The rules that hold for a mail in either direction: one that is being written, or a received one to be
forwarded.

Each looks at the `Circumstances` and at the profile that serves the identity, and returns what it found, or
None.
"""

from dataclasses import dataclass
from datetime import datetime

from birdlog.rules.finding import Finding
from birdlog.rules.preset import preset
from birdlog.settings import Profile, Settings


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of any mail: the CRM's address that it needs (None: none is set), sizes in bytes."""

    settings: Settings
    now: datetime
    identity: str
    crm_address: str | None
    content_bytes: int
    attachment_bytes: int
    encrypted: bool


def no_profile(identity: str) -> Finding:
    """No CRM is set up for the identity."""
    return Finding("no-profile", "block", {"identity": identity})


def paused(case: Circumstances, profile: Profile) -> Finding | None:
    """The person paused logging."""
    if not case.settings.is_paused(case.now):
        return None
    until = case.settings.paused or "on"
    return Finding("paused", "block", {} if until == "on" else {"until": until, "variant": "until"})


def bad_crm_address(case: Circumstances, profile: Profile) -> Finding | None:
    """The CRM's address is missing, malformed, or only looks like one of the CRM's; where it is merely
    suspicious, that is said and the mail is logged. A CRM that needs no address may have none.
    """
    values = {"profile": profile.name, "crm": profile.crm}
    if not case.crm_address and not preset(profile.preset).addresses_needed:
        return None
    if not case.crm_address:
        return Finding("bad-crm-address", "block", values | {"variant": "missing"})
    values["address"] = case.crm_address
    if preset(profile.preset).distrusts(case.crm_address):
        return Finding("bad-crm-address", "block", values)
    return doubtful_crm_address(case.crm_address, profile)


def doubtful_crm_address(address: str, profile: Profile) -> Finding | None:
    """One of the profile's addresses is of a form that its CRM is not known to give out, or the two are of
    different accounts.
    """
    doubt = profile.doubt(address)
    if doubt is None:
        return None
    other = profile.forward if address == profile.bcc else profile.bcc
    named = {"address": address, "other": other or ""}
    return Finding(
        "bad-crm-address", "warn", {"crm": profile.crm, "profile": profile.name, "variant": doubt} | named
    )


def encrypted(case: Circumstances, profile: Profile) -> Finding | None:
    """The mail is, or will be, encrypted: a copy for the CRM would be unreadable there, or disclose it."""
    return Finding("encrypted", "block", {"crm": profile.crm}) if case.encrypted else None


def body_too_large(case: Circumstances, profile: Profile) -> Finding | None:
    """The content, attachments not counted, is over what the CRM logs."""
    if case.content_bytes <= profile.content_limit:
        return None
    values = {"size": str(case.content_bytes), "limit": str(profile.content_limit), "crm": profile.crm}
    return Finding("body-too-large", "block", values)


def attachments_too_large(case: Circumstances, profile: Profile) -> Finding | None:
    """The attachments are over what the CRM logs; the mail is logged without them."""
    if case.attachment_bytes <= profile.attachments_limit:
        return None
    values = {"size": str(case.attachment_bytes), "limit": str(profile.attachments_limit), "crm": profile.crm}
    return Finding("attachments-too-large", "warn", values)
