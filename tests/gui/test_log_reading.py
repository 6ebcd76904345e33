"""Where reading takes longer than a frame, it is done beside the window, and the last wish is what comes."""

import pytest
from example_journal import sent
from PySide6.QtCore import Qt
from test_log_table import column, write_many

from birdlog.journal import store
from birdlog.journal.search import Filter
from birdlog_gui.log import reading
from birdlog_gui.log.entries import PAGE, Column

pytestmark = pytest.mark.usefixtures("settings", "installed", "connected", "ids")


@pytest.fixture(autouse=True)
def slow(monkeypatch):
    """Whatever is read takes longer than the window waits for it."""
    monkeypatch.setattr(store, "_OPERATIONS", 1)
    monkeypatch.setattr(reading, "_PATIENCE", -1.0)


@pytest.fixture
def listed(window, qtbot):
    qtbot.waitUntil(lambda: window.log.model.rowCount() > 0)
    return window


def test_the_list_comes_as_soon_as_it_is_read(listed, ids):
    assert listed.log.model.rowCount() == len(ids)
    assert not listed.log.reading.isVisible()


def test_until_then_it_says_that_it_is_being_read_and_the_list_stays(listed, qtbot, ids):
    listed.log.search.setText("offer 2024")

    assert listed.log.reading_long.isActive()
    assert listed.log.model.rowCount() == len(ids)
    listed.log.reading_long.timeout.emit()
    assert listed.log.reading.isVisible()

    qtbot.waitUntil(lambda: listed.log.model.rowCount() == 2)
    assert not listed.log.reading.isVisible()
    assert not listed.log.reading_long.isActive()


def test_of_many_wishes_the_last_one_comes(listed, qtbot):
    for typed in ("o", "of", "offer", "x", "offer 2024"):
        listed.log.search.setText(typed)

    qtbot.waitUntil(lambda: listed.log.model.rowCount() == 2)
    qtbot.waitUntil(lambda: not listed.log.model.is_reading)
    assert listed.log.model.rowCount() == 2


def test_it_is_read_on_in_the_order_of_a_column(listed, qtbot, journal):
    write_many(journal, 3 * PAGE)
    listed.log.list.sortByColumn(Column.SUBJECT, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: listed.log.model.rowCount() == PAGE)

    listed.log.list.scrollToBottom()

    qtbot.waitUntil(lambda: listed.log.model.rowCount() == 2 * PAGE)
    mails = [each for each in column(listed, Column.SUBJECT) if each.startswith("Mail ")]
    assert mails == sorted(mails, reverse=True)


def test_a_mail_is_shown_as_soon_as_it_is_read(listed, qtbot, ids):
    listed.log.show_filter(Filter("bounced"))

    listed.select(ids["confirmed"])

    qtbot.waitUntil(lambda: bool(listed.log.choice().entries))
    assert listed.log.detail.entry.id == ids["confirmed"]


def test_what_comes_while_it_is_read_is_read_too(listed, qtbot, journal, ids):
    listed.log.list.sortByColumn(Column.WHO, Qt.SortOrder.AscendingOrder)
    journal.add_or_move(sent(9_999, "New", "new@example.com"), "2030-01-01T00:00:00Z", "sent")
    listed.refresh()

    qtbot.waitUntil(lambda: listed.log.model.rowCount() == len(ids) + 1)


def test_a_window_that_is_closed_meanwhile_is_left_in_peace(listed, qtbot):
    listed.log.search.setText("offer")

    listed.close()

    assert not listed.log.model.is_reading
