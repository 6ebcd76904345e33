"""What holds for all CRMs: the pause, forwards, how long the log is kept, the start, the helper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from birdlog import settings_edit
from birdlog.settings import Settings
from birdlog.setup import autostart
from birdlog_gui.preferences.edits import Edits
from birdlog_gui.preferences.helper_state import HelperState
from birdlog_gui.preferences.kept_days import KeptDays
from birdlog_gui.preferences.pause_setting import PauseSetting
from birdlog_gui.preferences.section import Section
from birdlog_gui.preferences.setting import Switch


class GeneralSection(Section):
    """`installed` comes when the helper was set up anew."""

    installed = Signal()

    def __init__(self, edits: Edits, language: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("General"), edits, language, parent)
        self.pause = PauseSetting(language)
        self.look = Switch(
            self.tr("&Look at each forward before it goes"),
            "Settings.look_before_forward",
            language=language,
            meaning=self.tr(
                "“Log to CRM” opens the message that is about to be sent. Without this it goes at once."
            ),
        )
        self.kept = KeptDays(language)
        self.autostart = Switch(
            self.tr("&Start Birdlog when you log in"), language=language, meaning=self._start_meaning()
        )
        self.autostart.setEnabled(autostart.is_possible())
        self.helper = HelperState(language)
        self.helper.installed.connect(self.installed)
        self.group(self.tr("Logging"), self.pause, self.look)
        self.group(self.tr("The log on this computer"), self.kept)
        self.group(self.tr("When you log in"), self.autostart)
        self.group(self.tr("Thunderbird and the helper"), self.helper)
        self.end()
        self.keep(self.pause, settings_edit.set_paused)
        self.keep(self.look, settings_edit.set_look_before_forward)
        self.keep(self.kept, settings_edit.set_kept_days)
        self.keep(self.autostart, autostart.set_on)

    def know(self, settings: Settings) -> None:
        self.pause.know(settings)
        self.look.know(settings.look_before_forward)
        self.kept.know(settings.entries_kept_days)
        self.autostart.know(autostart.is_on())

    def close_down(self) -> None:
        self.helper.close_down()

    def _start_meaning(self) -> str:
        if autostart.is_possible():
            return self.tr("It waits in the tray and tells you what comes back.")
        return self.tr("On this system you add birdlog-tray to your login items yourself.")
