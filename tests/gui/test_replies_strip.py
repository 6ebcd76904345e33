"""Replies that nobody logged stand on top of the list, each with one click."""

import pytest

from birdlog.journal import arrivals, requests
from birdlog.journal.store import Journal, Observation
from birdlog.mail.addresses import domain
from birdlog.rules.received import Received
from birdlog.settings import load

AT = "2026-07-01T09:30:00Z"


@pytest.fixture
def own(settings):
    """The window's journal, with a logged mail."""
    with Journal.open() as opened:
        opened.add_or_move(Observation("answered", "bcc", "sent", message_id="offer@x"), AT, "sent")
        yield opened


def _arrive(journal, *authors, subject="Re: Offer"):
    known = load()
    identity = known.profiles[0].identities[0] if known.profiles[0].identities else "ana@empresa.example"
    mails = [
        arrivals.Arrived(
            Received(identity, author, f"r{number}@{domain(author)}", (identity,), subject=subject),
            ("offer@x",),
            {},
        )
        for number, author in enumerate(authors)
    ]
    return arrivals.arrived(journal, known, (identity,), mails, AT)


def _shown(window):
    return [row.author.text() for row in window.log.replies.rows]


def test_without_replies_nothing_is_said(own, window):
    assert window.log.replies.isHidden()


def test_replies_are_counted_and_listed_on_demand(own, window, qtbot):
    _arrive(own, "joao@cliente.example", "eva@cliente.example")
    qtbot.waitUntil(window.log.replies.isVisible)
    assert window.log.replies.sentence.text() == "2 replies nobody has logged yet."
    assert not window.log.replies.list.isVisible()
    window.log.replies.fold.click()
    assert window.log.replies.list.isVisible()
    assert sorted(_shown(window)) == ["eva@cliente.example", "joao@cliente.example"]
    window.log.replies.fold.click()
    assert not window.log.replies.list.isVisible()


def test_one_click_asks_thunderbird_and_says_so(own, window, qtbot):
    (message_id,) = _arrive(own, "joao@cliente.example")
    qtbot.waitUntil(window.log.replies.isVisible)
    assert window.log.replies.log_all.isHidden()
    window.log.replies.rows[0].log.click()
    qtbot.waitUntil(lambda: not window.log.replies.rows[0].log.isEnabled())
    assert window.log.replies.rows[0].log.text() == "Asked for"
    assert [request.body for request in requests.open_requests(own)] == [{"message_id": message_id}]


def test_all_are_logged_with_one_click(own, window, qtbot):
    message_ids = _arrive(own, "joao@cliente.example", "eva@cliente.example")
    qtbot.waitUntil(window.log.replies.isVisible)
    window.log.replies.log_all.click()
    qtbot.waitUntil(lambda: not window.log.replies.log_all.isEnabled())
    asked = {request.body["message_id"] for request in requests.open_requests(own)}
    assert asked == set(message_ids)


def test_not_this_one_takes_it_off_the_list(own, window, qtbot):
    _arrive(own, "joao@cliente.example", "eva@cliente.example")
    qtbot.waitUntil(window.log.replies.isVisible)
    dismissed = window.log.replies.rows[0].author.text()
    window.log.replies.rows[0].dismiss.click()
    qtbot.waitUntil(lambda: len(window.log.replies.rows) == 1)
    assert dismissed not in _shown(window)


def test_a_reply_that_was_logged_elsewhere_leaves_the_list(own, window, qtbot):
    (message_id,) = _arrive(own, "joao@cliente.example")
    qtbot.waitUntil(window.log.replies.isVisible)
    own.add_or_move(Observation("e2", "forward", "sent", message_id=message_id), AT, "forwarded")
    qtbot.waitUntil(window.log.replies.isHidden)


def test_text_of_a_mail_is_no_markup(own, window, qtbot):
    _arrive(own, "joao@cliente.example", subject="<b>Re:</b>\n\u202eOffer")
    qtbot.waitUntil(window.log.replies.isVisible)
    assert window.log.replies.rows[0].subject.text() == "<b>Re:</b> Offer"
