"""One window for each person: the first program holds a lock and listens, a later one tells it its wish."""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_ANSWER = b"ok\n"
_WAIT_MS = 5_000
_LONGEST_WISH = 4_096
_LONGEST_SOCKET_PATH = 100
"""sockaddr_un holds 108 bytes on Linux, 104 on macOS, with the zero at the end."""

_ACTIVATION_TOKEN = "XDG_ACTIVATION_TOKEN"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a start of the program asks for: to run, to show its window (with that entry selected), or to end.

    `token` is the desktop's permission to come to the front (XDG activation), where it gave one.
    """

    command: Literal["run", "show", "quit"]
    entry: int | None = None
    token: str | None = None


def hold(folder: Path) -> QLockFile | None:
    """The lock that makes this program the first one while it is kept; None where another one has it."""
    lock = QLockFile(str(folder / "window.lock"))
    lock.setStaleLockTime(0)  # a lock is stale when its program is gone, not when it is old
    return lock if lock.tryLock(0) else None


def tell(folder: Path, wish: Wish) -> bool:
    """Tell the first program `wish`; whether it took it."""
    socket = QLocalSocket()
    socket.connectToServer(_server_name(folder))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(json.dumps(asdict(wish)).encode() + b"\n")
    socket.waitForBytesWritten(_WAIT_MS)
    return socket.waitForReadyRead(_WAIT_MS) and socket.readAll().data() == _ANSWER


class Listener(QObject):
    """Hears what later starts ask of the program that holds the lock."""

    wished = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take)
        QLocalServer.removeServer(_server_name(folder))  # left by one that was killed: the lock is ours
        self._server.listen(_server_name(folder))

    def _take(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST_WISH:
                socket.abort()
            return
        wish = _wish(bytes(socket.readLine().data()))
        if wish is None:
            socket.abort()
            return
        socket.write(_ANSWER)
        socket.disconnectFromServer()
        self.wished.emit(wish)


def activation_token() -> str | None:
    """The desktop's permission for this start to come to the front, which is good for one window once."""
    return os.environ.pop(_ACTIVATION_TOKEN, None)


def use_activation_token(token: str | None) -> None:
    """Let the next window that asks for the front use `token`: Qt takes it from the environment."""
    if token:
        os.environ[_ACTIVATION_TOKEN] = token


def _wish(line: bytes) -> Wish | None:
    try:
        fields = json.loads(line)
        command, entry, token = fields["command"], fields.get("entry"), fields.get("token")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if command not in ("run", "show", "quit"):
        return None
    return Wish(command, entry if isinstance(entry, int) else None, token if isinstance(token, str) else None)


def _server_name(folder: Path) -> str:
    """The socket in `folder`; a name made from it where pipes have no folder, or its path is too long."""
    path = str(folder / "window.sock")
    if sys.platform == "win32" or len(os.fsencode(path)) > _LONGEST_SOCKET_PATH:
        import hashlib  # seldom needed, and slow to load

        return "birdlog-" + hashlib.sha256(path.encode()).hexdigest()[:24]
    return path
