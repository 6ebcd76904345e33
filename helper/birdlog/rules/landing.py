"""Whose records a logged mail lands on.

The people in the fields of an outgoing mail that the CRM's preset names become contacts: To and Cc, not Bcc
(HubSpot's help page of 3 July 2018). Of a forward the original sender does, its Cc does not. Nobody becomes
one who is the person, a CRM's address, or on the never-log list.
"""

from __future__ import annotations

from collections.abc import Iterable

from birdlog.mail.addresses import fold, is_address
from birdlog.rules import outgoing
from birdlog.rules.never_log import compile
from birdlog.rules.preset import preset
from birdlog.rules.received import Received
from birdlog.settings import Profile, Settings


def contacts_of_mail(
    mail: outgoing.Mail, profile: Profile, settings: Settings, own: tuple[str, ...]
) -> tuple[str, ...]:
    """The contacts that a mail lands on where it is logged, each once, in the order To, Cc.

    `own` are the person's identities.
    """
    known = preset(profile.preset)
    fields = {"to": mail.to, "cc": mail.cc}
    named = tuple(address for field in known.contacts_from for address in fields[field])
    landed = _contacts(named, settings, (*own, mail.identity, mail.sender or ""))
    return landed[: known.contacts_at_most]


def contacts_of_forward(received: Received, settings: Settings, own: tuple[str, ...]) -> tuple[str, ...]:
    """The contact that a forwarded message lands on where it is logged: its sender, and nobody else."""
    return _contacts((received.author,), settings, own)


def _contacts(addresses: Iterable[str], settings: Settings, own: Iterable[str]) -> tuple[str, ...]:
    out = set(map(fold, own))
    for profile in settings.profiles:
        out.update(map(fold, (profile.bcc or "", profile.forward or "", *profile.identities)))
    never = compile(settings.never_log)
    landed: dict[str, str] = {}
    for address in addresses:
        if is_address(address) and fold(address) not in out and not never.match(address):
            landed.setdefault(fold(address), address)
    return tuple(landed.values())
