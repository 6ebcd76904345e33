"""The overview: a month of mail, a single mail, none, and a journal that can't be read."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from example_journal import BCC, HOSTILE_SUBJECT, LONG_SUBJECT, SETTINGS, sent
from PySide6.QtWidgets import QWidget

from birdlog import paths, utc
from birdlog.journal import looks
from birdlog.journal.entry import Bounce
from birdlog.journal.looks import Asked
from birdlog.journal.store import Journal
from birdlog_gui.overview.page import OverviewPage
from birdlog_gui.window import StatusWindow
from pictures.stage import Stage

_TOO_LARGE = {"crm": "HubSpot", "address": BCC, "variant": "content", "more": "limit", "limit": "2097152"}
_SUBJECTS = ("Offer 2024-117: annual maintenance", "Price list for spring", "Minutes", "Drawings")
_ODD_SUBJECTS = (HOSTILE_SUBJECT, LONG_SUBJECT[:998], "Minutes")


def month(stage: Stage) -> QWidget:
    return _of_a_month(stage)


def month_narrow(stage: Stage) -> QWidget:
    return _of_a_month(stage, _ODD_SUBJECTS, width=680, height=980)


def chosen_day(stage: Stage) -> QWidget:
    window = _of_a_month(stage)
    chart = _overview(window).chart
    chart.setFocus()
    chart.choose(max(place for place, day in enumerate(chart.days[:-4]) if day.total))
    return window


def month_of_many(stage: Stage) -> QWidget:
    stage.write_settings()
    with Journal.open() as journal, journal.transaction():
        _write_month(journal, 40, _ODD_SUBJECTS, looked_at=True)
        for day in range(30):
            _write_many(journal, day, random.Random(day).randint(20, 1200))
    return _shown(stage)


def one_mail(stage: Stage) -> QWidget:
    stage.write_settings()
    with Journal.open() as journal:
        journal.add_or_move(sent(1, "Offer", "tom@example.com"), utc.written(datetime.now(UTC)), "sent")
    return _shown(stage)


def empty(stage: Stage) -> QWidget:
    stage.write_settings()
    return _shown(stage)


def damaged_journal(stage: Stage) -> QWidget:
    stage.write_settings()
    paths.journal_file().write_bytes(b"this is no database at all" * 100)
    window = stage.window()
    window.show_page("overview")
    return window


def _of_a_month(stage: Stage, subjects: tuple[str, ...] = _SUBJECTS, **size: int) -> StatusWindow:
    stage.write_settings(SETTINGS)
    with Journal.open() as journal, journal.transaction():
        _write_month(journal, 9, subjects)
    return _shown(stage, **size)


def _shown(stage: Stage, **size: int) -> StatusWindow:
    window = stage.window(**size)
    page = window.show_page("overview")
    assert isinstance(page, OverviewPage)
    stage.settle(lambda: page.stack.currentWidget() is not page.blank)
    return window


def _overview(window: StatusWindow) -> OverviewPage:
    page = window.show_page("overview")
    assert isinstance(page, OverviewPage)
    return page


def _write_month(journal: Journal, most: int, subjects: tuple[str, ...], *, looked_at: bool = False) -> None:
    """A month of up to `most` mails a day, fewer at weekends, of which some went wrong."""
    chance = random.Random(4)
    now = datetime.now(UTC)
    looks.keep_asked(journal, Asked("work", None, {}, utc.written(now)))
    number = 0
    for day in range(30):
        at = now - timedelta(days=29 - day)
        for _ in range(chance.randint(1, most) if at.weekday() < 5 else chance.randint(0, 1)):
            number += 1
            id = _write_mail(journal, number, subjects[number % len(subjects)], chance.random(), at)
            if looked_at:
                journal.look_at(id)


def _write_mail(journal: Journal, number: int, subject: str, chance: float, at: datetime) -> int:
    written = utc.written(at)
    kinds = (
        (
            0.07,
            {"state": "skipped", "reason": "never-log", "reason_values": {"pattern": "*@familia.example"}},
        ),
        (0.13, {"state": "skipped", "reason": "turned-off"}),
        (0.15, {"state": "missed", "reason": "no-helper"}),
        (0.17, {"state": "failed", "reason": "smtp-error"}),
        (0.18, {"state": "pending"}),
    )
    more = next((more for limit, more in kinds if chance < limit), {})
    id, _ = journal.add_or_move(sent(number, subject, "tom@example.com", **more), written, "sent")
    told = {"evidence": "x", "at": written}
    if 0.18 < chance < 0.22:
        bounce = Bounce(BCC, "5.3.4", None, "too-large", "message-id")
        journal.move(id, "bounced", reason="too-large", reason_values=_TOO_LARGE, bounce=bounce, **told)
    elif chance > 0.25:
        seen = {"reason": "seen-by-message-id", "reason_values": {"crm": "HubSpot"}, "bounce": None}
        journal.move(id, "confirmed", **seen, **told)
    return id


def _write_many(journal: Journal, day: int, count: int) -> None:
    at = utc.written(datetime.now(UTC) - timedelta(days=29 - day))
    journal.write(
        "WITH RECURSIVE mail (number) AS"
        " (SELECT 1 UNION ALL SELECT number + 1 FROM mail WHERE number < ?)"
        " INSERT INTO entry (event, kind, state, profile, created, updated)"
        " SELECT ? || '-' || number, 'bcc', 'sent', 'work', ?, ? FROM mail",
        count,
        str(day),
        at,
        at,
    )
