"""One window for each person: the first program holds a lock and listens, a later one tells it its wish."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from types import ModuleType

Command = Literal["run", "show", "settings", "set-up", "quit"]

ANSWER = b"ok\n"
PATIENCE_MS = 5_000
LONGEST_WISH = 4_096  # bytes
_LONGEST_ADDRESS = 100  # bytes; the shortest limit among systems is 104 (macOS), with its final NUL

_ACTIVATION_TOKEN = "XDG_ACTIVATION_TOKEN"


class Wish(NamedTuple):
    """What a start of the program asks for: to run, to show its window (with that entry selected), its
    settings or the set-up, or to end.

    `token` is the desktop's permission to come to the front (XDG activation), where it gave one.
    """

    command: Command
    entry: int | None = None
    token: str | None = None


def hold(folder: Path) -> QLockFile | None:
    """The lock that makes this program the first one while it is kept; None where another one has it."""
    lock = QLockFile(str(folder / "window.lock"))
    lock.setStaleLockTime(0)  # a lock is stale when its program is gone, not when it is old
    return lock if lock.tryLock(0) else None


def tell(folder: Path, wish: Wish) -> bool:
    """Tell the first program `wish`; whether it took it."""
    line = json.dumps(wish._asdict()).encode() + b"\n"
    return bool(sockets(folder).ask(_socket_file(folder), line) == ANSWER)


class Listener(QObject):
    """Hears what later starts ask of the program that holds the lock."""

    wished = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = sockets(folder).Server(_socket_file(folder), wish_in, self)
        self._server.wished.connect(self.wished)


def activation_token() -> str | None:
    """The desktop's permission for this start to come to the front, which is good for one window once."""
    return os.environ.pop(_ACTIVATION_TOKEN, None)


def use_activation_token(token: str | None) -> None:
    """Let the next window that asks for the front use `token`: Qt takes it from the environment."""
    if token:
        os.environ[_ACTIVATION_TOKEN] = token


def sockets(folder: Path) -> ModuleType:
    """What brings a wish from one program to the other: the system's own sockets, where it has them and their
    address holds the path of one in `folder`. Qt's know a way everywhere, and cost 3 MiB.
    """
    import socket

    if hasattr(socket, "AF_UNIX") and len(os.fsencode(_socket_file(folder))) <= _LONGEST_ADDRESS:
        from birdlog_gui import unix_socket

        return unix_socket
    from birdlog_gui import named_pipe

    return named_pipe


def wish_in(line: bytes) -> Wish | None:
    """The wish that a later start sent; None where the line is none."""
    try:
        fields = json.loads(line)
        command, entry, token = fields["command"], fields.get("entry"), fields.get("token")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if command not in get_args(Command):
        return None
    return Wish(command, entry if isinstance(entry, int) else None, token if isinstance(token, str) else None)


def _socket_file(folder: Path) -> Path:
    return folder / "window.sock"
