"""Sizes as a person writes them, without rounding: settings_table.parse_size reads the same of them."""

_UNITS = (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024))


def size_text(size: int) -> str:
    """`2 MB` for 2,097,152 bytes; in the largest unit that gives a whole number."""
    unit, count = next(((name, count) for name, count in _UNITS if size and size % count == 0), ("B", 1))
    return f"{size // count} {unit}"
