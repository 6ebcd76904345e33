"""What is said of a forward in its compose window, before it leaves."""

from datetime import UTC, datetime

import pytest
from crm_mails import ANA, BOB, ENGLISH, html_block, plain_block

from birdlog.rules.composed import Composed, Original, check
from birdlog.settings import Profile, Settings
from birdlog.texts import LOCALES, finding_json

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LINE = "-------- Forwarded Message --------"
SETTINGS = Settings(
    (Profile("work", "hubspot", "HubSpot", identities=(ANA,), forward="1@forward.hubspot.com"),)
)
ORIGINAL = Original(author=BOB, subject=ENGLISH["Subject"], date=ENGLISH["Date"])


def window(labels=ENGLISH, text="Yes.", **more):
    given = {"html": html_block(labels, LINE, text), "plain": plain_block(labels, LINE, text)}
    return Composed(ANA, **{**given, "original": ORIGINAL, **more})


def codes(composed, settings=SETTINGS):
    findings = check(composed, settings, (ANA,), NOW)
    for finding in findings:
        for locale in LOCALES:
            said = finding_json(finding, locale)
            assert said["message"]
            assert "…" not in said["message"] + said["fix"]
    return [finding.code for finding in findings]


def test_a_forward_that_says_what_the_message_says_may_go():
    assert codes(window()) == []


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("From", "Eve <eve@globex.example>"),
        ("Subject", "Another offer"),
        ("Date", "Tue, 24 Nov 2026 10:00:00 -0300"),
    ],
)
def test_a_forward_that_says_something_else_is_not_sent(label, value):
    assert codes(window({**ENGLISH, label: value})) == ["other-original"]


def test_spacing_and_letter_case_of_an_address_make_no_difference():
    labels = {**ENGLISH, "From": f"Bob <{BOB.upper()}>", "Subject": "The\u00a0 offer"}
    assert codes(window(labels)) == []


def test_what_the_message_does_not_say_is_not_compared():
    assert codes(window(original=Original())) == []


def test_a_block_that_somebody_took_out_is_missed():
    assert codes(window(html="<p>Yes.</p>", plain="Yes.")) == ["no-header"]


@pytest.mark.parametrize(
    ("delivery", "code"), [("auto", "no-html-part"), ("plaintext", "no-html-part"), ("html", "no-plain-part")]
)
def test_only_a_mail_of_both_formats_is_sure_to_have_both_parts(delivery, code):
    assert codes(window(delivery=delivery)) == [code]


def test_the_size_is_that_of_the_whole_mail_and_cutting_is_no_remedy_where_it_was_done():
    large = {"content_bytes": 3_000_000}
    assert codes(window(**large)) == ["body-too-large"]
    before, after = (
        check(window(**large, history=history), SETTINGS, (), NOW)[0].values["variant"]
        for history in ("there", "cut")
    )
    assert (before, after) == ("forward", "forward-cut")


def test_history_that_could_not_be_cut_away_is_said():
    assert codes(window(history="kept")) == ["history-kept"]
    assert codes(window(history="none")) == []


def test_ones_own_message_is_told_by_any_of_ones_addresses():
    composed = window({**ENGLISH, "From": "me@private.example"}, original=Original())
    findings = check(composed, SETTINGS, ("me@private.example",), NOW)
    assert [finding.code for finding in findings] == ["own-message"]


def test_a_profile_that_is_gone_meanwhile_lets_nothing_out():
    assert codes(window(profile="work"), Settings()) == ["no-profile"]
