"""Starting the status window, which is a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from birdlog.host.refusal import Refusal
from birdlog.setup import programs

# On Windows, Thunderbird ends the host's whole job, but for what broke away from it.
_OUT_OF_THE_JOB = 0
if sys.platform == "win32":
    _OUT_OF_THE_JOB = subprocess.CREATE_BREAKAWAY_FROM_JOB | subprocess.DETACHED_PROCESS

# Windows that this host started. One that finds another one running ends at once; until it is waited for, it
# would stay in the system's table of processes.
_started: list[subprocess.Popen[bytes]] = []


def show(entry: int | None) -> None:
    """Start the status window, at one entry if one is named; a window that runs already comes to the front.

    It lives on when the host ends and holds none of the host's pipes. Raises Refusal where the tray part is
    not installed.
    """
    program = programs.tray()
    if program is None:
        raise Refusal("window-missing")
    arguments = [str(program), "--show", *(["--entry", str(entry)] if entry is not None else [])]
    _started[:] = [window for window in _started if window.poll() is None]
    try:
        _started.append(_start(arguments))
    except OSError as problem:
        raise Refusal("window-missing") from problem


def _start(arguments: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=scrubbed(os.environ),
        cwd=Path.home(),
        start_new_session=True,
        creationflags=_OUT_OF_THE_JOB,
    )


def scrubbed(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what Thunderbird adds to it (MOZ_*), which would confuse a browser."""
    return {name: value for name, value in environment.items() if not name.startswith("MOZ_")}
