"""Asking the CRM at once whether it shows a mail. A program of its own asks: the window never waits."""

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from birdlog.setup import programs

NOT_SHOWN = 1
"""The exit status of `birdlog journal confirm` where the CRM answered and does not show the mail."""


class Inquiry(QObject):
    """`ended` brings the number of the entry, the exit status, and what was said against asking (or "")."""

    ended = Signal(int, int, str)

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entry = 0
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("LC_ALL", f"{language.replace('-', '_')}.UTF-8")
        environment.insert("PYTHONUTF8", "1")
        self._process.setProcessEnvironment(environment)
        self._process.finished.connect(self._end)

    def ask(self, entry: int) -> bool:
        """Ask about an entry; False where it can't be asked, or another one is being asked about."""
        program = programs.command()
        if program is None or self._process.state() != QProcess.ProcessState.NotRunning:
            return False
        self._entry = entry
        self._process.start(str(program), ["journal", "confirm", str(entry)])
        return True

    def close(self) -> None:
        """Let go of it; what was asked is in the journal, or will be asked again."""
        self.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished()

    def _end(self, status: int) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        self.ended.emit(self._entry, status, said.removeprefix("birdlog: ").strip())
