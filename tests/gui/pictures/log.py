"""The log: the list, a chosen mail, and what stands there when there is nothing to list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from example_journal import SETTINGS, sent
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from birdlog import paths, utc
from birdlog.journal import arrivals, replies
from birdlog.journal.search import Filter
from birdlog.journal.store import Journal, Observation
from birdlog.rules.received import Received
from birdlog.settings import load
from birdlog_gui.log.entries import Column
from birdlog_gui.window import StatusWindow
from pictures.stage import Stage

_SECOND_PROFILE = """
[profile.home]
preset = "pipedrive"
bcc = "acme@pipedrivemail.example"
created = "2024-01-01T00:00:00Z"
"""


def all_mails(stage: Stage) -> QWidget:
    stage.write_settings()
    stage.write_journal()
    return stage.window()


def came_back(stage: Stage) -> QWidget:
    return _chosen(stage, "bounced")


def with_findings(stage: Stage) -> QWidget:
    return _chosen(stage, "findings")


def narrow(stage: Stage) -> QWidget:
    return _chosen(stage, "long", width=680)


def wide(stage: Stage) -> QWidget:
    return _chosen(stage, "bounced", width=1500)


def filtered(stage: Stage) -> QWidget:
    window = all_mails(stage)
    filters = window.log.filters
    filters.show_filter(Filter(person="acme", since="2024-01-01T00:00:00Z"))
    return window


def nothing_found(stage: Stage) -> QWidget:
    window = all_mails(stage)
    window.log.show_filter(Filter(search="no such mail", needs_you=True))
    return window


def several_profiles(stage: Stage) -> QWidget:
    stage.write_settings(SETTINGS + _SECOND_PROFILE)
    stage.write_journal()
    window = stage.window()
    window.log.list.sortByColumn(Column.SUBJECT, Qt.SortOrder.AscendingOrder)
    return window


def several_chosen(stage: Stage) -> QWidget:
    window = all_mails(stage)
    window.log.list.choose_rows([2, 3, 5])
    window.log.several.forget.click()
    return window


def exported(stage: Stage) -> QWidget:
    window = all_mails(stage)
    window.log.list.choose_rows([1, 2])
    window.log.several.copy.click()
    stage.settle(window.log.work.isVisible)
    return window


def many_mails(stage: Stage) -> QWidget:
    stage.write_settings()
    with Journal.open() as journal, journal.transaction():
        for number in range(3_000):
            at = utc.written(datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=number))
            state = "confirmed" if number % 7 else "bounced"
            mail = sent(
                number, f"Re: Order {number} for the fair", f"c{number % 40}@firm.example", state=state
            )
            journal.add_or_move(mail, at, "sent")
    window = stage.window()
    window.log.list.selectAll()
    return window


def technical(stage: Stage) -> QWidget:
    window = _chosen(stage, "bounced")
    window.log.detail.technical_fold.button.click()
    return window


def forgetting(stage: Stage) -> QWidget:
    window = _chosen(stage, "failed")
    window.log.detail.forget.menu().actions()[0].trigger()
    return window


def unlogged_replies(stage: Stage) -> QWidget:
    stage.write_settings()
    stage.write_journal()
    with Journal.open() as journal:
        _answer(journal)
    window = stage.window()
    window.log.replies.fold.click()
    return window


def empty(stage: Stage) -> QWidget:
    stage.write_settings()
    return stage.window()


def before_the_first_profile(stage: Stage) -> QWidget:
    return stage.window()


def damaged_journal(stage: Stage) -> QWidget:
    stage.write_settings()
    paths.journal_file().write_bytes(b"this is no database at all" * 100)
    return stage.window()


def _chosen(stage: Stage, name: str, width: int = 1040) -> StatusWindow:
    stage.write_settings()
    ids = stage.write_journal()
    window = stage.window(width)
    window.select(ids[name])
    window.log.list.setFocus()
    return window


def _answer(journal: Journal) -> None:
    """Two customers have answered a mail that was logged."""
    now = datetime.now(UTC)
    journal.add_or_move(
        Observation("answered", "bcc", "sent", message_id="offer@x"), utc.written(now), "sent"
    )
    settings = load()
    own = settings.profiles[0].identities
    written = (
        ("joao.silva@cliente.example", "Re: Proposta revisada com os prazos de entrega de novembro", 7),
        ("eva@verylongcompanyname.example", "Re: Offer", 190),
    )
    mails = [
        arrivals.Arrived(
            Received(own[0], author, f"{ago}@x", own, subject=subject, date=_ago(now, ago)), ("offer@x",), {}
        )
        for author, subject, ago in written
    ]
    replies.log(journal, arrivals.arrived(journal, settings, own, mails, utc.written(now))[1:])


def _ago(now: datetime, minutes: int) -> str:
    return utc.written(now - timedelta(minutes=minutes))
