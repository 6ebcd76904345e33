"""The log: the list, a chosen mail, and what stands there when there is nothing to list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from birdlog import paths, utc
from birdlog.journal import arrivals, replies
from birdlog.journal.store import Journal, Observation
from birdlog.rules.received import Received
from birdlog.settings import load
from birdlog_gui.window import StatusWindow
from pictures.stage import Stage


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
