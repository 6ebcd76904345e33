"""Does a profile's set-up fit? Its addresses, and where the CRM has an API, what that says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from birdlog.rules.either_way import doubtful_crm_address
from birdlog.rules.finding import Finding, Level
from birdlog.rules.preset import preset
from birdlog.settings import Profile
from birdlog.texts import finding_json, text


@dataclass(frozen=True, slots=True)
class Result:
    """What one check says: `level` as a finding's, `message` and `fix` in words; `fix` may be empty."""

    check: str
    level: Level
    message: str
    fix: str


def examine(profile: Profile, may_ask: bool = False) -> Iterator[Result]:
    """Give what each check of a profile says.

    `may_ask`: a locked keyring may ask the person for its password.
    """
    yield from _addresses(profile)
    if preset(profile.preset).api_base:
        from birdlog.crm.hubspot import checking

        yield from checking.examine(profile, may_ask)
    if profile.preset == "local":
        from birdlog.crm.local import checking as records

        yield from records.examine()


def _addresses(profile: Profile) -> Iterator[Result]:
    """What is wrong with the addresses, each thing once: the two of different accounts are one thing."""
    addresses = [each for each in (profile.bcc, profile.forward) if each]
    wrong = [finding for each in addresses if (finding := _wrong(each, profile))]
    if not wrong:
        yield Result("addresses", "ok", text("hubspot.check.addresses.ok"), "")
    for finding in {_about(finding): finding for finding in reversed(wrong)}.values():
        words = finding_json(finding)
        yield Result("addresses", finding.level, words["message"], words["fix"])


def _wrong(address: str, profile: Profile) -> Finding | None:
    if preset(profile.preset).distrusts(address):
        values = {"profile": profile.name, "crm": profile.crm, "address": address}
        return Finding("bad-crm-address", "block", values)
    return doubtful_crm_address(address, profile)


def _about(finding: Finding) -> str:
    return "both" if finding.values.get("variant") == "other-portal" else finding.values["address"]
