"""The settings window: sections at the leading edge, the chosen one beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from birdlog.journal.store import Journal
from birdlog.settings import Profile, Settings, SettingsError
from birdlog_gui import drawings
from birdlog_gui.controls import button
from birdlog_gui.fields.remark import Remark, named
from birdlog_gui.look import STEP, faint
from birdlog_gui.plain import harmless, tooltip
from birdlog_gui.preferences.edits import Edits
from birdlog_gui.preferences.section import Section
from birdlog_gui.preferences.setting import problem_in_words

_GEOMETRY = "settings/geometry"
_LIST_WIDTH = 54 * STEP


@dataclass(frozen=True, slots=True)
class Entry:
    """A section that can be chosen; `key` tells it from all others while the window lives. One whose `kind`
    is another one than before is made anew.
    """

    key: str
    title: str
    make: Callable[[], Section]
    kind: str = ""

    @property
    def sameness(self) -> tuple[str, str, str]:
        """What two entries of the same section have in common."""
        return self.key, self.title, self.kind


class PreferencesWindow(QWidget):
    """Shows what is set and changes it. A section is made when it is first chosen.

    `set_up_wanted` asks for another CRM, `settings_file_wanted` for a look at a file that can't be read,
    `installed` tells that the helper was set up anew.
    """

    set_up_wanted = Signal()
    settings_file_wanted = Signal()
    installed = Signal()
    closed = Signal()

    def __init__(self, store: QSettings, language: str) -> None:
        super().__init__()
        self._store, self._language = store, language
        self._settings = Settings()
        self._journal: Journal | None = None
        self._edits = Edits(self)
        self._sections: dict[str, Section] = {}
        self.entries: list[Entry] = []
        self.setWindowTitle(self.tr("Birdlog settings"))
        self.setWindowIcon(drawings.bird_icon())
        self._make_parts()
        self._lay_out()
        self._connect()
        self._restore()

    def know(self, settings: Settings | SettingsError) -> None:
        """Show these settings, or why they can't be read: then nothing can be changed here."""
        broken = isinstance(settings, SettingsError)
        self._trouble.setVisible(broken)
        self.sections.setEnabled(not broken)
        if isinstance(settings, SettingsError):
            self.trouble.say("block", problem_in_words(settings, self._language))
            return
        self._settings = settings
        self.add.setText(self.tr("Add another CRM…") if settings.profiles else self.tr("Add a CRM…"))
        self._list_sections()
        for section in self._sections.values():
            section.know(settings)

    def show_journal(self, journal: Journal | None) -> None:
        """Go by what this journal says, such as which addresses Thunderbird has told of."""
        self._journal = journal
        if self.isVisible():
            self._tell_journal()

    def show_section(self, key: str) -> Section:
        """Choose a section: general, never-log, people, records, or `profile/` and a profile's name."""
        place = next(place for place, entry in enumerate(self.entries) if entry.key == key)
        self.list.setCurrentRow(place)
        return self._sections[self.entries[place].key]

    def come_forward(self) -> None:
        """Show the window in front of others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_journal()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._store.setValue(_GEOMETRY, self.saveGeometry())
        for section in self._sections.values():
            section.commit()
            section.close_down()
        super().closeEvent(event)
        self.closed.emit()

    def _tell_journal(self) -> None:
        for section in self._sections.values():
            section.show_journal(self._journal)

    def _make_parts(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Sections"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.add = button("", self.set_up_wanted.emit)
        self.sections = QStackedWidget()
        self.trouble = Remark()
        self.open_file = button(self.tr("Open the file"), self.settings_file_wanted.emit)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 3 * STEP)
        column.setSpacing(3 * STEP)
        column.addWidget(self.list, stretch=1)
        column.addWidget(self.add)
        self._trouble = QWidget()
        trouble = QHBoxLayout(self._trouble)
        trouble.setContentsMargins(8 * STEP, 4 * STEP, 8 * STEP, 2 * STEP)
        trouble.setSpacing(3 * STEP)
        trouble.addWidget(self.trouble, stretch=1)
        trouble.addWidget(self.open_file, alignment=Qt.AlignmentFlag.AlignTop)
        self._trouble.hide()
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self._trouble)
        main.addWidget(self.sections, stretch=1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addWidget(_UprightLine())
        layout.addLayout(main, stretch=1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)

    def _restore(self) -> None:
        self.resize(215 * STEP, 160 * STEP)
        self.setMinimumSize(170 * STEP, 90 * STEP)
        geometry = self._store.value(_GEOMETRY)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def _list_sections(self) -> None:
        """List what there is by now; what was chosen stays chosen."""
        wanted, before = self._wanted(), self.entries
        if [entry.sameness for entry in wanted] == [entry.sameness for entry in before]:
            return
        keys, row = [entry.key for entry in wanted], max(self.list.currentRow(), 0)
        chosen = before[row].key if before else keys[0]
        place = keys.index(chosen) if chosen in keys else min(row, len(keys) - 1)
        self.entries = wanted
        self._fill_list(place)
        same = {entry.sameness for entry in wanted}
        for gone in [entry.key for entry in before if entry.sameness not in same]:
            self._drop(gone)
        self._choose(place)

    def _fill_list(self, place: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for entry in self.entries:
            item = QListWidgetItem(harmless(entry.title))
            item.setToolTip(tooltip(entry.title))
            item.setSizeHint(QSize(0, 8 * STEP))
            self.list.addItem(item)
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)

    def _drop(self, key: str) -> None:
        if section := self._sections.pop(key, None):
            section.close_down()
            self.sections.removeWidget(section)
            section.deleteLater()

    def _wanted(self) -> list[Entry]:
        wanted = [
            Entry("general", self.tr("General"), self._general),
            *map(self._profile_entry, self._settings.profiles),
            Entry("never-log", self.tr("Never log"), self._never_log),
            Entry("people", self.tr("People the CRM knows"), self._people),
        ]
        if self._settings.crm_database or any(each.preset == "local" for each in self._settings.profiles):
            wanted.append(Entry("records", self.tr("CRM on this computer"), self._records))
        return wanted

    def _choose(self, place: int) -> None:
        if not 0 <= place < len(self.entries):
            return
        entry = self.entries[place]
        if entry.key not in self._sections:
            section = entry.make()
            section.setAccessibleName(entry.title)
            self._sections[entry.key] = section
            self.sections.addWidget(section)
            section.know(self._settings)
            section.show_journal(self._journal)
        self.sections.setCurrentWidget(self._sections[entry.key])

    def _profile_entry(self, profile: Profile) -> Entry:
        def make() -> Section:
            from birdlog_gui.preferences.profile import ProfileSection

            return ProfileSection(profile, self._edits, self._language)

        return Entry(f"profile/{profile.name}", named(profile.name), make, profile.preset)

    def _general(self) -> Section:
        from birdlog_gui.preferences.general import GeneralSection

        section = GeneralSection(self._edits, self._language)
        section.installed.connect(self.installed)
        return section

    def _never_log(self) -> Section:
        from birdlog_gui.preferences.never_log import NeverLogSection

        return NeverLogSection(self._edits, self._language)

    def _people(self) -> Section:
        from birdlog_gui.preferences.people import PeopleSection

        return PeopleSection(self._edits, self._language)

    def _records(self) -> Section:
        from birdlog_gui.preferences.records import RecordsSection

        return RecordsSection(self._edits, self._language)


class _UprightLine(QWidget):
    """A thin line between what stands side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(faint(self.palette()))
        painter.drawLine(self.rect().topLeft(), self.rect().bottomLeft())
        painter.end()
