"""What a person who opens the window sees first: the list of mails. All else comes once that is painted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSettings

from birdlog import paths
from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog.settings import Settings, SettingsError, load
from birdlog_gui.attention import Attention

if TYPE_CHECKING:
    from birdlog_gui.window import StatusWindow


class OpenJournal(NamedTuple):
    """The journal, or why there is none; `on_disk` is the file that it is (see the function)."""

    journal: Journal | None
    problem: JournalError | None
    on_disk: tuple[int, int] | None


class Opening(NamedTuple):
    """What the window shows, and the window where it is open. The program takes it over (program.py)."""

    settings: Settings | SettingsError
    opened: OpenJournal
    attention: Attention
    store: QSettings
    window: StatusWindow | None = None


def read() -> Opening:
    """Read what the window shows."""
    store = QSettings(str(paths.window_file()), QSettings.Format.IniFormat)
    return Opening(read_settings(), open_journal(), Attention(), store)


def show(language: str) -> tuple[Opening, StatusWindow]:
    """Read it and open the window."""
    from birdlog_gui.window import StatusWindow

    opening = read()
    window = StatusWindow(opening.attention, opening.store, language)
    window.know(known(opening.settings))
    window.show_journal(opening.opened.journal, opening.opened.problem)
    window.come_forward()
    return opening._replace(window=window), window


def read_settings() -> Settings | SettingsError:
    """The person's settings, or what is wrong with them."""
    try:
        return load()
    except SettingsError as error:
        return error


def known(settings: Settings | SettingsError) -> Settings:
    """What there is to go by: nothing, where the settings can't be read."""
    return Settings() if isinstance(settings, SettingsError) else settings


def open_journal() -> OpenJournal:
    """Open the person's journal."""
    try:
        return OpenJournal(Journal.open(), None, on_disk(paths.journal_file()))
    except JournalError as error:
        return OpenJournal(None, error, None)


def on_disk(file: Path) -> tuple[int, int] | None:
    """Which file that is, whatever its name: another journal may have come in the place of one."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
