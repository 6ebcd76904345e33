"""When a forwarded message was written, where its date leaves no doubt."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.mail.forward.dates import utc


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("Mon, 23 Nov 2026 10:00:00 -0300", (2026, 11, 23, 13, 0, 0)),
        ("3 Nov 2021 15:51 GMT", (2021, 11, 3, 15, 51, 0)),
        ("Wed, 03 Nov 2021 15:51:30 -0000 (nowhere)", (2021, 11, 3, 15, 51, 30)),
        ("Monday, September 19, 2022, 5:55:44 PM -0400", (2022, 9, 19, 21, 55, 44)),
        ("Monday, September 19, 2022 at 12:05 AM GMT+1", (2022, 9, 18, 23, 5, 0)),
        ("25 October 2021 at 11:17:21 UTC", (2021, 10, 25, 11, 17, 21)),
        ("Oct 27, 2021 9:31 (GMT+05:30)", (2021, 10, 27, 4, 1, 0)),
        ("2021-10-27T09:31:00+02:00", (2021, 10, 27, 7, 31, 0)),
        ("2021-10-27 09:31:00Z", (2021, 10, 27, 9, 31, 0)),
    ],
)
def test_a_date_with_a_zone_is_an_instant(date, instant):
    assert utc(date) == datetime(*instant, tzinfo=UTC)


@pytest.mark.parametrize(
    "date",
    [
        "",
        "Monday",
        "Wed, Oct 27, 2021 at 9:31 AM",
        "25 October 2021 at 11:17:21 EEST",
        "02/10/2023 4:52 PM GMT+1",
        "17 août 2022 à 09:06:24 UTC+2",
        "2021-10-27 09:31",
        "2021-99-27T09:31:00Z",
        "31 February 2021 10:00 +0000",
        "May 1, 2021 10:00:00:00:00 +0100 9",
    ],
)
def test_a_date_in_doubt_is_none(date):
    assert utc(date) is None


PIECES = st.sampled_from(
    ["Oct", "27", "2021", "99999", "9:31", "1:2:3:4", "PM", "+", "-9999", "GMT", "Z", ",", " "]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=12).map(" ".join))
def test_any_text_has_an_instant_or_none(text):
    read = utc(text)
    assert read is None or read.tzinfo is UTC
