"""The window and Thunderbird start and end in any order: what is asked for waits for Thunderbird."""

import pytest
from PySide6.QtWidgets import QApplication
from scene import BOB

from birdlog import paths
from birdlog.demo.rig.waiting import wait_for
from birdlog.journal import requests
from birdlog.journal.store import Journal
from birdlog_gui.program import Program

pytestmark = pytest.mark.e2e

TOO_LARGE = "The long one"


@pytest.fixture
def rig(rig_with_hubspot, monkeypatch):
    monkeypatch.setenv(paths.BASE_DIR_VARIABLE, str(rig_with_hubspot.base))
    monkeypatch.setenv("HOME", str(rig_with_hubspot.home))
    return rig_with_hubspot


@pytest.fixture
def program(rig):
    """The tray program, offscreen, on the rig's own journal and settings."""
    made = Program(QApplication.instance() or QApplication([]), "en")
    yield made
    made.close()
    made.deleteLater()


def _seen(condition, what):
    """Wait until the window shows it."""
    return wait_for(lambda: (QApplication.processEvents(), condition())[1], what)


def _left_out(rig):
    """A mail that was sent and is too large for the CRM's address; its entry."""
    rig.birdlog("profile", "set", "work", "content-limit=3 KB")
    compose = rig.thunderbird.compose(to=[BOB], subject=TOO_LARGE, body="<p>Reasons.</p>" * 400)
    compose.send_and_wait()
    entry = rig.wait_for_entry(
        lambda entry: entry["reason"] == "body-too-large", "the mail that is too large"
    )
    wait_for(lambda: TOO_LARGE in rig.thunderbird.subjects("Sent"), "the Sent copy")
    return entry["id"]


def test_what_is_asked_for_while_thunderbird_is_closed_is_said_to_wait_and_done_when_it_opens(
    rig, hubspot, program
):
    entry = _left_out(rig)
    strip, log = program.window.strip, program.window.log
    program.window.show()
    _seen(lambda: strip.sentence.text().startswith("All is well"), "that all is well")

    rig.thunderbird.quit()
    _seen(lambda: strip.sentence.text().startswith("Thunderbird is not running"), "that it is closed")
    program.window.select(entry)
    _seen(lambda: log.detail.entry and log.detail.entry.id == entry, "the mail")
    log.detail.again["by-api"].click()
    assert log.detail.told.toPlainText().endswith("It does so when it is started.")
    _seen(lambda: "is done when it opens" in strip.sentence.text(), "that it waits")
    assert hubspot.records.of("emails") == []

    rig.thunderbird.start_again()
    _seen(lambda: log.detail.told.toPlainText() == "The CRM has it now.", "what became of it")
    _seen(lambda: strip.sentence.text().startswith("All is well. Your mail"), "that nothing waits")
    (email,) = hubspot.records.of("emails")
    assert email.properties["hs_email_subject"] == TOO_LARGE


def test_a_window_that_opens_after_the_request_was_made_says_that_it_waits(rig, program):
    rig.thunderbird.quit()
    with Journal.open() as journal:
        requests.add(journal, "open", {"message_id": "nowhere@kunde.example"})
    program.window.show()
    _seen(lambda: "is done when it opens" in program.window.strip.sentence.text(), "that it waits")

    rig.thunderbird.start_again()
    _seen(lambda: program.window.strip.sentence.text().startswith("All is well. Your"), "that it is done")
