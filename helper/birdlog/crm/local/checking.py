"""Can the embedded CRM's records be read and written?"""

from __future__ import annotations

from collections.abc import Iterator

from birdlog import paths, settings
from birdlog.crm.checking import Result
from birdlog.crm.evidence import CantAskError
from birdlog.crm.local.confirming import opened
from birdlog.texts import text


def examine() -> Iterator[Result]:
    """Open the records and bring their schema up to date, and give what comes of it."""
    database = settings.load().crm_database
    try:
        with opened(database):
            where = "crm.check.database" if database else "crm.check.file"
            yield Result("records", "ok", text(where, path=paths.crm_file()), "")
    except CantAskError as problem:
        yield Result("records", "block", problem.message, problem.fix)
