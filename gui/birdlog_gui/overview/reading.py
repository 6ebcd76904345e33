"""Reads the figures beside the window, over a connection of its own: the window never waits for them."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from birdlog.journal import statistics
from birdlog.journal.problem import JournalError
from birdlog.journal.statistics import Figures
from birdlog.journal.store import Journal

_TOGETHER_MS = 500
"""Changes that come this close together are read once."""


class Reader(QObject):
    """Reads the person's journal one time after the other. `read` brings Figures, `failed` a JournalError."""

    read = Signal(object)
    failed = Signal(object)
    _wanted = Signal(int)
    _reopen_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._number = 0
        self._is_reading, self._again = False, False
        self._thread, self._worker = QThread(self), _Worker()
        self._worker.moveToThread(self._thread)
        self._thread.finished.connect(self._worker.close)
        self._wanted.connect(self._worker.read)
        self._reopen_wanted.connect(self._worker.close)
        self._worker.ended.connect(self._end)
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._soon.timeout.connect(self.read_now)

    @property
    def is_busy(self) -> bool:
        """Whether it reads, or is about to."""
        return self._is_reading or self._soon.isActive()

    def read_soon(self) -> None:
        """Read, together with what may change right after this."""
        if not self._soon.isActive():
            self._soon.start()

    def read_now(self) -> None:
        """Read; where that is under way, once more after it."""
        self._soon.stop()
        self._again = self._is_reading
        if self._is_reading:
            return
        if not self._thread.isRunning():
            self._thread.start(QThread.Priority.LowPriority)
        self._number += 1
        self._is_reading = True
        self._worker.wanted = self._number
        self._wanted.emit(self._number)

    def reopen(self) -> None:
        """Another journal may have come in the place of the one that was read."""
        self._reopen_wanted.emit()

    def stop(self) -> None:
        """Nobody looks any more: what is under way ends within a moment, and tells nothing."""
        self._soon.stop()
        self._again = False
        self._worker.wanted = None

    def close(self) -> None:
        """The same, wait for that moment, and let go of the journal."""
        self.stop()
        self._is_reading = False
        self._thread.quit()
        self._thread.wait()

    @Slot(int, object)
    def _end(self, number: int, result: Figures | JournalError | None) -> None:
        if number != self._number or not self._is_reading:
            return
        self._is_reading = False
        is_wanted = self._worker.wanted == number  # or it was stopped when it had just come to its end
        if self._again:
            self.read_now()
        if is_wanted and isinstance(result, Figures):
            self.read.emit(result)
        elif is_wanted and result is not None:
            self.failed.emit(result)


class _Worker(QObject):
    """Lives in a thread of its own. `ended` brings which reading it was, and what came of it.

    The connection stays: to open one is as if the journal had changed (SQLite sets the owner of its files).
    """

    ended = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted: int | None = None  # which reading; the window's thread sets it
        self._journal: Journal | None = None

    @Slot(int)
    def read(self, number: int) -> None:
        """Read, as long as that one is wanted."""
        result: Figures | JournalError | None
        try:
            self._journal = self._journal or Journal.open()
            result = statistics.read(self._journal, datetime.now(UTC), go_on=lambda: self.wanted == number)
        except JournalError as error:
            self.close()
            result = error
        self.ended.emit(number, result if self.wanted == number else None)

    @Slot()
    def close(self) -> None:
        """Let go of the journal."""
        if self._journal:
            self._journal.close()
            self._journal = None
