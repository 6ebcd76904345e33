"""The add-on itself: it loads without a complaint, shows its state, and opens the window."""

import pytest
from scene import BOB, LOG, MARIA

pytestmark = pytest.mark.e2e


def test_thunderbird_loads_the_manifest_without_a_warning(rig):
    assert rig.thunderbird.console_warnings() == []


def test_sending_and_reading_leave_no_warning_in_the_console(rig):
    compose = rig.thunderbird.compose(to=[BOB], subject="Quiet", body="<p>Hi.</p>")
    compose.wait_for_pills([LOG])
    compose.send_and_wait()
    rig.door.wait_for(LOG, "Quiet")
    rig.wait_for_entry(lambda entry: entry["state"] == "sent", "sent")
    assert rig.thunderbird.console_warnings() == []


def test_the_button_says_why_a_mail_will_not_be_logged(rig):
    rig.birdlog("never-log", "add", MARIA)
    compose = rig.thunderbird.compose(to=[MARIA], subject="Private", body="<p>Hi.</p>")
    compose.wait_for_button(lambda state: MARIA in (state["title"] or ""), "the reason in the tooltip")
    assert compose.pills() == []
