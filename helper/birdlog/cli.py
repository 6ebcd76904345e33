"""`birdlog`: the command line. Each sub-command lives in birdlog/commands and is imported when it is used."""

from __future__ import annotations

import importlib
import locale
import sys
from contextlib import suppress

import click

from birdlog import __version__
from birdlog.texts import text

COMMANDS = {
    "install": "birdlog.commands.setup:install",
    "uninstall": "birdlog.commands.setup:uninstall",
    "doctor": "birdlog.commands.setup:doctor",
    "profile": "birdlog.commands.profile:profile",
    "never-log": "birdlog.commands.never_log:never_log",
    "keyring": "birdlog.commands.keyring:keyring",
    "user": "birdlog.commands.users:user",
    "team": "birdlog.commands.users:team",
    "journal": "birdlog.commands.journal:journal",
    "check": "birdlog.commands.check:check",
    "log": "birdlog.commands.log:log",
    "crm": "birdlog.commands.crm:crm",
    "demo": "birdlog.commands.demo:demo",
}


def complain(sentence: str) -> None:
    """Say on stderr what is wrong."""
    click.echo(f"birdlog: {sentence}", err=True)


class Problem(click.ClickException):
    """What keeps a command from its work: one clear line on stderr, exit status 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        complain(self.format_message())


class EnvironmentProblem(Problem):
    """Something outside the command is not as it must be."""


class LazyGroup(click.Group):
    """A group that imports a sub-command only when it is called or its help is shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, name = target.split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except click.UsageError as problem:
            where = problem.ctx or ctx
            sentence = problem.format_message()
            if sentence == where.get_help():  # a group that was called alone
                raise
            raise Problem(f"{' '.join(sentence.split())} ({where.command_path} --help)") from problem


@click.group(cls=LazyGroup, help=text("cli.help"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Group of all commands."""


def main() -> None:
    """Run the command line; the exit status is 0 fine, 1 the answer is no, 2 usage or environment."""
    from birdlog.settings import SettingsError

    _let_the_system_speak_the_persons_language()
    try:
        cli()
    except SettingsError as problem:
        complain(f"{problem.title} {problem.message}")
        sys.exit(2)


def _let_the_system_speak_the_persons_language() -> None:
    """Causes such as "No such file or directory" are the system's words."""
    with suppress(locale.Error, AttributeError):  # a locale that is not installed; Windows has no LC_MESSAGES
        locale.setlocale(locale.LC_MESSAGES, "")
