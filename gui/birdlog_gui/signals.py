"""The program ends in order on SIGTERM and Ctrl-C."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier


class Signals(QObject):
    """Quits `application` on these signals.

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
