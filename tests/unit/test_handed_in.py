"""Mail that Thunderbird hands to the helper itself, where the CRM has no address."""

import base64
import json

import pytest
from crm_mails import ANA, BOB, CARLA, outgoing

from birdlog import paths, settings_edit
from birdlog.crm.local import records, timeline
from birdlog.host.dispatch import answer
from birdlog.host.session import Session
from birdlog.journal.store import Journal

AT = "2026-07-01T09:30:00Z"
SETTINGS = f"""
[profile.mine]
preset = "local"
identities = ["{ANA}"]
"""


@pytest.fixture(autouse=True)
def _settings(base):
    paths.settings_file().write_text(SETTINGS, encoding="utf-8")


@pytest.fixture
def session():
    opened = Session()
    opened.identities = (ANA,)
    yield opened
    opened.close()


def _ask(session, type, **body):
    return answer(session, {"v": 1, "id": 7, "type": type, "body": body})


def _body(session, type, **body):
    reply = _ask(session, type, **body)
    assert reply["ok"], reply
    json.dumps(reply)
    return reply["body"]


def _sent(session, event="e1", to=BOB, mode="now", **more):
    mail = {"event": event, "at": AT, "mode": mode, "identity": ANA, "message_id": "1@acme.example"}
    return _body(
        session, "sent", **mail, subject="The offer", to=[to], log=True, address=None, profile="mine", **more
    )


def _copy(session, raw, event="e1", of="sent", size=400):
    """Hand a raw mail over in pieces; the last answer."""
    pieces = [raw[at : at + size] for at in range(0, len(raw), size)]
    for number, piece in enumerate(pieces):
        data = base64.b64encode(piece).decode()
        body = {"event": event, "at": AT, "of": of, "identity": ANA, "data": data}
        said = _body(session, "mail.copy", **body, part=number, parts=len(pieces))
        assert number == len(pieces) - 1 or said == {}
    return said


def _entries():
    with Journal.open() as journal:
        return journal.entries()


def _timeline(address):
    engine = records.open_records()
    try:
        with records.reading(engine) as connection:
            return list(timeline.timeline(connection, address))
    finally:
        engine.dispose()


def test_a_mail_is_to_be_logged_though_there_is_no_address(session):
    said = _body(session, "compose.decide", phase="send", identity=ANA, to=[BOB])
    assert (said["log"], said["address"], said["findings"]) == (True, None, [])


def test_what_was_sent_is_on_the_timeline_once_its_copy_is_there(session):
    assert _sent(session) == {"entry": 1, "state": "pending"}
    assert _entries()[0].reason == "copy-awaited"

    said = _copy(session, outgoing(cc=CARLA))

    assert said == {"entry": 1, "state": "confirmed", "findings": []}
    (entry,) = _entries()
    assert (entry.kind, entry.state, entry.reason) == ("local", "confirmed", None)
    for person in (BOB, CARLA):
        (email,) = _timeline(person)
        assert (email["subject"], email["direction"], email["via"]) == ("The offer", "outgoing", "helper")


def test_the_same_copy_again_changes_nothing(session):
    _sent(session)
    assert _copy(session, outgoing()) == _copy(session, outgoing())
    assert len(_timeline(BOB)) == 1


def test_a_mail_in_the_outbox_waits_until_it_has_left(session):
    assert _sent(session, mode="later")["state"] == "pending"
    assert _entries()[0].reason is None
    assert _sent(session)["state"] == "pending"
    assert _entries()[0].reason == "copy-awaited"


def test_a_piece_that_is_missing_makes_it_begin_again(session):
    _sent(session)
    body = {"event": "e1", "at": AT, "of": "sent", "identity": ANA, "data": "AAAA"}
    reply = _ask(session, "mail.copy", **body, part=1, parts=3)
    assert (reply["ok"], reply["error"]["code"], reply["error"]["retryable"]) == (False, "part-missing", True)
    assert _copy(session, outgoing())["state"] == "confirmed"


def test_a_report_in_between_disturbs_no_copy(session):
    _sent(session)
    raw = base64.b64encode(outgoing()).decode()
    halves = raw[:400], raw[400:]
    body = {"event": "e1", "at": AT, "of": "sent", "identity": ANA, "parts": 2}
    _body(session, "mail.copy", **body, data=halves[0], part=0)
    _body(session, "received", event="r1", at=AT, data=base64.b64encode(b"Subject: x\n\ny").decode())
    assert _body(session, "mail.copy", **body, data=halves[1], part=1)["state"] == "confirmed"


