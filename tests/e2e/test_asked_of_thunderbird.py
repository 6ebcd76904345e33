"""The window and the commands ask Thunderbird for something: it is done at once, or when it opens."""

import pytest
from scene import BOB, FORWARD, arrive, plain_reply

from birdlog import paths
from birdlog.demo.rig.waiting import wait_for
from birdlog.journal import requests
from birdlog.journal.store import Journal

pytestmark = pytest.mark.e2e


@pytest.fixture
def journal(rig, monkeypatch):
    """The journal that the rig's helper writes to, as another program of Birdlog has it."""
    monkeypatch.setenv(paths.BASE_DIR_VARIABLE, str(rig.base))
    with Journal.open() as opened:
        yield opened


def _closed(journal, request):
    return wait_for(
        lambda: (found := requests.find(journal, request.id)) and found.outcome and found, "its end"
    )


def _log(journal, subject, thunderbird):
    return requests.add(journal, "log", {"message_id": thunderbird.message(subject)["message_id"]})


def test_a_message_is_logged_on_request(rig, journal):
    arrive(rig, plain_reply("Your offer"))
    closed = _closed(journal, _log(journal, "Your offer", rig.thunderbird))
    assert (closed.outcome, closed.reason) == ("done", None)
    assert rig.door.wait_for(FORWARD, "Fwd: Your offer").message["From"].endswith("<ana@oficina.example>")
    rig.wait_for_entry(lambda entry: entry["state"] == "sent" and entry["recipients"] == [BOB], "sent")


def test_a_message_that_is_logged_already_is_not_logged_twice(rig, journal):
    arrive(rig, plain_reply("Your offer"))
    for reason in (None, "logged-before"):
        closed = _closed(journal, _log(journal, "Your offer", rig.thunderbird))
        assert (closed.outcome, closed.reason) == ("done", reason)
    assert len(rig.door.to(FORWARD)) == 1


def test_what_is_asked_while_thunderbird_is_closed_is_done_when_it_opens(rig, journal):
    arrive(rig, plain_reply("Your offer"))
    message_id = rig.thunderbird.message("Your offer")["message_id"]
    rig.thunderbird.quit()
    request = requests.add(journal, "log", {"message_id": message_id})
    rig.thunderbird.start_again()
    assert _closed(journal, request).outcome == "done"
    assert len(rig.door.to(FORWARD)) == 1


def test_a_message_that_is_nowhere_is_gone(rig, journal):
    request = requests.add(journal, "log", {"message_id": "nowhere@kunde.example"})
    assert _closed(journal, request).outcome == "gone"


def test_a_message_is_shown_on_request(rig, journal):
    rig.postfix.send(plain_reply("Your offer"), BOB, ["ana@oficina.example"])
    rig.thunderbird.get_mail()
    message_id = wait_for(lambda: rig.thunderbird.message("Your offer"), "the mail")["message_id"]
    request = requests.add(journal, "open", {"message_id": message_id})
    assert _closed(journal, request).outcome == "done"
    wait_for(lambda: rig.thunderbird.shown_message_id() == message_id, "the message to be shown")
