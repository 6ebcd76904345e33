"""The way of a mail, step by step, as a line with a sign for each step."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from birdlog.journal.entry import Step, state_text
from birdlog_gui import times
from birdlog_gui.controls import QuietLabel
from birdlog_gui.look import STEP, faint, sign, tone
from birdlog_gui.plain import tooltip
from birdlog_gui.prose import Prose
from birdlog_gui.sign import paint_sign

_SIGN = 5 * STEP
_GUTTER = 8 * STEP


@dataclass(frozen=True, slots=True)
class Stop:
    """A step with what is said about it beside its state ("" for nothing)."""

    step: Step
    note: str


class Way(QWidget):
    """The steps, the first one on top."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._rows: list[_StopRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_stops(self, stops: list[Stop], now: datetime) -> None:
        """Show `stops`; times are said as seen from `now`."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.deleteLater()
        last = len(stops) - 1
        self._rows = [_StopRow(stop, n == 0, n == last, self._language, now) for n, stop in enumerate(stops)]
        for row in self._rows:
            self._layout.addWidget(row)


class _StopRow(QWidget):
    def __init__(self, stop: Stop, is_first: bool, is_last: bool, language: str, now: datetime) -> None:
        super().__init__()
        self._stop, self._is_first, self._is_last = stop, is_first, is_last
        self.word = QLabel(state_text(stop.step.state, language))
        self.word.setTextFormat(Qt.TextFormat.PlainText)
        self.word.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.word.setMinimumHeight(_SIGN)
        self.time = QuietLabel(times.clock(stop.step.at, now))
        self.time.setToolTip(tooltip(times.exact(stop.step.at)) + tooltip(stop.step.evidence or ""))
        note = Prose(self, is_quiet=True, scale=0.92)
        note.say(stop.note)
        first = QHBoxLayout()
        first.setSpacing(3 * STEP)
        first.addWidget(self.word)
        first.addWidget(self.time)
        layout = QVBoxLayout(self)
        layout.setSpacing(STEP // 2)
        layout.setContentsMargins(_GUTTER, 0, 0, 0 if is_last else 4 * STEP)
        layout.addLayout(first)
        layout.addWidget(note)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, middle = self.palette(), self.word.geometry().center().y()
        left = self.width() - _SIGN if self.isRightToLeft() else 0
        area = QRect(left, middle - _SIGN // 2, _SIGN, _SIGN)
        painter = QPainter(self)
        if not self._is_last:
            painter.setPen(faint(palette))
            x = area.center().x()
            painter.drawLine(x, area.bottom() + STEP // 2, x, self.height())
        if not self._is_first:
            painter.setPen(faint(palette))
            painter.drawLine(area.center().x(), 0, area.center().x(), area.top() - STEP // 2)
        step, ground = self._stop.step, palette.color(QPalette.ColorRole.Base)
        colour = tone(step.state, step.reason).on(palette)
        paint_sign(painter, area, sign(step.state), colour, ground, mirrored=self.isRightToLeft())
        painter.end()
