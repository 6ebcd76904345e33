"""The overview: one verdict, a picture of the days, the most frequent reasons, and what needs the person."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from birdlog.journal.problem import JournalError
from birdlog.journal.search import Filter
from birdlog.journal.statistics import Day, Figures
from birdlog.journal.store import Journal
from birdlog.settings import Settings
from birdlog_gui.controls import Line, button, leading, sentence
from birdlog_gui.empty import Emptiness
from birdlog_gui.look import STEP
from birdlog_gui.overview.column import Column
from birdlog_gui.overview.legend import Legend
from birdlog_gui.overview.reading import Reader
from birdlog_gui.overview.rows import EntryRow, ReasonRow, Row
from birdlog_gui.overview.words import Words
from birdlog_gui.page import Page

if TYPE_CHECKING:
    from birdlog_gui.overview.chart import DayChart

_LEGEND_WIDTH = 52 * STEP
_PICTURE_HEIGHT = 80 * STEP  # at most
_ONE_COLUMN = 180 * STEP
"""Below this width the two columns stand one below the other."""

_SAYS_SO_MS = 700
"""What takes no longer than this is not announced."""


class OverviewPage(Page):
    """Reads and shows the figures while it is visible. What it leads to is for others to show.

    `mails_wanted` brings a Filter, and the words for the reason that it names.
    """

    entry_wanted = Signal(int)
    needs_you_wanted = Signal()
    mails_wanted = Signal(object, str)
    retry_wanted = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._words = Words(language, self)
        self._journal: Journal | None = None
        self._settings = Settings()
        self._figures: Figures | None = None
        self._is_stale = True
        self._chart: DayChart | None = None
        self._reader = Reader(self)
        self._slow = QTimer(self, singleShot=True, interval=_SAYS_SO_MS)
        self._make_parts()
        self._lay_out()
        self._connect()

    @property
    def chart(self) -> DayChart:
        """The picture, made when it is first needed."""
        if self._chart is None:
            self._chart = self._make_chart()
        return self._chart

    @property
    def rows(self) -> list[Row]:
        """What can be pressed below the picture."""
        return [row for column in (self.reasons, self.needs) for row in column.rows]

    def show_journal(self, journal: Journal | None, problem: JournalError | None) -> None:
        """Count what `journal` holds, or say why there is none."""
        self._journal = journal
        if problem:
            self._reader.stop()
            self.empty.say(*problem.in_locale(self._language), self.tr("Try again"))
            self.stack.setCurrentWidget(self.empty)
        elif journal:
            self._reader.reopen()
            self.refresh()

    def know(self, settings: Settings) -> None:
        """Call the CRMs by the names that these settings give them."""
        self._settings = settings
        self._say_verdict()

    def refresh(self) -> None:
        """Count anew, soon; while nobody looks, when somebody does."""
        self._is_stale = True
        if self.isVisible() and self._journal:
            self._reader.read_soon()

    def refresh_times(self) -> None:
        for row in self.needs.rows:
            if isinstance(row, EntryRow):
                row.refresh_time()
        if self._figures and self._figures.days[-1].date != date.today():
            self.refresh()

    def close_down(self) -> None:
        self._reader.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale and self._journal:
            self._slow.start()
            self._reader.read_now()
            QTimer.singleShot(0, self, lambda: self.chart)  # made while the numbers are read

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._slow.stop()
        self._is_stale = self._is_stale or self._reader.is_busy
        self._reader.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < _ONE_COLUMN
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)

    def _make_parts(self) -> None:
        self.verdict = leading(sentence())
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.verdict.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.verdict.setFont(font)
        self.legend = Legend(self._words)
        self.legend.setMinimumWidth(_LEGEND_WIDTH)
        self.reasons = Column(self.tr("Most frequent reasons"), self.tr("Nothing kept a mail out."))
        self.needs = Column(self.tr("Needs you now"), self.tr("Nothing needs you."))
        self.all_needs = button(self.tr("Show all"), self.needs_you_wanted.emit)
        self.blank, self.empty = QWidget(), Emptiness()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what lies in it
        self.stack = QStackedWidget()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    def _lay_out(self) -> None:
        picture = QWidget()
        picture.setMaximumHeight(_PICTURE_HEIGHT)
        self._picture = QHBoxLayout(picture)
        self._picture.setContentsMargins(0, 0, 0, 0)
        self._picture.setSpacing(6 * STEP)
        self._picture.addWidget(self.legend)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(8 * STEP)
        self._columns.setContentsMargins(0, STEP, 0, 0)
        self._columns.addWidget(self.reasons, stretch=1)
        self._columns.addWidget(self.needs, stretch=1)
        self.needs.add_below(self.all_needs)
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 4 * STEP)
        whole.setSpacing(4 * STEP)
        whole.addWidget(self.verdict)
        whole.addWidget(picture, stretch=1)
        whole.addWidget(Line())
        whole.addLayout(self._columns)
        whole.addStretch()
        self._scroll.setWidget(inside)
        for page in (self.blank, self.empty, self._scroll):
            self.stack.addWidget(page)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.stack)

    def _connect(self) -> None:
        self._reader.read.connect(self._show)
        self._reader.failed.connect(self._fail)
        self._slow.timeout.connect(self._say_that_it_takes_long)
        self.empty.acted.connect(self.retry_wanted)
        self.legend.list_wanted.connect(self._list_chosen_day)

    def _make_chart(self) -> DayChart:
        from birdlog_gui.overview.chart import DayChart  # Qt's charts are read when they are first drawn

        made = DayChart()
        made.setAccessibleName(self.tr("Mails of each day"))
        made.told.connect(self._tell_day)
        made.day_wanted.connect(self._list_day)
        copy = QAction(self.tr("Copy the numbers"), made)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._copy_table)
        made.addAction(copy)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._picture.insertWidget(0, made, stretch=1)
        return made

    def _show(self, figures: Figures) -> None:
        self._slow.stop()
        before, self._figures, self._is_stale = self._figures, figures, False
        if not any(figures.totals.values()) and not figures.waiting:
            self._say_what_comes()
            return
        self._say_verdict()
        self.legend.show_figures(figures)
        if before is None or before.reasons != figures.reasons:
            self._show_reasons(figures)
        if before is None or before.newest != figures.newest:
            self._show_needs(figures)
        self.all_needs.setVisible(figures.waiting > len(figures.newest))
        QTimer.singleShot(0, self, self._show_picture)

    def _show_picture(self) -> None:
        """In a turn of its own: to draw it anew takes a frame."""
        if self._figures is None:
            return
        self.chart.show_days(self._figures.days)
        self.chart.setAccessibleDescription(self._words.spoken(self._figures))
        for one, next_one in pairwise((self.chart, self.legend.list, *self.rows, self.all_needs)):
            self.setTabOrder(one, next_one)
        self.stack.setCurrentWidget(self._scroll)

    def _show_reasons(self, figures: Figures) -> None:
        most = max((reason.count for reason in figures.reasons), default=1)
        rows = [ReasonRow(reason, most, self._language) for reason in figures.reasons]
        for row in rows:
            row.clicked.connect(lambda _checked, row=row: self._list_reason(row))
        self.reasons.show_rows(rows)

    def _show_needs(self, figures: Figures) -> None:
        rows = [EntryRow(entry, self._language) for entry in figures.newest]
        for row in rows:
            row.clicked.connect(lambda _checked, row=row: self.entry_wanted.emit(row.entry.id))
        self.needs.show_rows(rows)

    def _fail(self, error: JournalError) -> None:
        self._slow.stop()
        self.empty.say(*error.in_locale(self._language), self.tr("Try again"))
        self.stack.setCurrentWidget(self.empty)

    def _say_verdict(self) -> None:
        if self._figures:
            self.verdict.setText(self._words.verdict(self._figures, self._settings))

    def _say_what_comes(self) -> None:
        words = self.tr(
            "How many mails of each day were logged, came back or were left out appears here, and why."
        )
        self.empty.say(self.tr("No mail in the last 30 days"), words)
        self.stack.setCurrentWidget(self.empty)

    def _say_that_it_takes_long(self) -> None:
        if self._figures is None:
            self.empty.say("", self.tr("The mails of the last 30 days are being counted."))
            self.stack.setCurrentWidget(self.empty)

    def _tell_day(self, day: Day | None) -> None:
        self.legend.show_day(day)
        chosen = self.chart.chosen
        self.legend.list.setVisible(chosen is not None and chosen.total > 0)
        name = self.tr("Mails of each day")
        if day:
            name = f"{name}, {self._words.day(day)}: {self._words.counts(day.counts)}"
        self.chart.setAccessibleName(name)

    def _list_chosen_day(self) -> None:
        if self.chart.chosen:
            self._list_day(self.chart.chosen)

    def _list_day(self, day: Day) -> None:
        if day.total:
            self.mails_wanted.emit(Filter(since=day.since, until=day.until), "")

    def _list_reason(self, row: ReasonRow) -> None:
        if self._figures:
            since = self._figures.days[0].since
            self.mails_wanted.emit(Filter(reason=row.reason.code, since=since), row.words)

    def _copy_table(self) -> None:
        if self._figures:
            QGuiApplication.clipboard().setText(self._words.table(self._figures))
