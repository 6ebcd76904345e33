"""A mail that the CRM did not show can be asked about at once, and the answer is said in place."""

from datetime import UTC, datetime

import pytest

from birdlog import paths
from birdlog.crm.local import intake, records
from birdlog.journal.store import Observation
from birdlog.settings import load

LOCAL = '[profile.home]\npreset = "local"\nbcc = "log@crm.example"\n'


@pytest.fixture
def unseen(journal, start, qtbot):
    """A mail that the embedded CRM did not show, in a window of its own."""
    paths.settings_file().write_text(
        '[profile.home]\npreset = "local"\nbcc = "log@crm.example"\n', encoding="utf-8"
    )
    sent = Observation("e9", "bcc", "sent", sent_message_id="9@acme.example", profile="home")
    entry, _ = journal.add_or_move(sent, "2026-07-01T09:30:00Z", "sent")
    gone = {"reason": "not-seen", "reason_values": {"crm": "Birdlog CRM"}, "bounce": None, "evidence": None}
    journal.move(entry, "unconfirmed", **gone, at="2026-07-01T10:00:00Z")
    window = start().window
    window.show()
    window.select(entry)
    return window


def test_a_crm_that_still_does_not_show_a_mail_is_said_to(unseen, qtbot):
    unseen.log.detail.inquire.click()

    assert unseen.log.detail.told.toPlainText() == "The CRM is being asked…"
    assert not unseen.log.detail.inquire.isEnabled()
    qtbot.waitUntil(
        lambda: unseen.log.detail.told.toPlainText() == "It does not show it yet.", timeout=30_000
    )
    assert unseen.log.detail.inquire.isEnabled()


def test_a_mail_that_the_crm_shows_by_now_is_confirmed_in_the_window(unseen, qtbot):
    mail = b"From: ana@acme.example\nTo: bob@globex.example\nMessage-ID: <9@acme.example>\n\nHi.\n"
    engine = records.open_records()
    (answer,) = intake.take(engine, mail, ["log@crm.example"], load(), datetime.now(UTC))
    engine.dispose()
    assert answer.logged

    unseen.log.detail.inquire.click()

    qtbot.waitUntil(lambda: unseen.log.detail.verdict.toPlainText() == "In the CRM", timeout=30_000)
    assert not unseen.log.detail.inquire.isVisible()


def test_a_crm_that_can_t_be_asked_is_said(unseen, qtbot):
    paths.settings_file().write_text("", encoding="utf-8")

    unseen.log.detail.inquire.click()

    qtbot.waitUntil(lambda: "there is no way to ask" in unseen.log.detail.told.toPlainText(), timeout=30_000)


def test_only_what_was_not_seen_can_be_asked_for(window, ids):
    window.select(ids["sent"])
    assert not window.log.detail.inquire.isVisible()
