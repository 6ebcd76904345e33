"""What HubSpot shows is `confirmed`, what not becomes `unconfirmed`, and nothing is given up early."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from birdlog import files, paths, secrets, settings, settings_edit
from birdlog.crm import confirmation
from birdlog.host import messages
from birdlog.host.messages import Body
from birdlog.journal import events, looks
from birdlog.journal.entry import explanation, remedy
from birdlog.setup.doctor import examine
from hubspot_server.faults import Fault, limited
from hubspot_server.server import ALL_SCOPES, EMAILS, HubSpotServer
from secret_service import lock, secret_service

TOKEN = "pat-na1-4f1e-do-not-show-this"
SENT = datetime(2026, 11, 23, 13, tzinfo=UTC)
BIRDLOG = str(Path(sys.executable).with_name("birdlog"))
LOG, FORWARD = "4242424@bcc.hubspot.com", "4242424@forward.hubspot.com"


@pytest.fixture
def server():
    with HubSpotServer() as running:
        running.tokens = {TOKEN: ALL_SCOPES}
        yield running


@pytest.fixture
def profile(server, real_keyring, journal):
    settings_edit.add_profile("work", "hubspot", bcc=LOG, forward=FORWARD)
    secrets.keep("work", TOKEN)
    looks.can_ask(journal, "work", SENT)
    return settings_edit.set_profile("work", {"api-base": server.url})


@pytest.fixture
def journal(base):
    from birdlog.journal.store import Journal

    with Journal.open() as opened:
        yield opened


@pytest.fixture
def sent(journal):
    """Take in that a mail left; returns the entry's number."""

    def take(message_id, at=SENT, bcc=LOG, profile=None, **more):
        body = {
            "event": f"event-{message_id}",
            "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "identity": "ana@acme.example",
            "message_id": message_id,
            "subject": "The offer",
            "to": ["bob@globex.example"],
            "bcc": [bcc],
            "log": True,
            "profile": profile,
            **more,
        }
        return events.sent(journal, _moved_back(), messages.sent(Body(body)))["entry"]

    return take


@pytest.fixture
def forwarded(journal):
    def take(message_id, at=SENT, subject="The offer", author="bob@globex.example"):
        body = {
            "event": f"event-{message_id}",
            "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "ok": True,
            "identity": "ana@acme.example",
            "original_message_id": f"original-{message_id}",
            "message_id": message_id,
            "author": author,
            "subject": subject,
            "address": FORWARD,
        }
        return events.forwarded(journal, _moved_back(), messages.forwarded(Body(body)))["entry"]

    return take


def _moved_back():
    """The settings, as if the profiles had been there when the mails were sent."""
    from dataclasses import replace

    known = settings.load()
    profiles = tuple(replace(each, created="2026-01-01T00:00:00Z") for each in known.profiles)
    return replace(known, profiles=profiles)


def _look(journal, after, **kwargs):
    """Look at what is due so long (seconds) after the mail was sent."""
    confirmation.look_at_due(journal, settings.load(), lambda: SENT + timedelta(seconds=after), **kwargs)


def _shown(server, message_id, *contacts, **properties):
    usual = {"hs_timestamp": "2026-11-23T13:00:00Z", "hs_email_subject": "The offer"}
    return server.records.add("emails", {**usual, "hs_email_message_id": message_id, **properties}, contacts)


def _searches(server):
    return len(server.asked("POST", "/emails/search"))


def test_the_first_look_comes_a_minute_after_the_mail(journal, profile, server, sent):
    entry = sent("1@acme.example")
    _shown(server, "<1@acme.example>")
    _look(journal, 59)
    assert server.requests == []
    _look(journal, 60)
    assert journal.entry(entry).state == "confirmed"


def test_a_confirmed_mail_says_on_what_evidence(journal, profile, server, sent):
    entry = sent("1@acme.example")
    email = _shown(server, "1@acme.example")
    _look(journal, 60)
    assert journal.steps(entry)[-1].evidence == f"message-id {email.id}"
    assert explanation(journal.entry(entry)) == "HubSpot shows it, found by its Message-ID."
    assert looks.next_due(journal) is None


