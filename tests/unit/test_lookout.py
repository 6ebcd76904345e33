"""The host has the CRM asked by a program of its own when that is due, and waits for nobody."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from birdlog import secrets, settings_edit, utc
from birdlog.demo.rig.waiting import wait_for
from birdlog.host import lookout
from birdlog.host.frames import frame, read_frame
from birdlog.journal import looks
from birdlog.journal.store import Journal, Observation
from hubspot_server.server import ALL_SCOPES, HubSpotServer

HOST = str(Path(sys.executable).with_name("birdlog-host"))
HELLO = {"v": 1, "id": 1, "type": "hello", "body": {}}


@pytest.fixture
def server(real_keyring):
    with HubSpotServer() as running:
        running.tokens = {"pat-good": ALL_SCOPES}
        settings_edit.add_profile("work", "hubspot", bcc="4242424@bcc.hubspot.com")
        settings_edit.set_profile("work", {"api-base": running.url})
        secrets.keep("work", "pat-good")
        with Journal.open() as journal:
            looks.can_ask(journal, "work", datetime.now(UTC))
        running.records.add("emails", {"hs_timestamp": "0", "hs_email_message_id": "1@acme.example"})
        yield running


@pytest.fixture
def host():
    with subprocess.Popen([HOST], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        yield process
        process.kill()


def _ask(process, message):
    process.stdin.write(frame(message))
    return read_frame(process.stdout)


def _state(entry):
    with Journal.open() as journal:
        return journal.entry(entry).state


def _sent(at):
    body = {
        "event": "e1",
        "at": utc.written(at),
        "identity": "ana@acme.example",
        "message_id": "1@acme.example",
        "to": ["bob@globex.example"],
        "bcc": ["4242424@bcc.hubspot.com"],
        "log": True,
    }
    return {"v": 1, "id": 2, "type": "sent", "body": body}


def test_a_mail_that_is_due_is_confirmed_while_thunderbird_runs(server, host):
    _ask(host, HELLO)
    # The profile has to be older than the mail, and the mail a minute old.
    later = datetime.now(UTC) + timedelta(seconds=1)
    entry = _ask(host, _sent(later))["body"]["entry"]
    with Journal.open() as journal:
        journal.write("UPDATE look SET due = ?", utc.written(datetime.now(UTC)))
    _ask(host, HELLO)
    wait_for(lambda: _state(entry) == "confirmed", "the entry to be confirmed")


def test_what_became_due_while_thunderbird_was_closed_is_looked_for_at_its_start(server, host):
    sent = datetime.now(UTC) - timedelta(hours=1)
    seen = Observation("e1", "bcc", "sent", profile="work", sent_message_id="1@acme.example")
    with Journal.open() as journal:
        entry, _ = journal.add_or_move(seen, utc.written(sent), "sent")
        looks.expect(journal, entry, utc.written(sent), 60)
    _ask(host, HELLO)
    wait_for(lambda: _state(entry) == "confirmed", "the entry to be confirmed")


def test_where_nothing_is_due_nobody_is_asked_and_the_wait_is_bounded(base):
    now = datetime.now(UTC)
    assert lookout.seconds_to_wait(now) == lookout.LONGEST_WAIT
    seen = Observation("e1", "bcc", "sent", profile="work")
    with Journal.open() as journal:
        entry, _ = journal.add_or_move(seen, utc.written(now), "sent")
        looks.expect(journal, entry, utc.written(now), 60)
    assert 50 < lookout.seconds_to_wait(now) <= 60
    assert lookout.seconds_to_wait(now + timedelta(hours=1)) < 0


def test_a_damaged_journal_is_left_alone(base):
    from birdlog import paths

    paths.journal_file().write_bytes(b"no database" * 100)
    assert lookout.seconds_to_wait(datetime.now(UTC)) == lookout.LONGEST_WAIT


def test_looking_where_nothing_is_due_loads_nothing_that_asks(base):
    looked = (
        "import sys; sys.argv = ['birdlog', 'journal', 'confirm', '--due']; from birdlog.cli import cli\n"
        "cli(standalone_mode=False)\n"
        "print(*{'requests', 'keyring', 'sqlalchemy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", looked], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
