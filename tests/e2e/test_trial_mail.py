"""The test mail that the window asks for goes the way of every mail, and its entry bears the request's id."""

from datetime import UTC, datetime

import pytest
from scene import LOG, MARIA

from birdlog import paths, settings
from birdlog.demo.rig.rig import ANA
from birdlog.demo.rig.waiting import wait_for
from birdlog.journal import requests, trial
from birdlog.journal.store import Journal

pytestmark = pytest.mark.e2e

HOME = "ana@privat.example"


@pytest.fixture
def at_work(empty_rig, xpi, monkeypatch):
    """Sets a profile up, or none, and returns the rig and its journal."""
    opened = []

    def set_up(*profile):
        if profile:
            empty_rig.birdlog("profile", "add", "CRM", *profile, "--identity", ANA.email)
        empty_rig.birdlog("never-log", "add", MARIA)
        empty_rig.thunderbird.install_addon(xpi)
        empty_rig.wait_for_helper()
        monkeypatch.setenv(paths.BASE_DIR_VARIABLE, str(empty_rig.base))
        opened.append(Journal.open())
        return empty_rig, opened[0]

    yield set_up
    for journal in opened:
        journal.close()
    empty_rig.stop_crm()


def _ask(journal, to=HOME):
    return trial.ask(journal, settings.load(), ANA.email, to, datetime.now(UTC), locale="en")


def _closed(journal, request):
    found = wait_for(
        lambda: (found := requests.find(journal, request.id)) and found.outcome and found, "its end"
    )
    return found.outcome, found.reason


def _entry(journal, request, state):
    return wait_for(
        lambda: (entry := journal.by_event(request.id)) and entry.state == state and entry,
        f"the entry {state}",
    )


def test_without_an_address_it_ends_in_the_embedded_crm(at_work):
    rig, journal = at_work("--preset", "local")
    request = _ask(journal)
    assert _closed(journal, request) == ("done", None)
    entry = _entry(journal, request, "confirmed")
    assert (entry.kind, entry.recipients, entry.subject) == ("local", (HOME,), "Birdlog test")
    assert [email["subject"] for email in rig.timeline(HOME)] == ["Birdlog test"]
    mail = rig.door.wait_for(HOME, "Birdlog test").message
    assert (mail.get_content_type(), "You can delete it" in mail.get_content()) == ("text/plain", True)
    wait_for(lambda: rig.thunderbird.composes() == [], "its window to close")


def test_with_an_address_it_goes_there_by_bcc(at_work):
    rig, journal = at_work("--preset", "local", "--bcc", LOG)
    rig.start_crm()
    request = _ask(journal)
    assert _closed(journal, request) == ("done", None)
    assert _entry(journal, request, "sent").crm_address == LOG
    mail = rig.door.wait_for(HOME, "Birdlog test").message
    wait_for(rig.postfix.is_idle, "the mail server to be idle")
    assert rig.postfix.envelope(mail["Message-ID"].strip("<>")) == {HOME, LOG}
    (email,) = wait_for(lambda: rig.timeline(HOME), "the timeline")
    assert (email["subject"], email["via"]) == ("Birdlog test", "bcc")
    rig.birdlog("journal", "confirm")
    _entry(journal, request, "confirmed")


@pytest.mark.parametrize(
    ("profile", "to", "reason"),
    [(("--preset", "local"), MARIA, "never-log"), ((), HOME, "no-profile")],
)
def test_one_that_would_not_be_logged_is_not_sent_and_says_why(at_work, profile, to, reason):
    rig, journal = at_work(*profile)
    request = _ask(journal, to)
    assert (request.outcome, request.reason) == ("refused", reason)
    assert rig.thunderbird.composes() == []
    assert rig.door.to(to) == []


def test_thunderbird_asks_the_rules_once_more_before_it_writes_it(at_work):
    rig, journal = at_work("--preset", "local")
    rig.thunderbird.quit()
    request = _ask(journal)
    rig.birdlog("never-log", "add", HOME)
    rig.thunderbird.start_again()
    assert _closed(journal, request) == ("refused", "never-log")
    assert journal.by_event(request.id) is None
    assert rig.door.to(HOME) == []


def test_an_identity_that_thunderbird_does_not_have_is_gone(at_work):
    rig, journal = at_work("--preset", "local")
    rig.birdlog("profile", "set", "CRM", "identities=")
    stranger = trial.ask(
        journal, settings.load(), "eve@oficina.example", HOME, datetime.now(UTC), locale="en"
    )
    assert _closed(journal, stranger) == ("gone", None)


def test_offline_it_waits_in_the_outbox_and_is_confirmed_once_it_left(at_work):
    rig, journal = at_work("--preset", "local")
    rig.thunderbird.set_offline(True)
    request = _ask(journal)
    assert _closed(journal, request) == ("done", "waiting")
    _entry(journal, request, "pending")
    rig.thunderbird.set_offline(False)
    rig.thunderbird.send_outbox()
    _entry(journal, request, "confirmed")
    assert len(rig.door.to(HOME)) == 1


def test_a_mail_server_that_is_down_is_said_and_leaves_no_window(at_work):
    rig, journal = at_work("--preset", "local")
    rig.postfix.stop()
    request = _ask(journal)
    rig.thunderbird.wait_for_dialog()
    rig.thunderbird.answer_dialog("accept")
    assert _closed(journal, request) == ("failed", "smtp-error")
    assert _entry(journal, request, "failed").reason == "smtp-error"
    wait_for(lambda: rig.thunderbird.composes() == [], "its window to close")
    rig.postfix.start_again()


def test_what_is_asked_while_thunderbird_is_closed_is_sent_when_it_opens(at_work):
    rig, journal = at_work("--preset", "local")
    rig.thunderbird.quit()
    request = _ask(journal)
    rig.thunderbird.start_again()
    assert _closed(journal, request) == ("done", None)
    _entry(journal, request, "confirmed")
    assert len(rig.door.to(HOME)) == 1


def test_a_thunderbird_that_is_killed_while_it_sends_sends_no_second_one(at_work):
    rig, journal = at_work("--preset", "local")
    rig.postfix.stop()
    request = _ask(journal)
    rig.thunderbird.wait_for_dialog()
    rig.thunderbird.kill()
    rig.postfix.start_again()
    rig.thunderbird.start_again()
    outcome, _ = _closed(journal, request)
    entry = journal.by_event(request.id)
    assert (outcome, entry.state, entry.reason) == ("done", "pending", "quit-while-sending")
    assert rig.door.to(HOME) == []
    assert rig.thunderbird.outbox() == []
