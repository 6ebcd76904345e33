"""What needs the person is counted until it was looked at, and again when it changes."""

import pytest
from example_journal import sent

from birdlog_gui.attention import Attention


@pytest.fixture
def attention(journal, ids):
    made = Attention()
    made.refresh(journal)
    return made


def test_what_came_back_failed_or_was_missed_waits(attention):
    assert attention.count == 3


def test_what_was_looked_at_waits_no_longer(attention, journal, ids):
    attention.look_at(journal, journal.entry(ids["bounced"]))
    attention.refresh(journal)

    assert attention.count == 2
    assert not attention.needs(journal.entry(ids["bounced"]))


def test_looking_twice_is_no_news(attention, journal, ids):
    bounced = journal.entry(ids["bounced"])

    assert [attention.look_at(journal, bounced), attention.look_at(journal, bounced)] == [True, False]


def test_looking_at_what_is_well_is_no_news(attention, journal, ids):
    assert not attention.look_at(journal, journal.entry(ids["sent"]))


def test_it_is_remembered_by_the_next_start(attention, journal, ids):
    attention.look_at(journal, journal.entry(ids["bounced"]))

    later = Attention()
    later.refresh(journal)

    assert later.count == 2


def test_a_mail_that_fails_again_asks_again(attention, journal, ids):
    event = journal.entry(ids["failed"]).event
    attention.look_at(journal, journal.entry(ids["failed"]))

    journal.add_or_move(
        sent(9, "Minutes", state="pending", event=event), "2030-01-01T00:00:00Z", "sent-later"
    )
    journal.add_or_move(sent(9, "Minutes", state="failed", event=event), "2030-01-02T00:00:00Z", "failed")
    attention.refresh(journal)

    assert attention.needs(journal.entry(ids["failed"]))


def test_what_something_else_added_to_the_crm_waits_though_it_was_sent(attention, journal, ids):
    added = sent(900, "Private", "maria@familia.example", reason="added-elsewhere")
    id, _ = journal.add_or_move(added, "2026-01-01T00:00:00Z", "sent")
    attention.refresh(journal)

    assert attention.needs(journal.entry(id))
