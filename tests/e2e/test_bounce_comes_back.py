"""What the CRM sends back is told, with the reason and what to do, and nothing else is taken for it."""

import os
import signal

import pytest
from scene import (
    BOB,
    FORWARD,
    LOG,
    arrive,
    html_reply_with_attachment,
    outgoing,
    plain_reply,
    settled_journal,
)

from birdlog.demo.rig.rig import ANA
from birdlog.demo.rig.waiting import wait_for
from window import words_in_window

pytestmark = pytest.mark.e2e

REPORT = "Undelivered Mail"
TOO_LARGE = "552 5.3.4 Message too large"
LATER = "451 4.3.0 Try again later"
IMPATIENT = {"delay_warning_time": "1s", "maximal_queue_lifetime": "12s"}
"""Postfix writes its report of a delay after a second, and gives up after twelve."""


@pytest.fixture(params=["rig", "rig_in_portuguese"], ids=["en-US", "pt-BR"])
def spoken_rig(request):
    return request.getfixturevalue(request.param)


def send(rig, subject, to=BOB, **more):
    rig.thunderbird.compose(to=[to], subject=subject, body="<p>Hi.</p>", **more).send_and_wait()
    rig.wait_for_entry(
        lambda entry: entry["subject"] == subject and entry["state"] in ("sent", "bounced"), subject
    )


def is_report(mail):
    return mail.get_content_type() == "multipart/report"


def report_arrives(rig):
    rig.dovecot.wait_for_message("ana", is_report, "a report")
    rig.thunderbird.get_mail()
    rig.thunderbird.message(REPORT)


def bounced(rig):
    entry = rig.wait_for_entry(lambda each: each["state"] == "bounced", "bounced")
    assert len(rig.journal()) == 1
    return entry


def test_a_mail_that_is_too_large_for_the_crm_is_bounced(spoken_rig):
    rig = spoken_rig
    rig.door.refusals[LOG] = TOO_LARGE
    send(rig, "The catalogue")
    rig.dovecot.wait_for_message("ana", is_report, "a report")
    rig.thunderbird.get_mail()
    entry = bounced(rig)
    assert entry["bounce"]["recipient"] == LOG
    assert entry["bounce"]["status"] == "5.3.4"
    assert entry["bounce"]["reason"] == "too-large"
    assert "Message too large" in entry["bounce"]["diagnostic"]
    words = words_in_window(rig, entry["id"])
    assert words.verdict == {"en-US": "Came back", "pt-BR": "Devolvido"}[rig.locale]
    assert {"en-US": "its text is larger", "pt-BR": "o texto dela é maior"}[rig.locale] in words.reason
    assert {"en-US": "Log it by hand", "pt-BR": "Registre à mão"}[rig.locale] in words.remedy
    assert "Message too large" in words.answer


def test_what_is_too_large_is_named_with_the_limit_and_its_size(rig):
    rig.door.size_limits["crm.example"] = 40_960
    drawing = rig.folder / "drawing.bin"
    drawing.write_bytes(os.urandom(61_440))
    send(rig, "The drawing", attachments=[drawing])
    report_arrives(rig)
    entry = bounced(rig)
    words = words_in_window(rig, entry["id"])
    assert "with its attachments it is larger than the mail server takes" in words.reason
    assert "The most that gets through is 40 KB; this was about 82" in words.reason
    assert "Next time send a link instead of the attachments" in words.remedy


def test_a_report_that_is_too_long_for_one_message_of_the_protocol_counts_too(rig):
    rig.postfix.configure(bounce_size_limit="1000000")
    rig.door.size_limits["crm.example"] = 40_960
    drawing = rig.folder / "drawing.bin"
    drawing.write_bytes(os.urandom(450_000))
    send(rig, "The drawing", attachments=[drawing])
    report_arrives(rig)
    assert len(rig.dovecot.messages("ana")[0]) > 524_288
    assert bounced(rig)["bounce"]["reason"] == "too-large"


def test_an_address_that_the_crm_does_not_know_is_bounced(rig):
    rig.door.refusals[LOG] = "550 5.1.1 No such address"
    send(rig, "A typo")
    report_arrives(rig)
    entry = bounced(rig)
    assert entry["bounce"]["reason"] == "address-unknown"
    words = words_in_window(rig, entry["id"])
    assert f"it has no address {LOG}" in words.reason
    assert "Copy the address again" in words.remedy


def test_a_forward_that_one_s_own_server_does_not_let_out_is_bounced_and_no_longer_marked(rig):
    rig.door.refusals[FORWARD] = "550 5.7.1 Your organization does not allow external forwarding"
    arrive(rig, plain_reply("Your offer"))
    rig.thunderbird.click_message_button()
    report_arrives(rig)
    entry = bounced(rig)
    assert (entry["kind"], entry["bounce"]["reason"]) == ("forward", "forwarding-refused")
    words = words_in_window(rig, entry["id"])
    assert "Your mail server did not let this out" in words.reason
    assert "Ask whoever runs your mail to allow forwarding" in words.remedy
    assert "Log again" in words.buttons
    wait_for(lambda: rig.thunderbird.message("Your offer")["tags"] == [], "the tag to be taken off")


