"""Which mails are listed: by state, profile, person and time, and what is left out can be seen and undone."""

from datetime import UTC, datetime, timedelta

import pytest
from example_journal import SETTINGS
from PySide6.QtCore import QDate, Qt
from test_log_table import SECOND_PROFILE, column

from birdlog import paths
from birdlog.journal.search import Filter
from birdlog_gui.log import days
from birdlog_gui.log.entries import Column

pytestmark = pytest.mark.usefixtures("settings", "installed", "connected", "ids")

TODAY, WEEK, MONTH, YEAR, BETWEEN = range(1, 6)


def test_a_person_is_found_as_one_types(window, qtbot):
    qtbot.keyClicks(window.log.filters.person, "maria")

    qtbot.waitUntil(lambda: window.log.model.rowCount() == 3)


def test_a_subject_that_names_a_person_is_not_found_by_person(window, qtbot, ids):
    qtbot.keyClicks(window.log.filters.person, "offer")

    qtbot.waitUntil(lambda: window.log.model.rowCount() == 0)
    assert window.log.list_empty.title.text() == "No mail found"


@pytest.mark.parametrize(
    ("choice", "age"), [(TODAY, timedelta(0)), (WEEK, timedelta(days=6)), (MONTH, timedelta(days=29))]
)
def test_a_time_lists_what_is_no_older(window, journal, choice, age):
    window.log.filters.period.setCurrentIndex(choice)

    begin = (datetime.now().astimezone() - age).replace(hour=0, minute=0, second=0, microsecond=0)
    expected = [entry for entry in journal.entries() if datetime.fromisoformat(entry.created) >= begin]
    assert window.log.model.rowCount() == len(expected) > 0


def test_two_days_are_both_listed_whichever_is_named_first(window, journal, ids):
    period, day = window.log.filters.period, days.day_of(journal.entry(ids["confirmed"]).created)
    assert not period.between.isVisible()
    period.setCurrentIndex(BETWEEN)
    assert period.between.isVisible()

    period.first.setDate(day.addDays(1))
    period.last.setDate(day)

    assert column(window, Column.SUBJECT) == ["Offer 2024-117: annual maintenance"]


def test_a_profile_is_offered_where_there_are_several(window, qtbot, ids):
    filters = window.log.filters
    assert not filters.profile.isVisible()
    paths.settings_file().write_text(SETTINGS + SECOND_PROFILE, encoding="utf-8")
    qtbot.waitUntil(filters.profile.isVisible)

    filters.profile.setCurrentIndex(filters.profile.findData("home"))
    assert window.log.model.rowCount() == 0

    filters.profile.setCurrentIndex(filters.profile.findData("work"))
    assert window.log.model.rowCount() == len(ids) - 1


def test_a_profile_that_is_gone_leaves_nothing_out(window, qtbot, ids):
    paths.settings_file().write_text(SETTINGS + SECOND_PROFILE, encoding="utf-8")
    qtbot.waitUntil(window.log.filters.profile.isVisible)
    window.log.filters.profile.setCurrentIndex(window.log.filters.profile.findData("home"))

    paths.settings_file().write_text(SETTINGS, encoding="utf-8")

    qtbot.waitUntil(lambda: window.log.model.rowCount() == len(ids))


def test_all_filters_go_at_once(window, qtbot, ids):
    filters = window.log.filters
    assert not filters.all.isVisible()
    filters.period.setCurrentIndex(YEAR)
    filters.which.setCurrentIndex(1)
    qtbot.keyClicks(filters.person, "maria")
    qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)

    qtbot.mouseClick(filters.all, Qt.MouseButton.LeftButton)

    assert window.log.model.rowCount() == len(ids)
    assert filters.wanted() == Filter()
    assert not filters.all.isVisible()


def test_what_another_page_links_to_is_listed_and_named(window, ids):
    window.log.show_filter(Filter(state="skipped", reason="never-log"), "On the never-log list")

    assert column(window, Column.SUBJECT) == ["Subject not kept"]
    assert window.log.filter.currentText() == "On the never-log list"
    assert window.log.filters.all.isVisible()

    window.log.show_filter(Filter("bounced"))
    assert window.log.filter.currentText() == "Came back"
    window.log.filters.clear()
    assert window.log.model.rowCount() == len(ids)


def test_the_time_of_a_link_is_shown_as_days(window):
    day = QDate.currentDate().addDays(-6)
    wanted = Filter(since=days.begin_of(day), until=days.begin_of(day.addDays(1)))

    window.log.show_filter(wanted)

    period = window.log.filters.period
    assert period.currentIndex() == BETWEEN
    assert (period.first.date(), period.last.date()) == (day, day)
    assert window.log.filters.wanted() == wanted


def test_a_day_begins_where_the_person_is(monkeypatch):
    day = QDate(2026, 7, 1)

    begin = days.begin_of(day)

    assert days.day_of(begin) == day
    assert days.last_before(begin) == day.addDays(-1)
    assert datetime.fromisoformat(begin).astimezone().date() == datetime(2026, 7, 1, tzinfo=UTC).date()


@pytest.mark.parametrize("hostile", ['"', "<", "<>", "*", "a" * 10_000, "\u202e", "' OR 1", "maria\x00x"])
def test_whatever_is_typed_is_looked_for(window, qtbot, hostile):
    filters = window.log.filters
    filters.person.setText(hostile)
    filters.search.setText(hostile)
    qtbot.waitUntil(lambda: window.log.model.listing.wanted == filters.wanted())

    assert window.log.model.rowCount() == 0 or not hostile.strip()


def test_what_is_typed_next_is_what_is_listed(window, journal, qtbot, ids):
    """Where reading takes long, the page of an earlier word never comes after that of a later one."""
    filters = window.log.filters
    for typed in ("見積", "offer", "見", "offer 2024"):
        filters.search.setText(typed)
        filters.changed.emit()

    qtbot.waitUntil(lambda: window.log.model.rowCount() == 2)
    assert window.log.model.listing.wanted.search == "offer 2024"
