"""What a CRM is called here, which its mails in the log and its access token go by."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from birdlog_gui.command import Command
from birdlog_gui.preferences.setting import TextLine


class NameSetting(TextLine):
    """Renames by a command, since the keyring is asked. The section of the new name comes in the place of
    this one's.
    """

    def __init__(self, name: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("&Name"), "Profile.name", language=language, parent=parent)
        self._name = name
        self._command = Command(language, self)
        self._command.ended.connect(self._end)
        self.wanted.connect(self._rename)
        self.know(name)

    def close_down(self) -> None:
        """A renaming that has begun goes on, though this goes with the section."""
        if self._command.is_running:
            self._command.ended.disconnect(self._end)
            self._command.ended.connect(self._command.deleteLater)
            self._command.setParent(QCoreApplication.instance())

    def _rename(self, new: str) -> None:
        if not self._command.run("profile", "rename", "--", self._name, new):
            self._end(-1, "", "")

    def _end(self, status: int, _out: str, said: str) -> None:
        if status == 0:
            self.answer(None)
            return
        self._asked.pop(0)
        self._take_refused()
        self.remark.say("block", self.tr("It keeps its name."), said)
