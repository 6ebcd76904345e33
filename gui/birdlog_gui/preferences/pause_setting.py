"""Whether mail is logged at the moment, and a pause of that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from birdlog.settings import Settings
from birdlog_gui import pause, times
from birdlog_gui.controls import button, sentence
from birdlog_gui.look import GREEN, GREY, STEP
from birdlog_gui.preferences.setting import Setting
from birdlog_gui.sign import Sign


class PauseSetting(Setting):
    """Says the state, with the one button that changes it."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Pause"), "Settings.paused", language=language, parent=parent)
        self._sign = Sign(6 * STEP)
        self.words = sentence()
        self.resume = button(self.tr("&Resume"), lambda: self.ask(None))
        self.pause = QPushButton(self.tr("&Pause"))
        self.menu = QMenu(self.pause)
        for words, until in (
            (self.tr("For an hour"), pause.for_an_hour),
            (self.tr("Until tomorrow"), pause.until_tomorrow),
            (self.tr("Until I resume"), lambda _now: pause.UNTIL_RESUMED),
        ):
            self.menu.addAction(words, partial(self._pause, until))
        self.pause.setMenu(self.menu)
        row = QHBoxLayout()
        row.setSpacing(3 * STEP)
        row.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, stretch=1)
        for part in (self.saved, self.resume, self.pause):
            row.addWidget(part)
        self.rows.addLayout(row)
        self.rows.addWidget(self.remark)

    def know(self, settings: Settings) -> None:
        """Show whether logging is paused in these settings."""
        now = datetime.now(UTC)
        paused = settings.is_paused(now)
        self._sign.show_sign(*(("paused", GREY) if paused else ("state-confirmed", GREEN)))
        self.words.setText(self._words_of(settings.paused, now) if paused else self.tr("Logging is on."))
        self.resume.setVisible(paused)
        self.pause.setVisible(not paused)

    def _pause(self, until: Callable[[datetime], str]) -> None:
        self.ask(until(datetime.now(UTC)))

    def _words_of(self, paused: str | None, now: datetime) -> str:
        if paused == pause.UNTIL_RESUMED:
            return self.tr("Logging is paused.")
        return self.tr("Logging is paused until {time}.").format(time=times.clock(paused or "", now))
