"""Logging once more: offered where Thunderbird can do it, and where it can't, why not."""

from dataclasses import replace
from typing import get_args

import pytest

from birdlog.journal import looks, requests
from birdlog.journal.entry import Bounce
from birdlog.journal.retry import WAYS, Obstacle, ask, asked_way, can_go_by_api, retry
from birdlog.journal.store import Observation
from birdlog.settings import Profile, Settings
from birdlog.texts import LOCALES, text

FORWARD = "4711@forward.hubspot.com"
AT = "2026-07-01T09:30:00Z"
WORK = Profile(name="work", preset="hubspot", crm="HubSpot", forward=FORWARD)
SETTINGS = Settings(profiles=(WORK,), never_log=("*@familia.example",))


def _bounced(journal, reason="temporary", values=None, state="bounced", **columns):
    known = {"message_id": "theirs@x", "profile": "work", "crm_address": FORWARD, **columns}
    kind = known.pop("kind", "forward")
    begun = "sent" if state == "bounced" else state
    if state == "skipped":
        known["reason"] = reason
    id, _ = journal.add_or_move(Observation("e", kind, begun, **known), AT, "forwarded")
    if state == "bounced":
        bounce = Bounce(FORWARD, None, None, reason, "message-id")
        told = {"reason": reason, "reason_values": values or {}, "bounce": bounce, "evidence": "x"}
        journal.move(id, "bounced", at=AT, **told)
    return journal.entry(id)


@pytest.mark.parametrize(
    ("reason", "variant", "ways"),
    [
        ("temporary", None, ("as-it-was",)),
        ("mailbox-full", None, ("as-it-was",)),
        ("forwarding-refused", None, ("as-it-was",)),
        ("too-large", "attachments", ("without-attachments",)),
        ("too-large", "content", ("without-history",)),
        ("too-large", None, ("without-attachments", "without-history")),
    ],
)
def test_a_forward_can_be_logged_again_without_what_was_too_large(journal, reason, variant, ways):
    entry = _bounced(journal, reason, {"variant": variant} if variant else {})

    assert retry(journal, entry, SETTINGS).ways == ways


@pytest.mark.parametrize(
    ("columns", "obstacle"),
    [
        ({"state": "sent"}, "not-back"),
        ({"kind": "bcc"}, "own-mail-no-token"),
        ({"kind": "bcc", "profile": "gone"}, "own-mail"),
        ({"kind": "bcc", "state": "missed"}, "own-mail-no-token"),
        ({"kind": "bcc", "message_id": None}, "own-mail"),
        ({"recipients": ("maria@familia.example",)}, "never-log"),
        ({"kind": "bcc", "recipients": ("maria@familia.example", "eva@globex.example")}, "never-log"),
        ({"kind": "bcc", "state": "failed"}, "unsent"),
        ({"message_id": None}, "unknown-message"),
        ({"profile": "gone"}, "no-profile"),
        ({"reason": "address-unknown"}, "same-address"),
        ({"reason": "domain-unknown"}, "same-address"),
    ],
)
def test_where_it_would_not_help_or_can_not_be_done_the_reason_is_known(journal, columns, obstacle):
    assert retry(journal, _bounced(journal, **columns), SETTINGS).obstacle == obstacle


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("obstacle", get_args(Obstacle))
def test_every_obstacle_is_said_with_all_its_values(journal, obstacle, locale):
    values = retry(journal, _bounced(journal, "address-unknown"), SETTINGS).values

    assert "…" not in text(f"journal.retry.{obstacle}", locale, **values)


def test_a_corrected_address_is_worth_another_try(journal):
    entry = _bounced(journal, "address-unknown", crm_address="4711@forward.hubspto.com")

    assert retry(journal, entry, SETTINGS).ways == ("as-it-was",)


def test_what_was_logged_again_since_is_not_offered_again(journal):
    entry = _bounced(journal)
    again = Observation("e2", "forward", "sent", message_id="theirs@x", profile="work", crm_address=FORWARD)
    journal.add_or_move(again, AT, "forwarded")

    assert retry(journal, entry, SETTINGS).obstacle == "logged-since"


@pytest.mark.parametrize("way", WAYS)
def test_thunderbird_is_asked_once_for_a_way(journal, way):
    entry = _bounced(journal)

    first, second = ask(journal, entry, way), ask(journal, entry, way)

    assert first == second
    assert requests.open_requests(journal) == (first,)
    assert (first.kind, first.body["message_id"], first.body["again"]) == ("log", "theirs@x", True)
    assert asked_way(first) == way


@pytest.fixture
def token(journal):
    """The profile's access token is in the keyring."""
    looks.keep_asked(journal, looks.Asked("work", None, {}, AT))


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize(
    ("columns", "ways"),
    [
        ({"kind": "bcc"}, ("by-api",)),
        ({"kind": "bcc", "state": "missed"}, ("by-api",)),
        ({"kind": "bcc", "state": "unconfirmed"}, ("by-api",)),
        ({"kind": "bcc", "state": "skipped", "reason": "turned-off"}, ("by-api",)),
        ({"reason": "temporary"}, ("as-it-was", "by-api")),
        ({"reason": "too-large", "values": {"variant": "attachments"}}, ("without-attachments", "by-api")),
        ({"reason": "address-unknown"}, ("by-api",)),
        ({"state": "failed"}, ("as-it-was", "by-api")),
    ],
)
def test_with_a_token_the_mail_can_go_to_the_crm_itself(journal, columns, ways):
    offered = retry(journal, _bounced(journal, **columns), SETTINGS)

    assert (offered.ways, offered.obstacle, offered.values["crm"]) == (ways, None, "HubSpot")


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize(
    "columns",
    [
        {"kind": "bcc", "state": "sent"},
        {"kind": "bcc", "state": "confirmed"},
        {"kind": "bcc", "state": "pending"},
        {"kind": "bcc", "state": "failed"},
        {"kind": "bcc", "message_id": None},
        {"kind": "bcc", "profile": "gone"},
        {"kind": "bcc", "recipients": ("maria@familia.example",)},
        {"state": "skipped", "reason": "never-log"},
        {"state": "skipped", "reason": "internal-only"},
        {"state": "skipped", "reason": "encrypted"},
    ],
)
def test_what_is_there_or_never_to_be_there_does_not_go_by_api(journal, columns):
    assert "by-api" not in retry(journal, _bounced(journal, **columns), SETTINGS).ways


def test_without_a_token_only_the_embedded_crm_takes_mails_itself(journal):
    assert not can_go_by_api(journal, WORK)
    assert can_go_by_api(journal, replace(WORK, preset="local"))


@pytest.mark.usefixtures("token")
def test_a_mixed_mail_goes_where_the_profile_logs_such_mail(journal):
    entry = _bounced(journal, kind="bcc", recipients=("maria@familia.example", "eva@globex.example"))
    mixed = replace(SETTINGS, profiles=(replace(WORK, mixed="log"),))

    assert retry(journal, entry, mixed).ways == ("by-api",)


def test_what_goes_by_api_is_asked_for_as_the_protocol_has_it(journal):
    request = ask(journal, _bounced(journal, kind="bcc"), "by-api")

    assert (request.kind, request.body) == ("log", {"message_id": "theirs@x", "again": True, "by": "api"})
