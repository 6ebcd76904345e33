"""`birdlog-tray`: the icon that shows whether all is well, and the window behind it."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QObject, QSocketNotifier, QThread

from birdlog import __version__, paths
from birdlog_gui import instance
from birdlog_gui.instance import Wish

_PATIENCE_MS = 5_000
"""A first program that has just begun needs a moment until it listens."""

_WAIT_MS = 20


def main() -> None:
    """Run the tray program, or tell the one that runs what is asked. Exit status 2: there is no screen."""
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
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
    parser = argparse.ArgumentParser("birdlog-tray", description="Show what became of each logged mail.")
    parser.add_argument("--version", action="version", version=__version__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--show", action="store_true", help="open the window or bring it to the front")
    what.add_argument("--quit", action="store_true", help="end the birdlog-tray that is running")
    parser.add_argument("--entry", type=int, metavar="ID", help="open the window at this entry")
    options = parser.parse_args(arguments)
    if options.quit:
        return Wish("quit")
    show = options.show or options.entry is not None
    return Wish("show" if show else "run", options.entry, instance.activation_token())


def _run_first(wish: Wish, folder: Path) -> int:
    if not _has_screen():
        return _refuse("there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set")
    from PySide6.QtWidgets import QApplication

    from birdlog_gui import language
    from birdlog_gui.program import Program

    application = QApplication(sys.argv[:1])
    application.setApplicationName("Birdlog")
    application.setDesktopFileName("birdlog")
    application.setQuitOnLastWindowClosed(False)
    _Signals(application)
    language.install(application, language.wanted())
    program = Program(application, language.wanted())
    instance.Listener(folder, application).wished.connect(program.grant)
    program.start(wish)
    return application.exec()


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


class _Signals(QObject):
    """Ends the application in order on SIGTERM and Ctrl-C.

    While Qt waits, Python runs no handler; so the signal writes a byte into a socket that Qt watches.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(application.quit)


def _refuse(why: str) -> int:
    print(f"birdlog-tray: {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
