"""Why the journal can't be used, in plain words."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from birdlog.texts import text

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_PERM: "no-right",
    sqlite3.SQLITE_READONLY: "no-right",
    sqlite3.SQLITE_CANTOPEN: "no-right",
    sqlite3.SQLITE_IOERR: "unreadable",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_ERROR: "damaged",  # our statements fit our tables, so these tables are none of ours
}


class GivenUp(Exception):
    """What was being read takes longer than whoever reads it wants to wait."""


class JournalError(Exception):
    """The journal can't be read or written now. Nothing that was in it is lost by this.

    `code` is damaged, newer, locked, disk-full, no-right or unreadable.
    """

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(code)
        self.code = code
        self.path = path

    def in_locale(self, locale: str | None = None) -> tuple[str, str]:
        """Return the title and the message in the words of `locale`."""
        name = f"journal.problem.{self.code}"
        return text(f"{name}.title", locale), text(f"{name}.message", locale, path=self.path)

    @property
    def title(self) -> str:
        """What is wrong, in the environment's language."""
        return self.in_locale(None)[0]

    @property
    def message(self) -> str:
        """What it means and what to do, in the environment's language."""
        return self.in_locale(None)[1]


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system refuse into JournalError; what is a fault of ours stays."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as problem:
        if getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise GivenUp from problem
        # Python's own complaint, that a text can't be decoded, has no code.
        code = _BY_SQLITE_CODE.get(getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF)
        if code is None:
            raise
        raise JournalError(code, path) from problem
    except UnicodeDecodeError as problem:  # of a text in the file, or of SQLite's own message that quotes one
        raise JournalError("damaged", path) from problem
    except OSError as problem:
        code = "disk-full" if problem.errno == errno.ENOSPC else "no-right"
        raise JournalError(code, Path(problem.filename or path)) from problem
