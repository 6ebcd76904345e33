"""Where the embedded CRM's records are worked on: in a thread, since a database may let one wait."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from sqlalchemy import Engine

_Result = TypeVar("_Result")


@dataclass(slots=True, eq=False)
class Job:
    """Something to be done with the records, and who is told what came of it. A change has no topic."""

    topic: str
    work: Callable[[Engine, Job], Any]
    answer: Callable[[Any], None]
    refuse: Callable[[Exception], None]
    is_wanted: bool = True


class Desk(QObject):
    """Does one job after the other with an engine of its own; the answers come in the window's thread.

    Nothing waits for it at the end of the program: what was begun in a transaction is done whole or not at
    all.
    """

    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database: str | None = None
        self._jobs: list[Job] = []
        self._queue: SimpleQueue[Job | None] | None = None
        self._ended.connect(self._tell)

    def use(self, database: str | None) -> None:
        """Work on another database from now on; None means Birdlog's own file."""
        if database != self._database:
            self.close()
            self._database = database

    def ask(
        self,
        topic: str,
        work: Callable[[Engine, Job], _Result],
        answer: Callable[[_Result], None],
        refuse: Callable[[Exception], None],
    ) -> None:
        """Read something. Of the questions about one topic only the last one is answered."""
        self._drop([job for job in self._jobs if job.topic == topic])
        self._put(Job(topic, work, answer, refuse))

    def change(
        self,
        work: Callable[[Engine], _Result],
        answer: Callable[[_Result], None],
        refuse: Callable[[Exception], None],
    ) -> None:
        """Change something, whatever else is asked meanwhile."""
        self._put(Job("", lambda engine, _job: work(engine), answer, refuse))

    def close(self) -> None:
        """Let go of the database; who still waits for an answer gets none."""
        self._drop(list(self._jobs))
        if self._queue:
            self._queue.put(None)
            self._queue = None

    def _drop(self, jobs: list[Job]) -> None:
        for job in jobs:
            job.is_wanted = False
            self._jobs.remove(job)

    def _put(self, job: Job) -> None:
        if self._queue is None:
            self._queue = SimpleQueue()
            Thread(target=self._serve, args=(self._queue, self._database), daemon=True).start()
        self._jobs.append(job)
        self._queue.put(job)

    def _tell(self, job: Job, outcome: object) -> None:
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        if isinstance(outcome, _Refused):
            job.refuse(outcome.problem)
        else:
            job.answer(outcome)

    def _serve(self, queue: SimpleQueue[Job | None], database: str | None) -> None:
        """What the thread does until there is nothing more to come."""
        records = _Records(database)
        while job := queue.get():
            if job.topic and not job.is_wanted:  # a change is made, whoever is left to be told of it
                continue
            outcome = records.outcome(job)
            with suppress(RuntimeError):  # the window is gone
                self._ended.emit(job, outcome)
        records.close()


@dataclass(frozen=True, slots=True)
class _Refused:
    problem: Exception


class _Records:
    """The records as the thread has them, opened for the first job."""

    def __init__(self, database: str | None) -> None:
        self._database = database
        self._engine: Engine | None = None

    def outcome(self, job: Job) -> object:
        """What the job returns, or why it was refused."""
        from birdlog.crm.local.editing import EditError
        from birdlog.crm.local.imports import FileError
        from birdlog.crm.local.problem import RecordsError, plainly
        from birdlog.crm.local.records import open_records
        from birdlog.settings import SettingsError
        from birdlog_gui.contacts.importing import StoppedError

        try:
            with plainly():
                if self._engine is None:
                    self._engine = open_records(self._database)
                return job.work(self._engine, job)
        except (EditError, FileError, RecordsError, SettingsError, StoppedError) as problem:
            return _Refused(problem)
        except Exception:  # a fault of ours: who asked is told, and the next job is done
            traceback.print_exc()
            return _Refused(RecordsError("failed"))

    def close(self) -> None:
        if self._engine:
            self._engine.dispose()
