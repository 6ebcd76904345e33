"""There is one program for each person: a later start tells the first what is wanted."""

import importlib
import socket
import sys
from contextlib import suppress
from subprocess import PIPE, Popen

import pytest
from desktop import Desktop

from birdlog import paths
from birdlog.demo.rig.waiting import wait_for
from birdlog_gui import instance
from birdlog_gui.instance import Wish

pytestmark = pytest.mark.usefixtures("settings", "installed", "ids")


@pytest.fixture
def desktop(tmp_path, qapp):
    made = Desktop(tmp_path / "desktop", tray=True)
    yield made
    made.stop()


def test_a_later_start_opens_the_window_of_the_first_and_ends(desktop):
    first = desktop.start()
    wait_for((paths.runtime_dir() / "window.sock").exists, "the first program to listen")

    assert desktop.run("--show") == 0

    desktop.wait_for_window()
    assert first.running()


def test_a_window_that_is_open_stays_the_only_one(desktop):
    desktop.start("--show")
    window = desktop.wait_for_window()

    assert desktop.run("--show") == 0

    assert desktop.windows() == [window]


def test_two_starts_at_once_leave_one_program(desktop):
    programs = [desktop.start("--show"), desktop.start("--show")]
    desktop.wait_for_window()

    wait_for(lambda: sum(program.running() for program in programs) == 1, "one program to end")

    assert len(desktop.windows()) == 1


def test_quit_ends_the_first_in_order(desktop):
    first = desktop.start("--show")
    desktop.wait_for_window()

    assert desktop.run("--quit") == 0

    assert first.wait_until_it_ends() == 0
    assert paths.window_file().exists()


def test_quit_without_a_program_is_no_error(desktop):
    assert desktop.run("--quit") == 0


def test_a_start_after_a_kill_is_the_first_again(desktop):
    first = desktop.start("--show")
    desktop.wait_for_window()
    first.kill()
    desktop.wait_until_no_window()

    desktop.start("--show")

    desktop.wait_for_window()


def test_sigterm_ends_it_in_order(desktop):
    first = desktop.start("--show")
    desktop.wait_for_window()
    wait_for((paths.runtime_dir() / "window.sock").exists, "the program behind the window")

    first.signal(15)

    assert first.wait_until_it_ends() == 0


def test_without_a_screen_it_says_so_in_one_line(tmp_path, monkeypatch, desktop):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        desktop.without(name)

    program = desktop.start("--show")

    assert program.wait_until_it_ends() == 2
    assert program.log.read_text().strip().splitlines() == [
        "birdlog-tray: there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set"
    ]


NOISE = [b"\n", b"[]\n", b'{"command": "format"}\n', b"\xff\xfe\n", b"x" * 10_000]


LATER_START = """
import sys
from pathlib import Path
from birdlog_gui import {sockets}
sys.stdout.buffer.write({sockets}.ask(Path(sys.argv[1]), sys.stdin.buffer.read()))
"""


@pytest.fixture(params=["unix_socket", "named_pipe"])
def ask(request, qapp, qtbot, tmp_path):
    """What another program is answered to a line, each way that there is; `ask.heard` are the wishes."""
    sockets = importlib.import_module(f"birdlog_gui.{request.param}")
    server = sockets.Server(tmp_path / "window.sock", instance.wish_in, qapp)

    def asked(line: bytes) -> bytes:
        script = LATER_START.format(sockets=request.param)
        command = [sys.executable, "-c", script, str(tmp_path / "window.sock")]
        with Popen(command, stdin=PIPE, stdout=PIPE) as program:
            program.stdin.write(line)
            program.stdin.close()
            qtbot.waitUntil(lambda: program.poll() is not None)
            return program.stdout.read()

    asked.heard = []
    server.wished.connect(asked.heard.append)
    yield asked
    server.close()


@pytest.mark.parametrize("noise", NOISE)
def test_noise_is_no_wish(ask, noise):
    assert ask(noise) == b""

    assert ask.heard == []


def test_a_wish_is_heard_and_answered(ask):
    assert ask(b'{"command": "show", "entry": 7}\n') == instance.ANSWER

    assert ask.heard == [Wish("show", 7)]


def test_a_caller_that_goes_away_is_no_wish(ask, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller, suppress(FileNotFoundError):
        caller.connect(str(tmp_path / "window.sock"))

    assert ask(b'{"command": "run"}\n') == instance.ANSWER
    assert ask.heard == [Wish("run")]


def test_a_path_that_no_socket_address_holds_goes_by_a_short_name(tmp_path):
    folder = tmp_path / ("long" * 30)
    folder.mkdir()

    assert not instance.tell(folder, Wish("show"))

    assert instance.sockets(tmp_path).__name__ == "birdlog_gui.unix_socket"
    assert instance.sockets(folder).__name__ == "birdlog_gui.named_pipe"


def test_a_lock_is_held_once(base):
    first = instance.hold(paths.runtime_dir())

    assert first
    assert instance.hold(paths.runtime_dir()) is None
    first.unlock()


def test_nobody_is_told_where_nobody_listens(base):
    assert not instance.tell(paths.runtime_dir(), Wish("show"))
