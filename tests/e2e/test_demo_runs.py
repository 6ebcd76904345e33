"""`birdlog demo` tells its story, takes its pictures and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import tempfile
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


class Demo:
    """A running `birdlog demo` and what it told so far."""

    def __init__(self, folder, language, display=None):
        hidden = {"DISPLAY", "WAYLAND_DISPLAY", "LC_ALL", "LC_MESSAGES"}
        environment = {name: value for name, value in os.environ.items() if name not in hidden}
        environment |= {"LANG": language, "TMPDIR": str(folder)} | ({"DISPLAY": display} if display else {})
        command = [Path(sys.executable).with_name("birdlog"), "demo"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        self.process = subprocess.Popen(command, cwd=folder, env=environment, **pipes)
        self.told = ""

    def hear(self, words):
        """Wait until the demo says these words."""
        while words not in self.told:
            line = self.process.stdout.readline()
            assert line, self.told
            self.told += line

    def end(self, number=None):
        """Wait for its end, after sending it a signal if one is given; its exit status."""
        if number is not None:
            self.process.send_signal(number)
        self.told += self.process.communicate(timeout=100)[0]
        return self.process.returncode


@pytest.fixture
def folder():
    """A folder for the demo to live in, through which the mail servers' users get, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="birdlog-demo-") as made:
        Path(made).chmod(0o711)
        yield Path(made)


@pytest.fixture
def start_demo(xpi, folder):
    started = []

    def start(*arguments):
        started.append(Demo(folder, *arguments))
        return started[-1]

    yield start
    for each in started:
        with each.process:
            each.process.terminate()


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


def test_it_tells_what_the_crm_shows_and_takes_pictures(start_demo, folder):
    running = start_demo("en_US.UTF-8")
    assert running.end() == 0, running.told
    offer = "Our offer for your workshop"
    for words in ("In the CRM", "Came back", f"→ {offer}", f"← Re: {offer}"):
        assert words in running.told
    pictures = sorted(picture.name for picture in (folder / "screenshots" / "demo").iterdir())
    assert pictures == ["1-writing.png", "2-logged-reply.png", "4-window.png"]
    assert left_behind(folder) == []
    assert [each.name for each in folder.iterdir()] == ["screenshots"]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 1)])
def test_a_signal_ends_everything(start_demo, folder, number, status):
    running = start_demo("pt_BR.UTF-8")
    running.hear("Ana escreve para Bob")
    assert running.end(number) == status, running.told
    assert left_behind(folder) == []
    assert list(folder.iterdir()) == []


def test_ctrl_c_while_it_starts_ends_everything_too(start_demo, folder):
    running = start_demo("en_US.UTF-8")
    wait_for(lambda: list(folder.glob("birdlog-rig-*/thunderbird.log")), "Thunderbird to be started")
    running.process.send_signal(signal.SIGINT)
    assert running.end(signal.SIGINT) == 0, running.told
    assert left_behind(folder) == []
    assert list(folder.iterdir()) == []


def test_with_a_screen_all_stays_open_until_ctrl_c(start_demo, folder, tmp_path):
    screen = VirtualScreen(tmp_path, dict(os.environ))
    try:
        running = start_demo("en_US.UTF-8", screen.display)
        running.hear("stay open")
        screen.wait_for_window("Mozilla Thunderbird")
        screen.wait_for_window("Birdlog")
        assert running.process.poll() is None
        assert running.end(signal.SIGINT) == 0, running.told
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
