"""The tray: the menu has what one needs without opening the window."""

from datetime import UTC, datetime

import pytest
from example_journal import BCC, FORWARD
from PySide6.QtGui import QGuiApplication

from birdlog import paths, settings_edit, utc
from birdlog.journal import arrivals, requests
from birdlog.journal.store import Observation
from birdlog.rules.received import Received
from birdlog.settings import load

pytestmark = pytest.mark.usefixtures("settings", "installed")

TWO = f"""
[profile.work]
preset = "hubspot"
bcc = "{BCC}"
forward = "{FORWARD}"

[profile."A & B"]
preset = "custom"
bcc = "log@crm.example"
"""


def open_menu(program) -> dict[str, object]:
    program.tray.menu.aboutToShow.emit()
    return choices(program.tray.menu)


def choices(menu) -> dict[str, object]:
    return {action.text(): action for action in menu.actions() if action.text()}


def inside(action) -> dict[str, object]:
    return choices(action.menu())


def test_the_menu_offers_the_window_the_addresses_the_pause_and_the_end(start):
    assert list(open_menu(start())) == [
        "Open Birdlog",
        "Copy BCC address",
        "Copy forward address",
        "Pause logging",
        "Settings…",
        "Quit Birdlog",
    ]


def test_both_addresses_are_copied_as_they_are(start):
    program = start()

    open_menu(program)["Copy BCC address"].trigger()
    bcc = QGuiApplication.clipboard().text()
    open_menu(program)["Copy forward address"].trigger()

    assert (bcc, QGuiApplication.clipboard().text()) == (BCC, FORWARD)


def test_of_several_profiles_each_has_a_menu_of_its_own(start):
    paths.settings_file().write_text(TWO, encoding="utf-8")
    menu = open_menu(start())

    assert list(inside(menu["work"])) == ["Copy BCC address", "Copy forward address"]
    inside(menu["A && B"])["Copy BCC address"].trigger()
    assert QGuiApplication.clipboard().text() == "log@crm.example"


def test_a_profile_without_addresses_has_nothing_to_copy(start):
    paths.settings_file().write_text('[profile.home]\npreset = "local"\n', encoding="utf-8")

    assert list(open_menu(start())) == ["Open Birdlog", "Pause logging", "Settings…", "Quit Birdlog"]


@pytest.mark.parametrize(
    ("words", "lasts"), [("For an hour", True), ("Until tomorrow", True), ("Until I resume it", False)]
)
def test_logging_is_paused_as_long_as_one_says_and_resumed(start, words, lasts):
    program = start()
    before = datetime.now(UTC)

    inside(open_menu(program)["Pause logging"])[words].trigger()

    paused = load().paused
    assert (before < utc.read(paused)) if lasts else (paused == "on")
    (resume,) = [action for text, action in open_menu(program).items() if text.startswith("Resume logging")]
    assert ("paused until" in resume.text()) == lasts
    resume.trigger()
    assert load().paused is None


def test_a_pause_that_is_over_is_none(start):
    settings_edit.set_paused("2026-01-01T00:00:00Z")

    assert "Pause logging" in open_menu(start())


def test_before_the_first_profile_there_is_the_set_up_and_nothing_to_pause(start):
    paths.settings_file().write_text("", encoding="utf-8")

    assert list(open_menu(start())) == ["Open Birdlog", "Set up Birdlog…", "Settings…", "Quit Birdlog"]


def test_replies_that_nobody_logged_are_logged_from_the_menu(start, journal):
    answered(journal, "offer@x", "1@customer", "2@customer")
    program = start()

    open_menu(program)["Log 2 replies that nobody logged"].trigger()

    assert {request.body["message_id"] for request in requests.open_requests(journal)} == {
        "1@customer",
        "2@customer",
    }
    assert not [text for text in open_menu(program) if text.startswith("Log ")]


def test_the_menu_follows_the_settings(start):
    program = start()
    open_menu(program)

    paths.settings_file().write_text("", encoding="utf-8")
    program.tray.menu.aboutToShow.emit()

    assert "Open Birdlog" in open_menu(program)


def test_a_menu_that_is_opened_often_keeps_nothing_of_the_times_before(start, qtbot):
    program = start()

    for _ in range(5):
        open_menu(program)

    qtbot.waitUntil(lambda: len(program.tray.menu.findChildren(type(program.tray.menu))) == 1)


def test_the_window_opens_from_the_menu(start):
    program = start()

    open_menu(program)["Open Birdlog"].trigger()

    assert program.window.isVisible()


def answered(journal, sent, *replies):
    """Customers have answered a mail that was logged."""
    at = "2026-07-01T09:30:00Z"
    journal.add_or_move(Observation("answered", "bcc", "sent", message_id=sent, profile="work"), at, "sent")
    settings = load()
    own = settings.profiles[0].identities or ("ana@acme.example",)
    mails = [
        arrivals.Arrived(
            Received(own[0], "eva@globex.example", each, own, subject="Re: Offer", date=at), (sent,), {}
        )
        for each in replies
    ]
    arrivals.arrived(journal, settings, own, mails, at)
