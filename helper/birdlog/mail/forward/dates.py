"""When a forwarded message was written, as an instant: only where its date leaves no doubt.

Thunderbird copies the original's Date field. Other programs write the date their own way: it counts where it
is ISO 8601, or names its month in English, and has a zone in figures.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST = 100
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_FIELD = re.compile(
    r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d\d:\d\d(?::\d\d)?\s+"
    r"(?:[+-]\d{4}|GMT|UTC?|[ECMP][SD]T)(?:\s*\([^()]*\))?"
)
_ZONE = re.compile(r"\(?(?:(?:GMT|UTC)?\s?([+-])(\d{1,2}):?([0-5]\d)?|GMT|UTC|Z)\)?$")
_PARTS = re.compile(r"[A-Za-z]+|\d+(?::\d+)*")


def utc(date: str) -> datetime | None:
    """The instant that a date names, in UTC; None where it is none, lacks its zone or is in doubt."""
    if len(date) > _LONGEST:
        return None
    try:
        return _rfc_5322(date) or _iso_8601(date) or _english(date)
    except (ValueError, OverflowError):
        return None


def _rfc_5322(date: str) -> datetime | None:
    """A Date field's; the standard library would read much else as one, and wrongly."""
    if not _FIELD.fullmatch(date):
        return None
    read = parsedate_to_datetime(date)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)  # -0000: UTC, the zone untold


def _iso_8601(date: str) -> datetime | None:
    if not date[:4].isdigit() or date[4:5] != "-":
        return None
    read = datetime.fromisoformat(date)
    return read.astimezone(UTC) if read.tzinfo else None


def _english(date: str) -> datetime | None:
    """`Monday, September 19, 2022, 5:55:44 PM -0400`, `25 October 2021 at 11:17:21 GMT+2`."""
    zone = _ZONE.search(date)
    if zone is None:
        return None
    parts = _PARTS.findall(date[: zone.start()])
    month = next((_MONTHS[part[:3].lower()] for part in parts if part[:3].lower() in _MONTHS), None)
    time = next((part for part in parts if ":" in part), None)
    numbers = [part for part in parts if part.isdigit()]
    if month is None or time is None or sorted(map(len, numbers)) not in ([1, 4], [2, 4]):
        return None
    day, year = sorted(map(int, numbers))
    hour, minute, second = (*map(int, time.split(":")), 0)[:3]
    halves = {part.lower() for part in parts} & {"am", "pm"}
    if halves:
        hour = hour % 12 + 12 * ("pm" in halves)
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC) - _offset(zone)


def _offset(zone: re.Match[str]) -> timedelta:
    sign, hours, minutes = zone[1], int(zone[2] or 0), int(zone[3] or 0)
    return timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
