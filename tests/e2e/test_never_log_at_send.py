"""Who is on the never-log list stays out of the CRM, however the address is written."""

import pytest
from scene import BOB, FORWARD, LOG, MARIA, PROFILE, arrive, outgoing, plain_reply, settled_journal

pytestmark = pytest.mark.e2e

SPELLINGS = [MARIA, "MARIA@FAMILIA.EXAMPLE", "Maria@Familia.Example"]


@pytest.fixture
def private_rig(rig):
    rig.birdlog("never-log", "add", MARIA)
    return rig


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_mail_to_her_alone_is_not_logged_and_leaves_no_name_behind(private_rig, spelling):
    compose = private_rig.thunderbird.compose(to=[spelling], subject="Hello love", body="<p>Hi.</p>")
    compose.send_and_wait()
    private_rig.door.wait_for(MARIA, "Hello love")
    (entry,) = settled_journal(private_rig)
    assert (entry["state"], entry["reason"]) == ("skipped", "never-log")
    assert entry["subject"] is None
    assert entry["recipients"] == []
    assert not [
        delivery for delivery in private_rig.door.to(LOG) if "Hello love" in str(delivery.message["Subject"])
    ]


def test_the_crms_address_typed_by_hand_is_taken_out_at_send(private_rig):
    compose = private_rig.thunderbird.compose(to=[MARIA], subject="Typed", body="<p>Hi.</p>")
    compose.add("Bcc", LOG)
    compose.send_and_wait()
    private_rig.door.wait_for(MARIA, "Typed")
    (entry,) = settled_journal(private_rig)
    assert (entry["state"], entry["reason"]) == ("skipped", "never-log")
    assert not [delivery for delivery in private_rig.door.to(LOG) if delivery.message["Subject"] == "Typed"]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(("mixed", "logged"), [("leave-out", False), ("ask", False), ("log", True)])
def test_beside_others_the_chosen_rule_decides(private_rig, spelling, mixed, logged):
    private_rig.birdlog("profile", "set", PROFILE, f"mixed={mixed}")
    compose = private_rig.thunderbird.compose(to=[BOB], cc=[spelling], subject="Both", body="<p>Hi.</p>")
    compose.send_and_wait()
    _, envelope = outgoing(private_rig, "Both")
    assert (LOG in envelope) is logged
    (entry,) = settled_journal(private_rig)
    assert entry["state"] == ("sent" if logged else "skipped")


def test_a_whole_domain_may_be_on_the_list(rig):
    rig.birdlog("never-log", "add", "*@familia.example")
    compose = rig.thunderbird.compose(to=["Joao@Familia.EXAMPLE"], subject="Cousin", body="<p>Hi.</p>")
    compose.send_and_wait()
    rig.door.wait_for("joao@familia.example", "Cousin")
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["reason"]) == ("skipped", "never-log")


def test_a_list_with_her_on_it_is_left_out(private_rig):
    private_rig.thunderbird.add_list("Friends", [BOB, MARIA])
    compose = private_rig.thunderbird.compose(to=["Friends <Friends>"], subject="Party", body="<p>Hi.</p>")
    compose.send_and_wait()
    _, envelope = outgoing(private_rig, "Party")
    assert envelope == {BOB, MARIA}
    (entry,) = settled_journal(private_rig)
    assert (entry["state"], entry["reason"]) == ("skipped", "partly-never-log")


def test_her_own_mail_is_not_forwarded(private_rig):
    arrive(private_rig, plain_reply("From Maria", sender="MARIA@familia.example"))
    private_rig.thunderbird.click_message_button()
    entry = private_rig.wait_for_entry(lambda each: each["kind"] == "forward", "the refused forward")
    assert (entry["state"], entry["reason"]) == ("skipped", "never-log")
    assert private_rig.door.to(FORWARD) == []
