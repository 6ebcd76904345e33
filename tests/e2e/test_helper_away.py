"""Whatever becomes of the helper, the mail leaves, and what can be logged is logged."""

import os
import signal

import pytest
from scene import BOB, CARLA, LOG, MARIA, outgoing, settled_journal

from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e


def send(rig, to, subject):
    rig.thunderbird.compose(to=[to], subject=subject, body="<p>Hi.</p>").send_and_wait()
    rig.door.wait_for(to, subject)


def test_a_helper_that_is_killed_between_two_sends_loses_nothing(rig):
    send(rig, BOB, "Before")
    os.kill(rig.wait_for_helper(), signal.SIGKILL)
    send(rig, CARLA, "After")
    states = {entry["subject"]: entry["state"] for entry in settled_journal(rig)}
    assert states == {"Before": "sent", "After": "sent"}
    assert len(rig.journal()) == 3
    assert [str(delivery.message["Subject"]) for delivery in rig.door.to(LOG)][:2] == ["Before", "After"]


def test_a_helper_that_is_killed_while_the_mail_is_written_loses_nothing(rig):
    compose = rig.thunderbird.compose(to=[BOB], subject="Killed", body="<p>Hi.</p>")
    compose.wait_for_pills([LOG])
    os.kill(rig.wait_for_helper(), signal.SIGKILL)
    compose.send_and_wait()
    _, envelope = outgoing(rig, "Killed")
    assert envelope == {BOB, LOG}
    (entry,) = settled_journal(rig)
    assert entry["state"] == "sent"


def test_a_helper_that_hangs_keeps_no_mail_from_leaving(rig):
    rig.birdlog("never-log", "add", MARIA)
    send(rig, BOB, "Still well")
    helper = rig.wait_for_helper()
    os.kill(helper, signal.SIGSTOP)
    try:
        send(rig, BOB, "It hangs")
        send(rig, MARIA, "It hangs, love")
    finally:
        os.kill(helper, signal.SIGCONT)
    assert "It hangs" in [str(delivery.message["Subject"]) for delivery in rig.door.to(LOG)]
    assert "It hangs, love" not in [str(delivery.message["Subject"]) for delivery in rig.door.to(LOG)]
    found = sorted((entry["state"], entry["subject"] or "") for entry in settled_journal(rig))
    assert found == [("sent", "It hangs"), ("sent", "Still well"), ("skipped", "")]


def test_without_a_helper_the_mail_goes_out_and_the_button_says_what_is_missing(empty_rig, xpi):
    empty_rig.birdlog("uninstall")
    empty_rig.thunderbird.install_addon(xpi)
    compose = empty_rig.thunderbird.compose(to=[BOB], subject="Alone", body="<p>Hi.</p>")
    button = compose.wait_for_button(
        lambda state: "helper" in (state["title"] or ""), "the helper to be named"
    )
    assert button["badge"]
    compose.send_and_wait()
    _, envelope = outgoing(empty_rig, "Alone")
    assert envelope == {BOB}
    assert empty_rig.journal() == []


@pytest.mark.parametrize("broken", ["exit 1", "echo this is no frame; sleep 600", "exec sleep 600"])
def test_a_helper_that_is_broken_keeps_no_mail_from_leaving(empty_rig, xpi, broken):
    launcher = empty_rig.base / "data" / "birdlog-host"
    launcher.write_text(f"#!/bin/sh\n{broken}\n")
    empty_rig.thunderbird.install_addon(xpi)
    compose = empty_rig.thunderbird.compose(to=[BOB], subject="Alone", body="<p>Hi.</p>")
    compose.send_and_wait()
    _, envelope = outgoing(empty_rig, "Alone")
    assert envelope == {BOB}
    assert empty_rig.journal() == []


def test_a_helper_that_was_removed_leaves_its_last_settings_and_hears_of_everything_when_it_is_back(rig):
    send(rig, BOB, "With it")
    rig.birdlog("uninstall")
    os.kill(rig.wait_for_helper(), signal.SIGKILL)
    wait_for(lambda: not rig.helper_pids(), "the helper to be gone")
    send(rig, BOB, "Without it")
    assert "Without it" in [str(delivery.message["Subject"]) for delivery in rig.door.to(LOG)]
    rig.birdlog("install")
    states = {entry["subject"]: entry["state"] for entry in settled_journal(rig)}
    assert states == {"With it": "sent", "Without it": "sent"}


def test_what_happened_without_a_helper_is_still_known_after_a_restart(rig):
    send(rig, BOB, "With it")
    rig.birdlog("uninstall")
    os.kill(rig.wait_for_helper(), signal.SIGKILL)
    wait_for(lambda: not rig.helper_pids(), "the helper to be gone")
    send(rig, BOB, "Without it")
    rig.thunderbird.quit()
    rig.birdlog("install")
    rig.thunderbird.start_again()
    rig.wait_for_entry(
        lambda entry: entry["subject"] == "Without it" and entry["state"] == "sent", "the mail"
    )
    assert len(settled_journal(rig)) == 2
