"""Beside the picture: what each filling means, and the numbers of all days or of one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from birdlog.journal.statistics import GROUPS, Day, Figures, Group
from birdlog_gui.controls import button, leading
from birdlog_gui.look import STEP
from birdlog_gui.overview.fills import FILLS, Swatch
from birdlog_gui.overview.words import Words, number
from birdlog_gui.plain import tooltip


class Legend(QWidget):
    """Shows figures: a row for each group that has mail."""

    list_wanted = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._figures: Figures | None = None
        self.title = leading(_label(""))
        self.numbers: dict[Group, QLabel] = {}
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(2 * STEP)
        self._rows.setVerticalSpacing(2 * STEP)
        self._rows.setColumnStretch(1, 1)
        self.list = button(self.tr("Show these mails"), self.list_wanted.emit)
        policy = self.list.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.list.setSizePolicy(policy)
        self.list.hide()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * STEP)
        column.addWidget(self.title)
        column.addLayout(self._rows)
        column.addWidget(self.list)
        column.addStretch()

    def show_figures(self, figures: Figures) -> None:
        """Show the numbers of all days."""
        groups = [group for group in GROUPS if figures.totals[group] or group == "logged"]
        if groups != list(self.numbers):
            self._make_rows(groups)
        self._figures = figures
        self.show_day(None)
        for label in self.numbers.values():  # of all days, so that no day's needs more room
            label.setMinimumWidth(label.sizeHint().width())

    def show_day(self, day: Day | None) -> None:
        """Show the numbers of a day, or of all."""
        if self._figures is None:
            return
        counts = day.counts if day else self._figures.totals
        self.title.setText(self._words.day(day) if day else self.tr("Last 30 days"))
        for group, label in self.numbers.items():
            label.setText(number(counts.get(group, 0)))

    def _make_rows(self, groups: list[Group]) -> None:
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self.numbers = {group: _label("") for group in groups}
        for row, (group, label) in enumerate(self.numbers.items()):
            label.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self._rows.addWidget(Swatch(FILLS[group]), row, 0)
            word = leading(_label(self._words.group(group)))
            word.setToolTip(tooltip(self._words.meaning(group)))
            self._rows.addWidget(word, row, 1)
            self._rows.addWidget(label, row, 2)


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
