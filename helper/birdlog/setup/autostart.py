"""Whether the tray program starts when the person logs in."""

from birdlog.files import remove, write
from birdlog.setup import desktop, launcher, programs
from birdlog.setup.installation import InstallationError


def is_possible() -> bool:
    """Whether this system has such entries, and the tray program is installed."""
    return desktop.is_supported() and programs.tray() is not None


def is_on() -> bool:
    """Whether there is such an entry."""
    return desktop.is_supported() and desktop.autostart_file().exists()


def set_on(on: bool) -> None:
    """Write the entry or take it away. Raises InstallationError, and OSError where it can't be written."""
    if not desktop.is_supported():
        raise InstallationError("no-autostart")
    file, tray = desktop.autostart_file(), programs.tray()
    if not on:
        remove(file)
    elif tray is None:
        raise InstallationError("no-tray")
    else:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(file, desktop.content([str(tray)], launcher.base_dir()))
