"""The never-log list: whose mail never reaches the CRM."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from birdlog import settings_edit
from birdlog.settings import Settings
from birdlog_gui.fields.patterns import PatternsField
from birdlog_gui.preferences.edits import Edits, Problem
from birdlog_gui.preferences.section import Section
from birdlog_gui.preferences.setting import problem_in_words

_MOST_ROOM = 1_000


class NeverLogSection(Section):
    """Shows the list as it is in never-log.txt, and changes it there."""

    def __init__(self, edits: Edits, language: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Never log"), edits, language, parent)
        self.patterns = PatternsField()
        meaning = self.tr("Mail to and from these people is never logged, whichever CRM it would go to.")
        self.group("", self.patterns, meaning=meaning)
        self.end()
        self._under_way = 0
        self._known: tuple[str, ...] = ()
        self.patterns.added.connect(partial(self._change, settings_edit.add_never_log))
        self.patterns.removed.connect(partial(self._change, settings_edit.remove_never_log))

    @property
    def covers(self) -> set[str]:
        return {"Settings.never_log"}

    def know(self, settings: Settings) -> None:
        self._known = settings.never_log
        if not self._under_way:
            self.patterns.show_patterns(settings.never_log)
        self._share_room()

    def _share_room(self) -> None:
        """A list takes what room there is; without one, the line for the first entry stays on top."""
        self.column.setStretchFactor(self.patterns, _MOST_ROOM if self.patterns.patterns else 0)

    def _change(self, change: Callable[[tuple[str, ...]], object], patterns: tuple[str, ...]) -> None:
        self._under_way += 1
        self._share_room()
        self.edits.ask(partial(change, patterns), self._answer)

    def _answer(self, problem: Problem | None) -> None:
        self._under_way -= 1
        if problem:
            self.patterns.show_patterns(self._known)
            self.patterns.remark.say("block", problem_in_words(problem, self.language))
