"""The add-on itself: it loads without a complaint, shows its state, and opens the window."""

import subprocess
import sys

import pytest
from scene import BOB, CARLA, LOG, MARIA, PROFILE, arrive, outgoing, plain_reply, settled_journal

from birdlog.demo.rig.process import pids_running
from birdlog.demo.rig.rig import ANA_AT_HOME
from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e

HEADLINE = "content => content.document.getElementById('headline').textContent"
IS_ON = "content => content.document.getElementById('switch').checked"
CLICK = "(content, id) => content.document.getElementById(id).click()"


def write(rig, to=BOB, **more):
    return rig.thunderbird.compose(to=[to], subject="Your offer", body="<p>Hi.</p>", **more)


def sign(state):
    return lambda button: (button["icon"] or "").endswith(f"state-{state}.svg")


def test_thunderbird_loads_the_manifest_without_a_warning(rig):
    assert rig.thunderbird.console_warnings() == []


def test_sending_and_logging_leave_no_warning_in_the_console(rig):
    write(rig).send_and_wait()
    rig.wait_for_entry(lambda entry: entry["kind"] == "bcc", "the mail")
    arrive(rig, plain_reply("Re: Your offer"))
    rig.thunderbird.click_message_button()
    rig.wait_for_entry(lambda entry: entry["kind"] == "forward", "the reply")
    assert rig.thunderbird.console_warnings() == []


def test_the_pop_up_leaves_no_warning_in_the_console(rig):
    compose = write(rig)
    compose.open_popup()
    wait_for(lambda: compose.in_popup(HEADLINE), "the pop-up to speak")
    assert rig.thunderbird.console_warnings() == []


def test_the_button_is_green_where_a_mail_will_be_logged(rig):
    button = write(rig).wait_for_button(sign("ok"), "green")
    assert button["badge"] is None
    assert "Will be logged" in button["title"]


def test_the_button_says_why_a_mail_will_not_be_logged(rig):
    rig.birdlog("never-log", "add", MARIA)
    button = write(rig, MARIA).wait_for_button(sign("block"), "red")
    assert button["badge"]
    assert MARIA in button["title"]


def test_the_button_warns_of_an_address_that_everybody_sees(rig):
    button = write(rig, cc=[LOG]).wait_for_button(sign("warn"), "amber")
    assert button["badge"] == "!"


def test_the_pop_up_says_that_no_profile_serves_an_identity(rig):
    compose = write(rig, identity=ANA_AT_HOME.email)
    compose.open_popup()
    findings = "content => content.document.getElementById('findings').textContent"
    wait_for(lambda: ANA_AT_HOME.email in compose.in_popup(findings), "the reason in the pop-up")
    assert "Will not be logged" in compose.in_popup(HEADLINE)


def test_the_pop_up_turns_logging_off_and_on_again(rig):
    compose = write(rig)
    compose.wait_for_pills([LOG])
    compose.open_popup()
    wait_for(lambda: compose.in_popup(IS_ON), "the switch to be on")
    compose.in_popup(CLICK, "switch")
    compose.wait_for_pills([])
    compose.in_popup(CLICK, "switch")
    compose.wait_for_pills([LOG])
    compose.in_popup(CLICK, "switch")
    compose.wait_for_pills([])
    compose.close_popup()
    compose.send_and_wait()
    _, envelope = outgoing(rig, "Your offer")
    assert envelope == {BOB}
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["reason"]) == ("skipped", "turned-off")


@pytest.mark.parametrize(("answer", "logged"), [("ask-yes", True), ("ask-no", False)])
def test_the_pop_up_asks_about_a_mixed_mail(rig, answer, logged):
    rig.birdlog("never-log", "add", MARIA)
    rig.birdlog("profile", "set", PROFILE, "mixed=ask")
    compose = write(rig, cc=[MARIA])
    compose.wait_for_button(sign("warn"), "amber")
    compose.open_popup()
    wait_for(lambda: compose.in_popup(HEADLINE), "the pop-up to speak")
    compose.in_popup(CLICK, answer)
    compose.wait_for_pills([LOG] if logged else [])
    compose.close_popup()
    compose.send_and_wait()
    _, envelope = outgoing(rig, "Your offer")
    assert (LOG in envelope) is logged


def test_one_click_in_the_pop_up_opens_the_window(rig):
    compose = write(rig)
    compose.open_popup()
    wait_for(lambda: compose.in_popup(HEADLINE), "the pop-up to speak")
    compose.in_popup(CLICK, "open-birdlog")
    rig.screen.wait_for_window("Birdlog")
    rig.close_window()
    wait_for(lambda: not pids_running(rig.folder, ["birdlog-tray"]), "the window to close")


def test_the_window_opens_a_mail_in_thunderbird(rig):
    arrive(rig, plain_reply("Re: The first"))
    arrive(rig, plain_reply("Re: The second"))
    message_id = rig.thunderbird.message("The first")["message_id"]
    click = f"from birdlog_gui.thunderbird import open_message; open_message({message_id!r})"
    subprocess.run([sys.executable, "-c", click], env=rig.environment, check=True, timeout=30)
    wait_for(lambda: rig.thunderbird.shown_message_id() == message_id, "the mail to be shown")


def test_the_options_page_shows_the_profile(rig):
    rig.thunderbird.open_options()
    profiles = (
        "content => [...content.document.querySelectorAll('#profiles li')].map(each => each.textContent)"
    )
    (shown,) = wait_for(lambda: rig.thunderbird.in_tab(profiles), "the profile on the options page")
    assert LOG in shown
    assert rig.thunderbird.console_warnings() == []


def test_the_button_follows_as_recipients_come_and_go(rig):
    rig.birdlog("never-log", "add", MARIA)
    compose = write(rig)
    compose.wait_for_button(sign("ok"), "green")
    compose.add("Cc", MARIA)
    compose.wait_for_button(sign("block"), "red")
    compose.wait_for_pills([])
    compose.remove("Cc", MARIA)
    compose.add("Cc", CARLA)
    compose.wait_for_button(sign("ok"), "green")
    compose.wait_for_pills([LOG])
