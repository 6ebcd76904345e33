"""What the measured programs have in common: they say when they can be used, and how large they are."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

_SETTLED_MS = 500
"""By then a program that has painted its window is done with all that it does at its start."""


def tell_painted() -> None:
    """Print the processor's time (ms) until now, when the window is painted. Later, when the start is over,
    print the resident memory (MiB) and end the program.
    """
    print(f"{1e3 * time.process_time():.1f}", flush=True)
    QTimer.singleShot(_SETTLED_MS, _tell_memory)


def _tell_memory() -> None:
    print(f"{resident():.1f}", flush=True)
    QCoreApplication.quit()


def resident() -> float:
    """The resident memory of this process (MiB)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
