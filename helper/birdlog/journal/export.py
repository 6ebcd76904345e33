"""The journal as a file for other programs: JSON Lines, or CSV for a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from birdlog import files
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


def export(file: Path, entries: Iterable[Entry], locale: str | None = None) -> int:
    """Write entries to a file, as CSV if its name ends in .csv, else as JSON Lines; return how many.

    However many they are, few are in memory at once. Raises OSError, and what `entries` raises; then the file
    is as it was.
    """
    is_table = file.suffix.lower() == ".csv"
    lines = comma_separated(entries, locale) if is_table else json_lines(entries, locale)
    with files.writing(file.absolute()) as stream:
        count = 0
        for line in lines:
            stream.write(line)
            count += 1
    return count - is_table


def json_lines(entries: Iterable[Entry], locale: str | None = None) -> Iterator[str]:
    """Return one object a line, as `birdlog journal list --json`."""
    for entry in entries:
        yield json.dumps(entry_json(entry, locale), ensure_ascii=False) + "\n"


def comma_separated(entries: Iterable[Entry], locale: str | None = None) -> Iterator[str]:
    """Return the lines of CSV, the first one with names (RFC 4180).

    A cell that a spreadsheet would run as a formula begins with an apostrophe: a mail's subject may be one.
    """
    yield _row(_COLUMNS)
    for entry in entries:
        columns = entry_json(entry, locale)
        yield _row([_cell(columns[name]) for name in _COLUMNS])


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(item if isinstance(item, str) else item["code"] for item in value)
    elif isinstance(value, dict):
        value = " ".join(value[name] for name in ("recipient", "status", "diagnostic") if value[name])
    cell = "" if value is None else str(value)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
