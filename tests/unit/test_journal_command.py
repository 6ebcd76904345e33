"""`birdlog journal`: a line an entry for people, an object a line for programs, a file for a spreadsheet."""

import csv
import json
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from birdlog import paths
from birdlog.cli import cli
from birdlog.commands.terminal import cut, plain, width
from birdlog.journal import requests
from birdlog.journal.entry import Bounce
from birdlog.journal.store import Journal, Observation
from birdlog.rules.finding import Finding

AT = "2026-07-01T09:30:00Z"
KEYS = [
    *("id", "kind", "state", "reason", "explanation", "subject", "message_id", "profile", "crm_address"),
    *("recipients", "findings", "bounce", "created", "updated"),
]


@pytest.fixture(autouse=True)
def _terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")


def _add(event, state="sent", at=AT, **values):
    usual = {
        "subject": f"Offer {event}",
        "recipients": ("joao@cliente.example",),
        "message_id": f"{event}@mx",
    }
    with Journal.open() as journal:
        kind = values.pop("kind", "bcc")
        return journal.add_or_move(Observation(event, kind, state, **{**usual, **values}), at, "sent")[0]


def _journal(*arguments, code=0):
    run = CliRunner().invoke(cli, ["journal", *arguments], catch_exceptions=False)
    assert run.exit_code == code, run.output
    return run.stdout


def _objects(*arguments):
    return [json.loads(line) for line in _journal(*arguments, "--json").splitlines()]


# list


def test_an_empty_journal_is_no_line():
    assert _journal("list") == ""
    assert _journal("list", "--json") == ""


def test_what_thunderbird_makes_up_for_a_mail_without_message_id_is_none():
    _add("a", message_id="md5:57N0sDnjYm1jrhDpQ4ZWPw==")
    assert _objects("list")[0]["message_id"] is None


def test_each_entry_is_an_object_with_the_documented_keys():
    id = _add("a", sent_message_id="a@mx", profile="Work", findings=(Finding("already-there", "ok"),))
    (entry,) = _objects("list")
    assert list(entry) == KEYS
    assert (entry["id"], entry["kind"], entry["state"], entry["reason"]) == (id, "bcc", "sent", None)
    assert (entry["message_id"], entry["recipients"], entry["bounce"]) == (
        "a@mx",
        ["joao@cliente.example"],
        None,
    )
    assert set(entry["findings"][0]) == {"code", "level", "message", "fix"}
    assert entry["explanation"]
    assert (entry["created"], entry["updated"]) == (AT, AT)


def test_the_list_is_newest_first_and_can_be_narrowed():
    _add("a", subject="Proposal")
    _add("b", state="missed", reason="no-helper", at="2026-07-02T00:00:00Z")
    _add("c", at="2026-07-03T00:00:00Z")
    assert [entry["id"] for entry in _objects("list")] == [3, 2, 1]
    assert [entry["id"] for entry in _objects("list", "--limit", "2")] == [3, 2]
    assert [entry["id"] for entry in _objects("list", "--state", "missed")] == [2]
    assert [entry["id"] for entry in _objects("list", "--search", "proposal")] == [1]


def test_a_state_that_does_not_exist_is_a_usage_error():
    _journal("list", "--state", "lost", code=2)


