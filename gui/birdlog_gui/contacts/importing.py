"""Taking contacts in from a file: how far it is, a way to stop it, and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from birdlog.texts import text
from birdlog_gui.controls import Line, button, sentence
from birdlog_gui.fold import Fold
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless, isolated
from birdlog_gui.prose import Prose

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from birdlog.crm.local.imports import FileError, Imported
    from birdlog_gui.contacts.desk import Desk

_STEPS = 100
_LINES_NAMED = 500


class StoppedError(Exception):
    """The person stopped the import; nothing of it was taken in."""


class ImportStrip(QWidget):
    """Hidden while there is nothing to tell. `ended` comes when records may have come in."""

    ended = Signal()
    _came = Signal(int, int)

    def __init__(self, desk: Desk, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self._file = Path()
        self._stop = Event()
        self.words = sentence()
        self.progress = QProgressBar(textVisible=False, maximum=0)
        self.progress.setAccessibleName(self.tr("How far the import is"))
        self.cancel = button(self.tr("Cancel"), self.stop)
        self.close_it = button(self.tr("Close"), self.hide)
        self.left_out = Prose()
        lines = QWidget()
        QVBoxLayout(lines).addWidget(self.left_out)
        self.fold = Fold(self.tr("What was left out"), lines)
        self._came.connect(self._show_progress)
        self._lay_out()
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether a file is being taken in."""
        return not self.cancel.isHidden() and not self.isHidden()

    def start(self, file: Path) -> None:
        """Take `file` in, unless another one is being taken in."""
        if self.is_running:
            return
        self._file, self._stop = file, Event()
        self._say(self.tr("Taking in {file}…").format(file=self._name), is_running=True)
        self.progress.setRange(0, 0)
        stop = self._stop
        self._desk.change(lambda engine: self._take(engine, file, stop), self._tell, self._tell_why_not)

    def stop(self) -> None:
        """Let nothing of it be taken in."""
        self._stop.set()
        if self.is_running:
            self.cancel.setEnabled(False)

    def abandon(self) -> None:
        """Stop it for good: nobody is told any more what came of it."""
        if self.is_running:
            self.stop()
            self._desk.close()
            self._say_stopped()

    def _take(self, engine: Engine, file: Path, stop: Event) -> Imported:
        """What the thread does."""
        from birdlog.crm.local.imports import import_records

        shown = -1

        def told(done: int, rows: int) -> None:
            nonlocal shown
            if stop.is_set():
                raise StoppedError
            if done * _STEPS // rows != shown:
                shown = done * _STEPS // rows
                self._came.emit(done, rows)

        return import_records(engine, file.read_bytes(), datetime.now(UTC), told)

    @property
    def _name(self) -> str:
        return isolated(harmless(self._file.name))

    def _show_progress(self, done: int, rows: int) -> None:
        if self.is_running:
            self.progress.setRange(0, rows)
            self.progress.setValue(done)

    def _tell(self, imported: Imported) -> None:
        came = [self._counted(kind, count) for kind, count in sorted(imported.taken.items())]
        if came:
            said = self.tr("Taken in from {file}: {counts}.").format(file=self._name, counts=", ".join(came))
        else:
            said = self.tr("{file} has nothing that could be taken in.").format(file=self._name)
        out = len(imported.listed) + len(imported.without_address)
        left_out = self.tr("%n line(s) were left out.", "", out)
        self._say(f"{said} {left_out}" if out else said)
        self.left_out.say("\n".join(self._reasons(imported)[:_LINES_NAMED]) + ("\n…" * (out > _LINES_NAMED)))
        self.fold.setVisible(bool(out))
        self.ended.emit()

    def _counted(self, kind: str, count: int) -> str:
        if kind == "contact":
            return self.tr("%n contact(s)", "", count)
        if kind == "company":
            return self.tr("%n company(ies)", "", count)
        if kind == "deal":
            return self.tr("%n deal(s)", "", count)
        if kind == "user":
            return self.tr("%n user(s)", "", count)
        return self.tr("%n team(s)", "", count)

    def _reasons(self, imported: Imported) -> list[str]:
        listed, nameless = self.tr("on your never-log list"), self.tr("no address")
        lines = [(line, listed) for line in imported.listed]
        lines += [(line, nameless) for line in imported.without_address]
        return [self.tr("Line {line}: {why}").format(line=line, why=why) for line, why in sorted(lines)]

    def _tell_why_not(self, problem: Exception) -> None:
        from birdlog.crm.local.imports import FileError

        if isinstance(problem, StoppedError):
            self._say_stopped()
        elif isinstance(problem, FileError):
            self._say(self._fault(problem))
        else:
            self._say(" ".join(problem.in_locale(self._language)))  # type: ignore[attr-defined]

    def _say_stopped(self) -> None:
        self._say(self.tr("Stopped. Nothing of {file} was taken in.").format(file=self._name))

    def _fault(self, problem: FileError) -> str:
        values = {name: isolated(harmless(str(value))) for name, value in problem.values.items()}
        why = text(problem.key, self._language, **values)
        key = "crm.import.stopped-at" if problem.line else "crm.import.stopped"
        return text(key, self._language, file=self._name, line=problem.line, why=why)

    def _say(self, words: str, *, is_running: bool = False) -> None:
        self.words.setText(words)
        self.progress.setVisible(is_running)
        self.cancel.setVisible(is_running)
        self.cancel.setEnabled(is_running)
        self.close_it.setVisible(not is_running)
        self.fold.hide()
        self.fold.close_again()
        self.show()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(3 * STEP)
        head.addWidget(self.words, stretch=2)
        head.addWidget(self.progress, stretch=1)
        head.addWidget(self.cancel)
        head.addWidget(self.close_it)
        inside = QVBoxLayout()
        inside.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        inside.setSpacing(STEP)
        inside.addLayout(head)
        inside.addWidget(self.fold)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(inside)
        whole.addWidget(Line())
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
