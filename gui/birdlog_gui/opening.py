"""What a person who opens the window sees first: the list of mails. All else comes once that is painted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from birdlog import paths
from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog.settings import Settings, SettingsError, load
from birdlog_gui.attention import Attention

if TYPE_CHECKING:
    from birdlog_gui.window import StatusWindow


class Opening:
    """What the window shows, as it is when the program starts. The program takes it over (program.py)."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.attention = Attention()
        self.store = QSettings(str(paths.window_file()), QSettings.Format.IniFormat)
        self.settings = read_settings()
        self.journal, self.journal_error, self.journal_on_disk = open_journal()
        self.window: StatusWindow | None = None

    def make_window(self) -> StatusWindow:
        """The window, not shown yet."""
        from birdlog_gui.window import StatusWindow

        self.window = StatusWindow(self.attention, self.store, self._language)
        self.window.know(known(self.settings))
        self.window.show_journal(self.journal, self.journal_error)
        return self.window


def read_settings() -> Settings | SettingsError:
    """The person's settings, or what is wrong with them."""
    try:
        return load()
    except SettingsError as error:
        return error


def known(settings: Settings | SettingsError) -> Settings:
    """What there is to go by: nothing, where the settings can't be read."""
    return Settings() if isinstance(settings, SettingsError) else settings


def open_journal() -> tuple[Journal | None, JournalError | None, tuple[int, int] | None]:
    """The journal or what is wrong with it, and which file it is (see `on_disk`)."""
    try:
        journal = Journal.open()
    except JournalError as error:
        return None, error, None
    return journal, None, on_disk(paths.journal_file())


def on_disk(file: Path) -> tuple[int, int] | None:
    """Which file that is, whatever its name: another journal may have come in the place of one."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