def test_looks_come_ever_later_and_end_with_what_to_check(journal, profile, server, sent):
    entry = sent("1@acme.example")
    due = []
    while (look := looks.find(journal, entry)) is not None:
        due.append(datetime.fromisoformat(look.due) - SENT)
        _look(journal, due[-1].total_seconds())
    assert [pause.total_seconds() for pause in due] == [60, 180, 420, 900, 1800]
    unconfirmed = journal.entry(entry)
    assert (unconfirmed.state, unconfirmed.reason) == ("unconfirmed", "not-seen")
    assert "is ana@acme.example one of your addresses in HubSpot" in remedy(unconfirmed)
    assert LOG in remedy(unconfirmed, "pt-BR")


def test_what_was_given_up_is_confirmed_when_it_shows_later(journal, profile, server, sent):
    entry = sent("1@acme.example")
    for after in (60, 180, 420, 900, 1800):
        _look(journal, after)
    assert journal.entry(entry).state == "unconfirmed"
    _shown(server, "1@acme.example")
    assert _birdlog("journal", "confirm", str(entry))[0] == 0
    assert journal.entry(entry).state == "confirmed"


def test_many_mails_are_one_search(journal, profile, server, sent):
    entries = [sent(f"Mail-{number}@acme.example") for number in range(25)]
    for number in range(25):
        _shown(server, f"<Mail-{number}@acme.example>")
    _look(journal, 60)
    assert {journal.entry(entry).state for entry in entries} == {"confirmed"}
    assert _searches(server) == 1


def test_a_forward_is_found_by_its_own_or_its_originals_message_id(journal, profile, server, forwarded):
    first, second = forwarded("f1@acme.example"), forwarded("f2@acme.example")
    _shown(server, "f1@acme.example")
    _shown(server, "original-f2@acme.example")
    _look(journal, 60)
    assert [journal.entry(entry).state for entry in (first, second)] == ["confirmed", "confirmed"]


def test_a_forward_is_found_by_contact_subject_and_time(journal, profile, server, forwarded):
    bob = server.records.add("contacts", {"email": "bob@globex.example"})
    eve = server.records.add("contacts", {"email": "eve@globex.example"})
    other, wanted = forwarded("f1@acme.example", subject="Another"), forwarded("f2@acme.example")
    _shown(server, "", bob, hs_timestamp="2026-11-20T12:00:00Z")  # too old
    _shown(server, "", eve)  # another contact's
    _shown(server, "", bob, hs_email_direction="EMAIL")  # a mail to the contact
    mine = _shown(server, "", bob, hs_email_direction="INCOMING_EMAIL", hs_email_subject="Fwd: the  Offer")
    _look(journal, 60)
    assert journal.entry(wanted).reason == "seen-by-contact"
    assert journal.steps(wanted)[-1].evidence == f"contact {mine.id}"
    assert journal.entry(other).state == "sent"


def test_one_email_is_evidence_for_one_forward_alone(journal, profile, server, forwarded):
    bob = server.records.add("contacts", {"email": "bob@globex.example"})
    first, second = forwarded("f1@acme.example"), forwarded("f2@acme.example")
    _shown(server, "", bob, hs_email_direction="FORWARDED_EMAIL")
    _look(journal, 60)
    assert [journal.entry(entry).state for entry in (first, second)] == ["confirmed", "sent"]
    _look(journal, 180)
    assert journal.entry(second).state == "sent"


def test_a_mail_by_bcc_is_never_taken_for_another_of_its_subject(journal, profile, server, sent):
    bob = server.records.add("contacts", {"email": "bob@globex.example"})
    entry = sent("1@acme.example")
    _shown(server, "2@acme.example", bob)
    _look(journal, 60)
    assert journal.entry(entry).state == "sent"


@pytest.mark.parametrize(
    "fault", [Fault(status=503, times=3), Fault(drop="before", times=3), limited("DAILY"), Fault(status=477)]
)
def test_while_hubspot_does_not_answer_nothing_is_given_up(journal, profile, server, sent, fault):
    entry = sent("1@acme.example")
    server.faults.append(fault)
    _look(journal, 60)
    assert (journal.entry(entry).state, journal.entry(entry).reason) == ("sent", None)
    assert looks.find(journal, entry).looks == 0
    _shown(server, "1@acme.example")
    _look(journal, 60 + 4000)
    assert journal.entry(entry).state == "confirmed"


