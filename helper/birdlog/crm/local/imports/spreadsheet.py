"""Contacts as CSV, as address books and CRMs export them.

Which column is which shows in the headings (contact_columns.json), and so does the separator.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from birdlog.crm.local.imports.rows import Contact, FileError, Rows
from birdlog.mail.addresses import bare_addresses, is_address
from birdlog.mail.people import person

_SEPARATORS = (",", ";", "\t", "|")
_GOOGLES_SEPARATOR = " ::: "  # between several values of one cell
_SEPARATOR_LINE = "sep="  # what Excel takes for itself

Columns = dict[str, int]
"""What a column holds (`email`, `name`, `given`, `family`, `company`) → where it is."""


def read(text: str) -> Rows:
    """The contacts, each by the first address of its line. Raises FileError where no column holds one."""
    lines = text.splitlines(keepends=True)
    skipped = 1 if lines and lines[0].lower().startswith(_SEPARATOR_LINE) else 0
    head = lines[skipped] if len(lines) > skipped else ""
    separator = max(_SEPARATORS, key=lambda each: len(_columns(_cells(head, each))))
    columns = _columns(_cells(head, separator))
    if "email" not in columns:
        raise FileError("crm.import.no-email-column")
    found, reader = Rows(), csv.reader(io.StringIO("".join(lines[skipped:])), delimiter=separator)
    try:
        next(reader)
        for cells in reader:
            _add(found, cells, columns, reader.line_num + skipped)
    except csv.Error as problem:
        raise FileError("crm.import.no-csv", reader.line_num + skipped) from problem
    return found


def heading(text: str) -> str:
    """A column's heading as contact_columns.json has it: small letters and digits, no accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum() and not unicodedata.combining(sign))


def _add(found: Rows, cells: Sequence[str], columns: Columns, line: int) -> None:
    if not any(cell.strip() for cell in cells):
        return
    addresses = bare_addresses(_cell(cells, columns, "email").replace(_GOOGLES_SEPARATOR, ","))
    address = next(filter(is_address, addresses), None)
    if address is None:
        found.without_address.append(line)
        return
    parts = (_cell(cells, columns, "given"), _cell(cells, columns, "family"))
    name = _cell(cells, columns, "name") or " ".join(filter(None, parts))
    company = _cell(cells, columns, "company").split(_GOOGLES_SEPARATOR)[0]
    found.rows.append(Contact(person(name, address), company or None, line))


def _cell(cells: Sequence[str], columns: Columns, what: str) -> str:
    at = columns.get(what, len(cells))
    return " ".join(cells[at].replace("\0", "").split()) if at < len(cells) else ""


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _columns(headings: Sequence[str]) -> Columns:
    written = [heading(text) for text in headings]
    found: Columns = {}
    for what, names in _known().items():
        at = next((written.index(name) for name in names if name in written), None)
        if at is not None:
            found[what] = at
    return found


@cache
def _known() -> dict[str, list[str]]:
    table = json.loads(Path(__file__).with_name("contact_columns.json").read_text(encoding="utf-8"))
    return {what: names for what, names in table.items() if what != "origin"}
