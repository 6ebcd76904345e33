"""`birdlog never-log`: the people whose mail never reaches the CRM."""

from typing import BinaryIO

import click

from birdlog import settings, settings_edit
from birdlog.cli import complain
from birdlog.commands.listing import json_option, show
from birdlog.rules.never_log_file import candidates
from birdlog.texts import text


@click.group("never-log", help=text("cli.never-log.help"))
def never_log() -> None:
    """Group of the list's sub-commands."""


@never_log.command(help=text("cli.never-log.add.help"))
@click.argument("patterns", metavar="PATTERN...", nargs=-1, required=True)
def add(patterns: tuple[str, ...]) -> None:
    """Put patterns on the list; exit status 2 where one of them can't be read."""
    if _take(patterns):
        raise click.exceptions.Exit(2)


@never_log.command(help=text("cli.never-log.remove.help"))
@click.argument("patterns", metavar="PATTERN...", nargs=-1, required=True)
def remove(patterns: tuple[str, ...]) -> None:
    """Take patterns off the list; exit status 1 where one of them is not on it."""
    removed, absent = settings_edit.remove_never_log(patterns)
    for pattern in removed:
        click.echo(text("cli.never-log.removed", pattern=pattern))
    for pattern in absent:
        complain(text("cli.never-log.absent", pattern=pattern))
    if absent:
        raise click.exceptions.Exit(1)


@never_log.command("list", help=text("cli.never-log.list.help"))
@json_option
def list_(as_json: bool) -> None:
    """Show the list as it is kept."""
    show(settings.load().never_log, as_json, lambda pattern: {"pattern": pattern}, iter)


@never_log.command("import", help=text("cli.never-log.import.help"))
@click.argument("file", type=click.File("rb"))
def import_(file: BinaryIO) -> None:
    """Put what a file names on the list; exit status 1 where none of it could be read."""
    found = candidates(file.read())
    refused = _take(found)
    click.echo(text("cli.never-log.imported", taken=len(found) - refused, refused=refused))
    if refused and refused == len(found):
        raise click.exceptions.Exit(1)


def _take(patterns: tuple[str, ...]) -> int:
    """Put patterns on the list and say which were taken and which refused; return how many were refused."""
    taken, refused = settings_edit.add_never_log(patterns)
    for pattern in taken:
        click.echo(text("cli.never-log.added", pattern=pattern))
    for pattern in refused:
        complain(text("settings.pattern", pattern=pattern))
    return len(refused)