def test_offline_waits_ever_longer_and_loses_nothing(journal, profile, server, sent):
    settings_edit.set_profile("work", {"api-base": "http://127.0.0.1:1"})
    entry = sent("1@acme.example")
    pauses = []
    for _ in range(8):
        due = datetime.fromisoformat(looks.find(journal, entry).due)
        confirmation.look_at_due(journal, settings.load(), lambda due=due: due)
        pauses.append((datetime.fromisoformat(looks.find(journal, entry).due) - due).total_seconds())
    assert pauses == [60, 120, 240, 480, 900, 900, 900, 900]
    assert journal.entry(entry).state == "sent"


def test_retry_after_is_honoured(journal, profile, server, sent):
    entry = sent("1@acme.example")
    server.faults.append(limited("TEN_SECONDLY_ROLLING", retry_after="100"))
    _look(journal, 60)
    assert datetime.fromisoformat(looks.find(journal, entry).due) == SENT + timedelta(seconds=160)


def test_a_token_that_expired_is_said_and_goes_when_it_is_mended(journal, profile, server, sent):
    entry = sent("1@acme.example")
    server.tokens[TOKEN] = None
    _look(journal, 60)
    told = journal.entry(entry)
    assert (told.state, told.reason) == ("sent", "token-expired")
    assert "birdlog profile token work" in remedy(told)
    assert looks.last_asked(journal, "work").problem == "token-expired"
    (seen,) = (each for each in examine() if each.check == "crm")
    assert (seen.level, seen.message) == ("warn", explanation(told))
    server.tokens[TOKEN] = ALL_SCOPES
    _look(journal, 1000)
    assert (journal.entry(entry).reason, looks.last_asked(journal, "work").problem) == (None, None)


def test_a_missing_scope_is_named(journal, profile, server, sent):
    entry = sent("1@acme.example")
    server.tokens[TOKEN] = ALL_SCOPES - {EMAILS}
    _look(journal, 60)
    assert EMAILS in explanation(journal.entry(entry))


def test_a_new_token_is_tried_at_once(journal, profile, server, sent):
    entry = sent("1@acme.example")
    server.tokens = {"pat-new": ALL_SCOPES}
    _look(journal, 60)
    assert journal.entry(entry).reason == "token-refused"
    assert _birdlog("profile", "token", "work", typed="pat-new")[0] == 0
    assert looks.next_due(journal) <= datetime.now(UTC)


def test_a_token_of_another_account_is_said_before_a_mail_is_called_unseen(journal, profile, server, sent):
    server.portal = 777
    entry = sent("1@acme.example")
    for after in (60, 180, 420, 900, 1800):
        _look(journal, after)
    told = journal.entry(entry)
    assert (told.state, told.reason) == ("unconfirmed", "other-account")
    assert "account 777" in explanation(told)


def test_a_locked_keyring_is_a_visible_state(journal, profile, sent, tmp_path_factory, monkeypatch):
    with secret_service(tmp_path_factory.mktemp("locked")) as environment:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        secrets.keep("work", TOKEN)
        lock(environment)
        entry = sent("1@acme.example")
        _look(journal, 60)
    assert journal.entry(entry).reason == "keyring-locked"
    assert looks.find(journal, entry).looks == 0


def test_without_a_token_nothing_is_looked_for_until_there_is_one(journal, profile, server, sent):
    assert _birdlog("profile", "token", "work", "--forget")[0] == 0
    entry = sent("1@acme.example")
    assert looks.next_due(journal) is None
    _shown(server, "1@acme.example")
    assert _birdlog("profile", "token", "work", typed=TOKEN)[0] == 0
    assert _birdlog("journal", "confirm", "--due") == (0, "", "")
    assert journal.entry(entry).state == "confirmed"


def test_a_token_that_somebody_took_out_of_the_keyring_ends_the_looking(journal, profile, server, sent):
    entry = sent("1@acme.example")
    secrets.forget("work")
    _look(journal, 60)
    assert (journal.entry(entry).state, journal.entry(entry).reason) == ("sent", None)
    assert (server.requests, looks.next_due(journal)) == ([], None)


