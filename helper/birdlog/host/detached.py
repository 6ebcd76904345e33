"""Starting a program of Birdlog's that lives on when the host ends, and holds none of the host's pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# On Windows, Thunderbird ends the host's whole job, but for what broke away from it.
_OUT_OF_THE_JOB = 0
if sys.platform == "win32":
    _OUT_OF_THE_JOB = subprocess.CREATE_BREAKAWAY_FROM_JOB | subprocess.DETACHED_PROCESS


def start(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Start a program; raises OSError. Once it has ended, somebody has to wait for it."""
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


def run(
    arguments: list[str], *, given: bytes, language: str, limit: float
) -> subprocess.CompletedProcess[bytes]:
    """Let a program read `given` and wait for its end; it speaks `language`, one of texts.LOCALES.

    `limit` in seconds. Raises OSError, and TimeoutExpired once it was killed.
    """
    spoken = {"LC_ALL": f"{language}.UTF-8", "PYTHONUTF8": "1"}
    return subprocess.run(
        arguments,
        input=given,
        capture_output=True,
        timeout=limit,
        check=False,
        env={**scrubbed(os.environ), **spoken},
        cwd=Path.home(),
        start_new_session=True,
        creationflags=_OUT_OF_THE_JOB,
    )


def scrubbed(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what Thunderbird adds to it (MOZ_*), which would confuse a browser."""
    return {name: value for name, value in environment.items() if not name.startswith("MOZ_")}
