"""The languages that a person can name, each in its own words."""

from functools import cache

from PySide6.QtCore import QLocale

_SHORT = 2
"""Letters of an ISO 639-1 code."""


def spoken(code: str) -> str:
    """What a language calls itself; `code` as in BCP 47."""
    return QLocale(code).nativeLanguageName() or code


@cache
def written() -> dict[str, str]:
    """Every language with a code of two letters: what it calls itself by code, in alphabetical order."""
    names = {}
    for language in QLocale.Language:
        code = QLocale.languageToCode(language)
        if len(code) == _SHORT and (name := QLocale(code).nativeLanguageName()):
            names[code] = name
    return dict(sorted(names.items(), key=lambda each: each[1].casefold()))
