"""Collecting garbage in the window's thread alone.

Python collects in whatever thread is at work. What it throws away may be a widget, which only the thread that
made it may delete.
"""

import gc
import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_PAUSE_S = 60


class Garbage(QObject):
    """Collects what the program made and let go of: when the person turns to another program, and when it is
    told that something was done, but not each time.
    """

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        gc.disable()
        self._last = time.monotonic()
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self.collect)
        application.applicationStateChanged.connect(self._turn)

    def collect(self) -> None:
        """Collect now."""
        self._last = time.monotonic()
        gc.collect()

    def collect_at_times(self) -> None:
        """Collect once all is done that waits, unless that was a short while ago."""
        if time.monotonic() - self._last > _PAUSE_S:
            self._idle.start()

    def _turn(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self._idle.start()
