"""What is done from the log and the tray: logging directly, the never-log list, the keyring, the icon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from birdlog import settings_edit, utc
from birdlog.journal import looks
from birdlog.journal.looks import KEYRING_LOCKED, KEYRING_MISSING, Asked
from birdlog.journal.store import Journal
from birdlog_gui import badge
from birdlog_gui.health import Health, Kind
from birdlog_gui.window import StatusWindow
from pictures.stage import Stage


def directly_into_the_crm(stage: Stage) -> QWidget:
    return _chosen(stage, "bounced", width=1040)


def asked_for(stage: Stage) -> QWidget:
    window = _chosen(stage, "bounced", width=1040)
    window.log.detail.again["by-api"].click()
    return window


def never_log_question(stage: Stage) -> QWidget:
    window = _chosen(stage, "bounced", width=1040)
    window.log.detail.ask_to_never_log("maria.souza@acme.example")
    return window


def never_log_undo(stage: Stage) -> QWidget:
    window = never_log_question(stage)
    assert isinstance(window, StatusWindow)
    window.log.detail.never_log_question.yes.click()
    return window


def narrow_with_all_actions(stage: Stage) -> QWidget:
    return _chosen(stage, "unconfirmed", width=760)


def keyring_locked(stage: Stage) -> QWidget:
    return _without_keyring(stage, KEYRING_LOCKED)


def keyring_missing(stage: Stage) -> QWidget:
    return _without_keyring(stage, KEYRING_MISSING)


def tray_menu(stage: Stage) -> QWidget:
    stage.write_settings()
    return _menu(stage)


def tray_menu_paused(stage: Stage) -> QWidget:
    stage.write_settings()
    settings_edit.set_paused(utc.written(datetime.now(UTC) + timedelta(hours=1)))
    return _menu(stage)


def tray_icons(stage: Stage) -> QWidget:
    return _Icons()


def _chosen(stage: Stage, name: str, width: int) -> StatusWindow:
    stage.write_settings()
    ids = stage.write_journal()
    with Journal.open() as journal:
        looks.can_ask(journal, "work", datetime.now(UTC))
    window = stage.window(width)
    window.select(ids[name])
    return window


def _without_keyring(stage: Stage, problem: str) -> QWidget:
    stage.write_settings()
    stage.write_journal()
    with Journal.open() as journal:
        looks.keep_asked(journal, Asked("work", problem, {"crm": "HubSpot"}, utc.written(datetime.now(UTC))))
        for entry in journal.waiting(100):
            journal.look_at(entry)
    return stage.window()


def _menu(stage: Stage) -> QWidget:
    menu = stage.program.tray.menu
    menu.popup(menu.pos())
    return menu


class _Icons(QWidget):
    """Every state of the icon, in the sizes of panels, on light and dark ones."""

    _SIZES = (16, 22, 24, 32, 48, 64)
    _GROUNDS = ("#ffffff", "#f2f2f2", "#2b2b2b", "#000000")
    _STATES = (
        *(Health(kind, "", 0) for kind in Kind),
        *(Health(Kind.WELL, "", count) for count in (1, 9, 10)),
        Health(Kind.PAUSED, "", 3),
    )

    def __init__(self) -> None:
        super().__init__()
        self._row = max(self._SIZES) + 8
        self._column = sum(size + 8 for size in self._SIZES)
        self.setFixedSize(QSize(self._column * len(self._GROUNDS), self._row * len(self._STATES)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for column, ground in enumerate(self._GROUNDS):
            area = QRect(column * self._column, 0, self._column, self.height())
            painter.fillRect(area, QColor(ground))
            for row, health in enumerate(self._STATES):
                x = area.x() + 4
                for size in self._SIZES:
                    badge.icon(health).paint(painter, x, row * self._row + 4, size, size)
                    x += size + 8
        painter.end()
