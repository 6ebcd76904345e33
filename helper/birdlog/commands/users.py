"""`birdlog user` and `birdlog team`: whom the CRM knows as its users."""

from dataclasses import asdict
from functools import partial
from typing import Any

import click

from birdlog import people_edit, settings
from birdlog.commands.listing import json_option, show
from birdlog.mail.addresses import fold
from birdlog.settings import Settings, Team, User
from birdlog.texts import text


@click.group(help=text("cli.user.help"))
def user() -> None:
    """Group of the users' sub-commands."""


@user.command("add", help=text("cli.user.add.help"))
@click.argument("account")
@click.option("--connected", metavar="ADDRESS[=DATE]", multiple=True, help=text("cli.user.connected"))
@click.option("--alias", "aliases", metavar="ADDRESS", multiple=True, help=text("cli.user.alias"))
@click.option("--name", help=text("cli.user.name"))
def add_user(account: str, connected: tuple[str, ...], aliases: tuple[str, ...], name: str | None) -> None:
    """Describe a user of the CRM."""
    same = people_edit.add_user(User(account, tuple(map(_connection, connected)), aliases, name))
    click.echo(text("cli.user.added", account=account))
    if same > 1:
        click.echo(text("cli.user.shared", account=account, count=same), err=True)


@user.command("list", help=text("cli.user.list.help"))
@json_option
def list_users(as_json: bool) -> None:
    """Show the users."""
    known = settings.load()
    show(
        known.users,
        as_json,
        lambda each: {**user_json(known, each), "name": each.name},
        partial(map, _user_line),
    )


@user.command("remove", help=text("cli.user.remove.help"))
@click.argument("account")
def remove_user(account: str) -> None:
    """Take a user away."""
    people_edit.remove_user(account)
    click.echo(text("cli.user.removed", account=account))


@click.group(help=text("cli.team.help"))
def team() -> None:
    """Group of the teams' sub-commands."""


@team.command("add", help=text("cli.team.add.help"))
@click.argument("address")
@click.option(
    "--member", "members", metavar="ACCOUNT", multiple=True, required=True, help=text("cli.team.member")
)
def add_team(address: str, members: tuple[str, ...]) -> None:
    """Describe a team address."""
    people_edit.add_team(Team(address, members))
    click.echo(text("cli.team.added", address=address, first=members[0]))


@team.command("list", help=text("cli.team.list.help"))
@json_option
def list_teams(as_json: bool) -> None:
    """Show the teams."""
    show(settings.load().teams, as_json, asdict, partial(map, _team_line))


@team.command("remove", help=text("cli.team.remove.help"))
@click.argument("address")
def remove_team(address: str) -> None:
    """Take a team away."""
    people_edit.remove_team(address)
    click.echo(text("cli.team.removed", address=address))


def _connection(given: str) -> tuple[str, str | None]:
    """Read ADDRESS[=DATE]; a local part may hold a `=` too, a date can't hold an `@`."""
    address, equals, date = given.rpartition("=")
    return (address, date) if equals and "@" not in date else (given, None)


def _user_line(each: User) -> str:
    others = [address for address, _ in each.connected] + list(each.aliases)
    return ": ".join(filter(None, (each.account, ", ".join(others))))


def _team_line(each: Team) -> str:
    return f"{each.address}: {', '.join(each.members)}"


def user_json(known: Settings, each: User) -> dict[str, Any]:
    """Return a user as `birdlog crm users --json` writes it."""
    account = fold(each.account)
    return {
        "account": each.account,
        "connected": [{"address": address, "since": since} for address, since in each.connected],
        "aliases": each.aliases,
        "teams": [team.address for team in known.teams if account in map(fold, team.members)],
    }
