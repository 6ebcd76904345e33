"""`birdlog profile`: which CRM takes the mail of which identity."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click

from birdlog import secrets, settings, settings_edit
from birdlog.cli import EnvironmentProblem
from birdlog.commands.listing import SIGNS, json_option, show
from birdlog.rules.either_way import doubtful_crm_address
from birdlog.rules.preset import preset, preset_names
from birdlog.settings import Profile
from birdlog.texts import finding_json, text


@click.group(help=text("cli.profile.help"))
def profile() -> None:
    """Group of the profile's sub-commands."""


@profile.command(help=text("cli.profile.add.help"))
@click.argument("name")
@click.option(
    "--preset",
    "preset_name",
    required=True,
    type=click.Choice(preset_names()),
    help=text("cli.profile.preset"),
)
@click.option("--bcc", metavar="ADDRESS", help=text("cli.profile.bcc"))
@click.option("--forward", metavar="ADDRESS", help=text("cli.profile.forward"))
@click.option("--identity", "identities", metavar="ADDRESS", multiple=True, help=text("cli.profile.identity"))
def add(
    name: str, preset_name: str, bcc: str | None, forward: str | None, identities: tuple[str, ...]
) -> None:
    """Add a profile and say what it does."""
    added = settings_edit.add_profile(name, preset_name, bcc=bcc, forward=forward, identities=identities)
    served = ", ".join(added.identities) or text("cli.profile.every-identity")
    sentence = "cli.profile.added" if added.bcc else "cli.profile.added-without-bcc"
    click.echo(text(sentence, name=added.name, identities=served, crm=added.crm))
    if added.bcc and not added.forward:
        click.echo(text("cli.profile.added-without-forward", crm=added.crm))
    _say_doubts(added)


@profile.command("set", help=text("cli.profile.set.help", keys=", ".join(settings_edit.PROFILE_KEYS)))
@click.argument("name")
@click.argument("changes", metavar="KEY=VALUE...", nargs=-1, required=True)
def set_(name: str, changes: tuple[str, ...]) -> None:
    """Change keys of a profile; an empty value takes the key away."""
    pairs = [change.partition("=") for change in changes]
    for key, equals, _ in pairs:
        if not equals:
            raise click.UsageError(text("cli.profile.set.no-value", key=key))
    changed = settings_edit.set_profile(name, {key.strip(): value for key, _, value in pairs})
    click.echo(text("cli.profile.changed", name=changed.name))
    _say_doubts(changed)


@profile.command("list", help=text("cli.profile.list.help"))
@json_option
def list_(as_json: bool) -> None:
    """Show the profiles in the order in which they are asked."""
    show(settings.load().profiles, as_json, _json, _lines)


@profile.command(help=text("cli.profile.rename.help"))
@click.argument("name")
@click.argument("new", metavar="NEW-NAME")
def rename(name: str, new: str) -> None:
    """Give a profile another name; its mails and its access token stay with it."""
    from birdlog.crm import renaming

    with _plainly():
        renaming.rename(name, new.strip(), may_ask=_somebody_is_there())
    click.echo(text("cli.profile.renamed", name=name, new=new.strip()))


@profile.command(help=text("cli.profile.remove.help"))
@click.argument("name")
def remove(name: str) -> None:
    """Take a profile away."""
    profile = _named(name)
    settings_edit.remove_profile(name)
    click.echo(text("cli.profile.removed", name=name))
    if preset(profile.preset).api_base:
        _forget_token(name)


@profile.command(help=text("hubspot.cli.token.help"))
@click.argument("name")
@click.option("--forget", is_flag=True, help=text("hubspot.cli.token.forget"))
def token(name: str, forget: bool) -> None:
    """Keep the access token that comes on the standard input."""
    profile = _named(name)
    if preset(profile.preset).api_base is None:
        raise EnvironmentProblem(text("hubspot.cli.token.no-api", crm=profile.crm, name=name))
    from birdlog.crm import tokens

    with _plainly():
        if forget:
            tokens.forget(name)
            click.echo(text("hubspot.cli.token.gone", name=name))
            return
        tokens.keep(name, _typed(), may_ask=_somebody_is_there())
    click.echo(text("hubspot.cli.token.kept", name=name))


@profile.command(help=text("hubspot.cli.check.help"))
@click.argument("name")
@json_option
def check(name: str, as_json: bool) -> None:
    """Check the addresses, and with an access token its account and its rights."""
    from birdlog.crm.checking import examine

    well = True
    for result in examine(_named(name), may_ask=_somebody_is_there()):
        well = well and result.level != "block"
        if as_json:
            click.echo(json.dumps(asdict(result), ensure_ascii=False))
        else:
            click.echo(f"{SIGNS[result.level]} {result.message} {result.fix}".rstrip())
    sys.exit(0 if well else 1)


def _forget_token(name: str) -> None:
    """Take the token of a profile that is gone out of the keyring, and say where it may be left."""
    from birdlog.crm import tokens
    from birdlog.journal.problem import JournalError

    try:
        tokens.forget(name)
    except (secrets.SecretsError, JournalError) as problem:
        click.echo(text("hubspot.cli.token.left", problem=problem.title), err=True)


def _named(name: str) -> Profile:
    """The profile of this name; raises EnvironmentProblem."""
    known = (profile for profile in settings.load().profiles if profile.name == name)
    profile = next(known, None)
    if profile is None:
        raise EnvironmentProblem(text("settings.no-such-profile", name=name))
    return profile


def _typed() -> str:
    """What comes on the standard input; a person who types is not shown it."""
    if sys.stdin.isatty():
        return str(click.prompt(text("hubspot.cli.token.prompt"), hide_input=True, err=True))
    return sys.stdin.read(secrets.LONGEST)


def _somebody_is_there() -> bool:
    return sys.stderr.isatty()


@contextmanager
def _plainly() -> Iterator[None]:
    from birdlog.journal.problem import JournalError

    try:
        yield
    except (secrets.SecretsError, JournalError) as problem:
        raise EnvironmentProblem(f"{problem.title} {problem.message}") from None


def _say_doubts(profile: Profile) -> None:
    """Say what is suspicious about the addresses, each thing once."""
    doubts = [doubtful_crm_address(each, profile) for each in (profile.bcc, profile.forward) if each]
    told: set[str] = set()
    for finding in filter(None, doubts):
        about = (
            finding.values["variant"]
            if finding.values["variant"] == "other-portal"
            else finding.values["address"]
        )
        if about not in told:
            words = finding_json(finding)
            click.echo(f"{words['message']} {words['fix']}", err=True)
        told.add(about)


def _lines(profiles: Sequence[Profile]) -> Iterator[str]:
    for each in profiles:
        served = ", ".join(each.identities) or text("cli.profile.every-identity")
        yield f"{each.name}: {each.crm}, {served}"
        for way, address in (("bcc", each.bcc), ("forward", each.forward)):
            if address:
                yield "    " + text(f"cli.profile.list.{way}", address=address)


def _json(each: Profile) -> dict[str, Any]:
    return {
        "name": each.name,
        "preset": each.preset,
        "crm": each.crm,
        "bcc": each.bcc,
        "forward": each.forward,
        "identities": each.identities,
        "mixed": each.mixed,
        "own_domains": each.own_domains,
        "language": each.language,
        "content_limit": each.content_limit,
        "attachments_limit": each.attachments_limit,
        "api_base": each.api_base,
        "api_version": each.api_version,
        "created": each.created,
    }
