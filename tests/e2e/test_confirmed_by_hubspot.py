"""A mail that HubSpot shows is "In the CRM": Birdlog asks by itself, while Thunderbird runs."""

import subprocess

import pytest
from scene import BOB, FORWARD, LOG, arrive, html_reply_with_attachment, outgoing

from birdlog.demo.rig.rig import ANA
from birdlog.demo.rig.waiting import wait_for
from hubspot_server.server import ALL_SCOPES, HubSpotServer

pytestmark = pytest.mark.e2e

TOKEN = "pat-na1-4f1e"
FIRST_LOOK = 120.0
"""Seconds, at most, from a mail to what comes of the first look, which is due after sixty."""


@pytest.fixture
def hubspot():
    with HubSpotServer() as running:
        running.tokens = {TOKEN: ALL_SCOPES}
        yield running


@pytest.fixture
def keyring(empty_rig):
    """An unlocked keyring on Ana's session bus."""
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=empty_rig.environment
    ) as daemon:
        daemon.stdin.write(b"password")
        daemon.stdin.close()
        yield
        daemon.terminate()


@pytest.fixture
def rig(empty_rig, xpi, hubspot, keyring):
    addresses = ("--bcc", LOG, "--forward", FORWARD, "--identity", ANA.email)
    empty_rig.birdlog("profile", "add", "work", "--preset", "hubspot", *addresses)
    empty_rig.birdlog("profile", "set", "work", f"api-base={hubspot.url}")
    empty_rig.birdlog("profile", "token", "work", given=TOKEN)
    empty_rig.thunderbird.install_addon(xpi)
    empty_rig.wait_for_helper()
    return empty_rig


def test_a_mail_and_a_forward_are_confirmed_when_hubspot_shows_them(rig, hubspot):
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
    assert TOKEN.encode() not in b"".join(file.read_bytes() for file in rig.base.rglob("*") if file.is_file())
