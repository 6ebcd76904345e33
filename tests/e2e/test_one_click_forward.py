"""One click on a received reply sends it to the CRM, whole, and marks it."""

import json

import pytest
from scene import (
    BOB,
    FORWARD,
    LOG,
    PROFILE,
    arrive,
    html_reply_with_attachment,
    plain_reply,
    set_by_hand,
    settled_journal,
)

from birdlog.demo.rig.rig import ANA, ANA_AT_HOME
from birdlog.demo.rig.thunderbird import LOCAL
from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e

HEADLINE = "content => content.document.getElementById('headline').textContent"
PRESS_AGAIN = "content => void content.setTimeout(() => content.document.getElementById('again').click(), 0)"
LINES = "content => content.document.getElementById('lines').textContent"

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 40


@pytest.fixture(params=["rig", "rig_in_portuguese"], ids=["en-US", "pt-BR"])
def spoken_rig(request):
    return request.getfixturevalue(request.param)


def forwarded(rig, subject):
    """Wait until the forward is through: what arrived at the CRM."""
    delivery = rig.door.wait_for(FORWARD, subject)
    rig.wait_for_entry(lambda entry: entry["kind"] == "forward" and entry["state"] == "sent", "the forward")
    wait_for(rig.postfix.is_idle, "the mail server to be idle")
    return delivery.message


def check_forward(rig, message):
    """What `birdlog check forward` says about what arrived."""
    file = rig.folder / "arrived.eml"
    file.write_bytes(bytes(message))
    return json.loads(rig.birdlog("check", "forward", "--json", str(file)))


def tag_labels(rig, subject):
    keys = rig.thunderbird.message(subject)["tags"]
    return [rig.thunderbird.do("tagLabel", key) for key in keys]


def assert_is_whole(rig, message, subject):
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds.count("text/plain") == 1
    assert kinds.count("text/html") == 1
    verdict = check_forward(rig, message)
    assert (verdict["ok"], verdict["language"], verdict["client"]) == (True, "en-US", "thunderbird")
    assert verdict["header"]["from"]["address"] == BOB
    assert verdict["header"]["subject"] == subject


def test_a_plain_reply_arrives_with_both_parts(spoken_rig):
    arrive(spoken_rig, plain_reply("Re: Your offer"))
    spoken_rig.thunderbird.click_message_button()
    message = forwarded(spoken_rig, "Your offer")
    assert_is_whole(spoken_rig, message, "Re: Your offer")
    assert "we take the offer" in message.get_body(("plain",)).get_content()
    assert [delivery.recipient for delivery in spoken_rig.door.deliveries] == [FORWARD]


def test_an_html_reply_arrives_with_its_attachment(spoken_rig):
    arrive(spoken_rig, html_reply_with_attachment("Re: Your offer", PDF))
    spoken_rig.thunderbird.click_message_button()
    message = forwarded(spoken_rig, "Your offer")
    assert_is_whole(spoken_rig, message, "Re: Your offer")
    assert [part.get_content() for part in message.iter_attachments()] == [PDF]
    assert [delivery.recipient for delivery in spoken_rig.door.deliveries] == [FORWARD]


def test_the_original_is_marked_and_the_journal_tells_of_it_once(rig):
    reply = plain_reply("Re: Your offer")
    arrive(rig, reply)
    rig.thunderbird.click_message_button()
    sent = forwarded(rig, "Your offer")
    wait_for(lambda: tag_labels(rig, "Your offer") == ["Logged to CRM"], "the tag")
    (entry,) = rig.journal()
    assert (entry["state"], entry["kind"], entry["profile"]) == ("sent", "forward", PROFILE)
    assert entry["message_id"] == reply["Message-ID"].strip("<>")
    assert entry["subject"] == "Re: Your offer"
    assert entry["recipients"] == [BOB]
    assert sent["From"].addresses[0].addr_spec == ANA.email


def test_the_tag_speaks_portuguese(rig_in_portuguese):
    arrive(rig_in_portuguese, plain_reply("Re: A proposta"))
    rig_in_portuguese.thunderbird.click_message_button()
    forwarded(rig_in_portuguese, "A proposta")
    wait_for(lambda: tag_labels(rig_in_portuguese, "A proposta") == ["Registrado no CRM"], "the tag")


