"""Does a HubSpot profile's token fit? Its account, and its rights.

What can be asked without writing anything is asked. Whether the token may write shows when it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from birdlog.crm.checking import Result
from birdlog.crm.hubspot.api import Account, HubSpot
from birdlog.crm.hubspot.connection import connected
from birdlog.crm.hubspot.problem import HubSpotError
from birdlog.rules.finding import Level
from birdlog.rules.preset import preset
from birdlog.secrets import SecretsError
from birdlog.settings import Profile
from birdlog.texts import text

_NOBODY = "nobody@birdlog.invalid"
_NOTHING = "0"


def examine(profile: Profile, may_ask: bool = False) -> Iterator[Result]:
    """Give what each check of a HubSpot profile says; stops where the next ones would say the same."""
    try:
        with connected(profile, may_ask) as hubspot:
            yield Result("token", "ok", text("hubspot.check.token.ok.message"), "")
            yield _account(hubspot, profile)
            for name, ask in RIGHTS.items():
                yield _right(name, ask, hubspot, profile)
    except SecretsError as problem:
        yield Result("token", "block", problem.title, problem.message)
    except HubSpotError as problem:
        yield Result("token", "block", *problem.in_locale())


def other_account(account: Account, profile: Profile) -> HubSpotError | None:
    """Return that the token's account is another one than the addresses'; None where nothing tells."""
    expected = _portal(profile)
    if expected in (None, account.portal):
        return None
    return HubSpotError("other-account", found=account.portal, expected=expected or "", profile=profile.name)


def _portal(profile: Profile) -> str | None:
    """The account's number in the addresses, where they bear one and the same."""
    known = preset(profile.preset)
    portals = {known.portal_of(each) for each in (profile.bcc, profile.forward) if each} - {None}
    return portals.pop() if len(portals) == 1 else None


def _account(hubspot: HubSpot, profile: Profile) -> Result:
    account = hubspot.account()
    if problem := other_account(account, profile):
        return Result("account", "block", *problem.in_locale())
    outcome = "ok" if _portal(profile) else "not-compared"
    values = {"found": account.portal, "hosting": account.hosting or "–"}
    return Result("account", "ok", text(f"hubspot.check.account.{outcome}.message", None, **values), "")


def _right(name: str, ask: Callable[[HubSpot], object], hubspot: HubSpot, profile: Profile) -> Result:
    try:
        ask(hubspot)
    except HubSpotError as problem:
        if problem.code not in ("scopes-missing", "forbidden"):
            raise
        problem.values["profile"] = profile.name
        level: Level = "block" if name == "emails" else "warn"
        return Result(name, level, *problem.in_locale())
    return Result(name, "ok", text(f"hubspot.check.rights.{name}"), "")


# Confirming needs the first; logging by hand the others too.
RIGHTS: dict[str, Callable[[HubSpot], object]] = {
    "emails": lambda hubspot: hubspot.emails_by_message_id([_NOBODY]),
    "contacts": lambda hubspot: hubspot.contact_ids([_NOBODY]),
    "deals": lambda hubspot: hubspot.open_deals(_NOTHING),
    "companies": lambda hubspot: hubspot.email_to_company(),
    "owners": lambda hubspot: hubspot.owner(_NOBODY),
}
