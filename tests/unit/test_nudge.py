"""A nudge reaches every host that lives, and none that died keeps it from the others."""

import os
import select
import signal
import subprocess
import sys

import pytest

from birdlog import nudge, paths

LISTENER = """
import select, sys
from birdlog import nudge
listener = nudge.listen()
print("listening", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def listener():
    opened = nudge.listen()
    assert opened is not None
    yield opened
    nudge.stop(opened)


@pytest.fixture
def dead_host():
    process = subprocess.Popen(
        [sys.executable, "-c", LISTENER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "listening\n"
        process.send_signal(signal.SIGKILL)
    return paths.runtime_dir() / f"host-{process.pid}.sock"


def _heard(listener):
    return bool(select.select([listener], [], [], 0)[0]) and listener.recv(64)


def test_a_change_of_the_settings_is_heard(listener):
    nudge.settings_changed()
    assert _heard(listener) == b"settings"


def test_nothing_is_heard_where_nothing_changed(listener):
    assert not _heard(listener)


def test_nobody_needs_to_listen():
    nudge.settings_changed()
    assert not nudge.connected()


def test_a_host_that_listens_is_connected_until_it_stops(listener):
    assert nudge.connected()
    nudge.stop(listener)
    assert not nudge.connected()
    assert list(paths.runtime_dir().iterdir()) == []


def test_a_host_that_was_killed_is_not_connected_and_its_file_goes(dead_host):
    assert dead_host.exists()
    assert not nudge.connected()
    assert not dead_host.exists()


def test_a_host_that_was_killed_keeps_the_word_from_nobody(dead_host, listener):
    nudge.settings_changed()
    assert _heard(listener) == b"settings"
    assert not dead_host.exists()


def test_a_file_left_by_a_process_of_the_same_number_is_in_nobodys_way():
    (paths.runtime_dir() / f"host-{os.getpid()}.sock").write_text("")
    listener = nudge.listen()
    assert listener is not None
    nudge.stop(listener)


def test_a_host_that_does_not_read_holds_nobody_up(listener):
    for _ in range(1000):
        nudge.settings_changed()
    assert _heard(listener) == b"settings"


def test_a_folder_with_a_very_long_name_will_do(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.BASE_DIR_VARIABLE, str(tmp_path / ("long" * 40)))
    listener = nudge.listen()
    assert listener is not None
    nudge.settings_changed()
    assert _heard(listener) == b"settings"
    assert nudge.connected()
    nudge.stop(listener)
    assert not nudge.connected()


def test_a_system_without_such_sockets_goes_without(monkeypatch):
    monkeypatch.delattr("socket.AF_UNIX")
    assert nudge.listen() is None
    assert not nudge.connected()
    nudge.settings_changed()
