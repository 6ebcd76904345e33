"""What the Sent copy of a forward does to its entry."""

import base64

import pytest
from crm_mails import ANA, BOB, ENGLISH, forwarded

from birdlog.host import messages
from birdlog.host.messages import Body
from birdlog.journal import events
from birdlog.journal.entry import explanation, remedy
from birdlog.settings import Profile, Settings
from birdlog.texts import LOCALES

AT = "2026-11-24T09:30:00Z"
SETTINGS = Settings((Profile("work", "hubspot", "HubSpot", identities=(ANA,)),))
UNREADABLE = forwarded(labels={label: value for label, value in ENGLISH.items() if label != "From"})


@pytest.fixture
def sent(journal):
    """A journal with a forward that was sent."""
    body = {"event": "e1", "at": AT, "ok": True, "identity": ANA, "profile": "work", "author": BOB}
    message = messages.forwarded(
        Body({**body, "original_message_id": "9@globex.example", "message_id": "2@a"})
    )
    events.forwarded(journal, SETTINGS, message)
    return journal


def copied(journal, raw, size=None, event="e1"):
    data = base64.b64encode(raw).decode()
    body = Body({"event": event, "at": AT, "data": data, "size": len(raw) if size is None else size})
    return events.forward_copied(journal, SETTINGS, messages.forward_copied(body))


def test_a_copy_that_the_crm_can_read_changes_nothing(sent):
    assert copied(sent, forwarded()) == {"entry": 1, "state": "sent"}
    entry = sent.entry(1)
    assert (entry.reason, entry.findings) == (None, ())
    assert len(sent.steps(1)) == 1


def test_a_copy_that_the_crm_cannot_read_is_sent_and_asks_something_of_the_person(sent):
    assert copied(sent, UNREADABLE) == {"entry": 1, "state": "sent"}
    entry = sent.entry(1)
    assert (entry.state, entry.reason) == ("sent", "unreadable-copy")
    assert [finding.code for finding in entry.findings] == ["missing-from"]
    assert [(step.state, step.reason, step.evidence) for step in sent.steps(1)][1:] == [
        ("sent", "unreadable-copy", "copy")
    ]
    assert sent.entries(needs_you=True) == [entry]
    for locale in LOCALES:
        assert explanation(entry, locale)
        assert remedy(entry, locale)


def test_a_message_whose_copy_the_crm_cannot_read_does_not_count_as_logged(sent):
    assert sent.logged_before("9@globex.example") == 1
    assert sent.logged(["9@globex.example"])
    copied(sent, UNREADABLE)
    assert sent.logged_before("9@globex.example") is None
    assert not sent.logged(["9@globex.example"])


def test_the_beginning_of_a_copy_says_nothing_about_parts_that_may_follow(sent):
    plain = forwarded(parts=("plain",))
    copied(sent, plain, size=len(plain) + 1)
    assert sent.entry(1).findings == ()


def test_a_copy_of_a_forward_that_the_journal_does_not_have_is_let_go(sent):
    assert copied(sent, UNREADABLE, event="e2") == {"entry": None, "state": None}


def test_a_copy_that_comes_again_changes_nothing(sent):
    assert copied(sent, UNREADABLE) == copied(sent, UNREADABLE)
    assert len(sent.steps(1)) == 2
