"""The same as unix_socket.py by Qt's own means: a named pipe on Windows, else a socket of a short name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from birdlog_gui.instance import ANSWER, LONGEST_WISH, PATIENCE_MS, Wish


def ask(file: Path, line: bytes) -> bytes:
    """Send `line` to the server of `file`; its answer, empty where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(file))
    if not socket.waitForConnected(PATIENCE_MS):
        return b""
    socket.write(line)
    socket.waitForBytesWritten(PATIENCE_MS)
    socket.waitForReadyRead(PATIENCE_MS)
    return bytes(socket.readAll().data())


class Server(QObject):
    """Listens for `file`, for this person alone; `read` makes a wish of a line, or None."""

    wished = Signal(object)

    def __init__(self, file: Path, read: Callable[[bytes], Wish | None], parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take)
        QLocalServer.removeServer(_name(file))  # left by one that was killed: the lock is ours
        self._server.listen(_name(file))

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _take(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            if socket.bytesAvailable():
                self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST_WISH:
                socket.abort()
            return
        wish = self._read(bytes(socket.readLine().data()))
        if wish is None:
            socket.abort()
            return
        socket.write(ANSWER)
        socket.disconnectFromServer()
        self.wished.emit(wish)


def _name(file: Path) -> str:
    return "birdlog-" + hashlib.sha256(str(file).encode()).hexdigest()[:24]
