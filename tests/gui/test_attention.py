"""What needs the person is counted until it was looked at, and again when it changes."""

import pytest
from example_journal import sent
from PySide6.QtCore import QSettings

from birdlog_gui.attention import Attention


@pytest.fixture
def store(tmp_path):
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def attention(store, journal, ids):
    made = Attention(store)
    made.refresh(journal)
    return made


def test_what_came_back_failed_or_was_missed_waits(attention):
    assert attention.count == 3


def test_what_was_looked_at_waits_no_longer(attention, journal, ids):
    attention.look_at(journal.entry(ids["bounced"]))
    attention.refresh(journal)

    assert attention.count == 2
    assert not attention.needs(journal.entry(ids["bounced"]))


def test_looking_twice_is_no_news(attention, journal, ids):
    bounced = journal.entry(ids["bounced"])

    assert [attention.look_at(bounced), attention.look_at(bounced)] == [True, False]


def test_looking_at_what_is_well_is_no_news(attention, journal, ids):
    assert not attention.look_at(journal.entry(ids["sent"]))


def test_it_is_remembered_by_the_next_start(attention, store, journal, ids):
    attention.look_at(journal.entry(ids["bounced"]))

    later = Attention(QSettings(store.fileName(), QSettings.Format.IniFormat))
    later.refresh(journal)

    assert later.count == 2


def test_a_mail_that_fails_again_asks_again(attention, journal, ids):
    event = journal.entry(ids["failed"]).event
    attention.look_at(journal.entry(ids["failed"]))

    journal.add_or_move(
        sent(9, "Minutes", state="pending", event=event), "2030-01-01T00:00:00Z", "sent-later"
    )
    journal.add_or_move(sent(9, "Minutes", state="failed", event=event), "2030-01-02T00:00:00Z", "failed")
    attention.refresh(journal)

    assert attention.needs(journal.entry(ids["failed"]))


def test_what_is_remembered_does_not_grow_for_ever(attention, store, journal, ids):
    for name in ("bounced", "failed", "missed"):
        attention.look_at(journal.entry(ids[name]))
    journal.forget("maria.souza@acme.example")
    attention.refresh(journal)
    journal.add_or_move(sent(20, "New", state="failed"), "2030-01-01T00:00:00Z", "failed")
    attention.refresh(journal)
    attention.look_at(next(iter(journal.entries(state="failed"))))

    assert len(store.value("looked-at")) == 3


def test_what_something_else_added_to_the_crm_waits_though_it_was_sent(attention, journal, ids):
    added = sent(900, "Private", "maria@familia.example", reason="added-elsewhere")
    id, _ = journal.add_or_move(added, "2026-01-01T00:00:00Z", "sent")
    attention.refresh(journal)

    assert attention.needs(journal.entry(id))
