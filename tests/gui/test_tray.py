"""The tray: the menu has what one needs without opening the window."""

import pytest
from example_journal import BCC, FORWARD
from PySide6.QtGui import QGuiApplication

from birdlog import paths
from birdlog.settings import load

pytestmark = pytest.mark.usefixtures("settings", "installed")


def open_menu(program) -> dict[str, object]:
    program.tray.menu.aboutToShow.emit()
    return {action.text(): action for action in program.tray.menu.actions() if action.text()}


def test_the_menu_offers_the_window_the_pause_the_addresses_and_the_end(start):
    assert list(open_menu(start())) == [
        "Open Birdlog",
        "Pause logging",
        "Copy the BCC address of work",
        "Copy the forward address of work",
        "Quit Birdlog",
    ]


def test_both_addresses_are_copied_as_they_are(start):
    program = start()

    open_menu(program)["Copy the BCC address of work"].trigger()
    bcc = QGuiApplication.clipboard().text()
    open_menu(program)["Copy the forward address of work"].trigger()

    assert (bcc, QGuiApplication.clipboard().text()) == (BCC, FORWARD)


def test_logging_is_paused_and_resumed(start):
    program = start()

    open_menu(program)["Pause logging"].trigger()
    paused = load().paused
    open_menu(program)["Resume logging"].trigger()

    assert (paused, load().paused) == ("on", None)


def test_the_menu_follows_the_settings(start):
    program = start()
    open_menu(program)

    paths.settings_file().write_text("", encoding="utf-8")
    program.tray.menu.aboutToShow.emit()

    assert "Open Birdlog" in open_menu(program)


def test_the_window_opens_from_the_menu(start):
    program = start()

    open_menu(program)["Open Birdlog"].trigger()

    assert program.window.isVisible()
