"""Changing whom the CRM knows as its users, and its teams, by command or in the window.

Everything here raises SettingsError in plain words and then has changed nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from birdlog.mail.addresses import fold
from birdlog.settings import Settings, SettingsError, Team, User, load, parse
from birdlog.settings_files import edit, new_table

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Array


def add_user(user: User) -> int:
    """Describe a user of the CRM; return how many users have this account address now."""
    settings = edit(lambda document: _append(document, "user", new_table(_user_values(user))))
    return sum(fold(other.account) == fold(user.account) for other in settings.users)


def describe_people(users: Iterable[User], teams: Iterable[Team]) -> None:
    """Describe users and teams, all of them or none. Who is described already is described anew: a user of
    the same account and name, a team of the same address.
    """
    known = load()
    new_users = [user for user in users if user not in known.users]
    new_teams = [team for team in teams if team not in known.teams]
    for team in new_teams:
        _refuse_strangers(team, (*known.users, *new_users))

    def change(document: TOMLDocument) -> None:
        for user in new_users:
            _drop(document, "user", {"account": user.account, "name": user.name or ""})
            _append(document, "user", new_table(_user_values(user)))
        for team in new_teams:
            _drop(document, "team", {"address": team.address})
            _append(document, "team", new_table(_team_values(team)))

    if new_users or new_teams:
        edit(change)


def describe_users(document: TOMLDocument, users: tuple[User, ...]) -> None:
    """Describe these users alone in a document that is being edited; who is gone is in no team any more."""
    before = _described(document).users
    for user in before:
        if user not in users:
            _drop(document, "user", {"account": user.account, "name": user.name or ""})
    for user in users:
        if user not in before:
            _append(document, "user", new_table(_user_values(user)))
    accounts = {fold(user.account) for user in users}
    for gone in {user.account for user in before if fold(user.account) not in accounts}:
        _rename_member(document, gone, None)


def change_user(before: User, after: User | None) -> None:
    """Describe one user anew, or no more (None), however many share the account. In the teams the account
    becomes the new one, unless another user has the old one still.
    """

    def change(document: TOMLDocument) -> None:
        known = _described(document).users
        if before not in known:
            raise SettingsError("no-such-user", account=before.account)
        place = known.index(before)
        _replace(document, "user", place, _user_values(after) if after else None)
        others = {fold(user.account) for number, user in enumerate(known) if number != place}
        if fold(before.account) not in others:
            _rename_member(document, before.account, after.account if after else None)

    edit(change)


def remove_user(account: str) -> None:
    """Take every user with this account address away, and out of the teams."""

    def change(document: TOMLDocument) -> None:
        if not _drop(document, "user", {"account": account}):
            raise SettingsError("no-such-user", account=account)
        _rename_member(document, account, None)

    edit(change)


def add_team(team: Team) -> None:
    """Describe a team address; its members are users that exist, the first connected it first."""

    def change(document: TOMLDocument) -> None:
        known = _described(document)
        _refuse_strangers(team, known.users)
        _refuse_taken(team, known.teams)
        _append(document, "team", new_table(_team_values(team)))

    edit(change)


def change_team(before: Team, after: Team | None) -> None:
    """Describe a team anew, or no more (None); its members stay users."""

    def change(document: TOMLDocument) -> None:
        known = _described(document)
        if before not in known.teams:
            raise SettingsError("no-such-team", address=before.address)
        place = known.teams.index(before)
        if after:
            _refuse_strangers(after, known.users)
            _refuse_taken(after, (*known.teams[:place], *known.teams[place + 1 :]))
        _replace(document, "team", place, _team_values(after) if after else None)

    edit(change)


def remove_team(address: str) -> None:
    """Take a team away; its members stay users."""

    def change(document: TOMLDocument) -> None:
        if not _drop(document, "team", {"address": address}):
            raise SettingsError("no-such-team", address=address)

    edit(change)


def _described(document: TOMLDocument) -> Settings:
    return parse(document.as_string())


def _refuse_strangers(team: Team, users: Iterable[User]) -> None:
    accounts = {fold(user.account) for user in users}
    for member in team.members:
        if fold(member) not in accounts:
            raise SettingsError("member-unknown", account=member)


def _refuse_taken(team: Team, others: Iterable[Team]) -> None:
    if any(fold(other.address) == fold(team.address) for other in others):
        raise SettingsError("team-taken", address=team.address)


def _append(document: TOMLDocument, key: str, table: Any) -> None:
    import tomlkit

    document.setdefault(key, tomlkit.aot()).append(table)


def _replace(document: TOMLDocument, key: str, place: int, values: dict[str, Any] | None) -> None:
    """Put `values` into a table of the list `key`, or take it away; what stays as it is keeps its comment."""
    tables: Any = document[key]
    if values is None:
        del tables[place]
        if not tables:
            del document[key]
        return
    table = tables[place]
    for gone in [field for field in _FIELDS[key] if field in table and field not in values]:
        del table[gone]
    for field, value in values.items():
        if table.get(field) != value:
            table[field] = value


_FIELDS = {"user": ("account", "name", "connected", "aliases"), "team": ("address", "members")}


def _rename_member(document: TOMLDocument, account: str, new: str | None) -> None:
    """Call a member of the teams otherwise, or take it out of them."""
    teams: Any = document.get("team", [])
    for team in teams:
        members = team.get("members", [])
        named = [new if fold(member) == fold(account) else member for member in members]
        if (kept := [member for member in named if member]) != members:
            team["members"] = kept


def _drop(document: TOMLDocument, key: str, fields: dict[str, str]) -> bool:
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


def _user_values(user: User) -> dict[str, Any]:
    values: dict[str, Any] = {"account": user.account}
    if user.name:
        values["name"] = user.name
    if user.connected:
        values["connected"] = _connections(user)
    if user.aliases:
        values["aliases"] = list(user.aliases)
    return values


def _team_values(team: Team) -> dict[str, Any]:
    return {"address": team.address, "members": list(team.members)}


def _connections(user: User) -> Array:
    import tomlkit

    connections = tomlkit.array()
    for address, since in user.connected:
        connection = tomlkit.inline_table()
        connection.update({"address": address} | ({"date": since} if since else {}))
        connections.append(connection)
    return connections
