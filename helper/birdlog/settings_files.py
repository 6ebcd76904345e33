"""Writing settings.toml and never-log.txt.

The person's comments and order survive (tomlkit). A change is written whole or not at all: it is checked
first, written to a new file (0600) that then replaces the old one, and every running host is told. Two
programs that change the settings at the same time wait for each other. Everything here raises SettingsError
in plain words and then has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from birdlog import files, paths
from birdlog.settings import Settings, SettingsError, load, parse
from birdlog.texts import text

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Table


def edit(change: Callable[[TOMLDocument], None]) -> Settings:
    """Let `change` work on settings.toml, made where there is none; return the settings that follow."""
    import tomlkit  # slow to load, and only writing needs it

    file, names = paths.settings_file(), paths.never_log_file()
    with files.locked(paths.settings_lock()):
        load()  # a file that can't be read is never written over
        document = tomlkit.parse(_text(file)) if file.exists() else _template()
        change(document)
        changed = tomlkit.dumps(document)
        try:
            settings = parse(changed, _text(names))
        except SettingsError as error:
            raise error.without_place() from error
        _write(file, changed)
    _tell()
    return settings


def new_table(values: dict[str, Any], *, is_super_table: bool | None = None) -> Table:
    """A section of settings.toml with these values and an empty line before it, to be put into a document."""
    import tomlkit

    table = tomlkit.table(is_super_table)
    if not is_super_table:
        table.trivia.indent = "\n"
    table.update(values)
    return table


def edit_never_log(change: Callable[[list[str]], list[str]]) -> None:
    """Replace the lines of never-log.txt by what `change` makes of them."""
    file = paths.never_log_file()
    with files.locked(paths.settings_lock()):
        before = _text(file).splitlines()
        after = change(before)
        if after != before:
            _write(file, "".join(f"{line}\n" for line in after))
    _tell()


def _tell() -> None:
    from birdlog import nudge

    nudge.settings_changed()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig") if file.exists() else ""


def _template() -> TOMLDocument:
    import tomlkit

    document = tomlkit.document()
    for line in text("settings.template").splitlines():
        document.add(tomlkit.comment(line) if line else tomlkit.nl())
    document.add(tomlkit.nl())
    return document


def _write(file: Path, content: str) -> None:
    try:
        files.write(file, content)
    except OSError as error:
        raise SettingsError("unwritable", name=file.resolve().name, cause=error.strerror) from error
