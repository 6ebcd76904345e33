"""May a received message be forwarded, from where and to where?"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.rules.received import Received, decide
from birdlog.settings import Profile, Settings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWN = ("Ana@acme.example", "loja@shop.example", "me@private.example")
WORK = Profile(
    "work",
    "hubspot",
    "HubSpot",
    "123@bcc.hubspot.com",
    "123@forward.hubspot.com",
    identities=("ana@acme.example", "old@acme.example"),
)
SHOP = Profile(
    "shop", "close", "Close", "s@in.close.com", "s@in.close.com", identities=("loja@shop.example",)
)
SETTINGS = Settings((WORK, SHOP), never_log=("maria@familia.example", "*@casa.example"))
REPLY = Received(
    default_identity="me@private.example", author="bob@customer.example", to=("ana@acme.example",)
)


def codes(received, settings=SETTINGS):
    return [finding.code for finding in decide(received, settings, OWN, NOW).findings]


def test_a_reply_is_forwarded_from_the_identity_that_it_was_sent_to():
    decision = decide(REPLY, SETTINGS, OWN, NOW)

    assert decision.log
    assert decision.identity == "Ana@acme.example"
    assert decision.address == "123@forward.hubspot.com"
    assert decision.profile == WORK
    assert decision.findings == ()


@pytest.mark.parametrize(
    ("received", "identity"),
    [
        (replace(REPLY, delivered_to=("LOJA@shop.example",)), "loja@shop.example"),
        (replace(REPLY, to=("x@y.example",), cc=("loja@shop.example",)), "loja@shop.example"),
        (replace(REPLY, cc=("loja@shop.example",)), "Ana@acme.example"),
        (
            replace(REPLY, delivered_to=("ana+tag@acme.example",), to=("loja@shop.example",)),
            "loja@shop.example",
        ),
        (replace(REPLY, to=("team@acme.example",)), "me@private.example"),
        (replace(REPLY, to=()), "me@private.example"),
    ],
)
def test_delivered_to_comes_before_to_before_cc_before_the_default(received, identity):
    assert decide(received, SETTINGS, OWN, NOW).identity == identity


def test_without_a_profile_nothing_is_forwarded():
    decision = decide(replace(REPLY, to=()), SETTINGS, OWN, NOW)

    assert [finding.code for finding in decision.findings] == ["no-profile"]
    assert (decision.log, decision.address, decision.profile) == (False, None, None)


@pytest.mark.parametrize("author", ["maria@familia.example", "MARIA@Familia.example", "anybody@casa.example"])
def test_a_sender_on_the_never_log_list_is_kept_from_the_crm(author):
    decision = decide(replace(REPLY, author=author), SETTINGS, OWN, NOW)

    assert [finding.code for finding in decision.findings] == ["never-log"]
    assert decision.address is None


def test_somebody_on_the_never_log_list_in_cc_keeps_nothing_back():
    assert codes(replace(REPLY, cc=("maria@familia.example",))) == []


@pytest.mark.parametrize("author", ["ana@acme.example", "LOJA@shop.example", "old@acme.example"])
def test_ones_own_message_is_no_reply(author):
    assert codes(replace(REPLY, author=author)) == ["own-message"]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (replace(REPLY, encrypted=True), ["encrypted"]),
        (replace(REPLY, content_bytes=2 * 2**20), []),
        (replace(REPLY, content_bytes=2 * 2**20 + 1), ["body-too-large"]),
        (replace(REPLY, attachment_bytes=50 * 2**20), []),
        (replace(REPLY, attachment_bytes=50 * 2**20 + 1), ["attachments-too-large"]),
    ],
)
def test_what_the_message_is_like(received, expected):
    assert codes(received) == expected


def test_attachments_over_the_limit_keep_nothing_back():
    assert decide(replace(REPLY, attachment_bytes=10**9), SETTINGS, OWN, NOW).log


def test_while_logging_is_paused_nothing_is_forwarded():
    assert codes(REPLY, replace(SETTINGS, paused="on")) == ["paused"]
    assert codes(REPLY, replace(SETTINGS, paused="2026-03-01T12:00:00Z")) == []


@pytest.mark.parametrize("forward", [None, "123@", "123@forward.hubspot.com.evil.example"])
def test_a_forwarding_address_that_can_not_be_the_crms_gets_nothing(forward):
    settings = Settings((replace(WORK, forward=forward),))

    assert codes(REPLY, settings) == ["bad-crm-address"]


def test_the_person_may_want_to_look_first():
    assert decide(REPLY, replace(SETTINGS, look_before_forward=True), OWN, NOW).look
    assert not decide(REPLY, SETTINGS, OWN, NOW).look


@given(st.text(), st.text(), st.lists(st.text()).map(tuple), st.lists(st.text()).map(tuple))
def test_any_strings_can_be_judged(author, identity, to, delivered_to):
    received = Received(default_identity=identity, author=author, to=to, cc=to, delivered_to=delivered_to)

    decision = decide(received, replace(SETTINGS, profiles=(Profile("x", "custom", "CRM"),)), to, NOW)

    assert not decision.log


LARGE = replace(REPLY, content_bytes=3_000_000, attachment_bytes=60_000_000)


def test_the_size_of_what_is_left_out_is_not_judged():
    assert codes(LARGE) == ["body-too-large", "attachments-too-large"]
    assert codes(replace(LARGE, without_history=True)) == ["attachments-too-large"]
    assert codes(replace(LARGE, without_history=True, without_attachments=True)) == []


def test_what_the_person_wants_this_time_comes_before_what_the_profile_says():
    settings = Settings((replace(WORK, without_history=True, without_attachments=True),))

    always = decide(LARGE, settings, OWN, NOW)
    this_time = decide(replace(LARGE, without_history=False), settings, OWN, NOW)

    assert (always.without_history, always.without_attachments, always.log) == (True, True, True)
    assert (this_time.without_history, this_time.without_attachments) == (False, True)
    assert [finding.code for finding in this_time.findings] == ["body-too-large"]
