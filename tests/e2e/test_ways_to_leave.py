"""A mail leaves later, in another way, or not at all: the journal says which."""

import pytest
from scene import BOB, LOG, outgoing, settled_journal

from birdlog.demo.rig.postfix import NO_SUCH_PERSON
from birdlog.demo.rig.rig import ANA
from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e

SENT_OR_UNSEEN = {("sent", None), ("pending", "quit-while-sending")}
"""The copy in the Sent folder, if Thunderbird came to make one, tells that a mail left."""


def write(rig, subject, to=BOB):
    return rig.thunderbird.compose(to=[to], subject=subject, body="<p>Hi.</p>")


def is_(state):
    return lambda entry: entry["state"] == state


def test_send_later_waits_in_the_outbox_and_then_is_sent(rig):
    compose = write(rig, "Later")
    compose.send_later()
    compose.wait_until_closed()
    rig.wait_for_entry(is_("pending"), "pending")
    rig.thunderbird.send_outbox()
    _, envelope = outgoing(rig, "Later")
    assert envelope == {BOB, LOG}
    rig.wait_for_entry(is_("sent"), "sent")
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["subject"]) == ("sent", "Later")


def test_a_mail_written_offline_is_pending_until_it_has_left(rig):
    rig.thunderbird.set_offline(True)
    compose = write(rig, "Offline")
    compose.send_later()
    compose.wait_until_closed()
    rig.wait_for_entry(is_("pending"), "pending")
    rig.thunderbird.set_offline(False)
    rig.thunderbird.send_outbox()
    outgoing(rig, "Offline")
    rig.wait_for_entry(is_("sent"), "sent")
    (entry,) = settled_journal(rig)
    assert entry["state"] == "sent"


def test_the_outbox_is_still_known_after_a_restart(rig):
    compose = write(rig, "Tomorrow")
    compose.send_later()
    compose.wait_until_closed()
    rig.wait_for_entry(is_("pending"), "pending")
    rig.thunderbird.quit()
    rig.thunderbird.start_again()
    rig.wait_for_helper()
    rig.thunderbird.send_outbox()
    outgoing(rig, "Tomorrow")
    rig.wait_for_entry(is_("sent"), "sent")
    (entry,) = settled_journal(rig)
    assert entry["state"] == "sent"


def test_a_mail_that_is_deleted_from_the_outbox_was_never_sent(rig):
    compose = write(rig, "Never mind")
    compose.send_later()
    compose.wait_until_closed()
    rig.wait_for_entry(is_("pending"), "pending")
    rig.thunderbird.delete_from_outbox("Never mind")
    rig.wait_for_entry(is_("failed"), "failed")
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["reason"]) == ("failed", "outbox-deleted")


def test_a_mail_that_is_deleted_from_the_outbox_for_good_is_not_claimed_to_be_sent(rig):
    compose = write(rig, "Never mind")
    compose.send_later()
    compose.wait_until_closed()
    rig.wait_for_entry(is_("pending"), "pending")
    rig.thunderbird.delete_from_outbox("Never mind", for_good=True)
    wait_for(lambda: not rig.thunderbird.outbox(), "the Outbox to be empty")
    (entry,) = settled_journal(rig)
    assert entry["state"] in {"pending", "failed"}


def test_an_outbox_that_can_not_be_sent_stays_pending(rig):
    compose = write(rig, "Stuck")
    compose.send_later()
    compose.wait_until_closed()
    rig.wait_for_entry(is_("pending"), "pending")
    rig.postfix.stop()
    rig.thunderbird.send_outbox()
    rig.thunderbird.wait_for_dialog()
    rig.thunderbird.answer_dialog("accept")
    rig.postfix.start_again()
    (entry,) = settled_journal(rig)
    assert entry["state"] == "pending"
    rig.thunderbird.send_outbox()
    outgoing(rig, "Stuck")
    rig.wait_for_entry(lambda each: each["id"] == entry["id"] and each["state"] == "sent", "sent")


def test_two_mails_at_once_are_two_entries(rig):
    first, second = write(rig, "One"), write(rig, "Two")
    first.send()
    second.send()
    for subject in ("One", "Two"):
        _, envelope = outgoing(rig, subject)
        assert envelope == {BOB, LOG}
    entries = settled_journal(rig)
    assert sorted((entry["subject"], entry["state"]) for entry in entries) == [
        ("One", "sent"),
        ("Two", "sent"),
    ]