def test_without_a_copy_the_mail_was_missed(session):
    _sent(session)
    assert _body(session, "mail.lost", event="e1", at=AT) == {"entry": 1, "state": "missed"}
    (entry,) = _entries()
    assert (entry.state, entry.reason) == ("missed", "no-copy")


def test_a_copy_that_is_too_large_is_refused_and_said(session):
    _sent(session)
    said = _copy(session, outgoing(text="x" * 2_200_000), size=300_000)
    assert (said["state"], _entries()[0].reason) == ("skipped", "body-too-large")
    assert _timeline(BOB) == []


def test_attachments_over_the_limit_are_left_out_and_said(session):
    settings_edit.set_profile("mine", {"attachments-limit": "1 KB"})
    _sent(session)
    said = _copy(session, outgoing(attachments=[("a.bin", b"x" * 2_000)]))
    assert said["state"] == "confirmed"
    assert [finding["code"] for finding in said["findings"]] == ["attachments-too-large"]


def test_who_comes_onto_the_never_log_list_meanwhile_is_not_logged(session):
    _sent(session)
    settings_edit.add_never_log([BOB])
    assert _copy(session, outgoing())["state"] == "skipped"
    (entry,) = _entries()
    assert (entry.reason, entry.subject, entry.recipients) == ("never-log", None, ())
    assert _timeline(BOB) == []


def test_a_mixed_mail_follows_the_profile_with_the_list_as_it_is_now(session):
    _sent(session)
    settings_edit.add_never_log([CARLA])
    assert _copy(session, outgoing(cc=CARLA))["state"] == "skipped"
    assert _entries()[0].reason == "partly-never-log"
    assert _timeline(BOB) == []


def test_a_pause_that_begins_after_the_mail_was_sent_keeps_no_mixed_mail_out(session):
    settings_edit.set_profile("mine", {"mixed": "log"})
    settings_edit.add_never_log([CARLA])
    _sent(session)
    settings_edit.set_paused("on")
    assert _copy(session, outgoing(cc=CARLA))["state"] == "confirmed"
    assert len(_timeline(BOB)) == 1
    assert _timeline(CARLA) == []


@pytest.mark.parametrize(("answered", "state"), [(True, "confirmed"), (False, "skipped")])
def test_a_question_that_nobody_was_asked_is_not_answered_with_yes(session, answered, state):
    settings_edit.set_profile("mine", {"mixed": "ask"})
    settings_edit.add_never_log([CARLA])
    yes = {"code": "partly-never-log", "level": "warn", "values": {"pattern": CARLA, "variant": "log"}}
    _sent(session, findings=[yes] if answered else [])
    assert _copy(session, outgoing(cc=CARLA))["state"] == state
    assert len(_timeline(BOB)) == (state == "confirmed")


def test_a_received_message_is_logged_on_its_senders_timeline(session):
    asked = {"default_identity": ANA, "author": BOB, "message_id": "5@globex.example"}
    decided = _body(session, "forward.decide", **asked)
    assert (decided["log"], decided["address"], decided["taken_in"]) == (True, None, True)

    said = _copy(session, outgoing(sender=BOB, to=ANA, message_id="5@globex.example"), of="received")

    assert said["state"] == "confirmed"
    (entry,) = _entries()
    assert (entry.kind, entry.recipients, entry.message_id) == ("local", (BOB,), "5@globex.example")
    (email,) = _timeline(BOB)
    assert (email["direction"], email["via"]) == ("incoming", "helper")
    assert _body(session, "forward.decide", **asked)["logged_before"] == entry.id


def test_a_received_message_of_ones_own_is_refused(session):
    said = _copy(session, outgoing(sender=ANA, to=ANA), of="received")
    assert (said["state"], said["findings"][0]["code"]) == ("skipped", "own-message")


def test_a_database_that_is_down_loses_nothing(session, tmp_path):
    text = f'[crm]\ndatabase = "sqlite:///{tmp_path}"\n{SETTINGS}'
    paths.settings_file().write_text(text, encoding="utf-8")
    _sent(session)
    data = base64.b64encode(outgoing()).decode()
    body = {"event": "e1", "at": AT, "of": "sent", "identity": ANA, "data": data}
    reply = _ask(session, "mail.copy", **body)
    assert (reply["error"]["code"], reply["error"]["retryable"]) == ("crm-unavailable", True)
    paths.settings_file().write_text(SETTINGS, encoding="utf-8")
    assert _body(session, "mail.copy", **body)["state"] == "confirmed"