def test_a_mail_that_waits_and_is_given_up_is_late_first_and_then_bounced(rig):
    rig.postfix.configure(**IMPATIENT)
    rig.door.refusals[LOG] = LATER
    send(rig, "Comes back late")
    rig.dovecot.wait_for_message("ana", is_report, "the report of a delay")
    rig.thunderbird.get_mail()
    late = rig.wait_for_entry(lambda each: each["reason"] == "delayed", "late")
    assert (late["state"], late["bounce"]) == ("sent", None)
    assert "The mail server goes on trying until" in words_in_window(rig, late["id"]).reason
    wait_for(lambda: len(rig.dovecot.messages("ana")) == 2, "the report of its end")
    rig.thunderbird.get_mail()
    entry = bounced(rig)
    assert entry["bounce"]["reason"] == "temporary"
    assert "the time for trying is over" in words_in_window(rig, entry["id"]).reason


def test_a_report_about_the_customer_says_who_never_got_it_and_leaves_the_log_as_it_is(rig):
    rig.door.refusals[BOB] = "550 5.1.1 No such address"
    send(rig, "Wrong customer")
    report_arrives(rig)
    entry = rig.wait_for_entry(lambda each: each["reason"] == "recipient-bounced", "the customer's")
    assert entry["state"] == "sent"
    assert (entry["bounce"]["recipient"], entry["bounce"]["reason"]) == (BOB, "address-unknown")
    assert [finding["code"] for finding in entry["findings"]] == ["recipient-bounced"]
    words = words_in_window(rig, entry["id"])
    assert words.verdict == "Sent to the CRM"
    assert f"{BOB} did not get this mail: there is no such address" in words.reason


@pytest.mark.parametrize("read_elsewhere", [False, True])
def test_a_report_that_came_while_thunderbird_was_closed_counts_too(rig, read_elsewhere):
    """Thunderbird announces no message that arrives already read."""
    rig.door.refusals[LOG] = LATER
    send(rig, "Comes back late")
    rig.thunderbird.quit()
    rig.door.refusals[LOG] = TOO_LARGE
    rig.dovecot.wait_for_message("ana", is_report, "a report")
    if read_elsewhere:
        rig.dovecot.mark_read("ana")
    rig.thunderbird.start_again()
    rig.thunderbird.get_mail()
    assert "larger than" in words_in_window(rig, bounced(rig)["id"]).reason


def test_a_report_that_came_while_the_helper_was_away_counts_too(rig):
    rig.door.refusals[LOG] = LATER
    send(rig, "Comes back late")
    rig.birdlog("uninstall")
    os.kill(rig.wait_for_helper(), signal.SIGKILL)
    rig.door.refusals[LOG] = TOO_LARGE
    report_arrives(rig)
    assert [entry["state"] for entry in rig.journal()] == ["sent"]
    rig.birdlog("install")
    rig.thunderbird.compose(to=[BOB], subject="Next", body="")  # the helper is wanted again
    assert "larger than" in words_in_window(rig, bounced(rig)["id"]).reason


def test_a_report_that_a_filter_put_into_another_folder_counts_when_the_folder_is_opened(rig):
    rig.door.refusals[LOG] = LATER
    send(rig, "Filed away")
    rig.thunderbird.quit()
    rig.door.refusals[LOG] = TOO_LARGE
    rig.dovecot.wait_for_message("ana", is_report, "a report")
    rig.dovecot.move("ana", "Newsletters")
    rig.thunderbird.start_again()
    rig.thunderbird.get_mail()
    rig.thunderbird.message(REPORT, folder="Newsletters")
    bounced(rig)


def test_what_came_back_is_logged_again_without_what_was_too_large(rig):
    rig.door.size_limits["crm.example"] = 40_960
    arrive(rig, html_reply_with_attachment("Your offer", os.urandom(61_440)))
    rig.thunderbird.click_message_button()
    report_arrives(rig)
    entry = bounced(rig)
    assert "Log without the attachments" in words_in_window(rig, entry["id"]).buttons
    rig.birdlog("journal", "retry", str(entry["id"]))
    mail = rig.door.wait_for(FORWARD, "Your offer").message
    assert not list(mail.iter_attachments())
    again = rig.wait_for_entry(lambda each: each["id"] != entry["id"], "logged again")
    assert (again["state"], again["subject"]) == ("sent", "Your offer")


def test_a_mail_of_one_s_own_can_not_be_logged_again_by_bcc(rig):
    rig.door.refusals[LOG] = TOO_LARGE
    send(rig, "The catalogue")
    report_arrives(rig)
    entry = bounced(rig)
    rig.birdlog("journal", "retry", str(entry["id"]), answer=1)
    assert [delivery.recipient for delivery in rig.door.deliveries] == [BOB]


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
