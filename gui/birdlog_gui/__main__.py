"""`birdlog-tray`: the icon that shows whether all is well, and the window behind it."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from birdlog import __version__, paths

if TYPE_CHECKING:
    from birdlog_gui.instance import Wish

_PATIENCE_MS = 5_000
"""A first program that has just begun needs a moment until it listens."""

_WAIT_MS = 20


def main() -> None:
    """Run the tray program, or tell the one that runs what is asked. Exit status 2: there is no screen."""
    gc.disable()  # nothing that a start makes is to be thrown away: see garbage.py
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    from PySide6.QtCore import QDeadlineTimer, QThread

    from birdlog_gui import instance

    wish = _wish(arguments)
    os.umask(0o077)
    try:
        folder = paths.runtime_dir()
    except OSError as problem:
        return _refuse(f"{problem.filename}: {problem.strerror}")
    deadline = QDeadlineTimer(_PATIENCE_MS)
    while not (lock := instance.hold(folder)):
        if instance.tell(folder, wish):
            return 0
        if deadline.hasExpired():
            return _refuse("another birdlog-tray is running and does not answer")
        QThread.msleep(_WAIT_MS)
    try:
        return 0 if wish.command == "quit" else _run_first(wish, folder)
    finally:
        lock.unlock()


def _wish(arguments: list[str]) -> Wish:
    from birdlog_gui.instance import Wish, activation_token

    parser = argparse.ArgumentParser("birdlog-tray", description="Show what became of each logged mail.")
    parser.add_argument("--version", action="version", version=__version__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--show", action="store_true", help="open the window or bring it to the front")
    what.add_argument("--settings", action="store_true", help="open the settings")
    what.add_argument("--setup", action="store_true", help="set up a CRM, step by step")
    what.add_argument("--quit", action="store_true", help="end the birdlog-tray that is running")
    parser.add_argument("--entry", type=int, metavar="ID", help="open the window at this entry")
    options = parser.parse_args(arguments)
    if options.quit:
        return Wish("quit")
    token = activation_token()
    if options.settings:
        return Wish("settings", token=token)
    if options.setup:
        return Wish("set-up", token=token)
    show = options.show or options.entry is not None
    return Wish("show" if show else "run", options.entry, token)


def _run_first(wish: Wish, folder: Path) -> int:
    if not _has_screen():
        return _refuse("there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set")
    from birdlog_gui import start

    return start.run(wish, folder)


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _refuse(why: str) -> int:
    print(f"birdlog-tray: {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
