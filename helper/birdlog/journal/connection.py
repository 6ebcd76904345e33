"""How the journal's file is opened: private, durable, and for several programs at once."""

import sqlite3
import time
from pathlib import Path

from birdlog import private_file
from birdlog.journal import schema
from birdlog.journal.subject_key import subject_key

BUSY_SECONDS = 2.0  # how long a writer waits for another one


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, make it where there is none (0600), and bring its tables up to date.

    What is committed is on disk (WAL, synchronous FULL); what is deleted is overwritten. Raises what SQLite
    and the file system raise, and JournalError where a later Birdlog wrote the file.
    """
    private_file.make(path)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.create_function("casefold", 1, lambda value: (value or "").casefold(), deterministic=True)
        connection.create_function("subject_key", 1, subject_key, deterministic=True)
        _set_write_ahead(connection)
        for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        schema.upgrade(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on.

    Where two programs do so at once, SQLite refuses one of them without waiting (each may hold the lock that
    the other one waits for), so it is asked again.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.005)
