"""Asking the CRM at once whether it shows a mail. A program of its own asks: the window never waits."""

from PySide6.QtCore import QObject, Signal

from birdlog_gui.command import Command

NOT_SHOWN = 1
"""The exit status of `birdlog journal confirm` where the CRM answered and does not show the mail."""


class Inquiry(QObject):
    """`ended` brings the number of the entry, the exit status, and what was said against asking (or "")."""

    ended = Signal(int, int, str)

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entry = 0
        self._command = Command(language, self)
        self._command.ended.connect(self._end)

    def ask(self, entry: int) -> bool:
        """Ask about an entry; False where it can't be asked, or another one is being asked about."""
        if not self._command.run("journal", "confirm", str(entry)):
            return False
        self._entry = entry
        return True

    def close(self) -> None:
        """Let go of it; what was asked is in the journal, or will be asked again."""
        self._command.close()

    def _end(self, status: int, _out: str, said: str) -> None:
        self.ended.emit(self._entry, status, said)
