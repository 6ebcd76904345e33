"""The list's model: pages of the journal, newest first, that follow what changes."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from example_journal import HOSTILE_SUBJECT, LONG_SUBJECT, sent, utc
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from birdlog import paths
from birdlog.journal.search import Filter
from birdlog.journal.states import NEEDS_YOU
from birdlog.journal.store import Journal
from birdlog_gui.log.entries import PAGE, Column, EntryModel, Role

ALL = Filter()


@pytest.fixture
def model(qapp, qtbot):
    made = EntryModel("en", lambda entry: entry.state in NEEDS_YOU, qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def watched(model):
    """The model, watched by Qt's own tester: what it finds is a warning, and a warning fails the test."""
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    return model


def listed(model: EntryModel) -> list[int]:
    return [model.index(row, 0).data(Role.ENTRY).id for row in range(model.rowCount())]


def write_many(journal: Journal, count: int) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    with journal.transaction():
        for number in range(count):
            observation = sent(1_000 + number, f"Mail {number}", "maria@acme.example")
            journal.add_or_move(observation, utc(start + timedelta(minutes=number)), "sent")


def test_the_newest_mail_is_on_top(model, journal, ids):
    model.show(journal, ALL)

    assert listed(model)[0] == ids["pending"]
    assert listed(model)[-1] == ids["old"]


def test_a_page_is_read_at_once_and_the_next_one_as_one_scrolls(model, journal):
    write_many(journal, PAGE * 2 + 5)
    model.show(journal, ALL)
    assert model.rowCount() == PAGE

    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())

    assert model.rowCount() == PAGE * 2 + 5
    assert len(set(listed(model))) == PAGE * 2 + 5


def test_a_full_last_page_is_followed_by_nothing(model, journal):
    write_many(journal, PAGE)
    model.show(journal, ALL)
    model.fetchMore(QModelIndex())

    assert not model.canFetchMore(QModelIndex())


@pytest.mark.parametrize("state", ["bounced", "skipped", "sent"])
def test_a_filter_lists_its_state_alone(model, journal, ids, state):
    model.show(journal, Filter(state))

    assert {model.index(row, 0).data(Role.ENTRY).state for row in range(model.rowCount())} == {state}


def test_what_needs_the_person_is_listed_together_and_in_order(model, journal, ids):
    model.show(journal, Filter(needs_you=True))

    assert listed(model) == [ids["bounced"], ids["failed"], ids["missed"]]


def test_a_search_finds_contacts_and_subjects(model, journal, ids):
    model.show(journal, Filter(search="MARIA.souza"))
    by_contact = listed(model)
    model.show(journal, Filter(search="offer 2024"))

    assert by_contact == [ids["bounced"], ids["forward"], ids["confirmed"]]
    assert listed(model) == [ids["forward"], ids["confirmed"]]


def test_a_mail_that_comes_is_inserted_and_the_others_stay(watched, journal, ids):
    watched.show(journal, ALL)
    chosen = QPersistentModelIndex(watched.index(3, 0))
    entry = chosen.data(Role.ENTRY)

    journal.add_or_move(sent(99, "New", "new@example.com"), utc(datetime.now(UTC)), "sent")
    watched.refresh()

    assert watched.index(0, 0).data(Role.SUBJECT) == "New"
    assert (chosen.row(), chosen.data(Role.ENTRY)) == (4, entry)


def test_a_mail_that_moves_on_stays_in_its_place(watched, journal, ids, qtbot):
    watched.show(journal, ALL)
    row = watched.row_of(ids["sent"])

    journal.move(
        ids["sent"],
        "confirmed",
        at=utc(datetime.now(UTC)),
        reason=None,
        reason_values={},
        bounce=None,
        evidence=None,
    )
    with qtbot.waitSignal(
        watched.dataChanged, check_params_cb=lambda first, last, _roles: first.row() == row
    ):
        watched.refresh()

    assert watched.index(row, 0).data(Role.STATE) == "In the CRM"


def test_forgotten_mails_leave_the_list(watched, journal, ids):
    watched.show(journal, ALL)

    journal.forget("maria.souza@acme.example")
    watched.refresh()

    assert not {ids["bounced"], ids["forward"], ids["confirmed"]} & set(listed(watched))


def test_a_refresh_keeps_as_many_rows_as_were_read(model, journal):
    write_many(journal, PAGE * 3)
    model.show(journal, ALL)
    model.fetchMore(QModelIndex())
    journal.add_or_move(sent(1, "New"), utc(datetime.now(UTC)), "sent")

    model.refresh()

    assert model.rowCount() == PAGE * 2
    assert model.canFetchMore(QModelIndex())


def test_an_old_entry_is_found_by_reading_on(model, journal):
    write_many(journal, PAGE * 3)
    model.show(journal, ALL)
    oldest = journal.entries()[-1].id

    assert model.row_of(oldest) == PAGE * 3 - 1


def test_an_entry_that_the_filter_leaves_out_has_no_row(model, journal, ids):
    model.show(journal, Filter("bounced"))

    assert model.row_of(ids["sent"]) is None
    assert model.row_of(12_345) is None


def test_without_a_journal_there_is_nothing(model):
    model.show(None, ALL)

    assert model.rowCount() == 0


def test_a_row_is_told_in_words_to_who_does_not_see_it(model, journal, ids):
    model.show(journal, ALL)

    spoken = model.index(model.row_of(ids["failed"]), 0).data(Qt.ItemDataRole.AccessibleTextRole)

    for part in ("Could not be sent", "Minutes of Tuesday's call", "tom@example.com", "3 h ago"):
        assert part in spoken


def test_a_subject_that_was_not_kept_is_said_so(model, journal, ids):
    model.show(journal, ALL)

    row = model.index(model.row_of(ids["private"]), 0)

    assert row.data(Role.SUBJECT) == "Subject not kept"
    assert "*@familia.example" in row.data(Role.WHY)


def test_a_hostile_subject_is_shown_as_it_was_typed(model, journal, ids):
    model.show(journal, ALL)

    shown = model.index(model.row_of(ids["hostile"]), 0).data(Role.SUBJECT)

    assert shown == "<b>Invoice</b> <img src=x> gnp.exe &amp; done"
    assert "\u202e" in HOSTILE_SUBJECT


def test_a_very_long_subject_is_whole_in_the_tooltip(model, journal, ids):
    model.show(journal, ALL)
    index = model.index(model.row_of(ids["long"]), Column.SUBJECT)

    assert len(index.data(Role.SUBJECT)) <= 300
    assert LONG_SUBJECT[:998].strip() in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_journal_that_breaks_is_told(model, journal, ids, qtbot):
    with closing(sqlite3.connect(paths.journal_file())) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with paths.journal_file().open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    with Journal.open() as broken, qtbot.waitSignal(model.failed) as told:
        model.show(broken, ALL)

    assert told.args[0].code == "damaged"
    assert model.rowCount() == 0
