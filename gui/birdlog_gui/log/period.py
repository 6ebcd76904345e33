"""The time from which mails are listed: a few that are asked for often, or between two days."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QWidget

from birdlog_gui.log import days
from birdlog_gui.look import STEP

_ANY, _TODAY, _WEEK, _MONTH, _YEAR, _BETWEEN = range(6)

Bounds = tuple[str | None, str | None]
"""From when on and before when (UTC); None: no bound."""


class Period(QComboBox):
    """Chooses a time. `between` is a row with two days, for another place, shown where they are asked for.

    `changed` says that another one is chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("When"))
        for words in (
            self.tr("Any time"),
            self.tr("Today"),
            self.tr("Last 7 days"),
            self.tr("Last 30 days"),
            self.tr("This year"),
            self.tr("Between two days"),
        ):
            self.addItem(words)
        self.first, self.last = _day_input(self.tr("First day")), _day_input(self.tr("Last day"))
        self.between = self._make_between()
        self.currentIndexChanged.connect(self._choose)
        self.first.dateChanged.connect(self.changed)
        self.last.dateChanged.connect(self.changed)

    def bounds(self) -> Bounds:
        """The chosen time, as of now."""
        today = QDate.currentDate()
        begins = {
            _TODAY: today,
            _WEEK: today.addDays(-6),
            _MONTH: today.addDays(-29),
            _YEAR: QDate(today.year(), 1, 1),
        }
        if self.currentIndex() == _ANY:
            return None, None
        if self.currentIndex() == _BETWEEN:
            first, last = sorted((self.first.date(), self.last.date()), key=QDate.toJulianDay)
            return days.begin_of(first), days.begin_of(last.addDays(1))
        return days.begin_of(begins[self.currentIndex()]), None

    def show_bounds(self, bounds: Bounds) -> None:
        """Choose a time; days that are named by no choice are shown as two days."""
        since, until = bounds
        if bounds == (None, None):
            self.setCurrentIndex(_ANY)
            return
        today = QDate.currentDate()
        self.first.setDate(days.day_of(since) if since else self.first.minimumDate())
        self.last.setDate(days.last_before(until) if until else today)
        self.setCurrentIndex(_BETWEEN)

    def _make_between(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(3 * STEP, 0, 3 * STEP, 2 * STEP)
        layout.setSpacing(2 * STEP)
        layout.addStretch()
        for words, day in ((self.tr("Fro&m"), self.first), (self.tr("t&o"), self.last)):
            label = QLabel(words)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(day)
            layout.addWidget(label)
            layout.addWidget(day)
        row.hide()
        return row

    def _choose(self, choice: int) -> None:
        self.between.setVisible(choice == _BETWEEN)
        self.changed.emit()


def _day_input(name: str) -> QDateEdit:
    made = QDateEdit(QDate.currentDate())
    made.setCalendarPopup(True)
    made.setAccessibleName(name)
    return made
