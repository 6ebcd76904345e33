"""Does the embedded CRM show a mail? By its Message-ID, in the records that the settings name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from birdlog.crm.evidence import CantAskError, Evidence
from birdlog.crm.local import emails, records
from birdlog.journal.entry import Entry
from birdlog.texts import text


class LocalMail:
    """The emails on the embedded CRM's timelines."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def evidence(self, entries: Sequence[Entry]) -> dict[int, Evidence]:
        """Return what shows that the CRM has these mails, by entry. Raises CantAskError."""
        found: dict[int, Evidence] = {}
        with _plainly(), records.reading(self._engine) as connection:
            for entry in entries:
                ids = filter(None, (entry.sent_message_id, entry.message_id))
                logged = next((id for id in ids if emails.is_logged(connection, id)), None)
                if logged:
                    found[entry.id] = Evidence("message-id", logged)
        return found

    def doubt(self) -> None:
        """Nothing stands against it: the records are those that the settings name."""


@contextmanager
def asking(database: str | None) -> Iterator[LocalMail]:
    """Give the CRM in this database. Raises CantAskError where it can't be opened."""
    with opened(database) as engine:
        yield LocalMail(engine)


@contextmanager
def opened(database: str | None) -> Iterator[Engine]:
    """Give the records in this database. Raises CantAskError where they can't be read or written."""
    with _plainly():
        engine = records.open_records(database)
        try:
            yield engine
        finally:
            engine.dispose()


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except records.DatabaseNameError as problem:
        raise CantAskError("database-unusable", {}, None, text(problem.key), "") from problem
    except (SQLAlchemyError, OSError) as problem:
        raise CantAskError(None, {}, None, text("crm.database.unreachable"), "") from problem
