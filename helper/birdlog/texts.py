"""Every sentence that a person sees, in their language.

The sentences are data: `locales/<locale>/<part>.json`, flat maps of key to sentence. All parts of a locale
are merged on first use. A sentence names its values in braces; `{size:bytes}` writes a number of bytes as KB
or MB (1 MB = 1,048,576 bytes), `{until:time}` an ISO 8601 time as local date and time.
"""

import json
import os
import string
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

from birdlog.rules.finding import Finding

LOCALES = ("en", "pt_BR")
_FOLDER = Path(__file__).parent / "locales"
_KB, _MB = 1024, 1024 * 1024


class FindingJson(TypedDict):
    """A finding as it goes to the extension and into `--json`."""

    code: str
    level: str
    message: str
    fix: str


def text(key: str, /, locale: str | None = None, **values: object) -> str:
    """Return the sentence `key` with its values filled in.

    `locale` is a BCP 47 tag or a POSIX name (`pt-BR`, `pt_BR.UTF-8`); None means that of the environment. A
    value that the sentence names and that is not given shows as `…`. Raises KeyError where no such sentence
    exists.
    """
    chosen = match_locale(locale)
    return _Sentences(chosen).vformat(_sentences(chosen)[key], (), values)


def has_text(key: str) -> bool:
    """Whether a sentence of this name exists."""
    return key in _sentences("en")


def finding_json(finding: Finding, locale: str | None = None) -> FindingJson:
    """Return a finding in the words of `locale`; a code that this version does not know is named as it is."""
    values: dict[str, object] = {**finding.values, "code": finding.code}
    return {
        "code": finding.code,
        "level": finding.level,
        "message": text(_finding_key(finding, "message"), locale, **values),
        "fix": text(_finding_key(finding, "fix"), locale, **values),
    }


def _finding_key(finding: Finding, part: str) -> str:
    keys = (
        f"finding.{finding.code}.{finding.values.get('variant')}.{part}",
        f"finding.{finding.code}.{part}",
    )
    return next((key for key in keys if has_text(key)), f"finding.unknown.{part}")


def match_locale(locale: str | None) -> str:
    """Return the locale of `LOCALES` that serves `locale` best: any Portuguese is served by pt_BR, the rest
    by en.
    """
    wanted = locale if locale is not None else _environment_locale()
    return "pt_BR" if wanted.lower().replace("-", "_").split("_")[0].split(".")[0] == "pt" else "en"


def _environment_locale() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return value
    return "en"


@cache
def _sentences(locale: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for part in sorted((_FOLDER / locale).glob("*.json")):
        merged.update(json.loads(part.read_text(encoding="utf-8")))
    return merged


class _Sentences(string.Formatter):
    """Fills a sentence; values are never read as sentences themselves."""

    def __init__(self, locale: str) -> None:
        self._locale = locale

    def get_value(self, key: int | str, args: object, kwargs: Any) -> Any:
        return kwargs.get(key, "…")

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "bytes":
            return _size(value, self._locale)
        if format_spec == "time":
            return _time(value, self._locale)
        return str(value)


def _size(value: object, locale: str) -> str:
    """Round up, so that what is over a limit never reads as the limit itself."""
    try:
        count = int(str(value))
    except ValueError:
        return str(value)
    unit, name = (_MB, "MB") if count >= _MB else (_KB, "KB")
    tenths = -(-count * 10 // unit)
    number = f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
    return f"{number.replace('.', ',') if locale == 'pt_BR' else number} {name}"


def _time(value: object, locale: str) -> str:
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(str(value)).astimezone()
    except (ValueError, OverflowError, OSError):
        return str(value)
    return moment.strftime("%d/%m/%Y %H:%M" if locale == "pt_BR" else "%Y-%m-%d %H:%M")
