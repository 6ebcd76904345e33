"""The running program: it watches journal and settings, and shows them in the tray and the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from birdlog import nudge, paths
from birdlog.journal import looks, requests
from birdlog.journal.entry import Entry
from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog.settings import Profile, Settings, SettingsError
from birdlog.setup import manifest
from birdlog.texts import text
from birdlog_gui import health, opening, times
from birdlog_gui.garbage import Garbage
from birdlog_gui.instance import Wish, use_activation_token
from birdlog_gui.telling import Telling
from birdlog_gui.tray import Offer, Tray
from birdlog_gui.watch import FileWatch

if TYPE_CHECKING:
    from birdlog_gui.keyring_state import KeyringInquiry
    from birdlog_gui.log.actions import LogActions
    from birdlog_gui.log.many import ManyActions
    from birdlog_gui.notification import Notification
    from birdlog_gui.opening import Opening
    from birdlog_gui.preferences.window import PreferencesWindow
    from birdlog_gui.window import StatusWindow
    from birdlog_gui.wizard.actions import SetUp

_OFFERED = "set-up/offered"

_TRAY_COMES_MS = 2_000
"""At log-in, programs start before the panel that has the tray does."""


class Program(QObject):
    """Lives as long as the application. A window that is open already is taken over."""

    def __init__(self, application: QApplication, language: str, start: Opening | None = None) -> None:
        super().__init__(application)
        self._application, self._language = application, language
        start = start or opening.read()
        self._journal, self._journal_error, self._journal_on_disk = start.opened
        self._settings: Settings | SettingsError = start.settings
        self._store, self._attention = start.store, start.attention
        self._garbage = Garbage(application)
        self._window = start.window
        self._watches: list[FileWatch] = []
        self.tray = Tray(self._offer, self)
        self._telling = Telling(self.tray, self._failing, language)
        self._log_actions: LogActions | None = None
        self._many_actions: ManyActions | None = None
        self._keyring: KeyringInquiry | None = None
        self._preferences: PreferencesWindow | None = None
        self._set_up: SetUp | None = None
        self._pause_end = QTimer(self, singleShot=True)
        self._connect()
        if self._window:
            self._serve(self._window)
        self._read_settings()  # what changed before the watches were there, none told of
        self._journal_changed()

    @property
    def window(self) -> StatusWindow:
        """The window, made when it is first wanted."""
        if self._window is None:
            self._window = self._make_window()
        return self._window

    @property
    def preferences(self) -> PreferencesWindow:
        """The settings window, made when it is first wanted."""
        if self._preferences is None:
            self._preferences = self._make_preferences()
        return self._preferences

    @property
    def keyring(self) -> KeyringInquiry:
        """What asks how the keyring is, made when that is first wanted."""
        if self._keyring is None:
            from birdlog_gui.keyring_state import KeyringInquiry

            self._keyring = KeyringInquiry(self._language, self)
            self._keyring.found.connect(self._keyring_found)
        return self._keyring

    def start(self, wish: Wish) -> None:
        """Do what the first start asks for. Where there is no tray, there is the window."""
        if wish.command in ("show", "settings", "set-up"):
            self.grant(wish)
        elif not QSystemTrayIcon.isSystemTrayAvailable():
            QTimer.singleShot(_TRAY_COMES_MS, self, self._open_without_tray)

    def grant(self, wish: Wish) -> None:
        """Do what a later start asks for: whoever starts the program again wants to see it."""
        if wish.command == "quit":
            self._application.quit()
            return
        use_activation_token(wish.token)
        if wish.command == "settings":
            self.open_preferences()
            return
        if wish.command == "set-up":
            self.set_up()
            return
        self._open()
        if wish.entry is not None:
            self.window.select(wish.entry)
        elif self._is_new_here():
            self.set_up()

    def set_up(self) -> None:
        """Open the set-up; one that was closed before its end goes on where it was."""
        from birdlog_gui.wizard.actions import SetUp

        if self._set_up and self._set_up.is_over:
            self._set_up.close()
            self._set_up = None
        if self._set_up is None:
            settings = self._known_settings()
            self._set_up = SetUp(settings, self._failing, self._try_to_install, self._language, self)
            self._set_up.window.closed.connect(self._window_closed)
        self._store.setValue(_OFFERED, True)
        self._set_up.show()

    def close(self) -> None:
        """Leave the tray, keep where the windows were, let go of the journal."""
        for watch in self._watches:
            watch.stop()
        for window in (self._window, self._preferences):
            if window:
                window.close()
        if self._log_actions:
            self._log_actions.close()
        if self._many_actions:
            self._many_actions.close()
        if self._set_up:
            self._set_up.close()
        if self._keyring:
            self._keyring.close()
        self.tray.hide()
        self._close_journal()

    def _connect(self) -> None:
        journal = paths.journal_file().name
        settings = (paths.settings_file().name, paths.never_log_file().name)
        for folder, names, act in (
            (paths.data_dir(), (journal, f"{journal}-wal"), self._journal_changed),
            (paths.config_dir(), settings, self._read_settings),
            (paths.runtime_dir(), (), self._show_health),
        ):
            watch = FileWatch(folder, names, self)
            watch.changed.connect(act)
            self._watches.append(watch)
        self._pause_end.timeout.connect(self._read_settings)
        self.tray.open_wanted.connect(self._open)
        self.tray.told_wanted.connect(self._open_told)
        self.tray.pause_wanted.connect(self._set_paused)
        self.tray.replies_wanted.connect(self._log_replies)
        self.tray.resume_wanted.connect(lambda: self._set_paused(None))
        self.tray.set_up_wanted.connect(self.set_up)
        self.tray.preferences_wanted.connect(self.open_preferences)
        self.tray.quit_wanted.connect(self._application.quit)
        self._application.aboutToQuit.connect(self.close)
        self._application.applicationStateChanged.connect(self._come_back)

    def _make_window(self) -> StatusWindow:
        from birdlog_gui.window import StatusWindow

        window = StatusWindow(self._attention, self._store, self._language)
        window.know(self._known_settings())
        window.show_journal(self._journal, self._journal_error)
        window.show_health(self._health)
        self._serve(window)
        return window

    def _serve(self, window: StatusWindow) -> None:
        """Do what the window asks for."""
        from birdlog_gui.log.actions import LogActions
        from birdlog_gui.log.many import ManyActions

        window.resume_wanted.connect(lambda: self._set_paused(None))
        window.install_wanted.connect(self._install_helper)
        window.set_up_wanted.connect(self.set_up)
        window.settings_file_wanted.connect(self._open_settings_file)
        window.keyring_wanted.connect(self._unlock_keyring)
        window.log.looked_at.connect(self._looked_at)
        window.log.journal_failed.connect(self._journal_failed)
        window.log.retry_wanted.connect(self._open_journal)
        self._log_actions = LogActions(window.log, self._failing, self._language)
        self._many_actions = ManyActions(window.log, self._language)
        window.settings_wanted.connect(self.open_preferences)
        window.quit_wanted.connect(self._application.quit)
        window.closed.connect(self._window_closed)

    def _make_preferences(self) -> PreferencesWindow:
        from birdlog_gui.preferences.window import PreferencesWindow

        made = PreferencesWindow(self._store, self._language)
        made.know(self._settings)
        made.show_journal(self._journal)
        made.set_up_wanted.connect(self.set_up)
        made.settings_file_wanted.connect(self._open_settings_file)
        made.installed.connect(self._show_health)
        made.closed.connect(self._window_closed)
        return made

    def open_preferences(self) -> None:
        """Show the settings window, or bring it to the front."""
        self.preferences.come_forward()

    def _open(self) -> None:
        self.window.come_forward()

    def _open_without_tray(self) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            self._open()

    def _window_closed(self) -> None:
        """Where there is no tray, the last window that is closed ends the program. One that tells so may be
        there still.
        """
        QTimer.singleShot(0, self, self._end_with_last_window)

    def _end_with_last_window(self) -> None:
        windows = (self._window, self._preferences, self._set_up.window if self._set_up else None)
        shown = [window for window in windows if window and window.isVisible()]
        if not shown and not QSystemTrayIcon.isSystemTrayAvailable():
            self._application.quit()

    def _is_new_here(self) -> bool:
        """Whether there is no CRM yet, and the person was not asked about one: to be asked once."""
        return self._health.kind == health.Kind.NO_PROFILE and not self._store.contains(_OFFERED)

    def _come_back(self, state: Qt.ApplicationState) -> None:
        """What no file tells, such as a helper that was killed, is looked at when the person looks."""
        if state == Qt.ApplicationState.ApplicationActive:
            self._show_health()
            if self._health.kind in (health.Kind.KEYRING_LOCKED, health.Kind.KEYRING_MISSING):
                self.keyring.ask()

    def _open_journal(self) -> None:
        self._close_journal()
        self._journal, self._journal_error, self._journal_on_disk = opening.open_journal()
        if self._window:
            self._window.show_journal(self._journal, self._journal_error)
        if self._preferences:
            self._preferences.show_journal(self._journal)
        self._show_health()
        self._telling.await_news()

    def _close_journal(self) -> None:
        if self._journal:
            self._journal.close()
            self._journal = None

    def _journal_changed(self) -> None:
        if self._journal is None or opening.on_disk(paths.journal_file()) != self._journal_on_disk:
            self._open_journal()
            return
        self._garbage.collect_at_times()
        self._show_health()
        self._telling.await_news()
        if self._window:
            self._window.refresh()
        if self._preferences:
            self._preferences.show_journal(self._journal)

    def _journal_failed(self, error: JournalError) -> None:
        self._close_journal()
        self._journal_error = error
        if self._window:
            self._window.show_journal(None, error)
        if self._preferences:
            self._preferences.show_journal(None)
        self._show_health()

    def _read_settings(self) -> None:
        self._load_settings()
        if self._window:
            self._window.know(self._known_settings())
        if self._preferences:
            self._preferences.know(self._settings)
        if self._set_up:
            self._set_up.know(self._known_settings())
        self._show_health()

    def _load_settings(self) -> None:
        self._settings = opening.read_settings()
        self._await_end_of_pause()

    def _await_end_of_pause(self) -> None:
        self._pause_end.stop()
        until = (
            None if isinstance(self._settings, SettingsError) else times.parsed(self._settings.paused or "")
        )
        if until and until > datetime.now(UTC):
            milliseconds = (until - datetime.now(UTC)).total_seconds() * 1000 + 1_000
            self._pause_end.start(int(min(milliseconds, 2**31 - 1)))

    def _set_paused(self, paused: str | None) -> None:
        from birdlog import settings_edit

        try:
            settings_edit.set_paused(paused)
        except SettingsError as error:
            self._tell(" ".join(error.in_locale(self._language)))
        self._read_settings()

    def _install_helper(self) -> None:
        if problem := self._try_to_install():
            self._tell(problem)

    def _try_to_install(self) -> str:
        """Set the helper up; what was in the way, or nothing."""
        from birdlog.setup import installation

        problem = ""
        try:
            installation.install()
        except installation.InstallationError as error:
            problem = text(f"setup.problem.{error.code}", self._language)
        except OSError as error:
            problem = f"{error.filename}: {error.strerror}"
        self._show_health()
        return problem

    def _open_settings_file(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        error = self._settings
        name = error.file if isinstance(error, SettingsError) and error.file else paths.settings_file().name
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.config_dir() / name)))

    def _unlock_keyring(self) -> None:
        """Have the keyring ask for its password; that it can be used is then in the journal."""
        self._tell(self.tr("Your keyring is being asked…"))
        self.keyring.unlock()

    def _keyring_found(self, state: str) -> None:
        if self.keyring.unlocks:
            words = {"locked": self.tr("It is still locked."), "ok": ""}
            self._tell(words.get(state, self._health.advice))

    def _tell(self, words: str) -> None:
        if self._window:
            self._window.strip.tell(words)

    def _looked_at(self, entry: Entry) -> None:
        with self._failing() as journal:
            if journal and self._attention.look_at(journal, entry):
                self._show_health()

    def _open_told(self, told: Notification | None) -> None:
        self._open()
        if told and told.entry is not None:
            self.window.select(told.entry)
        else:
            self.window.show_what_needs_you()

    @contextmanager
    def _failing(self) -> Iterator[Journal | None]:
        """The journal, if it is open; that it fails is said."""
        try:
            yield self._journal
        except JournalError as error:
            self._journal_failed(error)

    def _known_settings(self) -> Settings:
        return opening.known(self._settings)

    def _profiles(self) -> tuple[Profile, ...]:
        return self._known_settings().profiles

    def _offer(self) -> Offer:
        """What the tray's menu can offer just now."""
        settings = self._known_settings()
        paused = settings.paused if settings.is_paused(datetime.now(UTC)) else None
        return Offer(settings.profiles, self._unlogged_replies(settings), paused)

    def _unlogged_replies(self, settings: Settings) -> tuple[str, ...]:
        from birdlog.journal import replies

        with self._failing() as journal:
            unlogged = replies.unlogged(journal, settings) if journal else ()
            return tuple(each.message_id for each in unlogged if not each.asked)
        return ()

    def _log_replies(self, message_ids: Sequence[str]) -> None:
        from birdlog.journal import replies

        with self._failing() as journal:
            if journal:
                replies.log(journal, message_ids)

    def _show_health(self) -> None:
        self._health = self._assessed()
        self.tray.show(self._health)
        if self._window:
            self._window.show_health(self._health)
        if self._set_up:
            self._set_up.refresh()

    def _assessed(self) -> health.Health:
        without_keyring, asked, pending = None, 0, 0
        if self._journal:
            try:
                self._attention.refresh(self._journal)
                without_keyring = self._without_keyring(self._journal)
                asked, pending = requests.count_open(self._journal), self._journal.count_of("pending")
            except JournalError as error:
                self._close_journal()
                self._journal_error = error
        seen = health.Situation(
            now=datetime.now(UTC),
            settings=self._settings,
            journal_error=self._journal_error,
            helper_installed=manifest.is_installed(),
            connected=nudge.connected(),
            needs_you=self._attention.count,
            asked=asked,
            pending=pending,
            without_keyring=without_keyring,
        )
        return health.assess(seen, self._language)

    def _without_keyring(self, journal: Journal) -> looks.Asked | None:
        """The last CRM, of those that there are still, for whose token the keyring could not be used."""
        names = [profile.name for profile in self._profiles()]
        return next((asked for asked in looks.without_keyring(journal) if asked.profile in names), None)
