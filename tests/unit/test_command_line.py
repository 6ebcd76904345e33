"""`birdlog` as a whole: every command explains itself in both languages, and complains on one line."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from birdlog.cli import COMMANDS, cli

HELP = """
import json
import click
from birdlog.cli import cli

def helps(command, name, ctx):
    yield name, command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield f"{name} {parameter.name}", parameter.help
    for inner in command.list_commands(ctx) if isinstance(command, click.Group) else ():
        yield from helps(command.get_command(ctx, inner), f"{name} {inner}", ctx)

print(json.dumps(dict(helps(cli, "birdlog", click.Context(cli)))))
"""
OF_CLICK = {"birdlog version"}


def helps(locale):
    environment = {**os.environ, "LC_ALL": locale}
    run = subprocess.run([sys.executable, "-c", HELP], env=environment, capture_output=True, check=True)
    return json.loads(run.stdout)


def test_every_command_and_option_explains_itself_in_both_languages():
    english, portuguese = helps("en_US.UTF-8"), helps("pt_BR.UTF-8")

    assert english.keys() == portuguese.keys() >= {f"birdlog {name}" for name in COMMANDS}
    assert not [name for name, words in english.items() if not words or not portuguese[name]]
    assert {name for name, words in english.items() if words == portuguese[name]} == OF_CLICK


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["frob"], "No such command 'frob'. (birdlog --help)"),
        (["check", "bounce"], "Missing argument 'FILE...'. (birdlog check bounce --help)"),
        (["profile", "set", "work", "mixed"], "Write mixed=VALUE. (birdlog profile set --help)"),
    ],
)
def test_a_wrong_call_is_said_on_one_line_with_where_to_read_more(arguments, complaint):
    run = CliRunner().invoke(cli, arguments, prog_name="birdlog")

    assert (run.exit_code, run.stdout, run.stderr) == (2, "", f"birdlog: {complaint}\n")


def test_a_group_that_is_called_alone_shows_its_commands():
    assert "outgoing" in CliRunner().invoke(cli, ["check"]).output
