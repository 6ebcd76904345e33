"""The journal's tables, brought to this version by numbered migrations (`PRAGMA user_version`)."""

import sqlite3
from pathlib import Path

from birdlog.journal.problem import JournalError

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Run the migrations that are still missing, all in one transaction.

    Two programs that start at once wait for each other: who comes second finds nothing left to do. Raises
    JournalError (`newer`) where a later Birdlog wrote the file, and what SQLite raises.
    """
    migrations = scripts()
    if _version(connection) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if version > len(migrations):
            raise JournalError("newer", path)
        for script in migrations[version:]:
            _run(connection, script)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def scripts() -> list[Path]:
    """Return the migrations in their order."""
    return sorted(_MIGRATIONS.glob("*.sql"))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _run(connection: sqlite3.Connection, script: Path) -> None:
    """Run a script statement by statement; executescript() would commit the transaction first."""
    statement = ""
    for line in script.read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
