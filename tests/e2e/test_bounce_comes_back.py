"""What the CRM sends back is told, with the reason, and nothing else is taken for it."""

import pytest
from scene import BOB, LOG, outgoing, plain_reply, settled_journal

from birdlog.demo.rig.rig import ANA

pytestmark = pytest.mark.e2e


def send(rig, subject, to=BOB):
    rig.thunderbird.compose(to=[to], subject=subject, body="<p>Hi.</p>").send_and_wait()
    rig.wait_for_entry(
        lambda entry: entry["subject"] == subject and entry["state"] in ("sent", "bounced"), subject
    )


def report_arrives(rig):
    rig.dovecot.wait_for_message(
        "ana", lambda mail: mail.get_content_type() == "multipart/report", "a report"
    )
    rig.thunderbird.get_mail()
    rig.thunderbird.message("Undelivered Mail")


def test_a_mail_that_is_too_large_for_the_crm_is_bounced(rig):
    rig.door.refusals[LOG] = "552 5.3.4 Message too large"
    send(rig, "The catalogue")
    report_arrives(rig)
    entry = rig.wait_for_entry(lambda each: each["state"] == "bounced", "bounced")
    assert entry["bounce"]["recipient"] == LOG
    assert entry["bounce"]["status"] == "5.3.4"
    assert entry["bounce"]["reason"] == "too-large"
    assert "Message too large" in entry["bounce"]["diagnostic"]
    assert len(rig.journal()) == 1


def test_an_address_that_the_crm_does_not_know_is_bounced(rig):
    rig.door.refusals[LOG] = "550 5.1.1 No such address"
    send(rig, "A typo")
    report_arrives(rig)
    entry = rig.wait_for_entry(lambda each: each["state"] == "bounced", "bounced")
    assert entry["bounce"]["reason"] == "address-unknown"


def test_a_report_about_the_customer_leaves_the_log_as_it_is(rig):
    rig.door.refusals[BOB] = "550 5.1.1 No such address"
    send(rig, "Wrong customer")
    report_arrives(rig)
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["bounce"]) == ("sent", None)


@pytest.mark.parametrize("read_elsewhere", [False, True])
def test_a_report_that_came_while_thunderbird_was_closed_counts_too(rig, read_elsewhere):
    """Thunderbird announces no message that arrives already read."""
    rig.door.refusals[LOG] = "451 4.3.0 Try again later"
    send(rig, "Comes back late")
    rig.thunderbird.quit()
    rig.door.refusals[LOG] = "552 5.3.4 Message too large"
    rig.dovecot.wait_for_message(
        "ana", lambda mail: mail.get_content_type() == "multipart/report", "a report"
    )
    if read_elsewhere:
        rig.dovecot.mark_read("ana")
    rig.thunderbird.start_again()
    rig.thunderbird.get_mail()
    rig.wait_for_entry(lambda each: each["state"] == "bounced", "bounced")
    assert len(rig.journal()) == 1


def test_a_forged_report_about_another_mail_leaves_the_log_as_it_is(rig):
    send(rig, "Genuine")
    mail, _ = outgoing(rig, "Genuine")
    forged = plain_reply("Undelivered Mail Returned to Sender", sender="mailer-daemon@evil.example")
    forged.replace_header("Content-Type", 'multipart/report; report-type=delivery-status; boundary="b"')
    forged.set_payload(
        "--b\r\nContent-Type: text/plain\r\n\r\nYour mail came back.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; evil.example\r\n\r\n"
        f"Final-Recipient: rfc822; {LOG}\r\nAction: failed\r\nStatus: 5.3.4\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <another@evil.example>\r\n"
        "Subject: Genuine\r\n\r\n--b--\r\n"
    )
    rig.postfix.send(forged, "mailer-daemon@evil.example", [ANA.email])
    rig.thunderbird.get_mail()
    rig.thunderbird.message("Undelivered Mail")
    (entry,) = settled_journal(rig)
    assert entry["message_id"] == mail["Message-ID"].strip("<>")
    assert entry["state"] == "sent"
