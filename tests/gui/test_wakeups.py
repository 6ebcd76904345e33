"""Nothing runs while nothing happens: how long the program sleeps by itself, as the system tells it."""

import math

import pytest
import waits
from desktop import Desktop

from birdlog import paths
from birdlog.demo.rig.waiting import wait_for

pytestmark = [
    pytest.mark.usefixtures("settings", "installed", "ids", "connected"),
    pytest.mark.skipif(not waits.can_be_seen(), reason="it is not told here how programs wait"),
    pytest.mark.skipif(not waits.can_watch_files(), reason="too many programs watch files here"),
]

ALMOST_A_MINUTE = 45
"""Seconds. While the window is shown, its times are said anew each minute; until then nothing wakes it."""


@pytest.fixture
def desktop(tmp_path, qapp):
    made = Desktop(tmp_path / "desktop", tray=True)
    yield made
    made.stop()


def listens() -> bool:
    return (paths.runtime_dir() / "window.sock").exists()


def test_in_the_tray_it_never_wakes(desktop):
    program = desktop.start()

    wait_for(lambda: listens() and waits.sleep(program.pid) == math.inf, "the program to sleep for ever")


def test_with_its_window_open_it_wakes_for_the_times_in_it_alone(desktop):
    program = desktop.start("--show")
    desktop.wait_for_window()

    asleep = "the program to sleep for a minute"
    wait_for(lambda: listens() and waits.sleep(program.pid) > ALMOST_A_MINUTE, asleep)


def test_a_window_that_is_closed_again_wakes_no_more(desktop):
    program = desktop.start("--show")
    window = desktop.wait_for_window()

    desktop.ask("xdotool", "key", "--window", window, "ctrl+w")
    desktop.wait_until_no_window()

    wait_for(lambda: waits.sleep(program.pid) == math.inf, "the program to sleep for ever")
