"""Who is credited with a mail, in the order of HubSpot's help page on the BCC address (3 July 2018).

The sending address belongs to (1) the only user who connected it, (2) the only user whose account address
it is, (3) the only user who has it as an alias, (4) where several connected it, the one who did so first. A
team's address belongs to the user who connected it first. Where no users are described, the profile's
identities are the users; a profile without identities serves, and so knows, every one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from birdlog.mail.addresses import fold
from birdlog.settings import Profile, Settings, User

_UNDATED = datetime.max.replace(tzinfo=UTC)
"""Sorts a connection without a date behind the dated ones."""


def credited_to(sender: str, profile: Profile, settings: Settings) -> str | None:
    """The account of the user whom the CRM credits with a mail from `sender`.

    None where the address is nobody's, or that of several users none of whom connected it.
    """
    if not settings.users and not settings.teams:
        return _identity(sender, profile)
    wanted = fold(sender)
    for team in settings.teams:
        if fold(team.address) == wanted and team.members:
            return team.members[0]
    connected = [user for user in settings.users if _connected_on(user, wanted) is not None]
    accounts = [user for user in settings.users if fold(user.account) == wanted]
    aliases = [user for user in settings.users if wanted in map(fold, user.aliases)]
    for owners in (connected, accounts, aliases):
        if len(owners) == 1:
            return owners[0].account
    return _first(connected, wanted)


def is_user(sender: str, settings: Settings) -> bool:
    """Whether a described user or team has this address, in whatever way; false where none is described."""
    wanted = fold(sender)
    return any(fold(team.address) == wanted for team in settings.teams) or any(
        wanted in map(fold, (user.account, *user.aliases, *(address for address, _since in user.connected)))
        for user in settings.users
    )


def _identity(sender: str, profile: Profile) -> str | None:
    wanted = fold(sender)
    if not profile.identities:
        return sender
    return next((identity for identity in profile.identities if fold(identity) == wanted), None)


def _connected_on(user: User, wanted: str) -> datetime | None:
    """When the user first connected the address; a late time where it is not known, None where never."""
    return min((_moment(since) for address, since in user.connected if fold(address) == wanted), default=None)


def _moment(since: str | None) -> datetime:
    """A date or a time in any form of ISO 8601; without a zone it is in UTC."""
    try:
        moment = datetime.fromisoformat(since or "")
    except ValueError:
        return _UNDATED
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _first(connected: Sequence[User], wanted: str) -> str | None:
    if not connected:
        return None
    return min(connected, key=lambda user: _connected_on(user, wanted) or _UNDATED).account
