"""The controls above the list: which of all mails are listed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from birdlog.journal.entry import state_text
from birdlog.journal.search import Filter
from birdlog.journal.states import STATES
from birdlog.settings import Settings
from birdlog_gui import drawings
from birdlog_gui.controls import button
from birdlog_gui.log.period import Period
from birdlog_gui.look import STEP, sign
from birdlog_gui.plain import harmless

_LETTERS = 16  # that are seen of a choice: what is chosen mostly
_ALL, _NEEDS_YOU = 0, 1  # their places among the choices


class FilterBar(QWidget):
    """Makes a filter of what is typed and chosen. `changed` says that it is another one."""

    changed = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._extra = 0
        self.search = _line(self.tr("Search"), self.tr("Search subject or contact"))
        self.search.addAction(drawings.sign_icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.person = _line(self.tr("Contact"), self.tr("Contact"))
        self.person.setToolTip(self.tr("Part of an address, or one in <> for that alone"))
        self.which, self.profile, self.period = self._make_which(), _combo(self.tr("Profile")), Period()
        self.profile.hide()
        self.all = button(self.tr("Show all mails"), self.clear)
        self._lay_out()
        self._connect()
        self._show_whether_filtered()

    def wanted(self) -> Filter:
        """The filter, as of now."""
        since, until = self.period.bounds()
        chosen: Filter = self.which.currentData() or Filter()
        return replace(
            chosen,
            profile=self.profile.currentData(),
            search=self.search.text().strip(),
            person=self.person.text().strip(),
            since=since,
            until=until,
        )

    def show_filter(self, wanted: Filter, words: str = "") -> None:
        """Show this filter in the controls; `words` say what no control has words for, as a reason."""
        before = self.blockSignals(True)
        chosen = Filter(wanted.state, None, wanted.needs_you, wanted.unseen, reason=wanted.reason)
        self.search.setText(wanted.search)
        self.person.setText(wanted.person)
        self._choose(chosen, words)
        self.profile.setCurrentIndex(max(self.profile.findData(wanted.profile), 0))
        self.period.show_bounds((wanted.since, wanted.until))
        self.blockSignals(before)
        self._tell()

    def clear(self) -> None:
        """Let all mails through."""
        self.show_filter(Filter())

    def know(self, settings: Settings) -> None:
        """Offer the profiles, where there are several."""
        names = [profile.name for profile in settings.profiles]
        chosen, before = self.profile.currentData(), self.profile.blockSignals(True)
        self.profile.clear()
        self.profile.addItem(self.tr("All profiles"), None)
        for name in names:
            self.profile.addItem(harmless(name), name)
        self.profile.setCurrentIndex(max(self.profile.findData(chosen), 0))
        self.profile.blockSignals(before)
        self.profile.setVisible(len(names) > 1)
        if self.profile.currentData() != chosen:
            self._tell()

    @property
    def is_filtered(self) -> bool:
        """Whether a mail may be left out."""
        return self.wanted() != Filter()

    def _make_which(self) -> QComboBox:
        choice = _combo(self.tr("Which mails"))
        choice.addItem(self.tr("All mails"), Filter())
        choice.addItem(drawings.sign_icon("alert"), self.tr("Needs you"), Filter(needs_you=True))
        choice.insertSeparator(choice.count())
        for state in STATES:
            choice.addItem(drawings.sign_icon(sign(state)), state_text(state, self._language), Filter(state))
        self._extra = choice.count()
        return choice

    def _choose(self, chosen: Filter, words: str) -> None:
        """Choose it among all choices; one that is not among them becomes the last one."""
        place = next((at for at in range(self._extra) if self.which.itemData(at) == chosen), None)
        if place is None:
            said = words or (state_text(chosen.state, self._language) if chosen.state else self.tr("Others"))
            while self.which.count() > self._extra:
                self.which.removeItem(self._extra)
            self.which.addItem(harmless(said), chosen)
            place = self._extra
        self.which.setCurrentIndex(place)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        row.setSpacing(2 * STEP)
        row.addWidget(self.search, stretch=5)
        row.addWidget(self.person, stretch=3)
        for part in (self.which, self.period, self.profile, self.all):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.period.between)

    def _connect(self) -> None:
        for line in (self.search, self.person):
            line.textChanged.connect(self._tell)
        for choice in (self.which, self.profile):
            choice.currentIndexChanged.connect(self._tell)
        self.period.changed.connect(self._tell)

    def _tell(self) -> None:
        self._show_whether_filtered()
        self.changed.emit()

    def _show_whether_filtered(self) -> None:
        """A search has a way back of its own."""
        self.all.setVisible(replace(self.wanted(), search="") != Filter())


def _line(name: str, placeholder: str) -> QLineEdit:
    made = QLineEdit(placeholderText=placeholder)
    made.setAccessibleName(name)
    made.textChanged.connect(lambda: made.setClearButtonEnabled(True))  # its icon is slow to find: 5 ms
    return made


def _combo(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_LETTERS)
    return made
