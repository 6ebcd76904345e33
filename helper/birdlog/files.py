"""Writing and removing files whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write(file: Path, content: str, mode: int = 0o600) -> None:
    """Write a file, on disk before it takes the old one's place; a link stays a link.

    Nobody else can read it while it is written. Raises OSError, which names the file; then nothing changed.
    """
    target = Path(os.path.realpath(file))
    fresh = None
    try:
        descriptor, fresh = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # made 0600
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(fresh).chmod(mode)
        Path(fresh).replace(target)
    except OSError as problem:
        if fresh:
            with suppress(OSError):
                Path(fresh).unlink()
        raise type(problem)(problem.errno, problem.strerror, str(target)) from problem


def remove(file: Path) -> bool:
    """Remove a file; returns whether there was one."""
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    return True