def test_nothing_stands_in_the_way(rig):
    arrive(rig, plain_reply("Re: Your offer"))
    rig.thunderbird.click_message_button()
    shown = []

    def is_through():
        shown.extend(
            each for each in rig.thunderbird.composes() if each.is_open() and not each.is_minimized()
        )
        return rig.door.to(FORWARD)

    wait_for(is_through, "the forward")
    wait_for(lambda: not rig.thunderbird.composes(), "no compose window to be left")


def test_the_context_menu_of_the_message_list_does_the_same(rig):
    arrive(rig, plain_reply("Re: Your offer"))
    (label,) = rig.thunderbird.open_list_menu()
    rig.thunderbird.choose_from_list_menu(label)
    assert_is_whole(rig, forwarded(rig, "Your offer"), "Re: Your offer")


def test_it_goes_from_the_identity_that_the_mail_was_addressed_to(rig):
    home = ("--forward", "home@crm.example", "--bcc", "home-log@crm.example", "--identity", ANA_AT_HOME.email)
    rig.birdlog("profile", "add", "home", "--preset", "custom", *home)
    rig.postfix.send(plain_reply("Re: The flat", to=ANA_AT_HOME.email), BOB, [ANA_AT_HOME.email])
    rig.thunderbird.get_mail()
    rig.thunderbird.show("The flat")
    rig.thunderbird.click_message_button()
    message = rig.door.wait_for("home@crm.example", "The flat").message
    assert message["From"].addresses[0].addr_spec == ANA_AT_HOME.email
    assert rig.door.to(FORWARD) == []


def test_the_forward_itself_never_carries_the_bcc_address(rig):
    arrive(rig, plain_reply("Re: Your offer"))
    forward = rig.thunderbird.forward("Your offer")
    forward.add("To", FORWARD)
    forward.send_and_wait()
    rig.door.wait_for(FORWARD, "Your offer")
    wait_for(rig.postfix.is_idle, "the mail server to be idle")
    assert rig.door.to(LOG) == []


def test_the_person_may_look_before_it_goes(rig):
    set_by_hand(rig, "look-before-forward = true")
    arrive(rig, plain_reply("Re: Your offer"))
    rig.thunderbird.click_message_button()
    forward = rig.thunderbird.wait_for_compose()
    forward.wait_for_pills([FORWARD], row="To")
    forward.wait_for_button(
        lambda state: "logs the message" in (state["title"] or ""), "it to say what it does"
    )
    assert "we take the offer" in forward.body_text()
    assert rig.door.to(FORWARD) == []
    forward.send_and_wait()
    assert_is_whole(rig, forwarded(rig, "Your offer"), "Re: Your offer")
    wait_for(lambda: tag_labels(rig, "Your offer") == ["Logged to CRM"], "the tag")
    assert len(rig.journal()) == 1


def test_a_mail_to_an_identity_that_no_profile_serves_is_not_forwarded_and_the_reason_is_said(rig):
    rig.postfix.send(plain_reply("Re: The flat", to=ANA_AT_HOME.email), BOB, [ANA_AT_HOME.email])
    rig.thunderbird.get_mail()
    rig.thunderbird.show("The flat")
    rig.thunderbird.click_message_button()
    wait_for(lambda: ANA_AT_HOME.email in rig.thunderbird.in_popup(LINES), "the reason in the pop-up")
    assert settled_journal(rig) == []
    assert rig.door.to(FORWARD) == []


def test_a_second_click_asks_before_it_logs_again(rig):
    arrive(rig, plain_reply("Re: Your offer"))
    rig.thunderbird.click_message_button()
    forwarded(rig, "Your offer")
    wait_for(lambda: tag_labels(rig, "Your offer"), "the tag")
    rig.thunderbird.click_message_button()
    wait_for(
        lambda: "logged" in rig.thunderbird.in_popup(HEADLINE), "the pop-up to say that it was logged before"
    )
    assert len(rig.door.to(FORWARD)) == 1
    rig.thunderbird.in_popup(PRESS_AGAIN)
    wait_for(lambda: len(rig.door.to(FORWARD)) == 2, "the second forward")
    wait_for(lambda: [entry["state"] for entry in rig.journal()] == ["sent", "sent"], "the second entry")


def test_a_message_in_a_local_folder_is_forwarded_too(rig):
    arrive(rig, plain_reply("Re: Your offer"))
    rig.thunderbird.move("Your offer", "INBOX", "Archive")
    rig.thunderbird.show("Your offer", folder="Archive", server=LOCAL)
    rig.thunderbird.click_message_button()
    assert_is_whole(rig, forwarded(rig, "Your offer"), "Re: Your offer")
