"""Work that would let the window wait (the keyring, the network, a file), done beside it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread

from PySide6.QtCore import QObject, Signal


class Background(QObject):
    """Does pieces of work. `ended` brings what one returned, or the `expected` Exception that came of it.

    The program does not wait for it when it quits: a keyring may be asking the person for its password.
    """

    ended = Signal(object)

    def __init__(self, *expected: type[Exception], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._expected = expected

    def start(self, work: Callable[[], object]) -> None:
        """Begin, beside what is under way already."""
        Thread(target=self._do, args=(work,), daemon=True).start()

    def _do(self, work: Callable[[], object]) -> None:
        outcome: object
        try:
            with uncollected():
                outcome = work()
        except self._expected as problem:
            outcome = problem
        with suppress(RuntimeError):  # nobody is there any more to be told
            self.ended.emit(outcome)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python collect no garbage meanwhile: it does so in whatever thread is at work, and what is thrown
    away may be a widget, which only the window's own thread may delete.
    """
    with _lock:
        if not _at_work:
            _at_work.append(gc.isenabled())
            gc.disable()
        else:
            _at_work.append(_at_work[0])
    try:
        yield
    finally:
        with _lock:
            if _at_work.pop() and not _at_work:
                gc.enable()


_lock = Lock()
_at_work: list[bool] = []
"""For each thread that is at work, whether garbage was collected before the first of them began."""
