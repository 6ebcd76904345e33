"""Running `birdlog` for what must not keep the window waiting: a program of its own does it."""

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from birdlog.setup import programs


class Command(QObject):
    """One `birdlog` at a time, which speaks `language`.

    `ended` brings its exit status (-1 where it could not be run), and what it said on stdout and on stderr.
    """

    ended = Signal(int, str, str)

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._process = QProcess(self)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def run(self, *arguments: str, given: str = "") -> bool:
        """Run `birdlog` with `arguments`, and `given` on its stdin; False where it can't be found, or one is
        running.
        """
        program = programs.command()
        if program is None or self.is_running:
            return False
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("LC_ALL", f"{self._language.replace('-', '_')}.UTF-8")
        environment.insert("PYTHONUTF8", "1")
        self._process.setProcessEnvironment(environment)
        self._process.start(str(program), arguments)
        self._process.write(given.encode())
        self._process.closeWriteChannel()
        return True

    def close(self) -> None:
        """End it, if it runs: what it has done so far is done, and nothing more is told of it."""
        self.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished()
        self.blockSignals(False)

    def _end(self, status: int, how: QProcess.ExitStatus) -> None:
        out = bytes(self._process.readAllStandardOutput().data()).decode(errors="replace")
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        crashed = how == QProcess.ExitStatus.CrashExit
        self.ended.emit(-1 if crashed else status, out, said.removeprefix("birdlog: ").strip())

    def _fail(self, error: QProcess.ProcessError) -> None:
        """One that could not be started does not end."""
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit(-1, "", self._process.errorString())
