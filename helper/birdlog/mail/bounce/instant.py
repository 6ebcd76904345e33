"""Dates of header fields and status fields."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_DATE = re.compile(
    r"(\d{1,2})\s+([A-Za-z]{3})[A-Za-z]*\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4})?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def instant(field: str) -> datetime | None:
    """The instant of a Date field (RFC 5322 section 3.3) in UTC; without a zone it is taken for UTC."""
    found = _DATE.search(field)
    month = found[2].lower() if found else ""
    if not found or month not in _MONTHS:
        return None
    day, _, year, hour, minute, second, zone = found.groups()
    offset = timedelta(hours=int((zone or "+0000")[1:3]), minutes=int((zone or "+0000")[3:5]))
    try:
        written = datetime(
            int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second or 0)
        )
        return (written + (offset if (zone or "+")[0] == "-" else -offset)).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
