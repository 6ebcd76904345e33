"""Starting the tray program with the desktop (freedesktop.org: Autostart, Desktop Entry)."""

import os
import re
import sys
from pathlib import Path

from birdlog import paths
from birdlog.setup.files import remove, write
from birdlog.texts import text


def is_supported() -> bool:
    """Whether this system starts programs by such entries."""
    return sys.platform not in {"win32", "darwin"}


def file() -> Path:
    """Return the autostart entry."""
    config = os.environ.get("XDG_CONFIG_HOME")
    return (Path(config) if config else Path.home() / ".config") / "autostart" / "birdlog-tray.desktop"


def content(tray: Path, base_dir: str | None) -> str:
    """Return the desktop entry that starts the program `tray`; `base_dir` as for the launcher."""
    command = [str(tray)]
    if base_dir:
        command = ["env", f"{paths.BASE_DIR_VARIABLE}={base_dir}", *command]
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Name=Birdlog\n"
        f"Comment={text('setup.autostart.comment', 'en')}\n"
        f"Comment[pt_BR]={text('setup.autostart.comment', 'pt_BR')}\n"
        f"Exec={' '.join(map(_argument, command))}\n"
        "Icon=birdlog\n"
        "Terminal=false\n"
        "X-GNOME-Autostart-enabled=true\n"
    )


def install(tray: Path, base_dir: str | None) -> Path:
    """Write the entry; returns its file."""
    file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write(file(), content(tray, base_dir))
    return file()


def uninstall() -> list[Path]:
    """Remove the entry; returns its file if there was one."""
    return [file()] if remove(file()) else []


def _argument(argument: str) -> str:
    """An argument of Exec: quoted where it has to be, then escaped as every value of an entry is."""
    argument = argument.replace("%", "%%")
    if re.search(r"[^\w@%+=:,./-]", argument, re.ASCII):
        argument = '"' + re.sub(r'(["`$\\])', r"\\\1", argument) + '"'
    return argument.replace("\\", "\\\\")
