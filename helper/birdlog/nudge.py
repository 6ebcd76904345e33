"""A word from one program of Birdlog to the running hosts: "the settings have changed", "requests wait".

Each host that has an extension listens on a datagram socket of its own in `paths.runtime_dir()`. Where the
system has no such sockets (Python on Windows), hosts notice a change with the next message.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from birdlog import paths

SETTINGS = b"settings"
REQUESTS = b"requests"
_LONGEST_ADDRESS = 100  # bytes; the shortest limit among systems is 104 (macOS), with its final NUL
_DESCRIPTORS = Path("/proc/self/fd")


def listen() -> socket.socket | None:
    """Return the socket on which this process hears of changes, not blocking; None where there can't be one.

    Close it and remove its file with `stop`.
    """
    if not hasattr(socket, "AF_UNIX"):
        return None
    own = _own_file()
    own.unlink(missing_ok=True)  # left behind by a process of the same number
    listener = _socket()
    try:
        with _address(own) as address:
            listener.bind(address)
    except OSError:
        listener.close()
        return None
    return listener


def stop(listener: socket.socket) -> None:
    """Close this process's socket."""
    listener.close()
    _own_file().unlink(missing_ok=True)


def settings_changed() -> None:
    """Tell every running host that settings.toml or never-log.txt has changed."""
    _tell(SETTINGS)


def requests_wait() -> None:
    """Tell every running host that the journal holds something for Thunderbird to do."""
    _tell(REQUESTS)


def connected() -> bool:
    """Whether a host is running that an extension has said hello to."""
    return any(True for _ in _hosts())


def _tell(word: bytes) -> None:
    for host in _hosts():
        with suppress(BlockingIOError):  # it has so many words to read that it looks anyway
            host.send(word)


def _hosts() -> Iterator[socket.socket]:
    """Give a connected socket for each host that lives; remove the files of those that died."""
    if not hasattr(socket, "AF_UNIX"):
        return
    for file in sorted(paths.runtime_dir().glob("host-*.sock")):
        with _socket() as sender:
            try:
                with _address(file) as address:
                    sender.connect(address)
            except (ConnectionRefusedError, FileNotFoundError):
                file.unlink(missing_ok=True)
                continue
            yield sender


def _own_file() -> Path:
    return paths.runtime_dir() / f"host-{os.getpid()}.sock"


def _socket() -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    made.setblocking(False)
    return made


@contextmanager
def _address(file: Path) -> Iterator[str]:
    """Give a path that a socket address can hold; a long one goes by an open descriptor of its folder."""
    if len(os.fsencode(file)) <= _LONGEST_ADDRESS or not _DESCRIPTORS.exists():
        yield str(file)
        return
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield str(_DESCRIPTORS / str(folder) / file.name)
    finally:
        os.close(folder)
