"""On a real screen: the icon in a tray, and the window where there is none."""

import pytest
from desktop import Desktop
from example_journal import comes_back
from panel_item import PanelItem

from birdlog import settings_edit
from birdlog.demo.rig.waiting import wait_for
from birdlog.journal import looks, news
from birdlog.journal.looks import KEYRING_LOCKED, Asked
from birdlog.settings import load
from secret_service import PASSWORD, lock

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
        shape = desktop.shape(window)
        if shape.get("WIDTH", 0) >= 20:
            return shape["X"] + shape["WIDTH"] // 2, shape["Y"] + shape["HEIGHT"] // 2
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


def test_a_click_on_what_is_told_opens_the_window_at_that_mail(without_tray, journal):
    told = without_tray.start_panel()
    entry = comes_back(journal, 1, "First offer")
    without_tray.start()
    wait_for(lambda: "Came back: First offer" in told.read_text(), "the notification")
    assert journal.waiting(10) == [entry]

    without_tray.ask("dunstctl", "action")

    without_tray.wait_for_window()
    wait_for(lambda: not journal.waiting(10), "the mail to be looked at")


@pytest.fixture
def item(without_tray):
    """The icon in a panel whose tray speaks D-Bus."""
    without_tray.start_panel()
    without_tray.start()
    made = PanelItem(without_tray.env["DBUS_SESSION_BUS_ADDRESS"])
    wait_for(made.is_there, "the icon on the bus")
    yield made
    made.close()


def test_the_menu_that_a_panel_shows_pauses_logging_and_resumes(item):
    labels = [label for label in item.labels() if label.startswith(("Open", "Pause", "Quit"))]
    assert labels == ["Open Birdlog", "Pause logging", "Quit Birdlog"]

    item.choose("Until I resume it")
    wait_for(lambda: load().paused == "on", "the pause")

    wait_for(lambda: "Resume logging" in item.labels(), "the menu to follow")
    item.choose("Resume logging")
    wait_for(lambda: load().paused is None, "the end of the pause")


def test_the_menu_is_not_empty_before_it_opens(item):
    wait_for(lambda: "Open Birdlog" in item.labels_before(), "the menu")


def test_a_panel_is_given_the_icon_in_the_usual_sizes(item):
    assert {16, 22, 24, 32, 48, 64} <= item.sizes()


def test_a_locked_keyring_is_unlocked_from_the_window_by_its_own_dialog(without_tray, journal):
    without_tray.start_keyring()
    lock(without_tray.env)
    looks.keep_asked(journal, Asked("work", KEYRING_LOCKED, {"crm": "HubSpot"}, "2026-07-01T09:30:00Z"))
    without_tray.start("--show")
    window = without_tray.wait_for_window()

    button = (str(without_tray.shape(window)["WIDTH"] - 60), "26")

    def asks_for_the_password() -> bool:
        """The button may come after the window: it is clicked until it does something."""
        without_tray.ask("xdotool", "mousemove", "--window", window, *button, "click", "1")
        return any("Unlock" in title for title in without_tray.screen.window_titles())

    wait_for(asks_for_the_password, "the keyring's dialog")
    without_tray.ask("xdotool", "type", "--delay", "20", PASSWORD)
    without_tray.ask("xdotool", "key", "Return")

    wait_for(lambda: not looks.without_keyring(journal), "the keyring to be unlocked")


def _picture(desktop: Desktop, x: int, y: int) -> str:
    area = f"24x24+{x - 12}+{y - 12}"
    return desktop.ask("import", "-window", "root", "-crop", area, "-depth", "8", "txt:-")


def settings_windows(desktop: Desktop) -> list[str]:
    return desktop.ask("xdotool", "search", "--onlyvisible", "--name", "^Birdlog settings$").split()


def test_the_settings_open_alone_and_where_there_is_no_tray_they_end_the_program(without_tray):
    program = without_tray.start("--settings")
    (window,) = wait_for(lambda: settings_windows(without_tray), "the settings window")
    assert without_tray.windows() == []

    without_tray.run("--settings")
    assert settings_windows(without_tray) == [window]

    without_tray.ask("xdotool", "key", "--window", window, "ctrl+w")
    assert program.wait_until_it_ends() == 0


def test_the_settings_open_beside_the_window_with_the_keyboard(with_tray):
    with_tray.start("--show")
    window = with_tray.wait_for_window()

    with_tray.ask("xdotool", "windowactivate", "--sync", window, "key", "ctrl+comma")

    wait_for(lambda: settings_windows(with_tray), "the settings window")
    assert with_tray.windows() == [window]
