"""Logging once more: offered where Thunderbird can do it, and where it can't, why not."""

from typing import get_args

import pytest

from birdlog.journal import requests
from birdlog.journal.entry import Bounce
from birdlog.journal.retry import Obstacle, Retry, ask, asked_way, retry
from birdlog.journal.store import Observation
from birdlog.settings import Profile, Settings
from birdlog.texts import LOCALES, text

FORWARD = "4711@forward.hubspot.com"
AT = "2026-07-01T09:30:00Z"
SETTINGS = Settings(profiles=(Profile(name="work", preset="hubspot", crm="HubSpot", forward=FORWARD),))


def _bounced(journal, reason="temporary", values=None, state="bounced", **columns):
    known = {"message_id": "theirs@x", "profile": "work", "crm_address": FORWARD, **columns}
    kind = known.pop("kind", "forward")
    begun = "sent" if state == "bounced" else state
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

    assert retry(journal, entry, SETTINGS) == Retry(ways)


@pytest.mark.parametrize(
    ("columns", "obstacle"),
    [
        ({"state": "sent"}, "not-back"),
        ({"kind": "bcc"}, "own-mail-by-file"),
        ({"kind": "bcc", "profile": "gone"}, "own-mail"),
        ({"kind": "bcc", "state": "missed"}, "own-mail-by-file"),
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

    assert retry(journal, entry, SETTINGS) == Retry(("as-it-was",))


def test_what_was_logged_again_since_is_not_offered_again(journal):
    entry = _bounced(journal)
    again = Observation("e2", "forward", "sent", message_id="theirs@x", profile="work", crm_address=FORWARD)
    journal.add_or_move(again, AT, "forwarded")

    assert retry(journal, entry, SETTINGS).obstacle == "logged-since"


@pytest.mark.parametrize("way", ["as-it-was", "without-attachments", "without-history"])
def test_thunderbird_is_asked_once_for_a_way(journal, way):
    entry = _bounced(journal)

    first, second = ask(journal, entry, way), ask(journal, entry, way)

    assert first == second
    assert requests.open_requests(journal) == (first,)
    assert (first.kind, first.body["message_id"], first.body["again"]) == ("log", "theirs@x", True)
    assert asked_way(first) == way
