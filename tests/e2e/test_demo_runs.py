"""`birdlog demo` tells its story, takes its pictures and leaves nothing behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from birdlog.commands.demo import demo
from birdlog.demo import stage
from birdlog.demo.rig.process import MARK
from birdlog.demo.rig.screen import VirtualScreen
from birdlog.demo.rig.waiting import wait_for
from birdlog.setup import installation

pytestmark = pytest.mark.e2e


def start_demo(folder, language, display=None):
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "LC_ALL", "LC_MESSAGES"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"LANG": language, "TMPDIR": str(folder)} | ({"DISPLAY": display} if display else {})
    command = [Path(sys.executable).with_name("birdlog"), "demo"]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def folder(tmp_path_factory):
    """A folder for the demo to live in, short enough for the paths of sockets and open to Postfix's users."""
    made = tmp_path_factory.mktemp("demo")
    for each in (made, made.parent, made.parent.parent):
        each.chmod(0o711)
    return made


def left_behind(folder):
    """The processes that a demo in this folder started and that still run."""
    mark = f"{MARK}={folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes())
        except OSError:
            continue
    return found


def test_it_tells_what_the_crm_shows_and_takes_pictures(xpi, folder):
    running = start_demo(folder, "en_US.UTF-8")
    told, _ = running.communicate(timeout=200)
    assert running.returncode == 0, told
    for words in (
        "Sent to the CRM",
        "Came back",
        "→ Our offer for your workshop",
        "← Re: Our offer for your workshop",
    ):
        assert words in told
    pictures = sorted(picture.name for picture in (folder / "screenshots" / "demo").iterdir())
    assert pictures == ["1-writing.png", "2-logged-reply.png", "4-window.png"]
    assert left_behind(folder) == []
    assert [each.name for each in folder.iterdir()] == ["screenshots"]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 1)])
def test_a_signal_ends_everything(xpi, folder, number, status):
    running = start_demo(folder, "pt_BR.UTF-8")
    wait_for(lambda: "Ana escreve para Bob" in running.stdout.readline(), "the story to begin")
    running.send_signal(number)
    running.communicate(timeout=60)
    assert running.returncode == status
    assert left_behind(folder) == []
    assert list(folder.iterdir()) == []


def test_with_a_screen_all_stays_open_until_ctrl_c(xpi, folder, tmp_path):
    screen = VirtualScreen(tmp_path, dict(os.environ))
    try:
        running = start_demo(folder, "en_US.UTF-8", screen.display)
        wait_for(lambda: "stay open" in running.stdout.readline(), "the demo to say that all stays open")
        screen.wait_for_window("Mozilla Thunderbird")
        screen.wait_for_window("Birdlog")
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
        assert running.returncode == 0
        assert left_behind(folder) == []
        assert list(folder.iterdir()) == []
        assert screen.window_titles() == ["panel"]
    finally:
        screen.stop()


def test_without_the_add_on_it_says_so_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setattr(installation, "add_on", lambda: None)
    monkeypatch.setattr(stage.birdlog, "__file__", str(tmp_path / "__init__.py"))
    result = CliRunner().invoke(demo)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "birdlog.xpi" in result.stderr