def test_a_line_says_state_time_with_whom_and_about_what():
    now = datetime.now(UTC)
    _add("a", at=(now - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _add(
        "b", state="missed", at=now.strftime("%Y-%m-%dT%H:%M:%SZ"), recipients=("x@y.example", "z@y.example")
    )
    newer, older = _journal("list").splitlines()
    assert newer.split("  ")[1].strip() == "◌ Was not logged"
    assert "just now" in newer
    assert "x@y.example +1" in newer
    assert "→ Sent to the CRM" in older
    assert "5 min ago" in older
    assert newer.index("Offer b") == older.index("Offer a")


def test_a_line_fits_the_terminal_and_is_one_line():
    _add("a", subject="A very long subject " * 20)
    _add("b", subject="two\nlines\x1b[31m and \u202eworse")
    lines = _journal("list").splitlines()
    assert len(lines) == 2
    assert all(width(line) <= 100 for line in lines)
    assert "\x1b" not in lines[0]
    assert "\u202e" not in lines[0]
    assert lines[1].endswith("…")


def test_a_mail_that_never_log_keeps_out_says_the_pattern():
    _add(
        "a",
        "skipped",
        subject=None,
        recipients=(),
        reason="never-log",
        reason_values={"pattern": "*@familia.example"},
    )
    assert "*@familia.example is on your never-log list." in _journal("list")


def test_the_list_speaks_portuguese(monkeypatch):
    monkeypatch.setenv("LC_ALL", "pt_BR.UTF-8")
    _add("a", "missed", reason="no-helper")
    assert "Ficou sem registro" in _journal("list")
    assert _objects("list")[0]["explanation"].startswith("O auxiliar do Birdlog")


# show


def test_one_entry_is_shown_with_its_way():
    id = _add("a", sent_message_id="a@mx", crm_address="1@bcc.hubspot.com")
    bounce = Bounce("1@bcc.hubspot.com", "5.3.4", "552 too big", "too-large", "message-id")
    values = {"crm": "HubSpot", "address": "1@bcc.hubspot.com"}
    with Journal.open() as journal:
        journal.move(
            id, "bounced", reason="too-large", reason_values=values, bounce=bounce, evidence="d", at=AT
        )
    (entry,) = _objects("show", str(id))
    assert entry["sent_message_id"] == "a@mx"
    assert entry["bounce"] == {
        "recipient": "1@bcc.hubspot.com",
        "status": "5.3.4",
        "diagnostic": "552 too big",
        "reason": "too-large",
        "evidence": "message-id",
    }
    assert entry["steps"] == [
        {"state": "sent", "reason": None, "evidence": "sent", "at": AT},
        {"state": "bounced", "reason": "too-large", "evidence": "d", "at": AT},
    ]
    page = _journal("show", str(id))
    assert "↩ Came back" in page
    assert "HubSpot sent this back" in page
    assert "Next time leave out the quoted history or the attachments." in page
    assert "5.3.4 552 too big" in page


def test_an_entry_that_is_not_there_is_no():
    run = CliRunner().invoke(cli, ["journal", "show", "7"])
    assert (run.exit_code, run.stdout) == (1, "")
    assert run.stderr == "birdlog: The journal has no entry 7.\n"


def test_a_good_state_does_not_hide_that_a_customer_never_got_the_mail():
    _add("a")
    _add("b", reason="recipient-bounced")
    second, first = _journal("list").splitlines()
    assert "→ Sent to the CRM ! " in second
    assert "!" not in first


# retry


def _came_back(kind="forward"):
    id = _add("a", kind=kind, message_id="theirs@x", crm_address="4711@forward.hubspot.com", profile="work")
    bounce = Bounce("4711@forward.hubspot.com", "5.3.4", None, "too-large", "message-id")
    values = {"crm": "HubSpot", "address": "4711@forward.hubspot.com", "variant": "attachments"}
    with Journal.open() as journal:
        told = {"reason": "too-large", "reason_values": values, "bounce": bounce, "evidence": "d"}
        journal.move(id, "bounced", at=AT, **told)
    profile = '[profile.work]\npreset = "hubspot"\nforward = "4711@forward.hubspot.com"\n'
    paths.settings_file().write_text(profile, encoding="utf-8")
    return str(id)


@pytest.mark.parametrize(
    ("options", "left_out"),
    [((), "without_attachments"), (("--without", "history"), "without_history")],
)
def test_thunderbird_is_asked_to_log_again_what_came_back(options, left_out):
    said = _journal("retry", _came_back(), *options)
    with Journal.open() as journal:
        (asked,) = requests.open_requests(journal)
    assert [name for name, wanted in asked.body.items() if wanted is True] == ["again", left_out]
    assert said.startswith("Thunderbird has been asked to log it again without")
    assert said.endswith("It does so when it is started.\n")


def test_what_can_not_be_logged_again_is_no_with_the_reason():
    run = CliRunner().invoke(cli, ["journal", "retry", _came_back("bcc")])
    assert (run.exit_code, run.stdout) == (1, "")
    assert "all its recipients would get it again" in run.stderr
    with Journal.open() as journal:
        assert requests.open_requests(journal) == ()


def test_an_entry_that_is_not_there_can_not_be_logged_again():
    run = CliRunner().invoke(cli, ["journal", "retry", "7"])
    assert (run.exit_code, run.stderr) == (1, "birdlog: The journal has no entry 7.\n")


# export


def test_the_export_holds_every_entry_as_the_list_does(tmp_path):
    for event in "abc":
        _add(event)
    _journal("export", str(tmp_path / "out.jsonl"))
    exported = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert exported == _objects("list")
    assert stat.S_IMODE((tmp_path / "out.jsonl").stat().st_mode) == 0o600


HOSTILE = ["=1+1", '=HYPERLINK("http://evil.example")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def test_a_spreadsheet_takes_no_subject_for_a_formula(tmp_path):
    for number, subject in enumerate(HOSTILE):
        _add(f"e{number}", subject=subject, recipients=("=cmd@x.example",))
    _journal("export", str(tmp_path / "out.CSV"))
    with (tmp_path / "out.CSV").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["subject"] for row in reversed(rows)] == [f"'{subject}" for subject in HOSTILE]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())


def test_csv_keeps_quotes_commas_and_lines_in_their_cell(tmp_path):
    bounce = Bounce("a@b", "5.1.1", None, "address-unknown", "message-id")
    id = _add("a", subject='An "offer", with\ntwo lines', findings=(Finding("already-there", "ok"),))
    with Journal.open() as journal:
        journal.move(id, "bounced", reason="x", reason_values={}, bounce=bounce, evidence=None, at=AT)
    _journal("export", str(tmp_path / "out.csv"))
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert row["subject"] == 'An "offer", with\ntwo lines'
    assert (row["findings"], row["bounce"]) == ("already-there", "a@b 5.1.1")


def test_a_file_that_cannot_be_written_is_one_clear_line(tmp_path):
    run = CliRunner().invoke(cli, ["journal", "export", str(tmp_path / "nowhere" / "out.csv")])
    assert run.exit_code == 2
    assert len(run.stderr.splitlines()) == 1


# forget


def test_forgetting_says_how_many_entries_went():
    _add("a")
    _add("b", recipients=("x@y.example",))
    assert "1" in _journal("forget", "JOAO@Cliente.example")
    assert [entry["recipients"] for entry in _objects("list")] == [["x@y.example"]]
    assert "No entry" in _journal("forget", "joao@cliente.example")


# What goes wrong


def test_a_damaged_journal_is_one_clear_line_and_no_traceback():
    paths.journal_file().write_bytes(b"no database " * 100)
    program = Path(sys.executable).parent / "birdlog"
    run = subprocess.run([program, "journal", "list"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert len(run.stderr.splitlines()) == 1
    assert "The journal is damaged." in run.stderr


# Text on a terminal


@given(st.text())
def test_no_text_commands_the_terminal(text):
    shown = plain(text)
    assert shown.isprintable() or any(joiner in shown for joiner in "\u200c\u200d") or not shown.isascii()
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)


@given(st.text(), st.integers(1, 40))
def test_a_cut_text_fits_and_an_uncut_one_is_whole(text, columns):
    assert width(cut(text, columns)) <= columns
    assert cut(text, width(text)) == text


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("ação", 4)])
def test_the_width_of_a_text_is_what_a_terminal_gives_it(text, columns):
    assert width(text) == columns
