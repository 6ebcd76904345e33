"""Reading settings.toml table by table, so that whatever is wrong is named with its key and its line."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from birdlog import utc
from birdlog.mail.addresses import is_address

SETTINGS_NAME = "settings.toml"
_SIZE = re.compile(r"(\d{1,12})\s*(B|KB|MB|GB)?", re.IGNORECASE)
_API_BASE = re.compile(
    r"(?:https://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])|http://(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]))"
    r"(?::\d{1,5})?(?:/[\w.~/-]*)?"
)
_API_VERSION = re.compile(r"v[0-9]+|20[0-9]{2}-[0-9]{2}(?:-beta)?")
_UNITS = {"": 1, "B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}


class SettingsError(Exception):
    """The settings can't be read, or must not be written so.

    `problem` names the sentence `settings.<problem>`; `values` fill it. `file` and `line` say where, where
    that is known.
    """

    def __init__(
        self, problem: str, *, file: str | None = None, line: int | None = None, **values: str | int | None
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.file = file
        self.line = line
        self.values = values

    @property
    def title(self) -> str:
        """What is the matter, in the language of the environment."""
        return self.in_locale(None)[0]

    @property
    def message(self) -> str:
        """Where, why and what to do, in the language of the environment."""
        return self.in_locale(None)[1]

    def in_locale(self, locale: str | None) -> tuple[str, str]:
        """Return title and message in the words of `locale`."""
        from birdlog.texts import text

        title = text("settings.title.read" if self.file else "settings.title.change", locale)
        message = text(f"settings.{self.problem}", locale, **self.values)
        if self.line:
            return title, text("settings.place-line", locale, file=self.file, line=self.line, message=message)
        return title, text(
            "settings.place", locale, file=self.file, message=message
        ) if self.file else message

    def without_place(self) -> "SettingsError":
        """The same problem in what was about to be written, where no line of a file is to blame."""
        return SettingsError(self.problem, file=None, line=None, **self.values)

    def __str__(self) -> str:
        return f"{self.title} {self.message}"


class Table:
    """One table of settings.toml; takes values out by key and kind, and knows which keys were asked for."""

    def __init__(self, data: dict[str, Any], path: tuple[str, ...], source: str) -> None:
        self._data = data
        self._path = path
        self._source = source
        self._asked: set[str] = set()

    def error(self, problem: str, key: str, **values: str) -> SettingsError:
        """Return the problem with the place of `key`."""
        line = _line(self._source, self._path, key)
        return SettingsError(problem, file=SETTINGS_NAME, line=line, key=key, **values)

    def refuse_typos(self) -> None:
        """A key that nobody asked for is left alone, unless it looks like one that exists."""
        for key in self._data.keys() - self._asked:
            from difflib import get_close_matches

            if guesses := get_close_matches(key.replace("_", "-"), sorted(self._asked), n=1, cutoff=0.8):
                raise self.error("unknown-key", key, guess=guesses[0])

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        return self._data.get(key)

    def table(self, key: str) -> "Table":
        """A section; empty where it is missing."""
        value = self._take(key)
        if not isinstance(value, dict | None):
            raise self.error("not-table", key)
        return Table(value or {}, (*self._path, key), self._source)

    def tables(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """The sections `[key.NAME]`, each with its name, in their order."""
        outer = self.table(key)
        for name in outer._data:
            yield name, outer.table(name)

    def list_of_tables(self, key: str) -> Iterator["Table"]:
        """The sections `[[key]]`, in their order."""
        value = self._take(key)
        entries = [] if value is None else value
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self.error("not-list-of-tables", key)
        for index, entry in enumerate(entries):
            yield Table(entry, (*self._path, f"{key}[{index}]"), self._source)

    def string(self, key: str) -> str | None:
        """A text; None where it is missing or empty."""
        value = self._take(key)
        if not isinstance(value, str | None):
            raise self.error("not-text", key)
        return value.strip() or None if value else None

    def boolean(self, key: str) -> bool:
        """True or false, false where it is missing."""
        value = self._take(key)
        if not isinstance(value, bool | None):
            raise self.error("not-boolean", key)
        return bool(value)

    def days(self, key: str) -> int | None:
        """A number of days, 1 or more."""
        value = self._take(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise self.error("not-days", key)
        return value

    def size(self, key: str, default: int) -> int:
        """A size in bytes, from a number or from `2 MB`."""
        value = self._take(key)
        if value is None:
            return default
        try:
            return parse_size("" if isinstance(value, bool) else str(value))
        except ValueError as error:
            raise self.error("not-size", key) from error

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> Any:
        """One of `choices`."""
        value = self._take(key)
        if value is not None and value not in choices:
            raise self.error("not-one-of", key, choices=", ".join(choices))
        return default if value is None else value

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single one may stand alone."""
        value = self._take(key)
        entries = [] if value is None else [value] if isinstance(value, str) else value
        if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
            raise self.error("not-list", key)
        return tuple(entry.strip() for entry in entries if entry.strip())

    def addresses(self, key: str) -> tuple[str, ...]:
        """A list of well-formed addresses."""
        entries = self.strings(key)
        for entry in entries:
            if not is_address(entry):
                raise self.error("not-address", key, address=entry)
        return entries

    def needed_address(self, key: str) -> str:
        """A well-formed address that must not be missing."""
        value = self.string(key)
        if value is None or not is_address(value):
            raise self.error("not-address", key, address=value or "")
        return value

    def time(self, key: str) -> str | None:
        """A time, as `utc.written` makes it, from a TOML time or a text."""
        value = self._take(key)
        if value is None:
            return None
        try:
            return utc.written(value if isinstance(value, datetime) else datetime.fromisoformat(value))
        except (TypeError, ValueError, OverflowError) as error:
            raise self.error("not-time", key) from error

    def paused(self, key: str) -> str | None:
        """`on`, a time, or None."""
        value = self._take(key)
        if value is True or value == "on":
            return "on"
        return None if value in (None, False, "off") else self.time(key)

    def api_base(self, key: str) -> str | None:
        """The address of an API, without a slash at its end: https, or http on this computer alone."""
        value = self.string(key)
        if value is not None and not is_api_base(value):
            raise self.error("not-api-base", key)
        return value and value.rstrip("/")

    def api_version(self, key: str) -> str | None:
        """The version of an API, as it stands in its paths: `2026-03`, `v3`."""
        value = self.string(key)
        if value is not None and not _API_VERSION.fullmatch(value):
            raise self.error("not-api-version", key)
        return value

    def connected(self, key: str) -> tuple[tuple[str, str | None], ...]:
        """A list of addresses, each alone or with the date since which it is connected."""
        value = self._take(key)
        if not isinstance(value, list | None):
            raise self.error("not-list", key)
        return tuple(self._connection(key, entry) for entry in value or [])

    def _connection(self, key: str, entry: object) -> tuple[str, str | None]:
        parts: dict[str, Any] = entry if isinstance(entry, dict) else {"address": entry}
        address: Any = parts.get("address")
        since: Any = parts.get("date")
        if not isinstance(address, str) or not is_address(address):
            raise self.error("not-address", key, address=str(address))
        if isinstance(since, date):
            since = since.isoformat()
        try:
            if since is not None:
                datetime.fromisoformat(since)
            return address, since
        except (TypeError, ValueError) as error:
            raise self.error("not-time", key) from error


