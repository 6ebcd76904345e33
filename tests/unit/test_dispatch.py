"""Every message is answered once: with what it asked for, or with an error that says what to do."""

import base64
import json
import os
import sys
from pathlib import Path

import pytest

from birdlog import __version__, paths
from birdlog.host import dispatch
from birdlog.host.dispatch import answer
from birdlog.host.frames import LONGEST_OUT, frame
from birdlog.host.session import Session
from birdlog.journal.store import Journal, Observation
from birdlog.setup import programs

ANA = "ana@empresa.example"
AT = "2026-07-01T09:30:00Z"
SETTINGS = """
[profile.Work]
preset = "hubspot"
bcc = "123@bcc.hubspot.com"
forward = "123@forward.hubspot.com"
identities = ["ana@empresa.example"]
"""


@pytest.fixture(autouse=True)
def _settings(base):
    paths.settings_file().write_text(SETTINGS, encoding="utf-8")


@pytest.fixture
def session():
    opened = Session()
    yield opened
    opened.close()


def _ask(session, type, **body):
    return answer(session, {"v": 1, "id": 7, "type": type, "body": body})


def _body(session, type, **body):
    reply = _ask(session, type, **body)
    assert reply["ok"], reply
    assert (reply["v"], reply["id"]) == (1, 7)
    json.dumps(reply)
    return reply["body"]


def _error(session, type, **body):
    reply = _ask(session, type, **body)
    assert not reply["ok"]
    assert reply["id"] == 7
    return reply["error"]


# The envelope


@pytest.mark.parametrize("id", [None, "7", 1.5, True])
def test_a_message_without_a_number_is_refused_without_one(session, id):
    reply = answer(session, {"v": 1, "id": id, "type": "hello", "body": {}})
    assert (reply["id"], reply["ok"], reply["error"]["code"]) == (None, False, "bad-message")
    assert "“id”" in reply["error"]["message"]


@pytest.mark.parametrize(
    ("envelope", "code", "named"),
    [
        ({"type": "hello"}, "bad-message", "“v”"),
        ({"v": "1", "type": "hello"}, "bad-message", "“v”"),
        ({"v": 2, "type": "hello"}, "unsupported-version", "2"),
        ({"v": 1}, "bad-message", "“type”"),
        ({"v": 1, "type": 7}, "bad-message", "“type”"),
        ({"v": 1, "type": "goodbye"}, "unknown-type", "“goodbye”"),
        ({"v": 1, "type": "hello", "body": []}, "bad-message", "“body”"),
        ({"v": 1, "type": "sent", "body": {"event": "e1"}}, "bad-message", "“at”"),
    ],
)
def test_the_error_names_what_is_wrong_with_a_message(session, envelope, code, named):
    error = answer(session, {"id": 7, **envelope})["error"]
    assert (error["code"], error["retryable"]) == (code, False)
    assert named in error["message"]


def test_a_message_may_have_no_body(session):
    assert answer(session, {"v": 1, "id": 7, "type": "hello"})["ok"]


def test_errors_are_in_the_language_of_hello(session):
    _body(session, "hello", locale="pt-BR")
    assert _error(session, "goodbye")["title"] == "A extensão e o Birdlog não combinam."


def test_a_fault_of_ours_is_retryable_and_says_on_stderr_where_but_not_what(session, monkeypatch, capsys):
    def fail(_session, _body):
        raise ValueError("maria@familia.example")

    monkeypatch.setitem(dispatch.HANDLERS, "hello", fail)
    error = _error(session, "hello")
    assert (error["code"], error["retryable"]) == ("internal", True)
    printed = capsys.readouterr()
    assert "ValueError" in printed.err
    assert "in fail" in printed.err
    assert "maria" not in printed.err + json.dumps(error)
    assert printed.out == ""


# hello


def test_hello_says_who_is_there_and_what_degraded_mode_needs(session):
    paths.never_log_file().write_text("*@familia.example\n")
    told = _body(
        session,
        "hello",
        extension="1.0.0",
        thunderbird="153.7.0",
        locale="en-US",
        instance="i1",
        identities=[ANA],
    )
    assert (told["helper"], told["protocol"]) == (__version__, [1, 1])
    (profile,) = told["settings"]["profiles"]
    assert (profile["name"], profile["crm"], profile["bcc"]) == ("Work", "HubSpot", "123@bcc.hubspot.com")
    assert list(told["settings"]["never_log"]) == ["*@familia.example"]
    assert "gmail.com" in told["settings"]["free_mail_domains"]
    with Journal.open() as journal:
        assert [each.instance for each in journal.thunderbirds()] == ["i1"]


