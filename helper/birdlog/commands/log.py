"""`birdlog log`: mails in files (.eml) into the CRM by hand, for what can't be logged by its addresses."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from birdlog import settings
from birdlog.cli import EnvironmentProblem, complain
from birdlog.commands.listing import json_option
from birdlog.commands.terminal import plain
from birdlog.texts import finding_json, text

if TYPE_CHECKING:
    from birdlog.crm.by_hand import Incoming
    from birdlog.crm.handover import Result
    from birdlog.journal.store import Journal
    from birdlog.settings import Profile, Settings

STANDARD_INPUT = Path("-")


@click.command(help=text("log.help"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--profile", "name", metavar="NAME", help=text("log.profile"))
@json_option
def log(files: tuple[Path, ...], name: str | None, as_json: bool) -> None:
    """Put mails into the CRM; one that it shows already is not put there again."""
    from birdlog.journal.problem import JournalError
    from birdlog.journal.store import Journal

    known = settings.load()
    chosen = _named(name, known) if name else None
    all_logged = True
    try:
        with Journal.open() as journal:
            for file in files:
                result = _log(journal, file, chosen, known)
                all_logged = all_logged and bool(result.written and result.written.record)
                _say(file, result, as_json)
    except JournalError as problem:
        raise EnvironmentProblem(f"{problem.title} {problem.message}") from problem
    sys.exit(0 if all_logged else 1)


def _log(journal: Journal, file: Path, chosen: Profile | None, known: Settings) -> Result:
    from birdlog.crm import by_hand, handover
    from birdlog.crm.evidence import CantAskError
    from birdlog.crm.hubspot.problem import HubSpotError
    from birdlog.rules.either_way import no_profile
    from birdlog.secrets import SecretsError

    identities = [identity.email for each in journal.thunderbirds() for identity in each.identities]
    incoming = by_hand.read(_read(file), known, identities, datetime.now(UTC))
    profile = chosen or handover.profile_for(incoming)
    if profile is None:
        return handover.Result(None, against=no_profile(incoming.identity or _sender(incoming)))
    if not handover.can_log(profile):
        raise EnvironmentProblem(text("log.no-way", crm=profile.crm))
    try:
        return handover.log(journal, incoming, profile, may_ask=sys.stderr.isatty())
    except SecretsError as problem:
        raise EnvironmentProblem(f"{problem.title} {problem.message}") from None
    except HubSpotError as problem:
        raise EnvironmentProblem(
            str(problem) if file == STANDARD_INPUT else f"{file.name}: {problem}"
        ) from None
    except CantAskError as problem:
        raise EnvironmentProblem(problem.message) from None


def _sender(incoming: Incoming) -> str:
    return incoming.sender or "–"


def _read(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
    except OSError as problem:
        raise EnvironmentProblem(text("log.unreadable", file=file, problem=problem.strerror)) from problem


def _named(name: str, known: Settings) -> Profile:
    profile = next((each for each in known.profiles if each.name == name), None)
    if profile is None:
        raise EnvironmentProblem(text("settings.no-such-profile", name=name))
    return profile


def _say(file: Path, result: Result, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"file": str(file), **_json(result)}, ensure_ascii=False))
        return
    for line in _lines(file, result):
        click.echo(plain(line)) if result.entry else complain(plain(line))


def _json(result: Result) -> dict[str, Any]:
    draft, written = result.draft, result.written
    return {
        "logged": bool(written and written.record),
        "repeated": bool(written and written.repeated),
        "entry": result.entry.id if result.entry else result.waits_for,
        "record": written.record if written else None,
        "findings": [finding_json(result.against)] if result.against else [],
        "text_cut": bool(draft and draft.cut),
        "attachments_left_out": _left_out(result),
    }


def _lines(file: Path, result: Result) -> Iterator[str]:
    draft, written = result.draft, result.written
    crm = result.profile.crm if result.profile else ""
    if result.waits_for is not None:
        yield text("log.on-its-way", file=file.name, crm=crm, id=result.waits_for)
    elif result.against:
        words = finding_json(result.against)
        yield text("log.refused", file=file.name, message=words["message"], fix=words["fix"]).rstrip()
    elif written and draft and result.entry:
        yield _verdict(file, crm, result)
        if _left_out(result):
            yield text("log.attachments", crm=crm, count=_left_out(result))
        if written.record and not written.repeated and draft.cut:
            yield text("log.cut", crm=crm)


def _left_out(result: Result) -> int:
    """How many attachments the CRM did not take; the embedded one takes them."""
    if result.entry is None or result.entry.kind != "api" or not result.draft or not result.written:
        return 0
    return result.draft.attachments if result.written.record and not result.written.repeated else 0


def _verdict(file: Path, crm: str, result: Result) -> str:
    assert result.entry
    assert result.written
    if result.written.record is None:
        return text("log.outcome-unknown", file=file.name, crm=crm, id=result.entry.id)
    if result.written.repeated:
        return text("log.repeated", file=file.name, crm=crm)
    return text("log.done", file=file.name, crm=crm, contacts=", ".join(result.entry.recipients))
