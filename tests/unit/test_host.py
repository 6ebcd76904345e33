"""The real helper as Thunderbird starts it: over pipes, with a sentinel, until the pipe ends."""

import json
import os
import select
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from birdlog import __version__, nudge, paths, settings_edit
from birdlog.host.frames import frame, read_frame
from birdlog.journal import requests
from birdlog.journal.store import Journal
from birdlog.setup import programs

HOST = str(programs.host())
ARGUMENTS = ("/home/ana/.mozilla/native-messaging-hosts/birdlog.helper.json", "birdlog@birdlog.addon")
HELLO = {"v": 1, "id": 1, "type": "hello", "body": {"instance": "i1", "identities": ["ana@empresa.example"]}}
SENT = {
    "event": "e1",
    "at": "2026-07-01T09:30:00Z",
    "identity": "ana@empresa.example",
    "to": ["joao@cliente.example"],
    "bcc": ["123@bcc.hubspot.com"],
    "log": True,
}
SETTINGS = '[profile.Work]\npreset = "hubspot"\nbcc = "123@bcc.hubspot.com"\n'

# What only a message may load that needs it.
HEAVY = {
    "asyncio",
    "birdlog.journal",
    "birdlog.rules",
    "birdlog.settings",
    "birdlog_gui",
    "click",
    "dataclasses",
    "email",
    "inspect",
    "keyring",
    "mailparser",
    "pathlib",
    "platformdirs",
    "PySide6",
    "requests",
    "socket",
    "sqlalchemy",
    "sqlite3",
    "subprocess",
    "tomlkit",
    "tomllib",
    "typing",
}
NEVER_FOR_HELLO = {
    "asyncio",
    "birdlog_gui",
    "click",
    "email",
    "keyring",
    "mailparser",
    "platformdirs",
    "PySide6",
    "requests",
    "sqlalchemy",
    "subprocess",
    "tomlkit",
}


@pytest.fixture(autouse=True)
def _settings(base):
    paths.settings_file().write_text(SETTINGS, encoding="utf-8")


