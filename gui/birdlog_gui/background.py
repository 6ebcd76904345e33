"""Work that would let the window wait (the keyring, the network, a file), done beside it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread

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
            outcome = work()
        except self._expected as problem:
            outcome = problem
        with suppress(RuntimeError):  # nobody is there any more to be told
            self.ended.emit(outcome)
