"""Times are said as a person says them."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from example_journal import utc
from PySide6.QtCore import QLocale

from birdlog_gui import times

NOW = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_london(qapp, monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(hours=14), "Yesterday, 22:00"),
        (timedelta(days=2), "Tue, 12:00"),
        (timedelta(days=30), "16 Apr"),
        (timedelta(days=365), "17/05/2023"),
    ],
)
def test_the_nearer_the_more_exact(ago, said):
    assert times.relative(utc(NOW - ago), NOW) == said


def test_a_time_of_today_needs_no_date():
    assert times.clock("2024-05-16T08:05:00Z", NOW) == "08:05"


def test_a_time_of_another_day_has_its_date():
    assert times.clock("2024-05-14T08:05:00Z", NOW) == "14 May, 08:05"


def test_what_is_no_time_is_not_shown():
    assert (times.relative("soon", NOW), times.exact("soon"), times.clock("", NOW)) == ("", "", "")


def test_the_exact_time_names_day_and_second():
    said = times.exact("2024-05-14T08:05:07Z")

    assert said.startswith("Tuesday")
    assert "14 May 2024" in said
    assert "08:05:07" in said
