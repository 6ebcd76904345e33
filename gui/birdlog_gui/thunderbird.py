"""Starts the person's Thunderbird, and opens a message in it."""

import os
import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl

_WINDOWS = r"Mozilla Thunderbird\thunderbird.exe"


def can_open(message_id: str | None) -> bool:
    """Whether a message of this Message-ID can be asked for; RFC 5322 has no blanks in it."""
    if not message_id:
        return False
    return message_id.isprintable() and not any(character.isspace() for character in message_id)


def open_message(message_id: str) -> bool:
    """Open the message in the running Thunderbird, or start it; False where there is no Thunderbird."""
    return _start(f"mid:{message_id}")


def write_to(address: str) -> bool:
    """Open a new message to `address` there; False where there is no Thunderbird."""
    written = bytes(QUrl.toPercentEncoding(address, b"@").data()).decode()
    return _start(f"mailto:{written}")


def start() -> bool:
    """Start Thunderbird, or bring it to the front; False where there is none."""
    return _start()


def _start(*urls: str) -> bool:
    program = _program()
    if program is None:
        return False
    started, _pid = QProcess.startDetached(program[0], [*program[1:], *urls])
    return started


def _program() -> list[str] | None:
    if sys.platform == "darwin":
        return ["/usr/bin/open", "-a", "Thunderbird"]
    found = shutil.which("thunderbird")
    if found is None and sys.platform == "win32":
        folders = [os.environ.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)")]
        found = next((str(Path(f, _WINDOWS)) for f in folders if f and Path(f, _WINDOWS).exists()), None)
    return [found] if found else None