def test_hello_is_answered_though_the_journal_is_damaged(session, capsys):
    paths.journal_file().write_bytes(b"no database " * 100)
    assert _body(session, "hello", instance="i1")["helper"] == __version__
    assert "damaged" in capsys.readouterr().err


def test_settings_that_cannot_be_read_are_said_with_their_line(session):
    paths.settings_file().write_text("[profile.Work]\npreset = hubspot\n")
    error = _error(session, "hello")
    assert (error["code"], error["retryable"]) == ("settings-invalid", True)
    assert "settings.toml" in error["message"]
    assert "2" in error["message"]


def test_a_never_log_list_that_no_message_holds_is_said(session):
    paths.never_log_file().write_text("".join(f"person-number-{n}@familia.example\n" for n in range(25_000)))
    error = _error(session, "hello")
    assert error["code"] == "settings-invalid"
    assert "25000" in error["message"]


def test_the_longest_never_log_list_fits_into_a_message(session):
    patterns = [f"person-number-{n}@familia.example\n" for n in range(22_000)]
    paths.never_log_file().write_text("".join(patterns))
    assert len(frame(_ask(session, "hello"))) <= LONGEST_OUT


# Settings that change


def test_a_change_of_the_settings_is_news_once(session):
    _body(session, "hello")
    assert session.news() is None
    paths.never_log_file().write_text("*@familia.example\n")
    assert list(session.news()["never_log"]) == ["*@familia.example"]
    assert session.news() is None


def test_before_hello_there_is_no_news(session):
    paths.never_log_file().write_text("*@familia.example\n")
    assert session.news() is None


def test_settings_that_broke_are_no_news_until_they_are_whole_again(session):
    _body(session, "hello")
    paths.settings_file().write_text("[profile")
    assert session.news() is None
    paths.settings_file().write_text(SETTINGS.replace("Work", "Home"))
    assert session.news()["profiles"][0]["name"] == "Home"


def test_settings_that_were_broken_at_hello_are_news_when_they_are_whole(session):
    paths.settings_file().write_text("[profile")
    _error(session, "hello")
    paths.settings_file().write_text(SETTINGS)
    assert session.news()["profiles"][0]["name"] == "Work"


# Deciding


def test_a_decision_follows_the_rules_and_the_settings_of_this_moment(session):
    decided = _body(session, "compose.decide", identity=ANA, to=["joao@cliente.example"])
    assert (decided["log"], decided["address"]) == (True, "123@bcc.hubspot.com")
    assert (decided["profile"], decided["crm"]) == ("Work", "HubSpot")
    paths.never_log_file().write_text("joao@cliente.example\n")
    decided = _body(session, "compose.decide", identity=ANA, to=["joao@cliente.example"])
    assert (decided["log"], decided["address"]) == (False, None)


def test_a_decision_writes_nothing(session):
    _body(session, "compose.decide", event="e1", identity=ANA, to=["joao@cliente.example"])
    assert not paths.journal_file().exists()


def test_findings_are_in_the_persons_words_and_carry_their_values(session):
    _body(session, "hello", locale="pt-BR")
    decided = _body(
        session, "compose.decide", identity=ANA, to=["joao@cliente.example"], body_bytes=3 * 1024**2
    )
    (finding,) = decided["findings"]
    assert (finding["code"], finding["level"]) == ("body-too-large", "block")
    assert finding["values"]["size"] == str(3 * 1024**2)
    assert finding["message"]
    assert finding["fix"]


def test_a_forward_goes_from_the_identity_that_the_mail_was_sent_to(session):
    _body(session, "hello", identities=[ANA, "rui@empresa.example"])
    asked = {"author": "joao@cliente.example", "to": [ANA], "default_identity": "rui@empresa.example"}
    decided = _body(session, "forward.decide", message_id="<m1@mx>", **asked)
    assert (decided["log"], decided["identity"], decided["address"]) == (True, ANA, "123@forward.hubspot.com")
    assert (decided["look"], decided["logged_before"]) == (False, None)


def test_what_a_forward_leaves_out_is_what_the_person_wants_this_time_or_always(session):
    large = {"author": "j@c.example", "default_identity": ANA, "content_bytes": 3 * 1024**2}
    decided = _body(session, "forward.decide", **large)
    assert (decided["log"], decided["without_history"], decided["without_attachments"]) == (
        False,
        False,
        False,
    )
    decided = _body(session, "forward.decide", **large, without_history=True)
    assert (decided["log"], decided["without_history"]) == (True, True)
    settings = SETTINGS + "without-history = true\nwithout-attachments = true\n"
    paths.settings_file().write_text(settings, encoding="utf-8")
    decided = _body(session, "forward.decide", **large)
    assert (decided["without_history"], decided["without_attachments"]) == (True, True)


BLOCK = """-------- Forwarded Message --------
Subject: Offer
Date: {date}
From: {author}
To: ana@empresa.example

Yes"""


