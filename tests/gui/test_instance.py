"""There is one program for each person: a later start tells the first what is wanted."""

import pytest
from desktop import Desktop

from birdlog import paths
from birdlog.demo.rig.waiting import wait_for
from birdlog_gui import instance
from birdlog_gui.instance import Listener, Wish

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


@pytest.mark.parametrize("noise", [b"\n", b"[]\n", b'{"command": "format"}\n', b"\xff\xfe\n", b"x" * 10_000])
def test_noise_on_the_socket_is_no_wish(qtbot, base, noise):
    from PySide6.QtNetwork import QLocalSocket

    listener = Listener(paths.runtime_dir())
    heard = []
    listener.wished.connect(heard.append)
    socket = QLocalSocket()
    socket.connectToServer(str(paths.runtime_dir() / "window.sock"))
    socket.write(noise)

    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)

    assert heard == []
    listener.deleteLater()


def test_a_lock_is_held_once(base):
    first = instance.hold(paths.runtime_dir())

    assert first
    assert instance.hold(paths.runtime_dir()) is None
    first.unlock()


def test_nobody_is_told_where_nobody_listens(base):
    assert not instance.tell(paths.runtime_dir(), Wish("show"))
