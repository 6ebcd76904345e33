"""Changing what the person set, by command or in the window.

What may be changed, and what is refused; settings_files writes it, people_edit has users and teams.
Everything here raises SettingsError in plain words and then has changed nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from birdlog import utc
from birdlog.people_edit import describe_users
from birdlog.rules import never_log
from birdlog.rules.preset import Preset, preset, preset_names
from birdlog.settings import Profile, Settings, SettingsError, User, load
from birdlog.settings_files import edit, edit_never_log, new_table
from birdlog.settings_table import parse_size

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_LISTS = ("identities", "own-domains")
_SIZES = ("content-limit", "attachments-limit")
_TEXTS = ("bcc", "forward", "mixed", "language", "api-base", "api-version")
_BOOLEANS = {"true": True, "on": True, "false": False, "off": False}
_FLAGS = ("without-history", "without-attachments", "log-replies")
_DATABASE = re.compile(r"sqlite:///.+|postgresql(?:\+\w+)?://.+")
PROFILE_KEYS = (*_TEXTS, *_LISTS, *_SIZES, *_FLAGS)


def add_profile(
    name: str,
    preset_name: str,
    *,
    bcc: str | None = None,
    forward: str | None = None,
    identities: Iterable[str] = (),
) -> Profile:
    """Add a profile after those that exist, and return it.

    Creating one is the person's consent to logging.
    """
    if not name.strip():
        raise SettingsError("name-empty")
    known = _preset(preset_name)
    if known.addresses_needed and not (bcc or forward):
        raise SettingsError("addresses-needed", crm=known.crm)
    _refuse_distrusted(known, bcc, forward)
    values = {"preset": preset_name, "bcc": bcc, "forward": forward, "identities": list(identities)}
    values["created"] = utc.written(datetime.now(UTC))

    def change(document: TOMLDocument) -> None:
        profiles = document.setdefault("profile", new_table({}, is_super_table=True))
        if name in profiles:
            raise SettingsError("name-taken", name=name)
        profiles[name] = new_table({key: value for key, value in values.items() if value})

    return _profile(edit(change), name)


def set_up(
    name: str,
    preset_name: str,
    *,
    bcc: str | None = None,
    forward: str | None = None,
    identities: Iterable[str] = (),
    own_domains: Iterable[str] = (),
    users: Iterable[User] | None = None,
    patterns: Iterable[str] = (),
) -> Profile:
    """Write a profile with all that belongs to it, and return it; one of this name is changed.

    `users` are all that the CRM has from now on, None leaves them. The `patterns` are on the never-log list
    before the profile is there, so that no mail slips through, and stay there should that be refused.
    """
    known = _preset(preset_name)
    if known.addresses_needed and not (bcc or forward):
        raise SettingsError("addresses-needed", crm=known.crm)
    _refuse_distrusted(known, bcc, forward)
    values = {"preset": preset_name, "bcc": bcc, "forward": forward}
    lists = {"identities": list(identities), "own-domains": list(own_domains)}

    def change(document: TOMLDocument) -> None:
        profiles = document.setdefault("profile", new_table({}, is_super_table=True))
        if name not in profiles:
            profiles[name] = new_table({"created": utc.written(datetime.now(UTC))})
        for key, value in {**values, **lists}.items():
            _put(profiles[name], key, value or None)
        if users is not None:
            describe_users(document, tuple(users))

    add_never_log(patterns)
    return _profile(edit(change), name)


def set_profile(name: str, changes: dict[str, str]) -> Profile:
    """Set keys of a profile from what the person wrote (lists with commas, `2 MB`); an empty value takes the
    key away.
    """
    for key in changes:
        if key not in PROFILE_KEYS:
            raise SettingsError("no-such-key", key=key, choices=", ".join(PROFILE_KEYS))

    def change(document: TOMLDocument) -> None:
        table = _profile_table(document, name)
        for key, value in changes.items():
            if value.strip():
                table[key] = _typed(key, value.strip())
            else:
                table.pop(key, None)
        known = _preset(str(table.get("preset", "custom")))
        addresses = [table.get("bcc"), table.get("forward")]
        if known.addresses_needed and not any(addresses):
            raise SettingsError("addresses-needed", crm=known.crm)
        _refuse_distrusted(known, *addresses)

    return _profile(edit(change), name)


def rename_profile(name: str, new: str) -> None:
    """Give a profile another name; its place, its settings and their comments stay.

    What the journal and the keyring have of it is for crm.renaming to take along.
    """
    if not new.strip():
        raise SettingsError("name-empty")

    def change(document: TOMLDocument) -> None:
        tables = _profile_tables(document)
        if name not in tables:
            raise SettingsError("no-such-profile", name=name)
        if new in tables and new != name:
            raise SettingsError("name-taken", name=new)
        _write_profiles(document, {new if each == name else each: table for each, table in tables.items()})

    edit(change)


def order_profiles(names: Sequence[str]) -> None:
    """Let the profiles be asked in this order: of two that name an identity, the first takes its mail."""

    def change(document: TOMLDocument) -> None:
        tables = _profile_tables(document)
        for name in names:
            if name not in tables:
                raise SettingsError("no-such-profile", name=name)
        places = {name: place for place, name in enumerate(names)}
        later = len(places)
        ordered = sorted(tables, key=lambda name: places.get(name, later))
        _write_profiles(document, {name: tables[name] for name in ordered})

    edit(change)


def remove_profile(name: str) -> None:
    """Take a profile away."""

    def change(document: TOMLDocument) -> None:
        _profile_table(document, name)
        del document["profile"][name]

    edit(change)


def add_never_log(patterns: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Add patterns to the never-log list; return those taken, as they are kept, and those refused, as they
    came.

    One that the list holds already, in whatever spelling, counts as taken and is not written twice.
    """
    taken, refused = never_log.sorted_out(patterns)

    new: dict[str, str] = {}
    for pattern in taken:
        new.setdefault(never_log.key(pattern), pattern)

    def change(lines: list[str]) -> list[str]:
        held = {never_log.key(pattern) for line in lines if (pattern := _pattern_of(line))}
        return lines + [pattern for key, pattern in new.items() if key not in held]

    edit_never_log(change)
    return taken, refused