def test_a_mail_server_that_is_down_makes_it_failed_and_a_second_try_sent(rig):
    rig.postfix.stop()
    compose = write(rig, "Down")
    compose.send()
    rig.thunderbird.wait_for_dialog()
    rig.thunderbird.answer_dialog("accept")
    entry = rig.wait_for_entry(is_("failed"), "failed")
    assert entry["reason"] == "smtp-error"
    rig.postfix.start_again()
    compose.send_and_wait()
    outgoing(rig, "Down")
    rig.wait_for_entry(is_("sent"), "sent")
    (entry,) = settled_journal(rig)
    assert entry["state"] == "sent"


def test_a_recipient_that_the_server_refuses_makes_it_failed(rig):
    compose = write(rig, "Refused", to=NO_SUCH_PERSON)
    compose.send()
    rig.thunderbird.wait_for_dialog()
    rig.thunderbird.answer_dialog("accept")
    rig.wait_for_entry(is_("failed"), "failed")
    compose.close()
    (entry,) = settled_journal(rig)
    assert entry["state"] == "failed"


def test_a_cancelled_send_leaves_no_entry(rig):
    compose = write(rig, "")
    compose.send()
    rig.thunderbird.wait_for_dialog()
    rig.thunderbird.answer_dialog("cancel")
    wait_for(lambda: not compose.is_locked(), "the window to be free again")
    compose.close()
    assert settled_journal(rig) == []


def test_a_send_that_is_cancelled_and_then_made_is_one_entry(rig):
    compose = write(rig, "")
    compose.send()
    rig.thunderbird.wait_for_dialog()
    rig.thunderbird.answer_dialog("cancel")
    compose.set_subject("Now with a subject")
    compose.send_and_wait()
    _, envelope = outgoing(rig, "Now with a subject")
    assert envelope == {BOB, LOG}
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["subject"]) == ("sent", "Now with a subject")


@pytest.mark.parametrize("where", ["imap", "local", "off"])
def test_where_the_sent_copy_is_kept_makes_no_difference(rig, where):
    rig.thunderbird.keep_sent_copy(ANA.email, where)
    write(rig, "Copy").send_and_wait()
    mail, envelope = outgoing(rig, "Copy")
    assert envelope == {BOB, LOG}
    (entry,) = settled_journal(rig)
    assert entry["state"] == "sent"
    assert entry["message_id"] == mail["Message-ID"].strip("<>")


def test_thunderbird_quitting_right_after_the_mail_left_loses_nothing(rig):
    compose = write(rig, "Good night")
    compose.wait_for_pills([LOG])
    before = len(rig.postfix.log_text())
    compose.send()
    rig.postfix.wait_for_log(r"from=<ana@oficina.example>.*queue active", since=before)
    rig.thunderbird.quit()
    _, envelope = outgoing(rig, "Good night")
    assert envelope == {BOB, LOG}
    rig.thunderbird.start_again()
    (entry,) = wait_for(rig.journal, "the entry")
    assert (entry["state"], entry["reason"]) in SENT_OR_UNSEEN


def test_thunderbird_quitting_at_once_claims_no_more_than_was_seen(rig):
    compose = write(rig, "Good night")
    compose.wait_for_pills([LOG])
    compose.send()
    rig.thunderbird.quit()
    rig.thunderbird.start_again()
    entries = settled_journal(rig)
    if rig.door.to(BOB):
        assert [entry["state"] for entry in entries] in (["sent"], ["pending"])
    else:
        assert [entry["state"] for entry in entries] in ([], ["pending"])


def test_thunderbird_killed_right_after_the_mail_left_loses_nothing(rig):
    rig.thunderbird.quit()  # only then does Thunderbird write down that it has the add-on
    rig.thunderbird.start_again()
    rig.wait_for_helper()
    compose = write(rig, "Power cut")
    compose.wait_for_pills([LOG])
    compose.send()
    rig.door.wait_for(BOB, "Power cut")
    rig.thunderbird.kill()
    rig.thunderbird.start_again()
    rig.wait_for_entry(lambda entry: entry["subject"] == "Power cut", "the mail")
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["reason"]) in SENT_OR_UNSEEN
