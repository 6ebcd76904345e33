"""Tells when files change, as the system reports it: nothing is asked while nothing happens."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileSystemWatcher, QObject, QTimer, Signal

_TOGETHER_MS = 30
"""A commit touches a file several times; changes that come this close together are told once."""


class FileWatch(QObject):
    """Watches `folder` for files that come and go, and its files `names` for what is written."""

    changed = Signal()

    def __init__(self, folder: Path, names: tuple[str, ...] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = [folder / name for name in names]
        self._paths = {str(folder), *map(str, self._files)}
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._soon.timeout.connect(self.changed)
        self._watcher = _watcher(QCoreApplication.instance())
        self._watcher.directoryChanged.connect(self._notice)
        self._watcher.fileChanged.connect(self._notice)
        self._watcher.addPath(str(folder))
        self._watch_files()

    def stop(self) -> None:
        """Tell nothing more."""
        self._paths.clear()
        self._soon.stop()

    def _notice(self, path: str) -> None:
        if path not in self._paths:
            return
        self._watch_files()
        if not self._soon.isActive():
            self._soon.start()

    def _watch_files(self) -> None:
        """Watch the files that exist by now. The watch on a file that was replaced went with it."""
        watched = set(self._watcher.files())
        missing = [str(file) for file in self._files if str(file) not in watched and file.exists()]
        if missing:
            self._watcher.addPaths(missing)


@cache
def _watcher(application: QCoreApplication) -> QFileSystemWatcher:
    """The one of the program: the system has few of them to give, and Qt looks each second without."""
    return QFileSystemWatcher(application)
