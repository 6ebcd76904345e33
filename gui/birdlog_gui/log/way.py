"""The way of a mail, step by step, as a line with a sign for each step."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from birdlog.journal.entry import Step, state_text
from birdlog_gui import times
from birdlog_gui.controls import QuietLabel
from birdlog_gui.look import STEP, Tone, faint, sign, tone
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


@dataclass(frozen=True, slots=True)
class Mark:
    """A step as it is drawn: its sign, what is said, since when (UTC; "" where that is not said), a note
    below and what a tooltip adds.
    """

    drawing: str
    tone: Tone
    words: str
    at: str = ""
    note: str = ""
    more: str = ""


class Way(QWidget):
    """The steps, the first one on top."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._rows: list[_MarkRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_stops(self, stops: list[Stop], now: datetime) -> None:
        """Show `stops`; times are said as seen from `now`."""
        self.show_marks([_mark(stop, self._language) for stop in stops], now)

    def show_marks(self, marks: list[Mark], now: datetime) -> None:
        """Show `marks`; times are said as seen from `now`."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.deleteLater()
        last = len(marks) - 1
        self._rows = [_MarkRow(mark, n == 0, n == last, now) for n, mark in enumerate(marks)]
        for row in self._rows:
            self._layout.addWidget(row)


def _mark(stop: Stop, language: str) -> Mark:
    step = stop.step
    return Mark(
        sign(step.state),
        tone(step.state, step.reason),
        state_text(step.state, language),
        step.at,
        stop.note,
        step.evidence or "",
    )


class _MarkRow(QWidget):
    def __init__(self, mark: Mark, is_first: bool, is_last: bool, now: datetime) -> None:
        super().__init__()
        self._mark, self._is_first, self._is_last = mark, is_first, is_last
        self.word = QLabel(mark.words)
        self.word.setTextFormat(Qt.TextFormat.PlainText)
        self.word.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.word.setMinimumHeight(_SIGN)
        self.time = QuietLabel(times.clock(mark.at, now))
        if mark.at:
            self.time.setToolTip(tooltip(times.exact(mark.at)) + tooltip(mark.more))
        note = Prose(self, is_quiet=True, scale=0.92)
        note.say(mark.note)
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
        mark, ground = self._mark, palette.color(QPalette.ColorRole.Base)
        paint_sign(painter, area, mark.drawing, mark.tone.on(palette), ground, mirrored=self.isRightToLeft())
        painter.end()
