"""An address that a mail inherited stays where it belongs and goes where it does not."""

import pytest
from scene import BOB, CARLA, LOG, MARIA, arrive, outgoing, plain_reply, settled_journal

from birdlog.demo.rig.rig import ANA, ANA_AT_HOME

pytestmark = pytest.mark.e2e


def send_a_logged_mail(rig, to, subject):
    compose = rig.thunderbird.compose(to=[to], subject=subject, body="<p>Hi.</p>")
    compose.wait_for_pills([LOG])
    compose.send_and_wait()
    rig.door.wait_for(to, subject)
    rig.thunderbird.message(subject, folder="Sent")


def test_a_draft_keeps_the_address_once(rig):
    compose = rig.thunderbird.compose(to=[BOB], subject="Half done", body="<p>Hi.</p>")
    compose.wait_for_pills([LOG])
    compose.save_draft()
    compose.close()
    draft = rig.thunderbird.open_draft("Half done")
    draft.wait_for_pills([LOG])
    draft.send_and_wait()
    _, envelope = outgoing(rig, "Half done")
    assert envelope == {BOB, LOG}
    assert len(rig.door.to(LOG)) == 1
    (entry,) = settled_journal(rig)
    assert entry["state"] == "sent"


def test_a_draft_to_someone_who_is_on_the_never_log_list_by_now_loses_it(rig):
    compose = rig.thunderbird.compose(to=[MARIA], subject="Old draft", body="<p>Hi.</p>")
    compose.wait_for_pills([LOG])
    compose.save_draft()
    compose.close()
    rig.birdlog("never-log", "add", MARIA)
    draft = rig.thunderbird.open_draft("Old draft")
    draft.wait_for_pills([])
    draft.send_and_wait()
    rig.door.wait_for(MARIA, "Old draft")
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["reason"]) == ("skipped", "never-log")


def test_edit_as_new_loses_it_where_it_does_not_belong(rig):
    send_a_logged_mail(rig, MARIA, "Once more")
    rig.birdlog("never-log", "add", MARIA)
    again = rig.thunderbird.edit_as_new("Once more")
    again.wait_for_pills([])
    again.close()


def test_edit_as_new_is_logged_once_where_it_belongs(rig):
    send_a_logged_mail(rig, BOB, "Once more")
    again = rig.thunderbird.edit_as_new("Once more")
    again.wait_for_pills([LOG])
    again.set_subject("Once more, with feeling")
    again.send_and_wait()
    _, envelope = outgoing(rig, "with feeling")
    assert envelope == {BOB, LOG}
    assert len(settled_journal(rig)) == 2


def test_reply_all_to_ones_own_mail_loses_it_where_it_does_not_belong(rig):
    send_a_logged_mail(rig, MARIA, "And one thing")
    rig.birdlog("never-log", "add", MARIA)
    reply = rig.thunderbird.reply("And one thing", folder="Sent", to_all=True)
    reply.wait_for_pills([])
    reply.close()


def test_another_identity_takes_the_address_away_and_the_first_one_brings_it_back(rig):
    compose = rig.thunderbird.compose(to=[BOB], subject="Who writes", body="<p>Hi.</p>")
    compose.wait_for_pills([LOG])
    compose.set_identity(ANA_AT_HOME.email)
    compose.wait_for_pills([])
    compose.set_identity(ANA.email)
    compose.wait_for_pills([LOG])


def test_another_identity_with_a_profile_of_its_own_brings_its_own_address(rig):
    addresses = ("--bcc", "home@crm.example", "--forward", "home-forward@crm.example")
    rig.birdlog("profile", "add", "home", "--preset", "custom", *addresses, "--identity", ANA_AT_HOME.email)
    compose = rig.thunderbird.compose(to=[BOB], subject="Who writes", body="<p>Hi.</p>")
    compose.wait_for_pills([LOG])
    compose.set_identity(ANA_AT_HOME.email)
    compose.wait_for_pills(["home@crm.example"])


def test_an_address_that_the_person_typed_for_a_colleague_stays(rig):
    compose = rig.thunderbird.compose(to=[BOB], subject="By hand", body="<p>Hi.</p>")
    compose.wait_for_pills([LOG])
    compose.add("Bcc", CARLA)
    compose.send_and_wait()
    _, envelope = outgoing(rig, "By hand")
    assert envelope == {BOB, LOG, CARLA}


def test_a_redirect_is_left_alone(rig):
    arrive(rig, plain_reply("Please pass on"))
    redirect = rig.thunderbird.redirect("Please pass on")
    redirect.add("To", CARLA)
    redirect.send_and_wait()
    rig.door.wait_for(CARLA, "Please pass on")
    assert settled_journal(rig) == []
    assert not [delivery for delivery in rig.door.to(LOG) if "pass on" in delivery.message["Subject"]]
