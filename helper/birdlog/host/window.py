"""Starting the status window, which is a program of its own."""

from __future__ import annotations

import subprocess

from birdlog.host import detached
from birdlog.host.refusal import Refusal
from birdlog.setup import programs

# Windows that this host started. One that finds another one running ends at once; until it is waited for, it
# would stay in the system's table of processes.
_started: list[subprocess.Popen[bytes]] = []


def show(entry: int | None) -> None:
    """Start the status window, at one entry if one is named; a window that runs already comes to the front.

    Raises Refusal where the tray part is not installed.
    """
    program = programs.tray()
    if program is None:
        raise Refusal("window-missing")
    arguments = [str(program), "--show", *(["--entry", str(entry)] if entry is not None else [])]
    _started[:] = [window for window in _started if window.poll() is None]
    try:
        _started.append(detached.start(arguments))
    except OSError as problem:
        raise Refusal("window-missing") from problem
