"""The window: on top whether all is well, below it one of its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QHideEvent, QKeySequence, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from birdlog.journal.problem import JournalError
from birdlog.journal.search import Filter
from birdlog.journal.store import Journal
from birdlog.settings import Settings
from birdlog_gui import drawings
from birdlog_gui.attention import Attention
from birdlog_gui.controls import Line, button
from birdlog_gui.health import Health
from birdlog_gui.log.page import LogPage
from birdlog_gui.look import STEP
from birdlog_gui.strip import HealthStrip

if TYPE_CHECKING:
    from birdlog_gui.page import Page

_MINUTE_MS = 60_000
_GEOMETRY = "window/geometry"


class _Tab(NamedTuple):
    """A page that can be shown: its name, what makes it, and whether these settings have a use for it."""

    name: str
    title: str
    make: Callable[[], Page]
    is_of_use: Callable[[Settings], bool] = lambda settings: True


class _TabBar(QTabBar):
    """With room for what goes below the line of writing: Fusion cuts it off a tab that is not chosen."""

    def tabSizeHint(self, index: int) -> QSize:
        return super().tabSizeHint(index) + QSize(0, STEP)


def has_own_crm(settings: Settings) -> bool:
    """Whether there is an embedded CRM whose contacts can be looked at."""
    return settings.crm_database is not None or any(each.preset == "local" for each in settings.profiles)


class StatusWindow(QMainWindow):
    """Shows the health and a page. What changes more than the window itself it asks for by a signal.

    `page_made` brings a page when it is first shown; `painted` comes once, when the window is first painted.
    """

    resume_wanted = Signal()
    install_wanted = Signal()
    set_up_wanted = Signal()
    settings_file_wanted = Signal()
    keyring_wanted = Signal()
    settings_wanted = Signal()
    quit_wanted = Signal()
    page_made = Signal(object)
    painted = Signal()
    closed = Signal()

    def __init__(self, attention: Attention, store: QSettings, language: str) -> None:
        super().__init__()
        self._language, self._store = language, store
        self._is_painted = False
        self._journal: Journal | None = None
        self._problem: JournalError | None = None
        self._settings = Settings()
        self.log = LogPage(attention, store, language)
        self._pages: dict[str, Page] = {"log": self.log}
        self._tabs = (
            _Tab("log", self.tr("Log"), lambda: self.log),
            _Tab("overview", self.tr("Overview"), self._make_overview),
            _Tab("contacts", self.tr("Contacts"), self._make_contacts, has_own_crm),
        )
        self.setWindowTitle("Birdlog")
        self.setWindowIcon(drawings.bird_icon())
        self._make_parts()
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self._restore()

    def show_journal(self, journal: Journal | None, problem: JournalError | None) -> None:
        """Show what `journal` holds, or say why there is none."""
        self._journal, self._problem = journal, problem
        for page in self._pages.values():
            page.show_journal(journal, problem)

    def show_health(self, health: Health) -> None:
        """Say `health` on top."""
        self.strip.show_health(health)

    def know(self, settings: Settings) -> None:
        """Offer what these settings allow."""
        self._settings = settings
        for place, tab in enumerate(self._tabs):
            self.tabs.setTabVisible(place, tab.is_of_use(settings))
        self.tabs.setVisible(sum(map(self.tabs.isTabVisible, range(self.tabs.count()))) > 1)
        for page in self._pages.values():
            page.know(settings)

    def refresh(self) -> None:
        """Take over what changed in the journal."""
        for page in self._pages.values():
            page.refresh()

    def show_page(self, name: str) -> Page:
        """Bring a page to the front, and return it."""
        self.tabs.setCurrentIndex([tab.name for tab in self._tabs].index(name))
        return self._pages[name]

    def select(self, entry_id: int) -> None:
        """Show that entry in the log; nothing where it is no longer there."""
        self.show_page("log")
        self.log.select(entry_id)

    def show_what_needs_you(self) -> None:
        """List the mails that came back, could not be sent or were not logged."""
        self.show_page("log")
        self.log.show_what_needs_you()

    def show_mails(self, wanted: Filter, words: str) -> None:
        """List the mails that `wanted` lets through; `words` say for which reason."""
        self.show_page("log")
        self.log.show_filter(wanted, words)

    def come_forward(self) -> None:
        """Show the window in front of others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)  # what is in it is painted after it, all at once

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.minute.start()
        self._refresh_times()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.minute.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._store.setValue(_GEOMETRY, self.saveGeometry())
        for page in self._pages.values():
            page.close_down()
        super().closeEvent(event)
        self.closed.emit()

    def _make_parts(self) -> None:
        self.strip = HealthStrip()
        self.tabs = _TabBar(documentMode=True, expanding=False, drawBase=False)
        self.tabs.setAccessibleName(self.tr("Views"))
        for tab in self._tabs:
            self.tabs.addTab(tab.title)
        self.settings = button(self.tr("Settings"), self.settings_wanted.emit)
        self.settings.setFlat(True)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.log)
        self.minute = QTimer(self, interval=_MINUTE_MS)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        bar.addWidget(self.tabs, stretch=1)
        bar.addWidget(self.settings)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.strip)
        rows.addLayout(bar)
        rows.addWidget(Line())
        rows.addWidget(self.pages, stretch=1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.strip.resume_wanted.connect(self.resume_wanted)
        self.strip.install_wanted.connect(self.install_wanted)
        self.strip.set_up_wanted.connect(self.set_up_wanted)
        self.log.set_up_wanted.connect(self.set_up_wanted)
        self.strip.settings_file_wanted.connect(self.settings_file_wanted)
        self.strip.keyring_wanted.connect(self.keyring_wanted)
        self.strip.needs_you_wanted.connect(self.show_what_needs_you)
        self.tabs.currentChanged.connect(self._show_tab)
        self.minute.timeout.connect(self._refresh_times)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            (QKeySequence.StandardKey.Close, self.close),
            (QKeySequence("Ctrl+Q"), self.quit_wanted.emit),
            (QKeySequence("Ctrl+,"), self.settings_wanted.emit),
        ):
            action = QAction(self)
            action.setShortcut(keys)
            action.triggered.connect(act)
            self.addAction(action)

    def _restore(self) -> None:
        self.resize(270 * STEP, 170 * STEP)
        self.setMinimumHeight(90 * STEP)
        geometry = self._store.value(_GEOMETRY)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def _show_tab(self, place: int) -> None:
        name = self._tabs[place].name
        if name not in self._pages:
            self._pages[name] = self._make_page(self._tabs[place])
        self.pages.setCurrentWidget(self._pages[name])

    def _make_page(self, tab: _Tab) -> Page:
        page = tab.make()
        self.pages.addWidget(page)
        page.know(self._settings)
        page.show_journal(self._journal, self._problem)
        self.page_made.emit(page)
        return page

    def _make_overview(self) -> Page:
        from birdlog_gui.overview.page import OverviewPage

        page = OverviewPage(self._language)
        page.entry_wanted.connect(self.select)
        page.needs_you_wanted.connect(self.show_what_needs_you)
        page.mails_wanted.connect(self.show_mails)
        page.retry_wanted.connect(self.log.retry_wanted)
        return page

    def _make_contacts(self) -> Page:
        from birdlog_gui.contacts.page import ContactsPage

        page = ContactsPage(self._store, self._language)
        page.entry_wanted.connect(self.select)
        page.open_wanted.connect(self.log.open_wanted)
        return page

    def _refresh_times(self) -> None:
        for page in self._pages.values():
            page.refresh_times()
