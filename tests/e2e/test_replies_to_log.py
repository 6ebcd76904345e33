"""A reply to a logged mail is listed until it is logged; where the profile says so, by itself."""

import pytest
from scene import BOB, FORWARD, PROFILE, outgoing, plain_reply

from birdlog import paths
from birdlog.demo.rig.rig import ANA
from birdlog.demo.rig.waiting import wait_for
from birdlog.journal import replies
from birdlog.journal.store import Journal
from birdlog.settings import load

pytestmark = pytest.mark.e2e


@pytest.fixture
def journal(rig, monkeypatch):
    """The journal that the rig's helper writes to, as the window has it."""
    monkeypatch.setenv(paths.BASE_DIR_VARIABLE, str(rig.base))
    with Journal.open() as opened:
        yield opened


@pytest.fixture
def offer(rig):
    """The Message-ID of a mail to Bob that was logged."""
    rig.thunderbird.compose(to=[BOB], subject="Your offer", body="<p>Dear Bob</p>").send_and_wait()
    mail, _ = outgoing(rig, "Your offer")
    rig.wait_for_entry(lambda entry: entry["state"] == "sent", "the offer")
    return mail["Message-ID"]


def _reply(rig, offer, subject="Re: Your offer", sender=BOB, **headers):
    message = plain_reply(subject, sender=sender)
    message["In-Reply-To"] = offer
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    rig.postfix.send(message, sender, [ANA.email])
    return message["Message-ID"].strip("<>")


def _listed(journal):
    return [reply.message_id for reply in replies.unlogged(journal, load())]


def test_a_reply_is_listed_and_one_click_logs_it(rig, journal, offer):
    reply = _reply(rig, offer)
    rig.thunderbird.message("Your offer")
    wait_for(lambda: _listed(journal) == [reply], "the reply to be listed")
    replies.log(journal, [reply])
    assert "Your offer" in rig.door.wait_for(FORWARD, "Your offer").message["Subject"]
    wait_for(lambda: _listed(journal) == [], "the reply to leave the list")


def test_a_reply_that_came_while_thunderbird_was_closed_is_listed(rig, journal, offer):
    rig.thunderbird.quit()
    reply = _reply(rig, offer)
    rig.thunderbird.start_again()
    rig.thunderbird.message("Your offer")
    wait_for(lambda: _listed(journal) == [reply], "the reply to be listed")


def test_replies_are_logged_by_themselves_but_none_of_a_program_or_of_the_crm(rig, journal, offer):
    rig.birdlog("profile", "set", PROFILE, "log-replies=on")
    _reply(rig, offer, "Out of office", Auto_Submitted="auto-replied")
    _reply(rig, offer, "Your log", sender="robot@crm.example")
    listed = _reply(rig, offer, "Through our list", Precedence="list")
    logged = _reply(rig, offer, "We take it")
    for subject in ("Out of office", "Your log", "Through our list", "We take it"):
        rig.thunderbird.message(subject)
    assert rig.door.wait_for(FORWARD, "We take it")
    wait_for(lambda: _listed(journal) == [listed], "the list")
    rig.wait_for_entry(lambda entry: entry["message_id"] == logged and entry["state"] == "sent", "the log")
    wait_for(rig.postfix.is_idle, "the mail server to be idle")
    assert len(rig.door.to(FORWARD)) == 1
