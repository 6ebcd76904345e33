"""Text from mails, made harmless for display: neither markup nor a command to whatever shows it."""

import re
import unicodedata

ROW_LIMIT = 300
"""Characters of a text that one line of a list can need: no screen shows more."""

TOOLTIP_LIMIT = 2_000

_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji are spelt with them
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_MARKS_PER_LETTER = 4
_EMPTY_LINES = re.compile("\n{4,}")


def harmless(text: str, limit: int = ROW_LIMIT) -> str:
    """`text` on one line of at most `limit` characters, "…" at the end where it was cut.

    Line breaks, tabs and control characters become spaces; bidirectional overrides, other invisible format
    characters and lone surrogates go; so do the marks of a letter that bears more than any language writes.
    """
    line = " ".join(_shown(text[: limit * 4]).split())
    cut = len(line) > limit or len(text) > limit * 4
    return line[: limit - 1].rstrip() + "…" if cut else line


def harmless_lines(text: str) -> str:
    """`text` with the lines that it has, each as `harmless` makes it but for blanks; none at either end, and
    never more than two empty ones together.
    """
    lines = [_shown(line).rstrip() for line in text.splitlines()]
    return _EMPTY_LINES.sub("\n\n\n", "\n".join(lines)).strip("\n")


def _shown(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category in ("Cc", "Zl", "Zp"):
            kept.append(" ")
        elif (category in ("Cf", "Cs") and character not in _JOINERS) or marks > _MARKS_PER_LETTER:
            continue
        else:
            kept.append(character)
    return "".join(kept)


def isolated(text: str) -> str:
    """`text` so that its writing direction does not reach into the sentence around it (UAX #9, isolates)."""
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def tooltip(text: str) -> str:
    """`text` for a tooltip, wrapped at its edge.

    Qt takes a tooltip that looks like HTML for HTML, and does not wrap one that does not; so it gets HTML
    in which every character of the mail is escaped.
    """
    import html  # brings a table of all entities, which no first picture needs

    return f"<p>{html.escape(harmless(text, TOOLTIP_LIMIT))}</p>"


def unmarked(text: str) -> str:
    """`text` for a notification, which some desktops read as markup and others as it stands: without tags."""
    return text.translate({ord("<"): "‹", ord(">"): "›"})


def menu_text(text: str) -> str:
    """`text` for a menu or a button, where `&` would mark a keyboard shortcut."""
    return text.replace("&", "&&")
