"""A pause ends when its words say, whatever the clocks do that night."""

import time
from datetime import UTC, datetime

import pytest

from birdlog_gui import pause


@pytest.fixture
def zone(monkeypatch):
    """Puts this computer into a time zone."""

    def put(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()


def test_an_hour_is_an_hour():
    assert pause.for_an_hour(datetime(2026, 7, 1, 9, 30, tzinfo=UTC)) == "2026-07-01T10:30:00Z"


@pytest.mark.parametrize(
    ("place", "now", "end"),
    [
        ("UTC", "2026-07-01T09:30", "2026-07-02T00:00:00Z"),
        ("America/Sao_Paulo", "2026-07-01T23:30", "2026-07-02T03:00:00Z"),
        ("America/Sao_Paulo", "2026-07-02T02:59", "2026-07-02T03:00:00Z"),
        ("Europe/Berlin", "2026-03-28T12:00", "2026-03-28T23:00:00Z"),
        ("Europe/Berlin", "2026-03-29T00:30", "2026-03-29T22:00:00Z"),  # a day of 23 hours
        ("Europe/Berlin", "2026-10-25T00:30", "2026-10-25T23:00:00Z"),  # a day of 25 hours
        ("America/Santiago", "2026-09-05T12:00", "2026-09-06T04:00:00Z"),  # no midnight: 00:00 is 01:00
        ("America/Havana", "2026-10-31T12:00", "2026-11-01T04:00:00Z"),  # 01:00 goes back to 00:00
        ("Asia/Kathmandu", "2026-12-31T12:00", "2026-12-31T18:15:00Z"),
    ],
)
def test_tomorrow_begins_at_the_local_midnight(zone, place, now, end):
    zone(place)

    assert pause.until_tomorrow(datetime.fromisoformat(f"{now}:00+00:00")) == end
