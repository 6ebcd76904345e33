"""Reading never-log entries out of a file: one a line, or CSV as CRMs and spreadsheets write it."""

import csv
import re

_SEPARATORS = (",", ";", "\t")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")


def candidates(data: bytes) -> tuple[str, ...]:
    """Return what may be patterns, in order: of each line every cell with an `@`, else its first filled one.

    Empty lines and those that begin with `#` are left out, and so is a heading: a first line without `@` and
    dot. Any bytes can be read: UTF-8, UTF-16 with its mark, else Windows-1252.
    """
    rows = [row for row in _rows(_decoded(data)) if row]
    if rows and not any("@" in cell or "." in cell for cell in rows[0]):
        rows = rows[1:]
    return tuple(cell for row in rows for cell in ([cell for cell in row if "@" in cell] or row[:1]))


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in _UNREADABLE.sub(" ", text).splitlines() if not line.lstrip().startswith("#")]
    separator = max(_SEPARATORS, key=lambda each: sum(line.count(each) for line in lines))
    rows = []
    for line in lines:
        try:
            row = next(csv.reader([line], delimiter=separator), [])
        except csv.Error:  # a cell over the reader's limit
            row = [line]
        rows.append([cell.strip() for cell in row if cell.strip()])
    return rows


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
