"""Until when logging can be paused."""

from datetime import UTC, datetime, time, timedelta

from birdlog import utc

UNTIL_RESUMED = "on"
"""What the settings keep for a pause without an end."""


def for_an_hour(now: datetime) -> str:
    """The UTC time at which a pause of an hour ends."""
    return utc.written(now + timedelta(hours=1))


def until_tomorrow(now: datetime) -> str:
    """The UTC time at which the local day ends: the clock's own midnight, however long that day is.

    Where the clock is put forward at midnight, the day ends at that moment.
    """
    midnight = datetime.combine(now.astimezone().date() + timedelta(days=1), time.min)
    return utc.written(datetime.fromtimestamp(midnight.timestamp(), UTC))  # astimezone() is early in a gap
