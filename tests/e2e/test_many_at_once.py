"""Several messages, or a folder: each is logged once, with one window in the corner and none in the way."""

import os
import signal

import pytest
from scene import BOB, FORWARD, MARIA, plain_reply

from birdlog.demo.rig.rig import ANA
from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e

LOG = "Log to CRM"
LOG_FOLDER = "Log all of this folder to the CRM"
PAGE = "many.html"
STATE = """(content) => ({
  headline: content.document.getElementById("headline").textContent,
  detail: content.document.getElementById("detail").textContent,
  counts: Object.fromEntries([...content.document.querySelectorAll("#counts dt")].map((term) => [
    term.textContent, Number(term.nextElementSibling.textContent.replace(/\\D/g, "")),
  ])),
  problems: [...content.document.querySelectorAll("#problems li")].map((row) =>
    [...row.children].map((part) => part.textContent)),
  buttons: [...content.document.querySelectorAll("button")].filter((one) => !one.hidden).map((one) => one.id),
})"""
PRESS = "(content, id) => content.document.getElementById(id).click()"


def _state(rig):
    return rig.thunderbird.in_addon_window(PAGE, STATE)


def _ended(rig, *headlines, seconds=120):
    return wait_for(lambda: (state := _state(rig))["headline"] in headlines and state, "its end", seconds)


def _press(rig, button):
    wait_for(lambda: button in _state(rig)["buttons"], f"the button {button}")
    rig.thunderbird.in_addon_window(PAGE, PRESS, button)


def _arrive(rig, *subjects, sender=BOB):
    for subject in subjects:
        rig.postfix.send(plain_reply(subject, sender=sender), sender, [ANA.email])
    for subject in subjects:
        rig.thunderbird.message(subject)


def _forwarded(rig):
    return sorted(delivery.message["Subject"] for delivery in rig.door.to(FORWARD))


def _log_selected(rig, subjects):
    rig.thunderbird.select(subjects)
    assert rig.thunderbird.open_list_menu() == [LOG]
    rig.thunderbird.choose_from_list_menu(LOG)


def test_a_selection_is_logged_each_once_and_what_is_not_is_said(rig):
    rig.birdlog("never-log", "add", MARIA)
    subjects = [f"Offer {number}" for number in range(4)]
    _arrive(rig, *subjects)
    _arrive(rig, "Dinner", sender=MARIA)
    rig.thunderbird.show("Offer 0")
    rig.thunderbird.click_message_button()
    rig.wait_for_entry(lambda entry: entry["subject"] == "Offer 0" and entry["state"] == "sent", "the first")
    _log_selected(rig, [*subjects, "Dinner"])
    state = _ended(rig, "Done, but some were not logged")
    assert state["counts"] == {"Sent to the CRM": 3, "Logged already": 1, "Not logged": 1}
    ((subject, reason),) = state["problems"]
    assert subject == "(without its subject)"
    assert "never-log list" in reason
    assert _forwarded(rig) == sorted(f"Fwd: {subject}" for subject in subjects)
    states = sorted((entry["state"], entry["subject"] or "") for entry in rig.journal())
    assert states == [*(("sent", subject) for subject in subjects), ("skipped", "")]


def test_a_folder_is_logged_after_a_question_and_cancel_leaves_the_rest_alone(rig):
    subjects = [f"Offer {number:02}" for number in range(30)]
    _arrive(rig, *subjects)
    rig.thunderbird.open_folder_menu()
    wait_for(lambda: rig.thunderbird.folder_menu() == [LOG_FOLDER], "the entry")
    rig.thunderbird.choose_from_folder_menu(LOG_FOLDER)
    wait_for(lambda: _state(rig)["headline"] == "Not logged yet in “Inbox”: 30 of 30", "the question")
    assert _forwarded(rig) == []
    _press(rig, "go")
    wait_for(lambda: len(rig.door.to(FORWARD)) >= 6, "some of them")
    _press(rig, "cancel")
    cancelled = _ended(rig, "Cancelled")
    wait_for(rig.postfix.is_idle, "the mail server to be idle")
    assert 6 <= len(rig.door.to(FORWARD)) < 30
    assert cancelled["detail"].startswith("Left alone: ")
    _press(rig, "again")
    _ended(rig, "Done")
    assert _forwarded(rig) == [f"Fwd: {subject}" for subject in subjects]
    assert [entry["state"] for entry in rig.journal()] == ["sent"] * 30


def test_a_folder_of_own_mails_offers_nothing(rig):
    rig.thunderbird.compose(to=[BOB], subject="Hello", body="<p>Hi</p>").send_and_wait()
    rig.thunderbird.message("Hello", folder="Sent")
    rig.thunderbird.open_folder_menu("Sent")
    wait_for(lambda: not rig.thunderbird.folder_menu(), "the entry to be hidden")
    rig.thunderbird.close_folder_menu()


def test_a_helper_that_is_killed_in_the_middle_keeps_nothing_from_being_logged_once(rig):
    subjects = [f"Offer {number:02}" for number in range(8)]
    _arrive(rig, *subjects)
    _log_selected(rig, subjects)
    wait_for(lambda: len(rig.door.to(FORWARD)) >= 3, "some of them")
    for pid in rig.helper_pids():
        os.kill(pid, signal.SIGKILL)
    assert _ended(rig, "Done")["counts"] == {"Sent to the CRM": 8}
    wait_for(lambda: [entry["state"] for entry in rig.journal()] == ["sent"] * 8, "the journal")
    assert _forwarded(rig) == [f"Fwd: {subject}" for subject in subjects]


def test_a_thunderbird_that_is_killed_between_two_goes_on_and_logs_each_once(rig):
    subjects = [f"Offer {number:02}" for number in range(12)]
    _arrive(rig, *subjects)
    _log_selected(rig, subjects)
    wait_for(lambda: _state(rig)["headline"] == "Logging: 6 of 12", "half of them")
    wait_for(lambda: len(rig.journal()) == 6, "the journal")
    rig.thunderbird.kill()
    rig.thunderbird.start_again()
    wait_for(lambda: len(rig.door.to(FORWARD)) >= 12, "all of them", 120)
    wait_for(lambda: [entry["state"] for entry in rig.journal()] == ["sent"] * 12, "the journal")
    wait_for(rig.postfix.is_idle, "the mail server to be idle")
    assert _forwarded(rig) == [f"Fwd: {subject}" for subject in subjects]


def test_a_thunderbird_that_is_killed_while_it_sends_logs_none_twice_and_says_what_nobody_saw(rig):
    subjects = [f"Offer {number:02}" for number in range(10)]
    _arrive(rig, *subjects)
    _log_selected(rig, subjects)
    wait_for(lambda: len(rig.door.to(FORWARD)) >= 3, "some of them")
    rig.thunderbird.kill()
    rig.thunderbird.start_again()
    wait_for(lambda: len(rig.journal()) == 10, "the journal", 120)
    wait_for(rig.postfix.is_idle, "the mail server to be idle")
    unseen = {
        f"Fwd: {entry['subject']}" for entry in rig.journal() if entry["reason"] == "quit-while-sending"
    }
    assert len(unseen) <= 1
    forwarded = _forwarded(rig)
    assert len(forwarded) == len(set(forwarded))
    assert set(forwarded) | unseen == {f"Fwd: {subject}" for subject in subjects}
