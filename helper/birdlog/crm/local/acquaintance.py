"""Is somebody a contact of the embedded CRM yet? Asked while a mail is being written: read-only, in a few
milliseconds, by the standard library alone (SQLAlchemy takes longer to load than a person waits).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from birdlog import paths
from birdlog.mail.addresses import fold

_SQLITE = "sqlite:///"
_PATIENCE = 0.05  # seconds that another program's write may take
_AT_ONCE = 500  # addresses in one question; SQLite takes at least 999


def strangers(addresses: Iterable[str], database: str | None) -> dict[str, bool | None]:
    """Say of each address whether it is no contact yet; None of all where the CRM can't be asked.

    `database` is the setting `crm.database`: None is the SQLite file of `paths.crm_file`. One that lies
    elsewhere (PostgreSQL) is not asked. Makes no file and waits for no writer.
    """
    wanted = tuple(addresses)
    unknown: dict[str, bool | None] = dict.fromkeys(wanted)
    file = _file(database)
    if not wanted or file is None or not file.exists():
        return unknown
    try:
        known = _known(file, {fold(address) for address in wanted})
    except sqlite3.Error:
        return unknown
    return {address: fold(address) not in known for address in wanted}


def _file(database: str | None) -> Path | None:
    if database is None:
        return paths.crm_file()
    return Path(database.removeprefix(_SQLITE)) if database.startswith(_SQLITE) else None


def _known(file: Path, keys: set[str]) -> set[str]:
    connection = sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, timeout=_PATIENCE)
    try:
        found: set[str] = set()
        left = list(keys)
        while left:
            some, left = left[:_AT_ONCE], left[_AT_ONCE:]
            places = ", ".join("?" * len(some))
            rows = connection.execute(f"SELECT key FROM contact WHERE key IN ({places})", some)
            found.update(key for (key,) in rows)
        return found
    finally:
        connection.close()
