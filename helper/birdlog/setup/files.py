"""Writing the few files of an installation."""

import os
from pathlib import Path


def write(file: Path, content: str, mode: int = 0o600) -> None:
    """Write a file whole or not at all, with `mode` from its first byte on."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
        stream.write(content)
    fresh.replace(file)


def remove(file: Path) -> bool:
    """Remove a file; returns whether there was one."""
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    return True
