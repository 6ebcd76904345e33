"""Writing and removing files whole or not at all, and letting one program at a time do something."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO


def write(file: Path, content: str, mode: int = 0o600) -> None:
    """Write a file, on disk before it takes the old one's place; a link stays a link.

    Nobody else can read it while it is written. Raises OSError, which names the file; then nothing changed.
    """
    with writing(file, mode) as stream:
        stream.write(content)


@contextmanager
def writing(file: Path, mode: int = 0o600) -> Iterator[TextIO]:
    """The same for what is written bit by bit; whatever is raised inside, nothing changed."""
    target = Path(os.path.realpath(file))
    fresh = None
    try:
        descriptor, fresh = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # made 0600
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(fresh).chmod(mode)
        Path(fresh).replace(target)
    except BaseException as problem:
        if fresh:
            with suppress(OSError):
                Path(fresh).unlink()
        if isinstance(problem, OSError):
            raise type(problem)(problem.errno, problem.strerror, str(target)) from problem
        raise


def remove(file: Path) -> bool:
    """Remove a file; returns whether there was one."""
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    return True


@contextmanager
def locked(file: Path, wait: bool = True) -> Iterator[bool]:
    """Hold the lock that `file` is, which the system lets go of when its holder dies.

    Gives whether it is held: with `wait` always, once another program has let go of it.
    """
    with file.open("a+b") as lock:
        try:
            _lock(lock.fileno(), wait)
        except OSError:
            if wait:
                raise
            yield False
            return
        yield True


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, wait: bool) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
