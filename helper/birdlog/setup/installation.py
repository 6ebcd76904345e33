"""Putting Birdlog into Thunderbird and the desktop, and taking it out again."""

from dataclasses import dataclass
from pathlib import Path

import birdlog
from birdlog import paths
from birdlog.files import remove, write
from birdlog.setup import desktop, launcher, manifest, programs

ADD_ON_FILE = "birdlog.xpi"


class InstallationError(Exception):
    """Something that an installation needs is not there; `code` names the sentence `setup.problem.<code>`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Removal:
    """What an uninstallation took away, and the folders that still hold something of the person's."""

    removed: tuple[Path, ...]
    kept: tuple[Path, ...]


def install(with_autostart: bool | None = None) -> tuple[Path, ...]:
    """Write launcher and manifest, and what the desktop is given; returns the files written.

    `with_autostart` None means: where the tray part is installed and the system knows such entries. False
    takes an entry away. Raises InstallationError, and OSError where a file can't be written.
    """
    host, tray = programs.host(), programs.tray()
    if host is None:
        raise InstallationError("no-host")
    if with_autostart and tray is None:
        raise InstallationError("no-tray")
    if with_autostart and not desktop.is_supported():
        raise InstallationError("no-autostart")
    base_dir = launcher.base_dir()
    write(launcher.file(), launcher.content(host, base_dir), mode=0o700)
    written = [launcher.file(), manifest.install(launcher.file())]
    if tray is not None and desktop.is_supported():
        written += desktop.install(tray, base_dir, with_autostart is not False)
    return tuple(written)


def uninstall(purge: bool = False) -> Removal:
    """Take away what `install` wrote; with `purge` also `own_files`."""
    removed = [*manifest.uninstall(), *desktop.uninstall()]
    if purge:
        removed += [file for file in own_files() if remove(file)]
    folders = (paths.config_dir(), paths.data_dir(), paths.runtime_dir())
    return Removal(tuple(removed), tuple(folder for folder in folders if not _remove_empty(folder)))


def own_files() -> tuple[Path, ...]:
    """Return the files that are there of settings, window, journal and embedded CRM."""
    files = [paths.settings_file(), paths.never_log_file(), paths.window_file()]
    files += [paths.settings_lock(), paths.confirm_lock()]
    for database in (paths.journal_file(), paths.crm_file()):
        files += [database.with_name(database.name + end) for end in ("", "-wal", "-shm")]
    return tuple(file for file in files if file.exists())


def add_on() -> Path | None:
    """Return the add-on's file where this is a checkout that has built it."""
    file = Path(birdlog.__file__).parents[2] / "dist" / ADD_ON_FILE
    return file if file.exists() else None


def _remove_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
