"""Text of a mail on a terminal: nothing in it is taken for a command, and it fits its column."""

import unicodedata

_CONTROLS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


def plain(value: str) -> str:
    """Return the text in one line, without control and bidirectional characters."""
    return "".join(map(_plain, value))


def width(value: str) -> int:
    """Return how many columns a text takes."""
    return sum(map(_columns, value))


def cut(value: str, columns: int) -> str:
    """Return the text, elided at its end where it takes more than `columns`."""
    if width(value) <= columns:
        return value
    while value and width(value) >= columns:
        value = value[:-1]
    return value + "…"


def left(value: str, columns: int) -> str:
    """Return the text in a column of this width, at its left."""
    fitting = cut(value, columns)
    return fitting + " " * (columns - width(fitting))


def right(value: str, columns: int) -> str:
    """Return the text in a column of this width, at its right."""
    fitting = cut(value, columns)
    return " " * (columns - width(fitting)) + fitting


def _plain(character: str) -> str:
    if character in "\t\r\n":
        return " "
    hidden = unicodedata.category(character) in _CONTROLS and character not in _JOINERS
    return "\N{REPLACEMENT CHARACTER}" if hidden else character


def _columns(character: str) -> int:
    if unicodedata.combining(character) or character in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
