"""How long entries stay in the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from birdlog import utc
from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog_gui.background import Background
from birdlog_gui.fields.labelled import name_of
from birdlog_gui.look import STEP
from birdlog_gui.preferences.setting import Setting, beside, quietly
from birdlog_gui.question import Question

_MOST_DAYS = 36_500
_OFFERED = (30, 90, 365, 730)
_FOR_GOOD, _OTHER = 0, -1


class KeptDays(Setting):
    """Days, or None for good. Where a shorter time lets entries go, it says how many and asks first."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        title = self.tr("&Keep entries")
        super().__init__(title, "Settings.entries_kept_days", language=language, parent=parent)
        self._kept: int | None = None
        self._wished: int | None = None
        self.box, self.days = QComboBox(), QSpinBox()
        self.question = Question(self.tr("Let them go"), self.tr("Keep them"))
        self._counting = Background(JournalError, parent=self)
        self._fill()
        self._lay_out(title)
        self._connect()
        self.know(None)

    @property
    def takes_over(self) -> bool:
        return super().takes_over and self.question.isHidden() and not self.days.hasFocus()

    def know(self, days: int | None) -> None:
        """Show that entries are kept for `days`."""
        self._kept = days
        if self.takes_over:
            self._show(days)

    def commit(self) -> None:
        if self.box.currentData() == _OTHER:
            self._wish(self.days.value())

    def _take_kept(self, value: int | None) -> None:
        self._kept = value

    def _take_refused(self) -> None:
        self._show(self._kept)

    def _fill(self) -> None:
        words = {
            _FOR_GOOD: self.tr("for good"),
            30: self.tr("for 30 days"),
            90: self.tr("for 90 days"),
            365: self.tr("for a year"),
            730: self.tr("for two years"),
            _OTHER: self.tr("for another number of days"),
        }
        for days, said in words.items():
            self.box.addItem(said, days)
        self.days.setRange(1, _MOST_DAYS)
        self.days.setAccessibleName(self.tr("Days"))
        self.days.setSuffix(" " + self.tr("days"))

    def _lay_out(self, title: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.box)
        row.addWidget(self.days)
        row.addStretch(1)
        self.rows.addLayout(beside(name_of(title, self.box), self.saved))
        self.rows.addLayout(row)
        meaning = self.tr(
            "Entries in which nothing has changed for longer leave the log within a day. "
            "What is in the CRM stays there."
        )
        self.box.setAccessibleDescription(meaning)
        self.rows.addWidget(quietly(meaning))
        self.rows.addWidget(self.remark)
        self.rows.addWidget(self.question)
        self.setFocusProxy(self.box)

    def _connect(self) -> None:
        self.box.activated.connect(lambda _place: self._chosen())
        self.days.editingFinished.connect(self.commit)
        self._counting.ended.connect(self._counted, Qt.ConnectionType.QueuedConnection)
        self.question.agreed.connect(lambda: self.ask(self._wished))
        self.question.refused.connect(lambda: self._show(self._kept))

    def _chosen(self) -> None:
        chosen = self.box.currentData()
        self.days.setVisible(chosen == _OTHER)
        if chosen == _OTHER:
            self.days.setValue(self._kept or _OFFERED[-1])
            self.days.setFocus(Qt.FocusReason.OtherFocusReason)
            self.days.selectAll()
        else:
            self._wish(chosen or None)

    def _wish(self, days: int | None) -> None:
        if days in (self._kept, *self._asked) or not self.question.isHidden():
            return
        self._wished = days
        if days is None or (self._kept is not None and days > self._kept):
            self.ask(days)
        else:
            self._counting.start(lambda: _older_than(days))

    def _counted(self, outcome: object) -> None:
        if isinstance(outcome, int) and outcome:
            words = self.tr(
                "%n entry(s) would leave the log for that. They can't be brought back.", "", outcome
            )
            self.question.ask(words)
        else:
            self.ask(self._wished)

    def _show(self, days: int | None) -> None:
        place = self.box.findData(days or _FOR_GOOD)
        self.box.setCurrentIndex(place if place >= 0 else self.box.findData(_OTHER))
        self.days.setVisible(place < 0)
        if place < 0:
            self.days.setValue(days or 1)


def _older_than(days: int) -> int:
    with Journal.open() as journal:
        return journal.count_before(utc.written(datetime.now(UTC) - timedelta(days=days)))
