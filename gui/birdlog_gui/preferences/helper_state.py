"""Whether Thunderbird finds the helper and all else is in its place: what `birdlog doctor` says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from birdlog.rules.finding import Level
from birdlog.setup import autostart, installation
from birdlog.setup.installation import InstallationError
from birdlog.texts import text
from birdlog_gui.background import Background
from birdlog_gui.command import Command
from birdlog_gui.controls import button
from birdlog_gui.fields.remark import Remark, named
from birdlog_gui.fold import Fold
from birdlog_gui.look import STEP

_OF_THE_HELPER = ("manifest", "helper")
"""The checks whose faults setting the helper up anew puts right."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What one check says."""

    check: str
    level: Level
    message: str
    fix: str


class HelperState(QWidget):
    """Looks when it is shown; says what is wrong, and on request all that was looked at.

    `installed` comes when the helper was set up anew.
    """

    installed = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._command = Command(language, self)
        self._installing = Background(InstallationError, OSError, parent=self)
        self._has_looked = False
        self.verdict = Remark()
        self.problems = QVBoxLayout()
        self._details = QWidget()
        self.details = QVBoxLayout(self._details)
        self.fold = Fold(self.tr("What was looked at"), self._details)
        self.again = button(self.tr("Look &again"), self.look)
        self.repair = button(self.tr("Set the &helper up anew"), self.install)
        self._lay_out()
        self._command.ended.connect(self._show)
        self._installing.ended.connect(self._installed)

    def look(self) -> None:
        """Look at everything; takes as long as the helper needs to start."""
        if self._command.is_running:
            return
        self._has_looked = True
        self.again.setEnabled(False)
        self.verdict.say(None, self.tr("Looking…"))
        if not self._command.run("doctor", "--json"):
            self._show(-1, "", "")

    def install(self) -> None:
        """Set the helper up; the start at login stays as it is."""
        self.repair.setEnabled(False)
        starts = autostart.is_on()
        self._installing.start(lambda: installation.install(starts))

    def close_down(self) -> None:
        """Look no longer."""
        self._command.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._has_looked:
            self.look()

    def _lay_out(self) -> None:
        for column in (self.problems, self.details):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2 * STEP)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * STEP)
        buttons.addWidget(self.repair)
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * STEP)
        layout.addWidget(self.verdict)
        layout.addLayout(self.problems)
        layout.addLayout(buttons)
        layout.addWidget(self.fold)
        self.repair.hide()
        self.fold.hide()

    def _show(self, _status: int, out: str, said: str) -> None:
        self.again.setEnabled(True)
        lines = _lines(out)
        wrong = [line for line in lines if line.level != "ok"]
        if not lines:
            self.verdict.say("block", self.tr("Birdlog could not look."), named(said) if said else "")
        elif wrong:
            self.verdict.say(None)
        else:
            self.verdict.say("ok", self.tr("Everything is in its place."))
        _fill(self.problems, wrong)
        _fill(self.details, lines)
        self.fold.setVisible(bool(lines))
        self.repair.setVisible(any(line.check in _OF_THE_HELPER for line in wrong))

    def _installed(self, outcome: object) -> None:
        self.repair.setEnabled(True)
        if isinstance(outcome, InstallationError):
            self.verdict.say("block", text(f"setup.problem.{outcome.code}", self._language))
        elif isinstance(outcome, OSError):
            values = {"path": named(str(outcome.filename)), "problem": outcome.strerror}
            self.verdict.say("block", text("setup.problem.unwritable", self._language, **values))
        else:
            self.installed.emit()
            self.look()


def _lines(out: str) -> list[_Line]:
    """What the checks said, one in each line; nothing of what is none."""
    try:
        found: list[dict[str, Any]] = [json.loads(line) for line in out.splitlines()]
        return [_Line(**each) for each in found]
    except (ValueError, TypeError):
        return []


def _fill(column: QVBoxLayout, lines: list[_Line]) -> None:
    """Say these lines in place of those before."""
    while taken := column.takeAt(0):
        if widget := taken.widget():
            widget.hide()
            widget.deleteLater()
    for line in lines:
        remark = Remark()
        column.addWidget(remark)  # first: what has no parent would be shown as a window
        remark.say(line.level, line.message, line.fix)
