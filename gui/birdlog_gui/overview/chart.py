"""The picture: a bar for each day, made of what its mails count as, and a sign above one with trouble.

Time runs as one writes, from right to left where that is so: the axis and the arrow keys turn round together.
"""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Literal

from PySide6.QtCharts import (
    QAbstractAxis,
    QBarSet,
    QChart,
    QChartView,
    QStackedBarSeries,
    QValueAxis,
)
from PySide6.QtCore import QEvent, QMargins, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QWidget

from birdlog.journal.statistics import GROUPS, Day, Group
from birdlog_gui import drawings, times
from birdlog_gui.look import STEP, blend, faint, points_along_the_line, quiet, sign, tone
from birdlog_gui.overview.fills import FILLS
from birdlog_gui.plain import isolated

Trouble = Literal["bounced", "failed", "missed"]

_TROUBLES: tuple[Trouble, ...] = ("bounced", "failed", "missed")
"""The gravest first: a day bears the sign of one."""

_SIGN = 3 * STEP
_WEEK = 7
_BAR = 0.7  # of a day's width
_HEADROOM = 1.15  # above the highest bar, for its sign
_STEPS = 4  # of the axis of numbers, at most
_DRESS = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class DayChart(QChartView):
    """Shows days. `told` brings the one that is pointed at, else the chosen one, else None.

    `day_wanted` brings one whose mails are to be listed.
    """

    told = Signal(object)
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QChart(), parent)
        self.days: tuple[Day, ...] = ()
        self._chosen: int | None = None
        self._pointed: int | None = None
        self._is_dressing = False
        self._series = QStackedBarSeries()
        self._series.setBarWidth(_BAR)
        self._sets: dict[Group, QBarSet] = {}
        self._dates, self._numbers = QValueAxis(), QValueAxis()
        self._make_chart()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._dress()

    @property
    def chosen(self) -> Day | None:
        """The day that was chosen by key or click."""
        return None if self._chosen is None else self.days[self._chosen]

    def show_days(self, days: tuple[Day, ...]) -> None:
        """Show `days`, the oldest first; a chosen one stays so."""
        chosen = self.chosen
        self.days = days
        if not days:
            return
        dates = [day.date for day in days]
        self._chosen = dates.index(chosen.date) if chosen and chosen.date in dates else None
        self._pointed = None
        self._fill_sets()
        self._set_axes()
        self._dress()
        self._tell()

    def choose(self, place: int | None) -> None:
        """Choose a day by its place, or none."""
        self._chosen = place
        self._tell()

    def place_of(self, position: QPoint) -> int | None:
        """The place of the day at a point of the view."""
        plot = self.chart().plotArea()
        point = self.chart().mapFromScene(self.mapToScene(position))
        if not self.days or not plot.left() <= point.x() < plot.right():
            return None
        place = floor((point.x() - plot.left()) / plot.width() * len(self.days))
        return self._mirrored(place)

    def column(self, place: int) -> QRectF:
        """Where a day stands in the scene, from the top of the picture to its bottom."""
        plot = self.chart().plotArea()
        width = plot.width() / len(self.days)
        return QRectF(plot.left() + self._mirrored(place) * width, plot.top(), width, plot.height())

    def sizeHint(self) -> QSize:
        return QSize(120 * STEP, 56 * STEP)

    def minimumSizeHint(self) -> QSize:
        return QSize(70 * STEP, 48 * STEP)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, self.palette().color(QPalette.ColorRole.Base))
        shown = self._shown()
        if shown is not None:
            painter.fillRect(self.column(shown), faint(self.palette()))

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        for place, day in enumerate(self.days):
            if trouble := next((state for state in _TROUBLES if day.counts.get(state)), None):
                self._paint_sign(painter, place, day, trouble)
        self._paint_dates(painter)
        if self._chosen is not None and self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), STEP // 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.column(self._chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        onward = -1 if self.isRightToLeft() else 1
        last = len(self.days) - 1
        chosen = last if self._chosen is None else self._chosen
        steps = {Qt.Key.Key_Left: chosen - onward, Qt.Key.Key_Right: chosen + onward}
        steps |= {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if event.key() in steps and self.days:
            self.choose(min(max(steps[Qt.Key(event.key())], 0), last))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.chosen:
            self.day_wanted.emit(self.chosen)
        elif event.key() == Qt.Key.Key_Escape and self.chosen:
            self.choose(None)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_TAB and self._chosen is None and self.days:
            self.choose(len(self.days) - 1)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.place_of(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.choose(self.place_of(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.chosen:
            self.day_wanted.emit(self.chosen)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page around it scrolls

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._attach_axes()
            self.show_days(self.days)
        elif event.type() in _DRESS and not self._is_dressing:
            self._dress()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:  # on another screen: the patterns are pixels
            self._dress()
        return super().event(event)

    def _make_chart(self) -> None:
        chart = self.chart()
        chart.legend().hide()
        chart.layout().setContentsMargins(0, 0, 0, 0)
        chart.setBackgroundVisible(False)
        chart.setLocalizeNumbers(True)
        chart.addSeries(self._series)
        self._dates.setLabelsVisible(False)  # Qt leaves one away whose half is beyond the axis
        self._dates.setGridLineVisible(False)
        self._dates.setTickType(QValueAxis.TickType.TicksDynamic)
        self._dates.setTickInterval(_WEEK)
        self._numbers.setLabelFormat("%.0f")  # "%d" and numbers of the language show none
        self._numbers.setLineVisible(False)
        self._numbers.setTruncateLabels(False)
        self._attach_axes()

    def _attach_axes(self) -> None:
        """The axis of numbers stands where the days begin."""
        chart, right_to_left = self.chart(), self.isRightToLeft()
        for axis in chart.axes():
            chart.removeAxis(axis)
        chart.addAxis(self._dates, Qt.AlignmentFlag.AlignBottom)
        side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        chart.addAxis(self._numbers, side)
        for axis in (self._dates, self._numbers):
            self._series.attachAxis(axis)

    def _fill_sets(self) -> None:
        """A set for each group that has mail: an empty one would still cost time to draw."""
        self._series.clear()
        self._sets = {}
        for group in GROUPS:
            counts = [day.counts.get(group, 0) for day in self.days]
            if any(counts):
                self._sets[group] = QBarSet("")
                self._sets[group].append(counts[::-1] if self.isRightToLeft() else counts)
        self._series.append(list(self._sets.values()))

    def _set_axes(self) -> None:
        self._dates.setRange(-0.5, len(self.days) - 0.5)
        self._dates.setTickAnchor(self._mirrored(len(self.days) - 1))
        top, steps = _axis(max(day.total for day in self.days) * _HEADROOM)
        self._numbers.setRange(0, top)
        self._numbers.setTickCount(steps + 1)

    def _dress(self) -> None:
        """Take colours, font and direction from those of the desktop."""
        self._is_dressing = True
        palette, ratio = self.palette(), self.devicePixelRatioF()
        font = QFont(QApplication.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * 0.92)
        for axis in (self._dates, self._numbers):
            _dress_axis(axis, font, palette)
        below = QFontMetrics(font).height() + STEP
        self.chart().setMargins(QMargins(STEP, STEP, STEP, below))
        for group, filled in self._sets.items():
            filled.setBrush(FILLS[group].brush(palette, ratio))
            filled.setPen(FILLS[group].pen(palette))
        self.resetCachedContent()
        self.viewport().update()
        self._is_dressing = False

    def _paint_sign(self, painter: QPainter, place: int, day: Day, trouble: Trouble) -> None:
        top = self.chart().mapToPosition(QPointF(self._mirrored(place), day.total), self._series)
        centre = self.column(place).center().x()
        area = QRectF(centre - _SIGN / 2, top.y() - _SIGN - 2, _SIGN, _SIGN)
        colour = tone(trouble).on(self.palette())
        mirrored = self.isRightToLeft() and points_along_the_line(sign(trouble))
        drawings.paint(painter, sign(trouble), area, colour, mirrored=mirrored)

    def _paint_dates(self, painter: QPainter) -> None:
        """Below today and each day some weeks before it; one at the edge stands a little aside."""
        painter.setFont(self._numbers.labelsFont())
        painter.setPen(quiet(self.palette()))
        height = painter.fontMetrics().height()
        for place in range(len(self.days) - 1, -1, -_WEEK):
            date = times.day_and_month(self.days[place].date)
            width = painter.fontMetrics().horizontalAdvance(date) + 2
            column = self.column(place)
            left = min(max(column.center().x() - width / 2, 0), self.sceneRect().right() - width)
            area = QRectF(left, column.bottom() + STEP, width, height)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, isolated(date))

    def _mirrored(self, place: int) -> int:
        """The place from the left of a day, and of a place from the left the day."""
        return len(self.days) - 1 - place if self.isRightToLeft() else place

    def _shown(self) -> int | None:
        return self._chosen if self._pointed is None else self._pointed

    def _point_at(self, place: int | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self._tell()

    def _tell(self) -> None:
        shown = self._shown()
        self.told.emit(None if shown is None else self.days[shown])
        self.viewport().update()


def _axis(highest: float) -> tuple[int, int]:
    """Where an axis of whole numbers ends, at `highest` or not far above it, and in how many steps."""
    size = 10 ** max(floor(log10(max(highest, 1) / _STEPS)), 0)
    axes = ((ceil(highest / step), step) for step in (size * factor for factor in (1, 2, 4, 5, 10)))
    top, steps = min((step * steps, -steps) for steps, step in axes if 0 < steps <= _STEPS)
    return top, -steps


def _dress_axis(axis: QAbstractAxis, font: QFont, palette: QPalette) -> None:
    axis.setLabelsFont(font)
    axis.setLabelsColor(quiet(palette))
    axis.setGridLineColor(faint(palette))
    axis.setLinePen(QPen(blend(quiet(palette), palette.color(QPalette.ColorRole.Base), 0.6), 1))