def test_what_reached_the_crm_against_the_will_still_asks_for_the_person(journal, profile, server, sent):
    entry = sent("1@acme.example", log=False, reason="added-elsewhere")
    _shown(server, "1@acme.example")
    _look(journal, 60)
    assert (journal.entry(entry).state, journal.entry(entry).reason) == ("confirmed", "added-elsewhere")


def test_another_crm_is_not_asked(journal, sent):
    settings_edit.add_profile("sales", "pipedrive", bcc="acme@pipedrivemail.com")
    entry = sent("1@acme.example", bcc="acme@pipedrivemail.com")
    assert looks.next_due(journal) is None
    status, _, errors = _birdlog("journal", "confirm", str(entry))
    assert status == 1
    assert "there is no way to ask Pipedrive" in errors


def test_the_embedded_crm_is_asked_too(journal, sent, engine):
    from crm_mails import outgoing

    from birdlog.crm.local import intake

    settings_edit.add_profile("home", "local", bcc="log@crm.example")
    entry = sent("1@acme.example", bcc="log@crm.example")
    _look(journal, 3)
    assert journal.entry(entry).state == "sent"
    intake.take(engine, outgoing(message_id="1@acme.example"), ["log@crm.example"], settings.load(), SENT)
    _look(journal, 3 + 120)
    assert journal.entry(entry).state == "confirmed"
    assert explanation(journal.entry(entry)) == "Birdlog CRM shows it, found by its Message-ID."


def test_two_programs_never_ask_at_once(journal, profile, server, sent):
    sent("1@acme.example")
    with files.locked(paths.confirm_lock()):
        _look(journal, 60)
    assert server.requests == []


def test_a_profile_that_is_gone_is_not_asked_for_ever(journal, profile, server, sent):
    sent("1@acme.example")
    settings_edit.remove_profile("work")
    _look(journal, 60)
    assert looks.next_due(journal) is None


def test_what_a_report_sent_back_is_not_looked_for(journal, profile, server, sent):
    entry = sent("1@acme.example")
    journal.move(
        entry,
        "bounced",
        reason="unknown",
        reason_values={},
        bounce=None,
        evidence=None,
        at="2026-11-23T13:00:30Z",
    )
    _look(journal, 60)
    assert server.requests == []


# By hand


def _birdlog(*arguments, typed=""):
    run = subprocess.run(
        [BIRDLOG, *arguments], input=typed, capture_output=True, text=True, env=os.environ, check=False
    )
    return run.returncode, run.stdout, run.stderr


def test_by_hand_all_that_wait_are_asked_about(journal, profile, server, sent):
    first, second = sent("1@acme.example"), sent("2@acme.example")
    _shown(server, "1@acme.example")
    status, output, errors = _birdlog("journal", "confirm", "--json")
    assert (status, errors) == (0, "")
    states = {line["id"]: line["state"] for line in map(json.loads, output.splitlines())}
    assert states == {first: "confirmed", second: "sent"}
    assert _birdlog("journal", "confirm", str(second))[0] == 1


def test_by_hand_a_refused_token_is_one_line(journal, profile, server, sent):
    entry = sent("1@acme.example")
    server.tokens = {}
    status, _, errors = _birdlog("journal", "confirm", str(entry))
    assert status == 2
    assert errors.startswith("birdlog: HubSpot does not know the access token")
    assert len(errors.splitlines()) == 1


def test_by_hand_an_entry_that_is_not_there_or_not_sent_is_said(journal, profile, sent):
    entry = sent("1@acme.example", bcc="", log=False)
    status, _, errors = _birdlog("journal", "confirm", str(entry), "99")
    assert status == 1
    assert "nothing to ask" in errors
    assert "99" in errors


def test_nothing_that_was_written_holds_the_token(journal, profile, server, sent, base):
    sent("1@acme.example")
    for fault in (
        None,
        Fault(status=400, body={"message": TOKEN}),
        Fault(status=401, body={"message": TOKEN}),
    ):
        server.faults = [fault] if fault else []
        _, output, errors = _birdlog("journal", "confirm")
        assert TOKEN not in output + errors
    written = [file.read_bytes() for file in base.rglob("*") if file.is_file()]
    assert not any(TOKEN.encode() in content for content in written)
