"""Days of the person's calendar, as the journal's times."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QTime

from birdlog_gui import times


def begin_of(day: QDate) -> str:
    """The journal's time (UTC) at which a day begins here."""
    moment = QDateTime(day, QTime(0, 0)).toUTC()
    return f"{moment.toString('yyyy-MM-ddTHH:mm:ss')}Z"


def day_of(at: str) -> QDate:
    """The day here in which a time of the journal is; an invalid one where it is none."""
    moment = times.parsed(at)
    return QDateTime.fromMSecsSinceEpoch(round(moment.timestamp() * 1000)).date() if moment else QDate()


def last_before(at: str) -> QDate:
    """The last day here that begins before a time of the journal."""
    moment = times.parsed(at)
    if moment is None:
        return QDate()
    return QDateTime.fromMSecsSinceEpoch(round(moment.timestamp() * 1000) - 1).date()
