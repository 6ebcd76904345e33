"""Where views are set up: a person's settings and journal in a folder of their own, and a running program."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from example_journal import SETTINGS, fill
from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from birdlog import nudge, paths
from birdlog.journal.store import Journal
from birdlog.setup import manifest
from birdlog_gui import language
from birdlog_gui.program import Program
from birdlog_gui.window import StatusWindow

_PATIENCE_MS = 20_000
_TURN_MS = 20


class Stage:
    """All is well on it: the helper is installed and Thunderbird is running. The program starts when it is
    first asked for; what it is to find must be written before.
    """

    def __init__(self, application: QApplication) -> None:
        self.application = application
        manifest.user_file().parent.mkdir(parents=True)
        manifest.user_file().touch()
        self._helper = nudge.listen()

    def write_settings(self, settings: str = SETTINGS) -> None:
        """The person's settings; without a call there are none."""
        paths.settings_file().write_text(settings, encoding="utf-8")

    def write_journal(self) -> dict[str, int]:
        """The example's entries; their numbers by name."""
        with Journal.open() as journal:
            return fill(journal)

    @cached_property
    def program(self) -> Program:
        return Program(self.application, language.wanted())

    def window(self, width: int = 1040, height: int = 660) -> StatusWindow:
        """The window, shown in this size."""
        window = self.program.window
        window.resize(width, height)
        window.show()
        return window

    def stop_thunderbird(self) -> None:
        """Thunderbird is closed from now on."""
        if self._helper:
            nudge.stop(self._helper)
            self._helper = None

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let all be painted, and what works beside it be done."""
        patience = QDeadlineTimer(_PATIENCE_MS)
        while not until() and not patience.hasExpired():
            self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _TURN_MS)
        for _ in range(5):
            self.application.processEvents()
        assert until(), "what the picture should show did not come"

    def clear(self) -> None:
        """End what runs on it."""
        if "program" in self.__dict__:
            self.program.close()
            self.program.deleteLater()
        if self._helper:
            nudge.stop(self._helper)
