"""What a forward leaves out, what is read back before it goes, and what its Sent copy shows."""

import sqlite3

import pytest
from scene import FORWARD, PROFILE, arrive, html_reply_with_attachment, plain_reply, set_by_hand

from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e

LINES = "content => content.document.getElementById('lines').textContent"
REMEDY = "content => content.document.getElementById('remedy').textContent"
BUTTONS = "content => [...content.document.querySelectorAll('button')].filter(b => !b.hidden).map(b => b.id)"
PRESS_REMEDY = (
    "content => void content.setTimeout(() => content.document.getElementById('remedy').click(), 0)"
)
PDF = b"%PDF-1.4\n" + bytes(range(256)) * 40
HISTORY = "".join(f"> The history of the offer, line {number}\n" for number in range(40))
QUOTED = f"We take it.\n\nOn Tue, 24 Nov 2026 at 10:00, Ana Souza wrote:\n\n{HISTORY}"


def reply_with_history(subject):
    message = plain_reply(subject)
    message.set_content(QUOTED)
    return message


def logged(rig, subject):
    message = rig.door.wait_for(FORWARD, subject).message
    rig.wait_for_entry(lambda entry: entry["state"] == "sent", "the forward")
    return message


def texts(message):
    return [message.get_body((kind,)).get_content() for kind in ("plain", "html")]


def test_a_profile_may_say_that_the_quoted_history_and_the_attachments_stay_out(rig):
    rig.birdlog("profile", "set", PROFILE, "without-history=true", "without-attachments=true")
    message = html_reply_with_attachment("Re: Your offer", PDF)
    html = '<p>We take it.</p><div class="gmail_quote">Ana wrote:<blockquote>old</blockquote></div>'
    message.get_body(("html",)).set_content(html, subtype="html")
    arrive(rig, message)
    rig.thunderbird.click_message_button()
    forward = logged(rig, "Your offer")
    assert list(forward.iter_attachments()) == []
    for text in texts(forward):
        assert "We take it." in text
        assert "old" not in text
    assert [entry["findings"] for entry in rig.journal()] == [[]]


def test_this_once_by_the_buttons_own_menu(rig):
    arrive(rig, reply_with_history("Re: Your offer"))
    labels = rig.thunderbird.open_button_menu()
    assert labels == [
        "Log without the quoted history",
        "Log without the attachments",
        "Look at the forward before it goes",
    ]
    rig.thunderbird.choose_from_button_menu(labels[0])
    for text in texts(logged(rig, "Your offer")):
        assert "We take it." in text
        assert "history" not in text


def test_to_look_this_once_is_in_the_menu_too(rig):
    arrive(rig, plain_reply("Re: Your offer"))
    *_others, look = rig.thunderbird.open_button_menu()
    rig.thunderbird.choose_from_button_menu(look)
    forward = rig.thunderbird.wait_for_compose()
    forward.wait_for_pills([FORWARD], row="To")
    forward.wait_for_button(lambda state: "logs the message" in (state["title"] or ""), "it to say so")
    assert not forward.is_minimized()
    assert rig.door.deliveries == []


def test_a_reply_with_answers_in_between_is_forwarded_whole_and_that_is_said(rig):
    rig.birdlog("profile", "set", PROFILE, "without-history=true")
    message = plain_reply("Re: Your offer")
    message.set_content("See below.\n\n> Will you take it?\n\nYes.\n\n> When?\n\nToday.\n")
    arrive(rig, message)
    rig.thunderbird.click_message_button()
    for text in texts(logged(rig, "Your offer")):
        assert "Will you take it?" in text
    (entry,) = rig.journal()
    assert [finding["code"] for finding in entry["findings"]] == ["history-kept"]


def test_a_forward_that_is_too_large_as_it_was_made_is_not_sent_and_its_remedy_is_offered(rig):
    rig.birdlog("profile", "set", PROFILE, "content-limit=3 KB")  # the message has less, its forward more
    arrive(rig, reply_with_history("Re: Your offer"))
    rig.thunderbird.click_message_button()
    wait_for(lambda: "3 KB" in rig.thunderbird.in_popup(LINES), "the reason in the pop-up")
    assert rig.thunderbird.in_popup(REMEDY) == "Log without the quoted history"
    assert rig.thunderbird.in_popup(BUTTONS) == ["remedy"]
    (entry,) = rig.journal()
    assert (entry["kind"], entry["state"], entry["reason"]) == ("forward", "skipped", "body-too-large")
    assert rig.thunderbird.composes() == []
    assert rig.door.deliveries == []
    rig.thunderbird.in_popup(PRESS_REMEDY)
    for text in texts(logged(rig, "Your offer")):
        assert "history" not in text
    assert rig.dovecot.messages("ana", "Drafts") == []


def test_what_the_person_takes_out_of_a_forward_is_noticed_when_it_goes_and_in_its_copy(rig):
    set_by_hand(rig, "look-before-forward = true")
    arrive(rig, plain_reply("Re: Your offer"))
    rig.thunderbird.click_message_button()
    forward = rig.thunderbird.wait_for_compose()
    forward.wait_for_button(
        lambda state: "logs the message" in (state["title"] or ""), "it to say what it does"
    )
    forward.set_body("We take the offer.")
    forward.send_and_wait()
    rig.door.wait_for(FORWARD, "Your offer")
    entry = rig.wait_for_entry(lambda entry: entry["reason"] == "unreadable-copy", "the copy to be read")
    assert entry["state"] == "sent"
    assert "no-header" in [finding["code"] for finding in entry["findings"]]


def test_the_copy_of_a_forward_is_read_and_nothing_is_said_of_a_good_one(rig):
    arrive(rig, plain_reply("Re: Your offer"))
    rig.thunderbird.click_message_button()
    logged(rig, "Your offer")
    wait_for(lambda: "forward-copied" in events(rig), "the copy to be read")
    assert [(entry["state"], entry["reason"], entry["findings"]) for entry in rig.journal()] == [
        ("sent", None, [])
    ]


def test_where_no_copy_is_kept_nothing_is_claimed(rig):
    rig.thunderbird.keep_sent_copy("ana@oficina.example", "off")
    arrive(rig, plain_reply("Re: Your offer"))
    rig.thunderbird.click_message_button()
    logged(rig, "Your offer")
    rig.thunderbird.keep_sent_copy("ana@oficina.example", "imap")
    assert "forward-copied" not in events(rig)
    assert [(entry["state"], entry["reason"]) for entry in rig.journal()] == [("sent", None)]


def events(rig):
    """The types of the events that the journal has taken in."""
    (file,) = rig.base.rglob("journal.sqlite3")
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as journal:
        return [type for (type,) in journal.execute("SELECT type FROM event_seen")]


def test_a_forward_that_the_mail_server_refuses_for_its_size_can_be_logged_without_the_attachments(rig):
    arrive(rig, html_reply_with_attachment("Re: Your offer", PDF + bytes(12_000_000)))
    rig.postfix.configure(message_size_limit="2000000")
    rig.thunderbird.click_message_button()
    rig.thunderbird.wait_for_dialog()  # Thunderbird's own error
    rig.thunderbird.answer_dialog()
    wait_for(lambda: rig.thunderbird.in_popup(REMEDY), "the remedy in the pop-up")
    assert rig.thunderbird.in_popup(REMEDY) == "Log without the attachments"
    rig.thunderbird.in_popup(PRESS_REMEDY)
    forward = logged(rig, "Your offer")
    assert list(forward.iter_attachments()) == []
    assert len(rig.journal()) == 1
