"""What the desktop is given: the tray program at login, and Birdlog with its icon among the applications.

Rules: freedesktop.org's Autostart, Desktop Entry, Desktop Menu and Icon Theme specifications.
"""

import importlib.util
import os
import re
import sys
from pathlib import Path

from birdlog import paths
from birdlog.files import remove, write
from birdlog.texts import text


def is_supported() -> bool:
    """Whether this system knows such entries."""
    return sys.platform not in {"win32", "darwin"}


def autostart_file() -> Path:
    """Return the entry that starts the tray program at login."""
    config = os.environ.get("XDG_CONFIG_HOME")
    return (Path(config) if config else Path.home() / ".config") / "autostart" / "birdlog-tray.desktop"


def application_file() -> Path:
    """Return the entry among the applications; its name is the one that the window's own bears."""
    return _data() / "applications" / "birdlog.desktop"


def icon_file() -> Path:
    """Return the icon that both entries name."""
    return _data() / "icons" / "hicolor" / "scalable" / "apps" / "birdlog.svg"


def content(command: list[str], base_dir: str | None) -> str:
    """Return the desktop entry that runs `command`; `base_dir` as for the launcher."""
    if base_dir:
        command = ["env", f"{paths.BASE_DIR_VARIABLE}={base_dir}", *command]
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Name=Birdlog\n"
        f"Comment={text('setup.desktop.comment', 'en')}\n"
        f"Comment[pt_BR]={text('setup.desktop.comment', 'pt_BR')}\n"
        f"Exec={' '.join(map(_argument, command))}\n"
        "Icon=birdlog\n"
        "Terminal=false\n"
        "Categories=Network;Email;\n"
    )


def install(tray: Path, base_dir: str | None, with_autostart: bool) -> list[Path]:
    """Write the application, its icon and, where it is wanted, the autostart entry; returns the files."""
    entries = {application_file(): content([str(tray), "--show"], base_dir), icon_file(): _icon()}
    if with_autostart:
        entries[autostart_file()] = content([str(tray)], base_dir)
    else:
        remove(autostart_file())
    for file, written in entries.items():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(file, written)
    return list(entries)


def uninstall() -> list[Path]:
    """Remove what `install` wrote; returns the files that were there."""
    return [file for file in (application_file(), icon_file(), autostart_file()) if remove(file)]


def _data() -> Path:
    data = os.environ.get("XDG_DATA_HOME")
    return Path(data) if data else Path.home() / ".local" / "share"


def _icon() -> str:
    """The drawing that the window's package brings, which is not imported for it."""
    package = importlib.util.find_spec("birdlog_gui")
    folder = Path(package.origin).parent if package and package.origin else Path()
    return (folder / "icons" / "birdlog.svg").read_text(encoding="utf-8")


def _argument(argument: str) -> str:
    """An argument of Exec: quoted where it has to be, then escaped as every value of an entry is."""
    argument = argument.replace("%", "%%")
    if re.search(r"[^\w@%+=:,./-]", argument, re.ASCII):
        argument = '"' + re.sub(r'(["`$\\])', r"\\\1", argument) + '"'
    return argument.replace("\\", "\\\\")
