"""`birdlog install`, `uninstall` and `doctor`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from birdlog.cli import EnvironmentProblem, complain
from birdlog.commands.listing import SIGNS, json_option
from birdlog.texts import text


@click.command(help=text("setup.install.help"))
@click.option("--autostart/--no-autostart", default=None, help=text("setup.install.autostart"))
def install(autostart: bool | None) -> None:
    """Make Thunderbird find the helper, and say what to do next."""
    from birdlog.setup import installation, programs
    from birdlog.setup.sandbox import sandboxes

    try:
        for file in installation.install(autostart):
            click.echo(text("setup.install.wrote", path=file))
    except installation.InstallationError as problem:
        raise EnvironmentProblem(text(f"setup.problem.{problem.code}")) from problem
    except OSError as problem:
        raise _unwritable(problem) from problem
    for sandbox in sandboxes():
        click.echo(text(f"setup.install.{sandbox}"))
    if programs.tray() is None:
        click.echo(text("setup.install.no-tray"))
    click.echo(text("setup.install.next", path=installation.add_on() or installation.ADD_ON_FILE))


@click.command(help=text("setup.uninstall.help"))
@click.option("--purge", is_flag=True, help=text("setup.uninstall.purge"))
def uninstall(purge: bool) -> None:
    """Take away what install wrote; settings and journal stay."""
    from birdlog.setup import installation

    if purge and (files := installation.own_files()):
        click.echo(text("setup.uninstall.purging", files=_listed(files)))
        _forget_tokens()
    try:
        removal = installation.uninstall(purge)
    except OSError as problem:
        raise _unwritable(problem) from problem
    for file in removal.removed:
        click.echo(text("setup.uninstall.removed", path=file))
    if not removal.removed:
        click.echo(text("setup.uninstall.nothing"))
    if removal.kept:
        click.echo(text(f"setup.uninstall.{'left' if purge else 'kept'}", folders=_listed(removal.kept)))


def _forget_tokens() -> None:
    """Take the access tokens of all profiles out of the keyring; one that may be left is named."""
    from birdlog import settings
    from birdlog.crm import tokens
    from birdlog.journal.problem import JournalError
    from birdlog.rules.preset import preset
    from birdlog.secrets import SecretsError

    try:
        for name in [each.name for each in settings.load().profiles if preset(each.preset).api_base]:
            tokens.forget(name)
    except (settings.SettingsError, SecretsError, JournalError) as problem:
        complain(text("hubspot.cli.token.left", problem=problem.title))


@click.command(help=text("setup.doctor.help"))
@json_option
def doctor(as_json: bool) -> None:
    """Check that everything is in its place, and name what is not."""
    from birdlog.setup.doctor import examine

    well = True
    for diagnosis in examine():
        well = well and diagnosis.level != "block"
        if as_json:
            click.echo(json.dumps(asdict(diagnosis), ensure_ascii=False))
        else:
            click.echo(f"{SIGNS[diagnosis.level]} {diagnosis.message} {diagnosis.fix}".rstrip())
    sys.exit(0 if well else 1)


def _unwritable(problem: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(
        text("setup.problem.unwritable", path=problem.filename, problem=problem.strerror)
    )


def _listed(files: tuple[Path, ...]) -> str:
    return ", ".join(map(str, files))
