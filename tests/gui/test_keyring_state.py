"""How the keyring is, is said in words with what to do: with a real keyring, and without one."""

import os
import subprocess

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from birdlog.journal import looks
from birdlog.journal.looks import KEYRING_LOCKED, KEYRING_MISSING, Asked
from birdlog_gui.health import Kind
from birdlog_gui.keyring_state import KeyringState
from secret_service import lock, secret_service, unlock

_PATIENCE_MS = 30_000


def folder(parent):
    """A folder for a keyring."""
    made = parent / "keyring"
    made.mkdir()
    return made


@pytest.fixture
def say(qtbot):
    """Shows the line and waits until it says how the keyring is."""

    def shown(language="en"):
        line = KeyringState(language)
        qtbot.addWidget(line)
        with qtbot.waitSignal(line.changed, timeout=_PATIENCE_MS):
            line.show()
        return line

    return shown


def test_a_keyring_that_can_be_used_is_said_to_keep_the_tokens(keyring, say):
    line = say()

    assert (line.state, line.title.text()) == ("ok", "Access tokens are kept in your keyring.")
    assert not any(shown.isVisible() for shown in (line.remedy, line.unlock, line.again))


def test_a_locked_keyring_is_said_with_a_button_that_unlocks_it(keyring, say):
    lock(keyring)
    line = say()

    assert line.title.text() == "Your keyring is locked."
    assert line.remedy.text().startswith("Unlock it")
    assert line.unlock.isVisible()
    assert not line.again.isVisible()


def test_a_keyring_that_was_unlocked_since_is_seen_when_the_line_is_shown_again(keyring, say, qtbot):
    lock(keyring)
    line = say()
    unlock(keyring)
    line.hide()

    with qtbot.waitSignal(line.changed, timeout=_PATIENCE_MS):
        line.show()

    assert line.state == "ok"


def test_unlocking_says_that_it_waits_for_the_person_and_is_left_by_hiding_the_line(keyring, say):
    lock(keyring)
    line = say()

    line.unlock.click()

    assert (line.state, line.title.text()) == ("unlocking", "Your keyring asks for its password…")
    line.hide()


@pytest.mark.parametrize(
    ("desktop", "keyring_of_it"), [("GNOME", "gnome-keyring"), ("XFCE", "gnome-keyring"), ("KDE", "KWallet")]
)
def test_without_a_keyring_what_this_desktop_needs_is_said(say, monkeypatch, desktop, keyring_of_it):
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    line = say()

    assert line.title.text() == "No keyring was found."
    assert keyring_of_it in line.remedy.text()
    assert line.again.isVisible()


def test_a_keyring_that_came_is_found_by_looking_again(say, tmp_path, monkeypatch, qtbot):
    line = say()
    with secret_service(folder(tmp_path)) as environment:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        with qtbot.waitSignal(line.changed, timeout=_PATIENCE_MS):
            line.again.click()
    assert line.state == "ok"


def test_where_nothing_can_be_asked_that_is_said(say, monkeypatch, tmp_path):
    broken = tmp_path / "birdlog"
    broken.write_text("#!/nowhere/python\n", encoding="utf-8")
    broken.chmod(0o700)
    monkeypatch.setattr("birdlog_gui.command.programs.command", lambda: broken)

    line = say()

    assert line.state == "unknown"
    assert line.again.isVisible()


def test_it_speaks_portuguese(keyring, say):
    lock(keyring)

    assert say("pt-BR").title.text() == "O seu chaveiro está bloqueado."


def test_a_line_that_is_not_shown_asks_nothing(qtbot):
    qtbot.addWidget(KeyringState("en"))

    children = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True, check=False
    )

    assert "birdlog keyring" not in children.stdout


def could_not_ask(journal, problem):
    """The helper could not ask HubSpot for want of the keyring."""
    looks.keep_asked(journal, Asked("work", problem, {"crm": "HubSpot"}, "2026-07-01T09:30:00Z"))


@pytest.mark.usefixtures("settings", "installed", "connected")
def test_that_the_helper_found_it_locked_is_said_on_top_until_it_is_unlocked(keyring, journal, window, qtbot):
    strip, act = window.strip, window.strip.buttons[Kind.KEYRING_LOCKED]
    could_not_ask(journal, KEYRING_LOCKED)
    qtbot.waitUntil(act.isVisible)
    assert strip.sentence.text().startswith("Your keyring is locked")

    act.click()
    assert strip.remark.text() == "Your keyring is being asked…"

    qtbot.waitUntil(lambda: strip.sentence.text().startswith("All is well"), timeout=_PATIENCE_MS)
    assert not strip.remark.isVisible()


@pytest.mark.usefixtures("settings", "installed", "connected")
def test_that_there_is_none_is_said_on_top_with_what_to_do(journal, window, qtbot):
    strip, act = window.strip, window.strip.buttons[Kind.KEYRING_MISSING]
    could_not_ask(journal, KEYRING_MISSING)
    qtbot.waitUntil(act.isVisible)
    assert "Install gnome-keyring" in strip.remark.text()

    act.click()
    assert strip.remark.text() == "Your keyring is being asked…"

    qtbot.waitUntil(lambda: "Install gnome-keyring" in strip.remark.text(), timeout=_PATIENCE_MS)


@pytest.mark.usefixtures("settings", "installed", "connected")
def test_a_profile_that_is_gone_has_no_use_for_the_keyring(journal, window):
    looks.keep_asked(journal, Asked("gone", KEYRING_LOCKED, {"crm": "HubSpot"}, "2026-07-01T09:30:00Z"))

    assert window.strip.sentence.text().startswith("All is well")


@pytest.mark.usefixtures("settings", "installed", "connected")
def test_one_that_was_unlocked_elsewhere_is_noticed_when_the_person_comes_back(
    keyring, journal, window, qtbot
):
    lock(keyring)
    could_not_ask(journal, KEYRING_LOCKED)
    qtbot.waitUntil(window.strip.buttons[Kind.KEYRING_LOCKED].isVisible)
    unlock(keyring)

    QGuiApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)

    qtbot.waitUntil(lambda: window.strip.sentence.text().startswith("All is well"), timeout=_PATIENCE_MS)


@pytest.mark.usefixtures("settings", "installed", "connected")
def test_one_that_is_locked_still_is_not_told_of_twice(keyring, journal, start, qtbot):
    lock(keyring)
    could_not_ask(journal, KEYRING_LOCKED)
    program = start()
    program.window.show()
    with qtbot.waitSignal(program.keyring.found, timeout=_PATIENCE_MS):
        program.keyring.ask()

    assert not program.window.strip.remark.isVisible()
