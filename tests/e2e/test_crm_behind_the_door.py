"""The embedded CRM shows on its timelines what Thunderbird sent it."""

import pytest
from scene import BOB, CARLA, FORWARD, LOG, arrive, html_reply_with_attachment

from birdlog.demo.rig.rig import ANA
from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e


@pytest.fixture
def rig_with_crm(empty_rig, xpi):
    addresses = ("--bcc", LOG, "--forward", FORWARD, "--identity", ANA.email)
    empty_rig.birdlog("profile", "add", "CRM", "--preset", "local", *addresses)
    empty_rig.start_crm()
    empty_rig.thunderbird.install_addon(xpi)
    empty_rig.wait_for_helper()
    yield empty_rig
    empty_rig.stop_crm()


def test_a_mail_that_was_sent_is_on_everybodys_timeline(rig_with_crm):
    compose = rig_with_crm.thunderbird.compose(
        to=[BOB], cc=[CARLA], subject="Your offer", body="<p>Here.</p>"
    )
    compose.send_and_wait()
    for address in (BOB, CARLA):
        (email,) = wait_for(
            lambda address=address: rig_with_crm.timeline(address), f"the timeline of {address}"
        )
        assert (email["direction"], email["via"], email["subject"]) == ("outgoing", "bcc", "Your offer")


def test_a_reply_that_was_forwarded_is_on_its_senders_timeline(rig_with_crm):
    reply = html_reply_with_attachment("Re: Your offer", b"%PDF-1.4 order")
    arrive(rig_with_crm, reply)
    rig_with_crm.thunderbird.click_message_button()
    (email,) = wait_for(lambda: rig_with_crm.timeline(BOB), "Bob's timeline")
    assert (email["direction"], email["via"], email["subject"]) == ("incoming", "forward", "Re: Your offer")
    assert [(each["name"], each["logged"]) for each in email["attachments"]] == [("order.pdf", True)]
