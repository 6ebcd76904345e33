"""How a program waits: until when at most each of its threads sleeps if nothing happens."""

from __future__ import annotations

import ctypes
import math
import os
import platform
from pathlib import Path

_POLL, _FUTEX = "7", "202"
"""The numbers of the system calls in which Qt's threads wait, on x86-64."""

_POOLED = "Thread (pooled)"
"""A thread of Qt's pool that has nothing to do: it ends by itself after half a minute."""


def can_be_seen() -> bool:
    """Whether this machine tells how programs wait."""
    return platform.machine() == "x86_64" and Path("/proc/self/syscall").exists()


def can_watch_files() -> bool:
    """Whether the system tells one more program of changed files: else Qt looks for them each second."""
    descriptor = ctypes.CDLL(None).inotify_init()
    if descriptor >= 0:
        os.close(descriptor)
    return bool(descriptor >= 0)


def sleep(pid: int) -> float:
    """Seconds until the first thread of a process wakes if nothing happens; 0 where one is running."""
    return min(map(_sleep, Path(f"/proc/{pid}/task").iterdir()))


def _sleep(thread: Path) -> float:
    if (thread / "comm").read_text().strip() == _POOLED:
        return math.inf
    number, *arguments = (thread / "syscall").read_text().split()
    if number == _POLL:
        milliseconds = ctypes.c_int32(int(arguments[2], 16)).value
        return math.inf if milliseconds < 0 else milliseconds / 1000
    if number == _FUTEX:
        return math.inf if int(arguments[3], 16) == 0 else 0
    return 0
