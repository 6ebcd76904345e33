"""The helper decides as the shared vectors say."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from birdlog.rules.outgoing import Mail, decide
from birdlog.settings import Profile, Settings, Team, User

HERE = Path(__file__).parent
NAMED = json.loads((HERE / "settings.json").read_text(encoding="utf-8"))
NOON = "2026-03-01T12:00:00Z"


CASES = [
    pytest.param(case, id=f"{file.stem}: {case['name']}")
    for file in sorted((HERE / "decide").glob("*.json"))
    for case in json.loads(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_the_helper_decides_as_the_vector_says(case):
    decision = decide(mail(case["request"]), settings(case["settings"]), moment(case.get("now", NOON)))

    assert {
        "log": decision.log,
        "address": decision.address,
        "remove": list(decision.remove),
        "codes": [finding.code for finding in decision.findings],
        "profile": decision.profile.name if decision.profile else None,
    } == case["expect"]


def test_no_two_vectors_of_a_file_bear_the_same_name():
    names = [case.id for case in CASES]

    assert len(names) == len(set(names))


def mail(request: dict[str, Any]) -> Mail:
    lists = ("to", "cc", "bcc", "newsgroups", "lists_unexpanded", "typed")
    given = {key: tuple(value) if key in lists else value for key, value in request.items()}
    del given["phase"]
    return Mail(sender=given.pop("from"), **given)


def settings(given: str | dict[str, Any]) -> Settings:
    """Read SETTINGS of PROTOCOL.md, and the users and teams that only the helper knows."""
    body = NAMED[given] if isinstance(given, str) else given
    return Settings(
        profiles=tuple(profile(each) for each in body["profiles"]),
        never_log=tuple(body["never_log"]),
        paused=body["paused"],
        look_before_forward=body["look_before_forward"],
        users=tuple(
            User(
                account=user["account"],
                connected=tuple((address, None) for address in user["connected"]),
                aliases=tuple(user["aliases"]),
            )
            for user in body.get("users", [])
        ),
        teams=tuple(Team(address) for address in body.get("teams", [])),
    )


def profile(body: dict[str, Any]) -> Profile:
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in body.items()}
    distrusted, doubt = given.pop("bcc_distrusted", False), given.pop("bcc_doubt", None)
    takes_sent = given.pop("takes_sent", False)
    result = Profile(**given)
    assert result.takes_sent is takes_sent
    assert result.bcc_distrusted is distrusted
    assert (result.doubt(result.bcc) if result.bcc else None) == doubt
    return result


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
