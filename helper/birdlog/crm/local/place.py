"""Where the records are, told without opening them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from birdlog import paths

_SQLITE = "sqlite:///"


def file(url: str | None) -> Path | None:
    """The SQLite file that a database URL names, None meaning Birdlog's own; None where it names none."""
    if url is None:
        return paths.crm_file()
    path = url.partition("?")[0].removeprefix(_SQLITE)
    return Path(unquote(path)) if url.startswith(_SQLITE) and path else None
