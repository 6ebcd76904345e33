"""The embedded CRM shows on its timelines what Thunderbird sent it."""

import json

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


def timeline(rig, address):
    """The contact's timeline, when something is on it."""
    return wait_for(lambda: rig.timeline(address), f"the timeline of {address}")


def contacts(rig):
    return {json.loads(line)["email"] for line in rig.birdlog("crm", "contacts", "--json").splitlines()}


def test_rules_1_to_3_a_mail_is_on_the_timelines_of_to_and_cc_with_company_and_open_deals(rig_with_crm):
    rig = rig_with_crm
    records = rig.base / "records.jsonl"
    deals = [
        {"type": "deal", "name": f"D{day}", "contact": BOB, "stage": stage, "created": f"2026-01-0{day}"}
        for day, stage in enumerate(["open"] * 6 + ["won"], start=1)
    ]
    company = {"type": "company", "name": "Kunde AG", "domain": "kunde.example"}
    records.write_text("\n".join(map(json.dumps, [company, *deals])))
    rig.birdlog("crm", "import", str(records))
    compose = rig.thunderbird.compose(
        to=[BOB], cc=[CARLA], bcc=["dan@kunde.example"], subject="Your offer", body="<p>Here.</p>"
    )
    compose.send_and_wait()
    (at_bobs,), (at_carlas,) = timeline(rig, BOB), timeline(rig, CARLA)
    assert (at_bobs["direction"], at_bobs["via"], at_bobs["subject"]) == ("outgoing", "bcc", "Your offer")
    assert (at_bobs["company"], at_bobs["deals"]) == ("Kunde AG", ["D6", "D5", "D4", "D3", "D2"])
    assert (at_carlas["company"], at_carlas["deals"]) == ("Kunde AG", [])
    assert contacts(rig) == {BOB, CARLA}


def test_rule_4_attachments_over_the_limit_stay_out_and_the_sender_is_told(rig_with_crm):
    rig = rig_with_crm
    rig.birdlog("profile", "set", "CRM", "attachments-limit=1 KB")
    drawing = rig.base / "drawing.bin"
    drawing.write_bytes(bytes(4_096))
    compose = rig.thunderbird.compose(
        to=[BOB], subject="The drawing", body="<p>Here.</p>", attachments=[drawing]
    )
    compose.send_and_wait()
    (email,) = timeline(rig, BOB)
    assert email["attachments"] == [{"name": "drawing.bin", "bytes": 4_096, "logged": False}]
    subject = "Logged without its attachments: The drawing"
    rig.dovecot.wait_for_message("ana", lambda mail: mail["Subject"] == subject, "the report")
    rig.thunderbird.get_mail()
    entry = rig.wait_for_entry(lambda entry: entry["reason"] == "attachments-left-out", "the report")
    assert entry["state"] in ("sent", "confirmed")


def test_rules_7_to_9_a_forwarded_reply_is_on_its_senders_timeline_and_makes_nobody_else_a_contact(
    rig_with_crm,
):
    rig = rig_with_crm
    reply = html_reply_with_attachment("Re: Your offer", b"%PDF-1.4 order")
    reply["Cc"] = CARLA
    arrive(rig, reply)
    rig.thunderbird.click_message_button()
    (email,) = timeline(rig, BOB)
    assert (email["direction"], email["via"], email["subject"]) == ("incoming", "forward", "Re: Your offer")
    assert [(each["name"], each["logged"]) for each in email["attachments"]] == [("order.pdf", True)]
    assert email["cc"] == [CARLA]
    assert contacts(rig) == {BOB}


def test_rule_11_a_mail_is_credited_to_the_user_who_connected_the_address(rig_with_crm):
    rig = rig_with_crm
    rig.birdlog("user", "add", "ana.souza@crm.example", "--connected", ANA.email)
    rig.birdlog("user", "add", "bea@crm.example", "--alias", ANA.email)
    rig.thunderbird.compose(to=[BOB], subject="Your offer", body="<p>Here.</p>").send_and_wait()
    assert [email["credited_to"] for email in timeline(rig, BOB)] == ["ana.souza@crm.example"]


def test_a_mail_and_the_reply_to_it_hang_together(rig_with_crm):
    rig = rig_with_crm
    rig.thunderbird.compose(to=[BOB], subject="Your offer", body="<p>Here.</p>").send_and_wait()
    (sent,) = timeline(rig, BOB)
    reply = html_reply_with_attachment("Re: Your offer", b"%PDF-1.4 order")
    reply["In-Reply-To"] = reply["References"] = f"<{sent['message_id']}>"
    arrive(rig, reply)
    rig.thunderbird.click_message_button()
    both = wait_for(lambda: len(rig.timeline(BOB)) == 2 and rig.timeline(BOB), "both mails")
    assert len({email["thread"] for email in both}) == 1
