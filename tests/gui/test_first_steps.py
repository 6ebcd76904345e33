"""A window without anything to show says how to begin, and what is wrong, in words."""

from pathlib import Path

from PySide6.QtCore import Qt

from birdlog import paths
from birdlog.setup import manifest
from birdlog_gui.health import Kind


def test_without_a_profile_it_says_how_to_make_one(window):
    assert "does not know your CRM" in window.strip.sentence.text()
    assert "which CRM your mail goes to" in window.log.list_empty.words.text()
    assert window.strip.buttons[Kind.NO_PROFILE].isVisible()
    assert window.log.list_empty.button.text() == "Set up Birdlog"


def test_a_profile_that_is_made_is_noticed(window, qtbot, settings, installed, connected):
    qtbot.waitUntil(lambda: window.strip.sentence.text().startswith("All is well."))
    assert "Write to a contact in Thunderbird" in window.log.list_empty.words.text()


def test_with_nothing_to_search_there_is_no_search(window):
    assert not window.log.search.isVisible()


def test_a_missing_helper_is_set_up_with_one_click(settings, window, qtbot):
    assert "can't find the Birdlog helper" in window.strip.sentence.text()

    qtbot.mouseClick(window.strip.buttons[Kind.NO_HELPER], Qt.MouseButton.LeftButton)

    assert manifest.user_file().is_relative_to(Path.home())
    assert manifest.user_file().exists()
    assert "can't find" not in window.strip.sentence.text()


def test_a_helper_that_starts_is_noticed(settings, installed, window, qtbot, request):
    assert "Thunderbird is not running" in window.strip.sentence.text()

    request.getfixturevalue("connected")

    qtbot.waitUntil(lambda: window.strip.sentence.text().startswith("All is well."))


def test_settings_that_can_not_be_read_are_said_with_their_line(window, qtbot, settings):
    with paths.settings_file().open("a", encoding="utf-8") as file:
        file.write("\nthis is no setting\n")

    qtbot.waitUntil(lambda: "settings.toml" in window.strip.sentence.text())
    assert window.strip.buttons[Kind.SETTINGS_INVALID].isVisible()


def test_a_damaged_journal_is_said(start, settings, installed):
    paths.journal_file().write_bytes(b"this is no database" * 500)

    window = start().window

    assert "The journal is damaged." in window.strip.sentence.text()
    assert window.log.list_empty.title.text() == "The journal is damaged."
    assert str(paths.journal_file()) in window.log.list_empty.words.text()
