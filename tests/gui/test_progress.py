"""How far a test mail is, in words: what is waited for, what failed, and where it can be mended."""

from datetime import UTC, datetime

import pytest
from example_journal import ANA, BCC

from birdlog.journal import looks, requests, trial
from birdlog.journal.store import Observation
from birdlog.settings import load
from birdlog_gui.wizard.progress import look, progress

HOME = "ana@casa.example"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AT = "2026-03-01T12:00:00Z"


@pytest.fixture
def request_(journal, settings):
    """A test mail that was asked for."""
    return trial.ask(journal, load(), ANA, HOME, NOW, locale="en")


@pytest.fixture
def now(qapp, journal, request_):
    """How far it is."""
    return lambda connected=True: progress(look(journal, load(), request_, connected, NOW), "en")


@pytest.fixture
def sent(journal, request_):
    """Thunderbird has sent it; the entry."""
    requests.close(journal, request_.id, "done", None)
    seen = Observation(
        request_.id, "bcc", "sent", profile="work", identity=ANA, crm_address=BCC, recipients=(HOME,)
    )
    return journal.add_or_move(seen, AT, "sent")[0]


def ends(journal, id, state, reason, **values):
    journal.move(id, state, reason=reason, reason_values=values, bounce=None, evidence="x", at=AT)


def words(progress):
    return [mark.words for mark in progress.marks]


def test_thunderbird_is_waited_for(now):
    assert (now().is_over, words(now())) == (False, ["Thunderbird is asked to send it"])
    assert "Waiting for Thunderbird" in now().words
    assert "not running" in now(connected=False).words


@pytest.mark.parametrize(
    "ending",
    [
        ("gone", None, "block", "identities"),
        ("refused", "never-log", "block", "never-log"),
        ("refused", "internal-only", "block", "recipient"),
        ("refused", "nobody-to-log", "block", "recipient"),
        ("refused", "no-profile", "block", "identities"),
        ("failed", "smtp-error", "block", None),
    ],
)
def test_what_thunderbird_could_not_do_is_named(now, journal, request_, ending):
    outcome, reason, level, mend = ending
    requests.close(journal, request_.id, outcome, reason)
    seen = now()
    assert (seen.level, seen.mend, words(seen)) == (level, mend, ["Thunderbird has not sent it"])
    assert seen.words


def test_a_mail_that_thunderbird_says_nothing_of_is_not_called_unsent(now, journal, request_):
    requests.close(journal, request_.id, "failed", "not-seen")
    assert (now().level, now().mend, words(now())) == ("warn", None, ["Thunderbird is asked to send it"])
    assert "has not said yet" in now().words


def test_a_mail_in_the_outbox_waits(now, journal, request_):
    requests.close(journal, request_.id, "done", "waiting")
    journal.add_or_move(Observation(request_.id, "bcc", "pending", profile="work", identity=ANA), AT, "x")
    assert not now().is_over
    assert "Outbox" in now().words


def test_without_a_way_to_ask_it_ends_at_sent_and_says_where_to_look(now, sent):
    assert now().level == "ok"
    assert words(now())[-1] == "Sent to the CRM"
    assert f"look at the contact {HOME}" in now().words


def test_with_a_token_the_crm_is_asked(now, sent, journal):
    looks.can_ask(journal, "work", NOW)
    assert not now().is_over
    assert words(now())[-1] == "In the CRM"
    assert "is asked whether it arrived" in now().words


def test_what_is_not_seen_in_the_crm_leads_to_the_addresses(now, sent, journal):
    ends(journal, sent, "unconfirmed", "not-seen", crm="HubSpot", identity=ANA, address=BCC, entry="1")
    assert (now().level, now().mend) == ("warn", "addresses")


def test_a_refused_token_leads_to_the_token(now, sent, journal):
    looks.can_ask(journal, "work", NOW)
    journal.explain(sent, "token-refused", {"crm": "HubSpot", "profile": "work"}, AT)
    assert not now().is_over
    assert now().mend == "token"


def test_text_of_others_is_shown_as_text(now, sent, journal):
    ends(journal, sent, "bounced", "refused", crm="<b>x</b>\u202e", address=BCC)
    assert "\u202e" not in now().words
