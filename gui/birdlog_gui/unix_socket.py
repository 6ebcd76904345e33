"""A wish goes from a later start to the first program over a Unix socket, which is a file."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from birdlog_gui.instance import ANSWER, LONGEST_WISH, PATIENCE_MS, Wish


def ask(file: Path, line: bytes) -> bytes:
    """Send `line` to the server of `file`; its answer, empty where there is none."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller, suppress(OSError):
        caller.settimeout(PATIENCE_MS / 1000)
        caller.connect(str(file))
        caller.sendall(line)
        return caller.recv(len(ANSWER))
    return b""


class Server(QObject):
    """Listens at `file`, to which this person alone has access; `read` makes a wish of a line, or None."""

    wished = Signal(object)

    def __init__(self, file: Path, read: Callable[[bytes], Wish | None], parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        self._notifier: QSocketNotifier | None = None
        with suppress(OSError):  # a folder may be where no sockets can be: then nobody is heard
            file.unlink(missing_ok=True)  # left by one that was killed: the lock is ours
            self._socket.bind(str(file))
            file.chmod(0o600)
            self._socket.listen()
            self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._take)

    def close(self) -> None:
        """Listen no longer."""
        if self._notifier:
            self._notifier.setEnabled(False)
        self._socket.close()

    def _take(self) -> None:
        with suppress(OSError):  # the caller may be gone by now
            call = _Call(self._socket.accept()[0], self)
            call.heard.connect(self._hear)

    def _hear(self, call: _Call, line: bytes) -> None:
        wish = self._read(line)
        call.end(ANSWER if wish else b"")
        if wish:
            self.wished.emit(wish)


class _Call(QObject):
    """One connection, from which one line is read."""

    heard = Signal(object, bytes)

    def __init__(self, connection: socket.socket, parent: QObject) -> None:
        super().__init__(parent)
        self._connection, self._come = connection, b""
        connection.setblocking(False)
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)

    def end(self, answer: bytes = b"") -> None:
        """Close it, after sending `answer`."""
        self._notifier.setEnabled(False)
        with self._connection, suppress(OSError):
            self._connection.sendall(answer)
        self.deleteLater()

    def _take(self) -> None:
        try:
            part = self._connection.recv(LONGEST_WISH)
        except OSError:
            part = b""
        self._come += part
        line, end, _ = self._come.partition(b"\n")
        if end:
            self.heard.emit(self, line)
        elif not part or len(self._come) > LONGEST_WISH:
            self.end()
