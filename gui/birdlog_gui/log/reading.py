"""Reading pages of the journal: at once where that takes less than a frame, else beside the window."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from birdlog.journal.entry import Entry
from birdlog.journal.order import Order
from birdlog.journal.problem import GivenUp, JournalError
from birdlog.journal.search import Filter

if TYPE_CHECKING:
    from birdlog.journal.store import Journal
    from birdlog_gui.background import Background

_PATIENCE = 0.003
"""Seconds: the rest of a frame is for painting."""

_PATIENCE_BESIDE = 0.25
"""Seconds that a page may take along an index, read beside the window."""

_SELDOM = 300_000
"""Operations of SQLite's, some 20 ms: to be asked more often takes long beside a busy window."""

_LARGE = 200
"""Entries; to read so many at once takes longer than that in any case."""


class Listing(NamedTuple):
    """What is listed of a journal, and in which order."""

    journal: Journal
    wanted: Filter
    order: Order


class Reader(QObject):
    """Reads one page at a time: asked for another one, it lets go of that before.

    `began` says that reading takes longer than a frame, `failed` why a page can't be read; it is
    empty then.
    """

    began = Signal()
    failed = Signal(JournalError)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: _Task | None = None
        self._background: Background | None = None

    @property
    def is_reading(self) -> bool:
        """Whether a page is still to come."""
        return self._task is not None

    def read(
        self, listing: Listing, limit: int, before: int | None, use: Callable[[list[Entry]], None]
    ) -> None:
        """Give `use` at most `limit` entries after that of number `before`, now or later."""
        self.stop()
        if limit <= _LARGE:
            try:
                use(_within_a_frame(listing, limit, before))
                return
            except GivenUp:
                pass
            except JournalError as problem:
                self.failed.emit(problem)
                use([])
                return
        self._start(_Task(listing.journal.path, listing.wanted, listing.order, limit, before, use))

    def stop(self) -> None:
        """Let go of what is being read."""
        if self._task:
            self._task.is_stopped = True
            self._task = None

    def _start(self, task: _Task) -> None:
        if self._background is None:
            from birdlog_gui.background import Background

            self._background = Background(GivenUp, parent=self)
            self._background.ended.connect(self._end)
        self._task = task
        self._background.start(task.run)
        self.began.emit()

    def _end(self, outcome: object) -> None:
        task = self._task
        if task is None or task.outcome is None:
            return  # it is one that was let go of
        self._task = None
        if isinstance(task.outcome, JournalError):
            self.failed.emit(task.outcome)
            task.use([])
        else:
            task.use(task.outcome)


def _within_a_frame(listing: Listing, limit: int, before: int | None) -> list[Entry]:
    """The page; raises GivenUp, JournalError."""
    until = time.monotonic() + _PATIENCE
    with listing.journal.giving_up(lambda: time.monotonic() > until):
        return listing.journal.page(listing.wanted, limit, before, listing.order)


@dataclass(slots=True)
class _Task:
    """A page that is read by a connection of its own, and what came of it."""

    path: Path
    wanted: Filter
    order: Order
    limit: int
    before: int | None
    use: Callable[[list[Entry]], None]
    is_stopped: bool = False
    outcome: list[Entry] | JournalError | None = None

    def run(self) -> None:
        """Read it; raises GivenUp where nobody wants it any more.

        Along the order's index first, then by sorting what the filter lets through: which one is quick
        depends on how much that is, and the other one may take seconds.
        """
        from birdlog.journal.store import Journal

        try:
            with Journal.open(self.path) as journal:
                try:
                    self.outcome = self._read(journal, time.monotonic() + _PATIENCE_BESIDE, gathered=False)
                except GivenUp:
                    self.outcome = self._read(journal, float("inf"), gathered=True)
        except JournalError as problem:
            self.outcome = problem

    def _read(self, journal: Journal, until: float, *, gathered: bool) -> list[Entry]:
        with journal.giving_up(lambda: self.is_stopped or time.monotonic() > until, _SELDOM):
            return journal.page(self.wanted, self.limit, self.before, self.order, gathered=gathered)
