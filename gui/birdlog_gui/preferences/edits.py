"""Changing the settings beside the window: a change waits for the disk, and for who else is changing them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread

from PySide6.QtCore import QObject, Signal

from birdlog.settings import SettingsError
from birdlog.setup.installation import InstallationError

Change = Callable[[], object]
Problem = SettingsError | InstallationError | OSError
Answer = Callable[[Problem | None], object]


class Edits(QObject):
    """Makes changes one after the other, in the order in which they are asked for.

    A program that quits meanwhile ends when the last of them is made.
    """

    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Change, Answer]] = deque()
        self._lock, self._is_working = Lock(), False
        self._ended.connect(self._tell)

    def ask(self, change: Change, answer: Answer) -> None:
        """Have `change` made; `answer` is told in the window's thread what was against it, or None."""
        with self._lock:
            self._waiting.append((change, answer))
            begin, self._is_working = not self._is_working, True
        if begin:
            Thread(target=self._work).start()

    def _work(self) -> None:
        while waiting := self._next():
            change, answer = waiting
            outcome: object = None
            try:
                change()
            except (SettingsError, InstallationError, OSError) as problem:
                outcome = problem
            with suppress(RuntimeError):  # nobody is there any more to be told
                self._ended.emit(answer, outcome)

    def _next(self) -> tuple[Change, Answer] | None:
        with self._lock:
            self._is_working = bool(self._waiting)
            return self._waiting.popleft() if self._waiting else None

    def _tell(self, answer: Answer, outcome: Problem | None) -> None:
        with suppress(RuntimeError):  # what had asked is gone, as a profile's section may be by now
            answer(outcome)
