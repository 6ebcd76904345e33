"""Where the programs of this installation are."""

import importlib.util
import shutil
import sys
import sysconfig
from pathlib import Path

COMMAND = "birdlog"
HOST = "birdlog-host"
TRAY = "birdlog-tray"


def command() -> Path | None:
    """Return the command line, or None where pip put no such script."""
    return _script(COMMAND)


def host() -> Path | None:
    """Return the helper that Thunderbird starts, or None where pip put no such script."""
    return _script(HOST)


def tray() -> Path | None:
    """Return the tray program, or None where the tray part (the extra `tray`) is not installed."""
    return _script(TRAY) if importlib.util.find_spec("PySide6") else None


def _script(name: str) -> Path | None:
    """A script of this Python comes before another one on the PATH."""
    folders = (Path(sys.executable).parent, Path(sysconfig.get_path("scripts")))
    for candidate in (*(str(folder / name) for folder in folders), name):
        if found := shutil.which(candidate):
            return Path(found).absolute()
    return None