def remove_never_log(patterns: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take patterns off the never-log list; return those that were on it and those that were not."""
    wanted, refused = never_log.sorted_out(patterns)
    held = {never_log.key(pattern) for pattern in load().never_log}
    gone = {never_log.key(pattern) for pattern in wanted}

    def change(lines: list[str]) -> list[str]:
        return [
            line for line in lines if not (found := _pattern_of(line)) or never_log.key(found) not in gone
        ]

    edit_never_log(change)
    removed = tuple(pattern for pattern in wanted if never_log.key(pattern) in held)
    return removed, refused + tuple(pattern for pattern in wanted if pattern not in removed)


def set_paused(paused: str | None) -> None:
    """Pause logging (`on`, or until a UTC time in ISO 8601), or go on with it (None)."""
    edit(lambda document: _put(document, "paused", paused))


def set_look_before_forward(look: bool) -> None:
    """Whether the person sees a forward before it goes."""
    edit(lambda document: _put(document, "look-before-forward", look))


def set_kept_days(days: int | None) -> None:
    """How many days entries are kept in the journal; None keeps them all."""
    edit(lambda document: _put_into(document, "journal", "kept-days", days))


def set_database(url: str | None) -> None:
    """Where the embedded CRM's records are, as an SQLAlchemy URL; None for the file of paths.crm_file().

    Whether such a database can be reached is not tried.
    """
    given = (url or "").strip()
    if given and not _DATABASE.fullmatch(given):
        raise SettingsError("not-database")
    edit(lambda document: _put_into(document, "crm", "database", given or None))


def _put_into(document: TOMLDocument, section: str, key: str, value: str | int | None) -> None:
    """Set a key of a section, which is made where there is none, or take the key away."""
    if section not in document and value is not None:
        document[section] = new_table({})
    if section in document:
        _put(document[section], key, value)


def _put(document: Any, key: str, value: str | int | list[str] | None) -> None:
    if value is None:
        document.pop(key, None)
    else:
        document[key] = value


def _profile_tables(document: TOMLDocument) -> dict[str, Any]:
    profiles: Any = document.get("profile", {})
    return {name: profiles[name] for name in profiles}


def _write_profiles(document: TOMLDocument, tables: dict[str, Any]) -> None:
    """Write the profiles' sections anew, in this order and under these names."""
    del document["profile"]
    profiles = new_table({}, is_super_table=True)
    for name, table in tables.items():
        profiles.append(name, table)
    document["profile"] = profiles


def _profile_table(document: TOMLDocument, name: str) -> Any:
    profiles: Any = document.get("profile", {})
    if name not in profiles:
        raise SettingsError("no-such-profile", name=name)
    return profiles[name]


def _profile(settings: Settings, name: str) -> Profile:
    return next(profile for profile in settings.profiles if profile.name == name)


def _typed(key: str, value: str) -> str | int | bool | list[str]:
    if key in _LISTS:
        return [entry.strip() for entry in value.split(",") if entry.strip()]
    if key in _FLAGS:
        if value not in _BOOLEANS:
            raise SettingsError("not-boolean", key=key)
        return _BOOLEANS[value]
    if key not in _SIZES:
        return value
    try:
        return parse_size(value)
    except ValueError as error:
        raise SettingsError("not-size", key=key) from error


def _pattern_of(line: str) -> str | None:
    """Return the pattern on a line of never-log.txt; None for a comment, an empty line and what can't be
    read.
    """
    content = line.strip()
    if not content or content.startswith("#"):
        return None
    try:
        return never_log.normalise(content)
    except ValueError:
        return None


def _preset(name: str) -> Preset:
    try:
        return preset(name)
    except KeyError as error:
        raise SettingsError("no-such-preset", preset=name, choices=", ".join(preset_names())) from error


def _refuse_distrusted(known: Preset, *addresses: str | None) -> None:
    for address in addresses:
        if address and known.distrusts(address):
            raise SettingsError("bad-crm-address", address=address, crm=known.crm)
