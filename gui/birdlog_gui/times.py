"""Times as a person says them: "5 min ago" in the list, the exact one on request."""

import re
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from birdlog import utc

translate = QCoreApplication.translate


def parsed(at: str) -> datetime | None:
    """The time that the journal's `at` (ISO 8601) names; None where it is none."""
    try:
        return utc.read(at)
    except ValueError:
        return None


def relative(at: str, now: datetime) -> str:
    """How long ago `at` was, seen from `now`: minutes and hours of today, then the day, then the date."""
    moment = parsed(at)
    if moment is None:
        return ""
    age = now - moment
    if age < timedelta(minutes=1):
        return translate("Times", "just now")
    if age < timedelta(hours=1):
        return translate("Times", "{count} min ago").format(count=age // timedelta(minutes=1))
    return _by_day(moment, now, age)


def exact(at: str) -> str:
    """The local day and time of `at`, to the second, as the system's language writes them."""
    moment = parsed(at)
    if moment is None:
        return ""
    local, long = _local(moment), QLocale.FormatType.LongFormat
    without_zone = re.sub(r"\W*t+\W*", "", QLocale().timeFormat(long))
    return f"{QLocale().toString(local.date(), long)}, {QLocale().toString(local.time(), without_zone)}"


def day(at: str) -> str:
    """The local day of `at`, as the system's language writes it; empty where it is none."""
    moment = parsed(at)
    return QLocale().toString(_local(moment).date(), QLocale.FormatType.LongFormat) if moment else ""


def clock(at: str, now: datetime) -> str:
    """The local time of day of `at`, with its date where that is not the day of `now`."""
    moment = parsed(at)
    if moment is None:
        return ""
    local = _local(moment)
    time = QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)
    if local.date() == _local(now).date():
        return time
    return f"{_short_date(local.date(), _local(now).date())}, {time}"


def day_and_month(day: date) -> str:
    """A day whose year needs no saying."""
    pattern = translate("Times", "d MMM", "a day of this year, as QDate::toString writes it")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def _by_day(moment: datetime, now: datetime, age: timedelta) -> str:
    local, today = _local(moment), _local(now).date()
    time = QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)
    days = local.date().daysTo(today)
    if days == 0:
        return translate("Times", "{count} h ago").format(count=age // timedelta(hours=1))
    if days == 1:
        return translate("Times", "Yesterday, {time}").format(time=time)
    if days < 7:
        weekday = QLocale().dayName(local.date().dayOfWeek(), QLocale.FormatType.ShortFormat)
        return f"{weekday}, {time}"
    return _short_date(local.date(), today)


def _short_date(day: QDate, today: QDate) -> str:
    if day.year() != today.year():
        return QLocale().toString(day, QLocale.FormatType.ShortFormat)
    return day_and_month(date(day.year(), day.month(), day.day()))


def _local(moment: datetime) -> QDateTime:
    milliseconds = round(moment.timestamp() * 1000)
    return QDateTime.fromMSecsSinceEpoch(milliseconds)
