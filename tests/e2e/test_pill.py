"""A mail to a customer carries the CRM's address, once, seen by the person and not by the customer."""

import pytest
from scene import BOB, CARLA, LOG, PROFILE, outgoing, set_by_hand, settled_journal

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


def test_a_mail_in_plain_text_is_logged_as_well(rig):
    compose = rig.thunderbird.compose(to=[BOB], subject="Plain", body="Hi.", html=False)
    compose.wait_for_pills([LOG])
    compose.send_and_wait()
    _, envelope = outgoing(rig, "Plain")
    assert envelope == {BOB, LOG}


def test_a_text_that_is_larger_than_the_crm_takes_is_not_logged(rig):
    rig.birdlog("profile", "set", PROFILE, "content-limit=2 KB")
    compose = rig.thunderbird.compose(to=[BOB], subject="Long", body=f"<p>{'Word. ' * 1000}</p>")
    compose.send_and_wait()
    _, envelope = outgoing(rig, "Long")
    assert envelope == {BOB}
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["reason"]) == ("skipped", "body-too-large")


def test_attachments_that_are_larger_than_the_crm_takes_are_said_and_the_mail_is_logged(rig):
    rig.birdlog("profile", "set", PROFILE, "attachments-limit=2 KB")
    catalogue = rig.home / "catalogue.pdf"
    catalogue.write_bytes(b"%PDF-1.4" + b"." * 4096)
    compose = rig.thunderbird.compose(
        to=[BOB], subject="Catalogue", body="<p>Hi.</p>", attachments=[catalogue]
    )
    compose.send_and_wait()
    outgoing(rig, "Catalogue")
    (entry,) = settled_journal(rig)
    assert entry["state"] == "sent"
    assert [finding["code"] for finding in entry["findings"]] == ["attachments-too-large"]


def test_nothing_is_logged_while_logging_is_paused(rig):
    set_by_hand(rig, 'paused = "on"')
    compose = rig.thunderbird.compose(to=[BOB], subject="A quiet day", body="<p>Hi.</p>")
    compose.send_and_wait()
    _, envelope = outgoing(rig, "A quiet day")
    assert envelope == {BOB}
    entry = rig.wait_for_entry(lambda each: each["subject"] == "A quiet day", "the mail")
    assert (entry["state"], entry["reason"]) == ("skipped", "paused")


def test_the_pill_and_the_button_in_portuguese(rig_in_portuguese):
    compose = rig_in_portuguese.thunderbird.compose(to=[BOB], subject="A proposta", body="<p>Oi.</p>")
    compose.wait_for_pills([LOG])
    compose.wait_for_button(
        lambda button: "Será registrado" in (button["title"] or ""), "the verdict in Portuguese"
    )
    compose.send_and_wait()
    _, envelope = outgoing(rig_in_portuguese, "A proposta")
    assert envelope == {BOB, LOG}
    (entry,) = settled_journal(rig_in_portuguese)
    assert entry["state"] == "sent"
