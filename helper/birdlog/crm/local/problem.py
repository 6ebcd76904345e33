"""Why the records can't be used now, in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from birdlog.crm.local.records import DatabaseNameError
from birdlog.texts import text

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_PERM: "no-right",
    sqlite3.SQLITE_READONLY: "no-right",
    sqlite3.SQLITE_CANTOPEN: "no-right",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}

_BY_SQLSTATE = {
    "42501": "no-right",
    "53": "full",
    "55P03": "locked",
    "57P": "away",
    "08": "away",
    "XX001": "damaged",
    "XX002": "damaged",
}
"""What PostgreSQL's codes begin with (its manual, Appendix A). Where it lets nobody in, the driver
tells none.
"""


class RecordsError(Exception):
    """The records can't be read or written now; nothing that was in them is lost by this.

    `code` is away, damaged, failed, full, locked or no-right, or the key of a sentence about how
    the database is named.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def in_locale(self, locale: str | None = None) -> tuple[str, str]:
        """Return the title and the message in the words of `locale`."""
        if self.code.startswith("crm.database."):
            return text("crm.problem.name.title", locale), text(self.code, locale)
        name = f"crm.problem.{self.code}"
        return text(f"{name}.title", locale), text(f"{name}.message", locale)


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what the database and the file system refuse into RecordsError."""
    try:
        yield
    except DatabaseNameError as problem:
        raise RecordsError(problem.key) from problem
    except DBAPIError as problem:
        raise RecordsError(_code(problem.orig)) from problem
    except SQLAlchemyError as problem:
        raise RecordsError("failed") from problem
    except OSError as problem:
        raise RecordsError("no-right") from problem


def _code(cause: object) -> str:
    if isinstance(cause, sqlite3.Error):
        return _BY_SQLITE_CODE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, "failed")
    state = getattr(cause, "sqlstate", None)
    if state is None:  # there was no answer that could have a code
        return "away"
    return next((code for begin, code in _BY_SQLSTATE.items() if state.startswith(begin)), "failed")
