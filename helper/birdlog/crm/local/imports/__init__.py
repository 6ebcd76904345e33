"""Taking records in from a file: JSON Lines of anything, contacts as CSV or vCard.

A file is read as a whole first: what can't be read stops all of it, and nothing is half imported. Entries of
an address book without an address are left out, and counted. Importing a file again changes nothing.
"""

from __future__ import annotations

import codecs
from datetime import datetime

from sqlalchemy import Engine

from birdlog.crm.local.imports import json_lines, spreadsheet, vcard
from birdlog.crm.local.imports.keeping import Imported, Told, keep
from birdlog.crm.local.imports.rows import FileError, Rows

__all__ = ["FileError", "Imported", "import_records"]

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def import_records(
    engine: Engine, content: bytes, now: datetime, told: Told = lambda done, rows: None
) -> Imported:
    """Take the records of a file in, whose form shows in its first characters.

    `told` is told how many rows of how many were looked at; what it raises undoes the import, and goes on.

    Raises FileError where it can't be read, birdlog.settings.SettingsError where a user or a team can't be
    kept, sqlalchemy.exc.SQLAlchemyError where the database fails: then no record was taken in.
    """
    return keep(engine, _read(_decoded(content), now), now, told)


def _read(text: str, now: datetime) -> Rows:
    start = text[:100].lstrip()
    if not start or start[0] in "{[":
        return json_lines.read(text, now)
    if start[:11].upper() == "BEGIN:VCARD":
        return vcard.read(text)
    return spreadsheet.read(text)


def _decoded(content: bytes) -> str:
    """The text by its byte-order mark; without one UTF-8, else what Windows programs write."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        if encoding != "utf-8" or content.lstrip()[:1] in (b"{", b"["):
            raise FileError("crm.import.not-utf-8") from problem
    return content.decode("cp1252", "replace")
