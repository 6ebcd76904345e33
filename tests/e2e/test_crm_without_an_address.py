"""The embedded CRM without a server and without an address: the helper itself takes mail in."""

import os
import signal

import pytest
from scene import BOB, CARLA, MARIA, arrive, html_reply_with_attachment, plain_reply

from birdlog.demo.rig.rig import ANA
from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e

LARGE = 36 * 1024**2  # bytes; on the wire about 50 MB


@pytest.fixture
def rig(empty_rig, xpi):
    empty_rig.birdlog("profile", "add", "mine", "--preset", "local", "--identity", ANA.email)
    empty_rig.birdlog("never-log", "add", MARIA)
    empty_rig.thunderbird.install_addon(xpi)
    empty_rig.wait_for_helper()
    return empty_rig


def _send(rig, subject, to=BOB, **more):
    compose = rig.thunderbird.compose(to=[to], subject=subject, body="<p>Hi.</p>", **more)
    compose.wait_for_button(lambda button: "state-idle" not in button["icon"], "a verdict")
    compose.send_and_wait()
    return compose


def _confirmed(rig):
    return sum(entry["state"] == "confirmed" for entry in rig.journal())


def _local_copies(rig):
    """What lies in the local folder for additional copies."""
    return rig.thunderbird.execute(
        """
        const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
        const folders = MailServices.accounts.localFoldersServer.rootFolder.descendants;
        return folders.filter(({ name }) => name === "Birdlog").map((one) => one.getTotalMessages(false));
        """
    )


def test_what_is_sent_is_on_the_timeline_without_any_address(rig):
    compose = rig.thunderbird.compose(to=[BOB], cc=[CARLA], subject="The offer", body="<p>Hi.</p>")
    compose.wait_for_button(lambda button: button["icon"].endswith("state-ok.svg"), "the verdict")
    assert compose.pills("Bcc") == []
    compose.send_and_wait()
    entry = rig.wait_for_entry(lambda entry: entry["state"] == "confirmed", "confirmed")
    assert (entry["kind"], entry["recipients"]) == ("local", [BOB, CARLA])
    for person in (BOB, CARLA):
        (email,) = rig.timeline(person)
        assert (email["subject"], email["via"], email["direction"]) == ("The offer", "helper", "outgoing")
    assert rig.door.wait_for(BOB, "The offer").message["Bcc"] is None


@pytest.mark.parametrize("kept", ["imap", "local", "off"])
def test_wherever_thunderbird_keeps_its_copy(rig, kept):
    rig.thunderbird.keep_sent_copy(ANA.email, kept)
    for subject in ("The first", "The second"):
        _send(rig, subject)
        rig.wait_for_entry(
            lambda entry, subject=subject: entry["subject"] == subject and entry["state"] == "confirmed",
            subject,
        )
    wait_for(lambda: sum(_local_copies(rig)) == 0, "no copy left in the local folder")
    assert [email["subject"] for email in rig.timeline(BOB)] == ["The second", "The first"]


def test_never_log_holds(rig):
    _send(rig, "Private", to=MARIA)
    entry = rig.wait_for_entry(lambda entry: entry["state"] == "skipped", "skipped")
    assert (entry["reason"], entry["subject"]) == ("never-log", None)
    assert rig.timeline(MARIA) == []


def test_a_mail_from_the_outbox_is_taken_in_once_it_has_left(rig):
    rig.thunderbird.set_offline(True)
    compose = rig.thunderbird.compose(to=[BOB], subject="Later", body="<p>Hi.</p>")
    compose.wait_for_button(lambda button: button["icon"].endswith("state-ok.svg"), "the verdict")
    compose.send_later()
    rig.wait_for_entry(lambda entry: entry["state"] == "pending", "pending")
    rig.thunderbird.set_offline(False)
    rig.thunderbird.send_outbox()
    rig.wait_for_entry(lambda entry: entry["state"] == "confirmed", "confirmed")
    assert [email["subject"] for email in rig.timeline(BOB)] == ["Later"]


def test_one_click_logs_a_received_message(rig):
    arrive(rig, html_reply_with_attachment("Re: Order", b"%PDF-1.4 order"))
    rig.thunderbird.click_message_button()
    entry = rig.wait_for_entry(lambda entry: entry["state"] == "confirmed", "confirmed")
    assert (entry["kind"], entry["recipients"]) == ("local", [BOB])
    (email,) = rig.timeline(BOB)
    assert (email["direction"], [each["name"] for each in email["attachments"]]) == (
        "incoming",
        ["order.pdf"],
    )
    wait_for(lambda: "birdlog-logged" in rig.thunderbird.message("Order")["tags"], "the tag")


def test_what_was_sent_without_a_helper_is_taken_in_once_there_is_one(rig):
    rig.birdlog("uninstall")
    for helper in rig.helper_pids():
        os.kill(helper, signal.SIGKILL)
    _send(rig, "Alone")
    rig.birdlog("install")
    rig.thunderbird.quit()
    rig.thunderbird.start_again()
    rig.wait_for_entry(lambda entry: entry["state"] == "confirmed", "confirmed")
    assert len(rig.timeline(BOB)) == 1


def test_a_mail_of_50_mb_is_taken_in_whole(rig, tmp_path):
    rig.postfix.configure(message_size_limit="80000000", mailbox_size_limit="0")
    file = tmp_path / "large.bin"
    file.write_bytes(bytes(range(256)) * (LARGE // 256))
    compose = rig.thunderbird.compose(to=[BOB], subject="Large", body="<p>Hi.</p>", attachments=[file])
    compose.wait_for_button(lambda button: button["icon"].endswith("state-ok.svg"), "the verdict")
    compose.send()
    assert "size" in rig.thunderbird.wait_for_dialog()  # Thunderbird's own warning of a large mail
    rig.thunderbird.answer_dialog("accept")
    compose.wait_until_closed()
    rig.wait_for_entry(lambda entry: entry["state"] == "confirmed", "confirmed")
    (email,) = rig.timeline(BOB)
    assert email["attachments"] == [{"name": "large.bin", "bytes": LARGE, "logged": True}]


def test_plain_replies_too(rig):
    arrive(rig, plain_reply("Re: Plain"))
    rig.thunderbird.click_message_button()
    rig.wait_for_entry(lambda entry: entry["state"] == "confirmed", "confirmed")
    (email,) = rig.timeline(BOB)
    assert "we take the offer" in email["text"]
