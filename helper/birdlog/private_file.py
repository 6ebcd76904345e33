"""Making the file of a database so that nobody else can read it."""

import os
from contextlib import suppress
from pathlib import Path


def make(file: Path) -> None:
    """Make an empty file (0600) where there is none, before a database is opened in it. Raises OSError.

    One that exists is not touched: closing it would lose the locks that another connection of this program
    holds on it (POSIX), and then what that one writes (sqlite.org, "How To Corrupt An SQLite Database File",
    2.2).
    """
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
