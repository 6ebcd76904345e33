"""The journal as a file for other programs: JSON Lines, or CSV for a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from birdlog.journal.entry import Entry, entry_json

_COLUMNS = (
    "id",
    "created",
    "updated",
    "kind",
    "state",
    "reason",
    "explanation",
    "subject",
    "recipients",
    "profile",
    "crm_address",
    "message_id",
    "findings",
    "bounce",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_lines(entries: Iterable[Entry], locale: str | None = None) -> str:
    """Return one object a line, as `birdlog journal list --json`."""
    shown = (entry_json(entry, locale) for entry in entries)
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in shown)


def comma_separated(entries: Iterable[Entry], locale: str | None = None) -> str:
    """Return CSV with a line of names (RFC 4180).

    A cell that a spreadsheet would run as a formula begins with an apostrophe: a mail's subject may be one.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    for entry in entries:
        columns = entry_json(entry, locale)
        writer.writerow([_cell(columns[name]) for name in _COLUMNS])
    return stream.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(item if isinstance(item, str) else item["code"] for item in value)
    elif isinstance(value, dict):
        value = " ".join(value[name] for name in ("recipient", "status", "diagnostic") if value[name])
    cell = "" if value is None else str(value)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
