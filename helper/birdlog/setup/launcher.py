"""The launcher: the small script that Thunderbird runs, which knows this installation and its base folder.

The host inherits Thunderbird's environment, so what it must know beyond that stands here.
"""

import os
import shlex
import sys
from pathlib import Path

from birdlog import paths

MARK = "Written by `birdlog install`; `birdlog uninstall` removes it."


def file() -> Path:
    """Return where the launcher lives."""
    return paths.data_dir() / ("birdlog-host.bat" if sys.platform == "win32" else "birdlog-host")


def content(host: Path, base_dir: str | None, system: str = sys.platform) -> str:
    """Return the launcher of the program `host`; `base_dir` is what BIRDLOG_BASE_DIR shall be, if set."""
    if system == "win32":
        return _batch(host, base_dir)
    setting = f"export {paths.BASE_DIR_VARIABLE}={shlex.quote(base_dir)}\n" if base_dir else ""
    return f'#!/bin/sh\n# {MARK}\n{setting}exec {shlex.quote(str(host))} "$@"\n'


def base_dir() -> str | None:
    """Return BIRDLOG_BASE_DIR as an absolute path, since Thunderbird runs in another folder, or None."""
    value = os.environ.get(paths.BASE_DIR_VARIABLE)
    return str(Path(value).expanduser().absolute()) if value else None


def _batch(host: Path, base_dir: str | None) -> str:
    setting = f'set "{paths.BASE_DIR_VARIABLE}={_doubled(base_dir)}"\r\n' if base_dir else ""
    return f'@echo off\r\nrem {MARK}\r\n{setting}"{_doubled(str(host))}" %*\r\n'


def _doubled(text: str) -> str:
    return text.replace("%", "%%")
