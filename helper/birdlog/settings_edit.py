"""Changing what the person set, by command or in the window.

What may be changed, and what is refused; settings_files writes it. Everything here raises SettingsError in
plain words and then has changed nothing.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import tomlkit
import tomlkit.items

from birdlog import utc
from birdlog.mail.addresses import fold
from birdlog.rules import never_log
from birdlog.rules.preset import Preset, preset, preset_names
from birdlog.settings import Profile, Settings, SettingsError, Team, User, load
from birdlog.settings_files import edit, edit_never_log
from birdlog.settings_table import parse_size

_LISTS = ("identities", "own-domains")
_SIZES = ("content-limit", "attachments-limit")
_TEXTS = ("bcc", "forward", "mixed", "language", "api-base", "api-version")
_BOOLEANS = {"true": True, "on": True, "false": False, "off": False}
_FLAGS = ("without-history", "without-attachments", "log-replies")
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

    def change(document: tomlkit.TOMLDocument) -> None:
        profiles = document.setdefault("profile", tomlkit.table(is_super_table=True))
        if name in profiles:
            raise SettingsError("name-taken", name=name)
        table = _new_table({key: value for key, value in values.items() if value})
        profiles[name] = table

    return _profile(edit(change), name)


def set_profile(name: str, changes: dict[str, str]) -> Profile:
    """Set keys of a profile from what the person wrote (lists with commas, `2 MB`); an empty value takes the
    key away.
    """
    for key in changes:
        if key not in PROFILE_KEYS:
            raise SettingsError("no-such-key", key=key, choices=", ".join(PROFILE_KEYS))

    def change(document: tomlkit.TOMLDocument) -> None:
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


def remove_profile(name: str) -> None:
    """Take a profile away."""

    def change(document: tomlkit.TOMLDocument) -> None:
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


def add_user(user: User) -> int:
    """Describe a user of the CRM; return how many users have this account address now."""
    settings = edit(lambda document: _append(document, "user", _user_table(user)))
    return sum(fold(other.account) == fold(user.account) for other in settings.users)


def describe_people(users: Iterable[User], teams: Iterable[Team]) -> None:
    """Describe users and teams, all of them or none. Who is described already is described anew: a user of
    the same account and name, a team of the same address.
    """
    known = load()
    new_users = [user for user in users if user not in known.users]
    new_teams = [team for team in teams if team not in known.teams]
    accounts = {fold(user.account) for user in (*known.users, *new_users)}
    for member in (member for team in new_teams for member in team.members):
        if fold(member) not in accounts:
            raise SettingsError("member-unknown", account=member)

    def change(document: tomlkit.TOMLDocument) -> None:
        for user in new_users:
            _drop(document, "user", {"account": user.account, "name": user.name or ""})
            _append(document, "user", _user_table(user))
        for team in new_teams:
            _drop(document, "team", {"address": team.address})
            _append(document, "team", _team_table(team))

    if new_users or new_teams:
        edit(change)


def remove_user(account: str) -> None:
    """Take every user with this account address away, and out of the teams."""

    def change(document: tomlkit.TOMLDocument) -> None:
        if not _drop(document, "user", {"account": account}):
            raise SettingsError("no-such-user", account=account)
        for team in document.get("team", []):
            team["members"] = [member for member in team.get("members", []) if fold(member) != fold(account)]

    edit(change)


def add_team(team: Team) -> None:
    """Describe a team address; its members are users that exist, the first connected it first."""
    settings = load()
    accounts = {fold(user.account) for user in settings.users}
    for member in team.members:
        if fold(member) not in accounts:
            raise SettingsError("member-unknown", account=member)
    if any(fold(other.address) == fold(team.address) for other in settings.teams):
        raise SettingsError("team-taken", address=team.address)
    edit(lambda document: _append(document, "team", _team_table(team)))


def remove_team(address: str) -> None:
    """Take a team away; its members stay users."""

    def change(document: tomlkit.TOMLDocument) -> None:
        if not _drop(document, "team", {"address": address}):
            raise SettingsError("no-such-team", address=address)

    edit(change)


def _put(document: tomlkit.TOMLDocument, key: str, value: str | bool | None) -> None:
    if value is None:
        document.pop(key, None)
    else:
        document[key] = value


def _append(document: tomlkit.TOMLDocument, key: str, table: tomlkit.items.Table) -> None:
    document.setdefault(key, tomlkit.aot()).append(table)


def _drop(document: tomlkit.TOMLDocument, key: str, fields: dict[str, str]) -> bool:
    """Take every table of the list `key` away that has these values (letter case aside); whether there was
    one.
    """
    tables: list[Any] = document.get(key, [])

    def is_meant(table: Any) -> bool:
        return all(fold(table.get(field, "")) == fold(value) for field, value in fields.items())

    kept = [table for table in tables if not is_meant(table)]
    if len(kept) == len(tables):
        return False
    del document[key]
    for table in kept:
        _append(document, key, table)
    return True


def _user_table(user: User) -> tomlkit.items.Table:
    table = _new_table({"account": user.account} | ({"name": user.name} if user.name else {}))
    if user.connected:
        table["connected"] = _connections(user)
    if user.aliases:
        table["aliases"] = list(user.aliases)
    return table


def _team_table(team: Team) -> tomlkit.items.Table:
    return _new_table({"address": team.address, "members": list(team.members)})


def _new_table(values: dict[str, Any]) -> tomlkit.items.Table:
    table = tomlkit.table()
    table.trivia.indent = "\n"  # an empty line before its header
    table.update(values)
    return table


def _connections(user: User) -> tomlkit.items.Array:
    connections = tomlkit.array()
    for address, since in user.connected:
        connection = tomlkit.inline_table()
        connection.update({"address": address} | ({"date": since} if since else {}))
        connections.append(connection)
    return connections


def _profile_table(document: tomlkit.TOMLDocument, name: str) -> Any:
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
