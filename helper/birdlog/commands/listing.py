"""A list as every command prints it: JSON for a program, lines for a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sized
from typing import Any, TypeVar

import click

from birdlog.texts import text

SIGNS = {"ok": "✓", "warn": "!", "block": "✗"}
"""What stands before a line of a check, by its level."""

json_option = click.option("--json", "as_json", is_flag=True, help=text("cli.json"))

_Entry = TypeVar("_Entry")


def show(
    entries: Iterable[_Entry],
    as_json: bool,
    to_json: Callable[[_Entry], object],
    to_lines: Callable[[Any], Iterable[str]],
) -> None:
    """Print the entries: one JSON object a line, or what `to_lines` makes of all of them for a person.

    An iterator is printed while it is read. An empty list is no line on stdout; a person is told on stderr.
    """
    if as_json:
        for entry in entries:
            click.echo(json.dumps(to_json(entry), ensure_ascii=False))
        return
    printed = False
    for line in to_lines(entries) if _may_hold_any(entries) else ():
        click.echo(line)
        printed = True
    if not printed:
        click.echo(text("cli.nothing"), err=True)


def _may_hold_any(entries: Iterable[object]) -> bool:
    return not isinstance(entries, Sized) or len(entries) > 0
