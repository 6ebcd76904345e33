"""A mail that HubSpot shows is "In the CRM": Birdlog asks by itself, while Thunderbird runs."""

import pytest
from scene import BOB, HUBSPOT_TOKEN, arrive, html_reply_with_attachment, outgoing

from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e

FIRST_LOOK = 120.0
"""Seconds, at most, from a mail to what comes of the first look, which is due after sixty."""


def test_a_mail_and_a_forward_are_confirmed_when_hubspot_shows_them(rig_with_hubspot, hubspot):
    rig = rig_with_hubspot
    bob = hubspot.records.add("contacts", {"email": BOB})
    rig.thunderbird.compose(to=[BOB], subject="Your offer", body="<p>Here.</p>").send_and_wait()
    mail, _ = outgoing(rig, "Your offer")
    arrive(rig, html_reply_with_attachment("Re: Your offer", b"%PDF-1.4 order"))
    rig.thunderbird.click_message_button()
    rig.wait_for_entry(lambda entry: (entry["kind"], entry["state"]) == ("forward", "sent"), "the forward")
    at = {"hs_timestamp": mail["Date"].datetime.isoformat()}
    hubspot.records.add("emails", {**at, "hs_email_message_id": mail["Message-ID"].strip()}, [bob])
    reply = {"hs_email_subject": "Re: Your offer", "hs_email_direction": "FORWARDED_EMAIL"}
    hubspot.records.add("emails", {**at, **reply}, [bob])

    def confirmed():
        entries = rig.journal("--state", "confirmed")
        return entries if len(entries) == 2 else None

    forward, copy = wait_for(confirmed, "HubSpot to be asked", patience=FIRST_LOOK)
    assert (copy["kind"], copy["reason"]) == ("bcc", "seen-by-message-id")
    assert (forward["kind"], forward["reason"]) == ("forward", "seen-by-contact")
    assert HUBSPOT_TOKEN.encode() not in b"".join(
        file.read_bytes() for file in rig.base.rglob("*") if file.is_file()
    )
