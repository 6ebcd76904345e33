"""Where the CRM on this computer keeps its records."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from birdlog import paths, settings_edit
from birdlog.settings import Settings
from birdlog_gui.command import Command
from birdlog_gui.controls import button, sentence
from birdlog_gui.fields.remark import Remark, named
from birdlog_gui.preferences.edits import Edits
from birdlog_gui.preferences.section import Section
from birdlog_gui.preferences.setting import TextLine


class RecordsSection(Section):
    """A file of Birdlog's own, or a database that a team shares."""

    def __init__(self, edits: Edits, language: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("CRM on this computer"), edits, language, parent)
        self._profile = ""
        self.words = sentence()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.database = TextLine(
            self.tr("&Database of a team"),
            "Settings.crm_database",
            language=language,
            meaning=self.tr("Without one, the records are in a file of Birdlog's own."),
            placeholder="postgresql+psycopg://crm@server/crm",
        )
        self.keep(self.database, settings_edit.set_database)
        self._command = Command(language, self)
        self._command.ended.connect(self._show)
        self.check = button(self.tr("&Try it"), self._check)
        self.result = Remark()
        self.group(self.tr("Where the records are"), self.words, self.database)
        self.column.addWidget(self.check, alignment=Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self.result)
        self.end()

    def know(self, settings: Settings) -> None:
        self._profile = next((each.name for each in settings.profiles if each.preset == "local"), "")
        self.database.know(settings.crm_database or "")
        self.check.setVisible(bool(self._profile))
        if settings.crm_database:
            words = self.tr("The records are in the database that is named here.")
        else:
            words = self.tr("The records are in {path}.").format(path=named(str(paths.crm_file())))
        self.words.setText(words)

    def close_down(self) -> None:
        self._command.close()

    def _check(self) -> None:
        self.commit()
        if self._command.run("profile", "check", self._profile, "--json"):
            self.result.say(None, self.tr("Opening it…"))

    def _show(self, _status: int, out: str, said: str) -> None:
        try:
            lines = [json.loads(line) for line in out.splitlines()]
            found = next(line for line in lines if line["check"] == "records")
            self.result.say(found["level"], found["message"], found["fix"])
        except (ValueError, KeyError, TypeError, StopIteration):
            self.result.say("block", said)