@contextmanager
def _host(*command, **options):
    process = subprocess.Popen(
        command or [HOST, *ARGUMENTS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=options.pop("stderr", None),
        bufsize=0,
        **options,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _ask(process, message):
    process.stdin.write(frame(message))
    return read_frame(process.stdout)


def _end(process):
    process.stdin.close()
    return process.wait()


@pytest.mark.parametrize("arguments", [ARGUMENTS, ()])
def test_hello_is_answered_with_and_without_arguments(arguments):
    with _host(HOST, *arguments) as process:
        assert _ask(process, HELLO)["body"]["helper"] == __version__
        assert _end(process) == 0


def test_the_command_line_names_the_helper():
    with _host() as process:
        _ask(process, HELLO)
        assert b"birdlog-host" in Path(f"/proc/{process.pid}/cmdline").read_bytes()


def test_many_messages_are_answered_in_order():
    with _host() as process:
        for number in range(1, 50):
            process.stdin.write(frame({"v": 1, "id": number, "type": "journal.recent", "body": {}}))
        assert [read_frame(process.stdout)["id"] for _ in range(1, 50)] == list(range(1, 50))


def test_a_frame_that_is_no_json_is_refused_and_the_next_one_answered():
    with _host() as process:
        process.stdin.write((5).to_bytes(4, sys.byteorder) + b"hello")
        refused = read_frame(process.stdout)
        assert (refused["id"], refused["error"]["code"]) == (None, "bad-message")
        assert _ask(process, HELLO)["ok"]


def test_the_end_of_the_pipe_ends_the_helper_and_takes_its_socket_along():
    with _host() as process:
        _ask(process, HELLO)
        assert nudge.connected()
        assert _end(process) == 0
    assert list(paths.runtime_dir().iterdir()) == []


def test_a_frame_that_ends_in_the_middle_ends_the_helper():
    with _host(stderr=subprocess.PIPE) as process:
        process.stdin.write(frame(HELLO)[:-3])
        assert _end(process) == 1
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_helper_cleanly(number):
    with _host(stderr=subprocess.PIPE) as process:
        _ask(process, HELLO)
        process.send_signal(number)
        assert process.wait() == 0
        assert process.stderr.read() == b""
    assert list(paths.runtime_dir().iterdir()) == []


def test_thunderbird_that_is_gone_before_the_answer_is_no_fault():
    with _host(stderr=subprocess.PIPE) as process:
        process.stdout.close()
        process.stdin.write(frame(HELLO))
        assert process.wait() == 0
        assert process.stderr.read() == b""


def test_what_was_acknowledged_survives_kill_9():
    with _host() as process:
        told = _ask(process, {"v": 1, "id": 2, "type": "sent", "body": SENT})
        process.kill()
    with Journal.open() as journal:
        assert journal.entry(told["body"]["entry"]).state == "sent"


SENTINEL = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.closerange(4, 256)
os.execv(sys.argv[2], sys.argv[2:])
"""


def test_the_sentinel_of_thunderbird_stays_open_as_long_as_the_helper_lives():
    reading, writing = os.pipe()
    command = (sys.executable, "-c", SENTINEL, str(writing), HOST)
    with _host(*command, pass_fds=(writing,)) as process:
        os.close(writing)
        _ask(process, HELLO)
        assert not select.select([reading], [], [], 0)[0]
        assert os.path.samestat(Path(f"/proc/{process.pid}/fd/3").stat(), os.fstat(reading))
        _end(process)
        assert os.read(reading, 1) == b""
    os.close(reading)


STRAY = """
import os, subprocess, sys
from birdlog.host import __main__, dispatch

def stray(session, body):
    print("stray")
    sys.stdout.write("stray")
    sys.stdout.flush()
    os.write(1, b"stray")
    subprocess.run(["echo", "stray"], check=True)
    return {"read": sys.stdin.read() + os.read(0, 10).decode()}

dispatch.HANDLERS["stray"] = stray
sys.exit(__main__.main())
"""


def test_nothing_but_messages_goes_to_thunderbird_and_no_handler_reads_them():
    with _host(sys.executable, "-c", STRAY, stderr=subprocess.PIPE) as process:
        process.stdin.write(frame({"v": 1, "id": 1, "type": "stray", "body": {}}) + frame(HELLO))
        assert read_frame(process.stdout) == {"v": 1, "id": 1, "ok": True, "body": {"read": ""}}
        assert read_frame(process.stdout)["id"] == 1
        _end(process)
        assert process.stderr.read().count(b"stray") == 4


def test_a_change_of_the_settings_is_told_at_once():
    with _host() as process:
        _ask(process, HELLO)
        settings_edit.add_never_log(["*@familia.example"])
        notice = read_frame(process.stdout)
        assert (notice["v"], notice["type"], "id" in notice) == (1, "settings", False)
        assert notice["body"]["never_log"] == ["*@familia.example"]


def test_an_edit_by_hand_is_told_with_the_next_message():
    with _host() as process:
        _ask(process, HELLO)
        paths.never_log_file().write_text("*@familia.example\n")
        told = [_ask(process, {"v": 1, "id": 2, "type": "journal.recent"}), read_frame(process.stdout)]
        (notice,) = [message for message in told if message.get("type") == "settings"]
        assert notice["body"]["never_log"] == ["*@familia.example"]


def test_two_helpers_hear_of_the_same_change():
    with _host() as one, _host() as other:
        for process in (one, other):
            _ask(process, HELLO)
        settings_edit.set_paused("on")
        assert [read_frame(process.stdout)["body"]["paused"] for process in (one, other)] == ["on", "on"]


def test_the_helper_tells_at_once_that_thunderbird_is_asked_for_something():
    with _host() as process, Journal.open() as journal:
        _ask(process, HELLO)
        requests.add(journal, "open", {"message_id": "m1@x"})
        assert read_frame(process.stdout) == {"v": 1, "type": "requests", "body": {}}


def test_the_helper_tells_after_hello_what_was_asked_while_thunderbird_was_closed():
    with _host() as process, Journal.open() as journal:
        requests.add(journal, "open", {"message_id": "m1@x"})
        assert _ask(process, HELLO)["ok"]
        assert read_frame(process.stdout) == {"v": 1, "type": "requests", "body": {}}


def test_the_helper_prints_its_manifest():
    printed = subprocess.run([HOST, "--manifest"], capture_output=True, text=True, check=True).stdout
    manifest = json.loads(printed)
    assert (manifest["name"], manifest["type"]) == ("birdlog.helper", "stdio")
    assert manifest["allowed_extensions"] == ["birdlog@birdlog.addon"]
    assert manifest["path"].startswith(str(paths.data_dir()))


def _loaded(messages=b""):
    """The modules that the helper loads until the end of these messages."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", HOST], input=messages, capture_output=True, check=True
    )
    lines = [line for line in run.stderr.decode().splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


def test_nothing_heavy_is_loaded_before_the_first_message():
    loaded = _loaded()
    assert {"birdlog.host.connection", "json", "select"} <= loaded
    assert not loaded & HEAVY


def test_hello_loads_no_library_but_the_standard_one():
    loaded = _loaded(frame(HELLO))
    assert "birdlog.settings" in loaded
    assert not loaded & NEVER_FOR_HELLO