def test_a_forward_is_read_back_from_its_window(session):
    said = {"author": "j@c.example", "date": "Tue, 24 Nov 2026 10:00:00 +0000"}
    window = {
        "identity": ANA,
        "plain": BLOCK.format(**said),
        "html": "<pre>" + BLOCK.format(**said) + "</pre>",
    }
    assert _body(session, "forward.check", **window, original=said) == {"ok": True, "findings": []}
    checked = _body(session, "forward.check", **window, original={**said, "author": "eve@evil.example"})
    assert checked["ok"] is False
    (finding,) = checked["findings"]
    assert (finding["code"], finding["values"]) == ("other-original", {"crm": "HubSpot"})
    assert not paths.journal_file().exists()


def test_a_window_of_any_length_is_read_to_a_bound(session):
    checked = _body(session, "forward.check", identity=ANA, html="<div>" * 300_000, plain=">" * 1_000_000)
    assert [finding["code"] for finding in checked["findings"]] == ["no-header"]


@pytest.mark.parametrize(
    ("field", "value"), [("delivery", "fax"), ("history", "old"), ("original", []), ("html", 1)]
)
def test_a_window_that_is_not_as_the_protocol_says_is_named(session, field, value):
    assert field in _error(session, "forward.check", identity=ANA, **{field: value})["message"]


def test_a_mail_that_was_forwarded_before_is_known(session):
    forwarded = {
        "event": "f1",
        "at": AT,
        "ok": True,
        "original_message_id": "m1@mx",
        "identity": ANA,
        "author": "j@c.example",
    }
    entry = _body(session, "forwarded", **forwarded)["entry"]
    asked = {"author": "j@c.example", "default_identity": ANA, "message_id": "m1@mx"}
    assert _body(session, "forward.decide", **asked)["logged_before"] == entry


# Events


SENT = {
    "event": "e1",
    "at": AT,
    "identity": ANA,
    "to": ["joao@cliente.example"],
    "bcc": ["123@bcc.hubspot.com"],
    "log": True,
}


def test_what_was_sent_is_in_the_journal_when_it_is_answered(session):
    told = _body(session, "sent", **SENT, message_id="<m1@mx>", subject="Offer")
    with Journal.open() as journal:
        (entry,) = journal.entries()
    assert told == {"entry": entry.id, "state": "sent"}


def test_what_failed_is_in_the_journal(session):
    assert _body(session, "failed", **SENT)["state"] == "failed"


def test_a_mail_that_is_no_report_touches_nothing(session):
    told = _body(session, "received", event="r1", at=AT, data="RnJvbTogYUBiDQoNCkhlbGxvDQo=")
    assert told == {"report": False, "entries": [], "came_back": []}


REPORT = """\
From: MAILER-DAEMON@mx.empresa.example
To: ana@empresa.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report@mx>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.empresa.example

Final-Recipient: rfc822; 123@bcc.hubspot.com
Action: failed
Status: 5.3.4
Diagnostic-Code: smtp; 552 5.3.4 Message size exceeds fixed limit

--b
Content-Type: message/rfc822

From: ana@empresa.example
To: joao@cliente.example
Subject: Offer
Message-ID: <m1@mx>

Hello
--b--
"""


def test_a_report_about_the_log_moves_its_entry_once(session):
    entry = _body(session, "sent", **SENT, message_id="m1@mx", subject="Offer")["entry"]
    arrived = {
        "event": "r1",
        "at": "2026-07-01T09:40:00Z",
        "data": base64.b64encode(REPORT.encode()).decode(),
    }
    answers = [_body(session, "received", **arrived) for _ in range(2)]
    assert answers == [{"report": True, "entries": [entry], "came_back": []}] * 2
    with Journal.open() as journal:
        assert (journal.entry(entry).state, journal.entry(entry).bounce.status) == ("bounced", "5.3.4")


def test_a_message_whose_forward_came_back_is_named(session):
    forward = {"event": "f1", "at": AT, "ok": True, "identity": ANA, "original_message_id": "theirs@x"}
    entry = _body(session, "forwarded", **forward, message_id="m1@mx")["entry"]
    report = REPORT.replace("123@bcc", "123@forward")
    told = _body(session, "received", **_arrived(report))
    assert told == {"report": True, "entries": [entry], "came_back": ["theirs@x"]}


def _arrived(report, **more):
    data = base64.b64encode(report.encode()).decode()
    return {"event": "r1", "at": "2026-07-01T09:40:00Z", "data": data, **more}