def parse_size(size: str) -> int:
    """Return bytes for `2097152`, `2 MB`, `50mb` (1 MB = 1,048,576). Raises ValueError."""
    match = _SIZE.fullmatch(size.strip())
    if not match:
        raise ValueError(size)
    return int(match[1]) * _UNITS[(match[2] or "").upper()]


def is_api_base(text: str) -> bool:
    """Whether an access token may be sent there: over https, or over http to this computer itself."""
    return _API_BASE.fullmatch(text) is not None


def _line(source: str, path: tuple[str, ...], key: str) -> int | None:
    """Return the line of `key` in the table `path`, else the table's, else None."""
    table: tuple[str, ...] = ()
    counts: dict[str, int] = {}
    found = None
    for number, line in enumerate(source.splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("["):
            table = _header(stripped, counts)
            if table in (path, (*path, key)):
                found = found or number
        elif table == path and re.match(rf"""(["']?){re.escape(key)}\1\s*[=.]""", stripped):
            return number
    return found


def _header(line: str, counts: dict[str, int]) -> tuple[str, ...]:
    """Read `[a.b]` or `[[a]]`, whose entries are counted: `a[0]`, `a[1]`."""
    try:
        inner: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    path: list[str] = []
    while isinstance(inner, dict) and inner:
        name, inner = next(iter(inner.items()))
        path.append(name)
        if isinstance(inner, list):
            counts[name] = counts.get(name, -1) + 1
            path[-1], inner = f"{name}[{counts[name]}]", None
    return tuple(path)
