"""On a real screen: the icon in a tray, and the window where there is none."""

import pytest
from desktop import Desktop
from example_journal import comes_back

from birdlog import settings_edit
from birdlog.demo.rig.waiting import wait_for
from birdlog.journal import news

pytestmark = pytest.mark.usefixtures("settings", "installed")


@pytest.fixture
def with_tray(tmp_path, qapp):
    made = Desktop(tmp_path / "desktop", tray=True)
    yield made
    made.stop()


@pytest.fixture
def without_tray(tmp_path, qapp):
    made = Desktop(tmp_path / "desktop", tray=False)
    yield made
    made.stop()


def icon_place(desktop: Desktop) -> tuple[int, int] | None:
    """Where the middle of the tray is, once an icon has made it wide enough to hold one."""
    found = desktop.ask("xdotool", "search", "--onlyvisible", "--class", "trayer").split()
    for window in found:
        shape = dict(
            line.split("=")
            for line in desktop.ask("xdotool", "getwindowgeometry", "--shell", window).split()
            if "=" in line
        )
        if int(shape.get("WIDTH", 0)) >= 20:
            return int(shape["X"]) + int(shape["WIDTH"]) // 2, int(shape["Y"]) + int(shape["HEIGHT"]) // 2
    return None


def test_the_icon_is_in_the_tray_and_opens_the_window(with_tray):
    with_tray.start()
    x, y = wait_for(lambda: icon_place(with_tray), "an icon in the tray")
    assert with_tray.windows() == []

    with_tray.ask("xdotool", "mousemove", str(x), str(y), "click", "1")

    with_tray.wait_for_window()


def test_a_window_that_is_closed_leaves_the_icon(with_tray):
    program = with_tray.start("--show")
    window = with_tray.wait_for_window()

    with_tray.ask("xdotool", "windowclose", window)
    with_tray.wait_until_no_window()

    assert program.running()


def test_the_icon_shows_that_logging_is_paused(with_tray, tmp_path):
    with_tray.start()
    x, y = wait_for(lambda: icon_place(with_tray), "an icon in the tray")
    before = _picture(with_tray, x, y)

    settings_edit.set_paused("on")

    wait_for(lambda: _picture(with_tray, x, y) != before, "another icon")


def test_without_a_tray_the_window_opens_and_closing_it_ends_the_program(without_tray):
    program = without_tray.start()
    window = without_tray.wait_for_window()

    without_tray.ask("xdotool", "key", "--window", window, "ctrl+w")

    assert program.wait_until_it_ends() == 0


def test_what_came_back_is_told_by_the_desktop_s_own_service_once(without_tray, journal):
    told = without_tray.start_panel()
    comes_back(journal, 1, "First offer")
    program = without_tray.start()
    wait_for(lambda: "Came back: First offer" in told.read_text(), "the notification")
    wait_for(lambda: not news.untold(journal).until, "it to be remembered")
    program.stop()

    without_tray.start()
    comes_back(journal, 2, "Second offer")

    wait_for(lambda: "Came back: Second offer" in told.read_text(), "the next notification")
    assert told.read_text().count("summary: ") == 2


def _picture(desktop: Desktop, x: int, y: int) -> str:
    area = f"24x24+{x - 12}+{y - 12}"
    return desktop.ask("import", "-window", "root", "-crop", area, "-depth", "8", "txt:-")