def test_a_report_that_comes_in_parts_counts_with_the_last(session):
    entry = _body(session, "sent", **SENT, message_id="m1@mx", subject="Offer")["entry"]
    texts = REPORT[:300], REPORT[300:600], REPORT[600:]
    parts = [_arrived(text, part=number, parts=3) for number, text in enumerate(texts)]
    assert [_body(session, "received", **part) for part in parts[:2]] == [{}, {}]
    assert _body(session, "received", **parts[2])["entries"] == [entry]


@pytest.mark.parametrize("before", [[], [("r0", 0)], [("r1", 0), ("r0", 0)], [("r1", 0), ("r1", 1)]])
def test_a_part_without_those_before_it_is_to_be_begun_anew(session, before):
    for event, part in before:
        _body(session, "received", **_arrived(REPORT, part=part, parts=3) | {"event": event})
    error = _error(session, "received", **_arrived(REPORT, part=1, parts=3))
    assert (error["code"], error["retryable"]) == ("part-missing", True)
    assert _body(session, "received", **_arrived(REPORT, part=0, parts=3)) == {}


@pytest.mark.parametrize(("part", "parts", "field"), [(0, 5, "parts"), (1, 1, "part"), (3, 2, "part")])
def test_more_parts_than_there_are_is_refused(session, part, parts, field):
    error = _error(session, "received", **_arrived(REPORT, part=part, parts=parts))
    assert error["code"] == "bad-message"
    assert f"“{field}”" in error["message"]


def test_a_journal_that_cannot_be_written_is_said_and_may_be_tried_again(session):
    paths.journal_file().write_bytes(b"no database " * 100)
    error = _error(session, "sent", **SENT)
    assert (error["code"], error["retryable"]) == ("journal-unavailable", True)
    assert error["title"] == "The journal is damaged."


def test_recent_entries_come_as_the_command_prints_them(session):
    for number in range(7):
        _body(session, "sent", **{**SENT, "event": f"e{number}"}, subject=f"Offer {number}")
    entries = _body(session, "journal.recent", limit=5)["entries"]
    assert [entry["subject"] for entry in entries] == [f"Offer {number}" for number in (6, 5, 4, 3, 2)]
    assert len(_body(session, "journal.recent")["entries"]) == 5


def test_recent_entries_fit_into_a_message(session):
    with Journal.open() as journal:
        for number in range(20):
            recipients = tuple(f"person-{n}@cliente.example" for n in range(4000))
            journal.add_or_move(Observation(f"e{number}", "bcc", "sent", recipients=recipients), AT, "sent")
    reply = _ask(session, "journal.recent", limit=20)
    assert 0 < len(reply["body"]["entries"]) < 20
    assert len(frame(reply)) <= LONGEST_OUT


# The window


@pytest.fixture
def tray(tmp_path, monkeypatch):
    """A program in the window's place, that tells through a pipe how it was started."""
    os.mkfifo(tmp_path / "told")
    program = tmp_path / "birdlog-tray"
    program.write_text(f"#!{sys.executable}\n{TRAY}")
    program.chmod(0o700)
    monkeypatch.setattr(programs, "tray", lambda: program)
    return tmp_path / "told"


TRAY = """
import json, os, sys
opened = {name: os.path.realpath(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd")}
told = {
    "arguments": sys.argv[1:],
    "environment": dict(os.environ),
    "leads its session": os.getsid(0) == os.getpid(),
    "opened": {name: target for name, target in opened.items() if "/proc/" not in target},
}
with open(os.environ["BIRDLOG_BASE_DIR"] + "/told", "w") as stream:
    json.dump(told, stream)
"""


def test_the_window_starts_in_a_session_of_its_own_without_pipes_and_without_moz(session, tray, monkeypatch):
    monkeypatch.setenv("MOZ_CRASHREPORTER_DATA_DIRECTORY", "/x")
    assert _body(session, "window.open", entry=12) == {}
    told = json.loads(tray.read_text())
    assert told["arguments"] == ["--show", "--entry", "12"]
    assert told["leads its session"]
    assert told["opened"] == {"0": "/dev/null", "1": "/dev/null", "2": "/dev/null"}
    assert not any(name.startswith("MOZ_") for name in told["environment"])
    assert told["environment"][paths.BASE_DIR_VARIABLE] == os.environ[paths.BASE_DIR_VARIABLE]


def test_the_window_may_be_opened_at_no_entry(session, tray):
    _body(session, "window.open", entry=None)
    assert json.loads(tray.read_text())["arguments"] == ["--show"]


@pytest.mark.parametrize("program", [None, Path("/nowhere/birdlog-tray")])
def test_without_the_tray_part_the_answer_says_how_to_install_it(session, monkeypatch, program):
    monkeypatch.setattr(programs, "tray", lambda: program)
    error = _error(session, "window.open", entry=None)
    assert (error["code"], error["retryable"]) == ("window-missing", False)
    assert "[tray]" in error["message"]
