"""A mail to a customer carries the CRM's address, once, seen by the person and not by the customer."""

import pytest
from scene import BOB, CARLA, LOG, PROFILE, outgoing, settled_journal

from birdlog.demo.rig.rig import ANA, ANA_AT_HOME

pytestmark = pytest.mark.e2e


def test_the_address_is_a_pill_while_writing_and_in_the_envelope_alone_when_sent(rig):
    compose = rig.thunderbird.compose(to=[BOB], subject="Your offer", body="<p>Here it is.</p>")
    compose.wait_for_pills([LOG])
    compose.send_and_wait()
    mail, envelope = outgoing(rig, "Your offer")
    assert envelope == {BOB, LOG}
    assert "Bcc" not in mail
    assert "Bcc" not in rig.door.wait_for(LOG, "Your offer").message


def test_the_journal_tells_of_the_mail_once(rig):
    compose = rig.thunderbird.compose(to=[BOB], cc=[CARLA], subject="Your offer", body="<p>Here it is.</p>")
    compose.send_and_wait()
    mail, _ = outgoing(rig, "Your offer")
    (entry,) = settled_journal(rig)
    assert entry["state"] == "sent"
    assert entry["kind"] == "bcc"
    assert entry["subject"] == "Your offer"
    assert entry["message_id"] == mail["Message-ID"].strip("<>")
    assert entry["recipients"] == [BOB, CARLA]
    assert (entry["profile"], entry["crm_address"], entry["bounce"]) == (PROFILE, LOG, None)


def test_an_address_that_is_removed_by_hand_stays_removed(rig):
    compose = rig.thunderbird.compose(to=[BOB], subject="Between us", body="<p>Private.</p>")
    compose.wait_for_pills([LOG])
    compose.remove("Bcc", LOG)
    compose.add("Cc", CARLA)
    compose.send_and_wait()
    _, envelope = outgoing(rig, "Between us")
    assert envelope == {BOB, CARLA}
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["reason"]) == ("skipped", "turned-off")


@pytest.mark.parametrize("row", ["bcc", "cc"])
def test_an_address_that_is_there_in_another_letter_case_is_not_added_again(rig, row):
    compose = rig.thunderbird.compose(
        to=[BOB], subject="Twice", body="<p>Hi.</p>", **{row: ["LOG@CRM.example"]}
    )
    compose.send_and_wait()
    outgoing(rig, "Twice")
    assert len(rig.door.to(LOG)) == 1
    (entry,) = settled_journal(rig)
    assert entry["state"] == "sent"


def test_the_identitys_own_bcc_setting_is_enough(rig):
    rig.thunderbird.set_own_bcc(ANA.email, ["Log@crm.example"])
    compose = rig.thunderbird.compose(to=[BOB], subject="Own setting", body="<p>Hi.</p>")
    compose.send_and_wait()
    outgoing(rig, "Own setting")
    assert len(rig.door.to(LOG)) == 1


def test_an_identity_that_no_profile_serves_sends_as_ever_and_leaves_no_entry(rig):
    compose = rig.thunderbird.compose(
        to=[BOB], subject="Dinner", body="<p>At eight?</p>", identity=ANA_AT_HOME.email
    )
    compose.send_and_wait()
    _, envelope = outgoing(rig, "Dinner")
    assert envelope == {BOB}
    assert settled_journal(rig) == []


def test_a_list_of_the_address_book_is_logged_for_everybody_on_it(rig):
    rig.thunderbird.add_list("Customers", [BOB, CARLA])
    compose = rig.thunderbird.compose(to=["Customers <Customers>"], subject="News", body="<p>Hi.</p>")
    compose.send_and_wait()
    _, envelope = outgoing(rig, "News")
    assert envelope == {BOB, CARLA, LOG}
    (entry,) = settled_journal(rig)
    assert (entry["state"], sorted(entry["recipients"])) == ("sent", [BOB, CARLA])
