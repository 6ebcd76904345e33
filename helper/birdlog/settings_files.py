"""Writing settings.toml and never-log.txt.

The person's comments and order survive (tomlkit). A change is written whole or not at all: it is checked
first, written to a new file (0600) that then replaces the old one, and every running host is told. Two
programs that change the settings at the same time wait for each other. Everything here raises SettingsError
in plain words and then has changed nothing.
"""

from collections.abc import Callable
from pathlib import Path

import tomlkit

from birdlog import files, paths
from birdlog.settings import Settings, SettingsError, load, parse
from birdlog.texts import text


def edit(change: Callable[[tomlkit.TOMLDocument], None]) -> Settings:
    """Let `change` work on settings.toml, made where there is none; return the settings that follow."""
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


def _template() -> tomlkit.TOMLDocument:
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
