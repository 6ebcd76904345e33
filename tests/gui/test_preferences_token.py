"""An access token is set, replaced and forgotten in the settings window, with a real keyring."""

import pytest
from PySide6.QtCore import Qt

from birdlog import paths
from secret_service import kept_token, lock

PATIENCE_MS = 30_000
TOKEN = "pat-na1-12345678-aaaa-bbbb"

WORK = """
[profile.work]
preset = "hubspot"
bcc = "12345@bcc.hubspot.com"
api-base = "http://127.0.0.1:9"
"""


@pytest.fixture
def token(keyring, start, qtbot):
    """The part of the settings window that has to do with the token."""
    paths.settings_file().write_text(WORK, encoding="utf-8")
    window = start().preferences
    window.show()
    return window.show_section("profile/work").token


def test_it_goes_into_the_keyring_is_tried_at_once_and_is_nowhere_in_the_window(token, qtbot, base):
    assert token.field.isVisible()
    assert not token.check.isVisible()
    qtbot.keyClicks(token.field.line, TOKEN)

    qtbot.mouseClick(token.keep, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(token.check.isVisible, timeout=PATIENCE_MS)
    assert kept_token("work") == TOKEN
    assert token.field.line.text() == ""
    qtbot.waitUntil(lambda: token.results.count() > 1, timeout=PATIENCE_MS)
    said = " ".join(token.results.itemAt(place).widget().text for place in range(token.results.count()))
    assert "HubSpot can't be reached" in said
    files = [file.read_bytes() for file in base.rglob("*") if file.is_file()]
    assert not any(TOKEN.encode() in content for content in files)


def test_it_is_forgotten(token, qtbot):
    qtbot.keyClicks(token.field.line, TOKEN)
    qtbot.keyClick(token.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(token.forget.isVisible, timeout=PATIENCE_MS)

    qtbot.mouseClick(token.forget, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(token.field.isVisible, timeout=PATIENCE_MS)
    assert kept_token("work") == ""


def test_a_locked_keyring_keeps_nothing_and_that_is_said(token, keyring, qtbot):
    lock(keyring)
    qtbot.keyClicks(token.field.line, TOKEN)

    qtbot.mouseClick(token.keep, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "locked" in token.field.remark.text, timeout=PATIENCE_MS)
    assert token.field.token == TOKEN
    qtbot.waitUntil(token.keyring.unlock.isVisible, timeout=PATIENCE_MS)
