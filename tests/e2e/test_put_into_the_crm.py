"""What the CRM can't take by mail is put into it by its API, where the person says so."""

import pytest
from conftest import PICTURES
from scene import BOB, arrive, plain_reply

from birdlog import paths, settings_edit
from birdlog.demo.rig.waiting import wait_for
from birdlog.journal import requests
from birdlog.journal.store import Journal

pytestmark = pytest.mark.e2e

REMEDY = "content => content.document.getElementById('remedy')?.textContent ?? ''"
BUTTONS = "content => [...content.document.querySelectorAll('button')].filter(b => !b.hidden).map(b => b.id)"
LINES = "content => content.document.getElementById('lines')?.textContent ?? ''"
PRESS_REMEDY = (
    "content => void content.setTimeout(() => content.document.getElementById('remedy').click(), 0)"
)


@pytest.fixture
def rig(rig_with_hubspot, monkeypatch):
    monkeypatch.setenv(paths.BASE_DIR_VARIABLE, str(rig_with_hubspot.base))
    return rig_with_hubspot


def _offered(rig):
    """A message whose text is too large for mail, and the pop-up that says so."""
    rig.birdlog("profile", "set", "work", "content-limit=3 KB", "without-history=true")
    message = plain_reply("Re: Your offer")
    message.set_content("We take it, for these reasons.\n" * 300)
    arrive(rig, message)
    rig.thunderbird.click_message_button()
    wait_for(lambda: "3 KB" in rig.thunderbird.in_popup(LINES), "the reason in the pop-up")


def test_a_message_that_is_too_large_for_mail_gets_there_by_one_click(rig, hubspot):
    _offered(rig)
    assert rig.thunderbird.in_popup(REMEDY) == "Log it in HubSpot directly"
    assert rig.thunderbird.in_popup(BUTTONS) == ["remedy"]
    rig.screenshot(PICTURES / "log-directly.png")
    with hubspot.silent():
        rig.thunderbird.in_popup(PRESS_REMEDY)
        assert hubspot.heard.wait(30)
        # Meanwhile others are answered.
        compose = rig.thunderbird.compose(to=[BOB], subject="Meanwhile", body="<p>Hi.</p>")
        compose.wait_for_button(lambda button: "state-idle" not in button["icon"], "a verdict")
        compose.close()
    entry = rig.wait_for_entry(lambda entry: entry["kind"] == "api", "the entry")
    assert (entry["state"], entry["recipients"]) == ("confirmed", [BOB])
    (email,) = hubspot.records.of("emails")
    assert email.properties["hs_email_subject"] == "Re: Your offer"
    wait_for(lambda: "birdlog-logged" in rig.thunderbird.message("Your offer")["tags"], "the tag")
    assert rig.door.deliveries == []


def test_what_hubspot_has_against_it_is_said(rig, hubspot):
    hubspot.tokens = {}
    _offered(rig)
    rig.thunderbird.in_popup(PRESS_REMEDY)
    wait_for(lambda: "token" in rig.thunderbird.in_popup(LINES), "the reason in the pop-up")
    assert rig.thunderbird.in_popup(BUTTONS) == ["open-birdlog"]


def test_who_came_onto_the_never_log_list_meanwhile_stays_out(rig, hubspot):
    _offered(rig)
    settings_edit.add_never_log([BOB])
    rig.thunderbird.in_popup(PRESS_REMEDY)
    wait_for(lambda: "never-log" in rig.thunderbird.in_popup(LINES), "the reason in the pop-up")
    assert hubspot.records.of("emails") == []


def test_the_window_can_ask_for_it_by_message_id_for_a_sent_mail_too(rig, hubspot):
    arrive(rig, plain_reply("Re: Your offer"))
    rig.birdlog("profile", "set", "work", "content-limit=3 KB")
    compose = rig.thunderbird.compose(to=[BOB], subject="The long one", body="<p>Reasons.</p>" * 400)
    compose.send_and_wait()
    rig.wait_for_entry(lambda entry: entry["reason"] == "body-too-large", "the mail that is too large")
    wait_for(lambda: "The long one" in rig.thunderbird.subjects("Sent"), "the Sent copy")
    with Journal.open() as journal:
        for subject, folder in (("Your offer", "INBOX"), ("The long one", "Sent")):
            message_id = rig.thunderbird.message(subject, folder)["message_id"]
            request = requests.add(journal, "log", {"message_id": message_id, "by": "api"})
            closed = wait_for(
                lambda id=request.id: (found := requests.find(journal, id)).outcome and found, "its end"
            )
            assert (closed.outcome, closed.reason) == ("done", None)
    directions = {email.properties["hs_email_direction"] for email in hubspot.records.of("emails")}
    assert directions == {"INCOMING_EMAIL", "EMAIL"}
