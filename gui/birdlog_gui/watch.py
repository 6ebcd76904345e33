"""Tells when files change, as the system reports it: nothing is asked while nothing happens."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_TOGETHER_MS = 30
"""A commit touches a file several times; changes that come this close together are told once."""


class FileWatch(QObject):
    """Watches `folder` for files that come and go, and its files `names` for what is written."""

    changed = Signal()

    def __init__(self, folder: Path, names: tuple[str, ...] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = [folder / name for name in names]
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._notice)
        self._watcher.fileChanged.connect(self._notice)
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._soon.timeout.connect(self.changed)
        self._watch_files()

    def stop(self) -> None:
        """Tell nothing more."""
        self._watcher.removePaths(self._watcher.files() + self._watcher.directories())
        self._soon.stop()

    def _notice(self) -> None:
        self._watch_files()
        if not self._soon.isActive():
            self._soon.start()

    def _watch_files(self) -> None:
        """Watch the files that exist by now. The watch on a file that was replaced went with it."""
        watched = set(self._watcher.files())
        missing = [str(file) for file in self._files if str(file) not in watched and file.exists()]
        if missing:
            self._watcher.addPaths(missing)
