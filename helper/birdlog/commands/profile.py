"""`birdlog profile`: which CRM takes the mail of which identity."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from birdlog import settings, settings_edit
from birdlog.commands.listing import json_option, show
from birdlog.rules.either_way import doubtful_crm_address
from birdlog.rules.preset import preset_names
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


@profile.command(help=text("cli.profile.remove.help"))
@click.argument("name")
def remove(name: str) -> None:
    """Take a profile away."""
    settings_edit.remove_profile(name)
    click.echo(text("cli.profile.removed", name=name))


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
        "created": each.created,
    }
