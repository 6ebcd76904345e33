"""`birdlog keyring`: whether the system's keyring, which holds the access tokens, can be used."""

from __future__ import annotations

import json
import sys

import click

from birdlog import secrets
from birdlog.cli import EnvironmentProblem
from birdlog.commands.listing import json_option
from birdlog.texts import text


@click.command(help=text("keyring.help"))
@click.option("--unlock", is_flag=True, help=text("keyring.unlock"))
@json_option
def keyring(unlock: bool, as_json: bool) -> None:
    """Say how the keyring is; the exit status is 1 where it can't be used."""
    from birdlog.crm import tokens
    from birdlog.journal.problem import JournalError

    try:
        condition = tokens.look(unlock)
    except JournalError as problem:
        raise EnvironmentProblem(f"{problem.title} {problem.message}") from problem
    if as_json:
        click.echo(json.dumps({"condition": condition}))
    elif condition == "ok":
        click.echo(text("keyring.ok"))
    else:
        click.echo(f"{text(f'secrets.{condition}.title')} {secrets.remedy(condition)}")
    sys.exit(0 if condition == "ok" else 1)
