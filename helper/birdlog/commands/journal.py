"""`birdlog journal`: what became of each mail, read, exported and forgotten."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from birdlog import utc
from birdlog.cli import EnvironmentProblem, complain
from birdlog.commands.listing import json_option, show
from birdlog.commands.terminal import cut, left, plain, right, width
from birdlog.journal.states import REASONS_THAT_NEED_YOU, STATES
from birdlog.texts import text

if TYPE_CHECKING:
    from birdlog.journal import retry as again
    from birdlog.journal.entry import Entry, Step
    from birdlog.journal.replies import Reply
    from birdlog.journal.states import State
    from birdlog.journal.store import Journal
    from birdlog.settings import Settings

_SIGNS: dict[str, str] = {
    "pending": "○",
    "sent": "→",
    "confirmed": "✓",
    "unconfirmed": "?",
    "bounced": "↩",
    "failed": "✗",
    "skipped": "–",
    "missed": "◌",
}
_NARROWEST = 60  # columns


@click.group(help=text("journal.help"))
def journal() -> None:
    """Group of the journal's sub-commands."""


@journal.command("list", help=text("journal.list.help"))
@click.option("--state", type=click.Choice(STATES), help=text("journal.list.state"))
@click.option("--search", metavar="TEXT", help=text("journal.list.search"))
@click.option("--limit", type=click.IntRange(min=1), help=text("journal.list.limit"))
@json_option
def list_entries(state: str | None, search: str | None, limit: int | None, as_json: bool) -> None:
    """List the entries, newest first."""
    from birdlog.journal.entry import entry_json

    with _journal() as opened:
        entries = opened.entries(cast("State | None", state), search, limit=limit)
    show(entries, as_json, entry_json, _lines)


@journal.command("show", help=text("journal.show.help"))
@click.argument("id", type=int)
@json_option
def show_entry(id: int, as_json: bool) -> None:
    """Show one entry and its way, step by step."""
    from birdlog.journal.entry import entry_json, step_json

    with _journal() as opened:
        entry, steps = opened.entry(id), opened.steps(id)
    if entry is None:
        complain(text("journal.show.missing", id=id))
        sys.exit(1)
    if as_json:
        shown = {
            **entry_json(entry),
            "sent_message_id": entry.sent_message_id,
            "steps": [step_json(step) for step in steps],
        }
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for line in _page(entry, steps):
        click.echo(line)


@journal.command(help=text("journal.confirm.help"))
@click.argument("ids", metavar="[ID]...", type=int, nargs=-1)
@click.option("--due", is_flag=True, help=text("journal.confirm.due"))
@json_option
def confirm(ids: tuple[int, ...], due: bool, as_json: bool) -> None:
    """Ask the CRM which mails it shows."""
    from birdlog import settings
    from birdlog.crm import confirmation
    from birdlog.journal.entry import entry_json

    known = settings.load()
    with _journal() as opened:
        if due:
            confirmation.look_at_due(opened, known, _now)
            return
        chosen = [entry for id in ids if (entry := _known(opened, id))] if ids else _waiting(opened, known)
        asked = [entry for entry in chosen if _can_be_asked(entry, known)]
        problems = confirmation.ask_about(opened, known, asked, _now, may_ask=sys.stderr.isatty())
        after = [entry for each in chosen if (entry := opened.entry(each.id))]
    show(after, as_json, entry_json, _lines)
    for problem in problems:
        complain(f"{problem.message} {problem.fix}".rstrip())
    if problems:
        sys.exit(2)
    all_confirmed = len(after) == len(ids) and all(entry.state == "confirmed" for entry in after)
    sys.exit(1 if ids and not all_confirmed else 0)


def _waiting(opened: Journal, known: Settings) -> list[Entry]:
    """The entries whose CRM can be asked and has not shown them, newest first."""
    from birdlog.crm.confirmation import can_be_asked

    profiles = {each.name for each in known.profiles if can_be_asked(each)}
    waiting = [*opened.entries("sent"), *opened.entries("unconfirmed")]
    return sorted((entry for entry in waiting if entry.profile in profiles), key=lambda each: -each.id)


def _known(opened: Journal, id: int) -> Entry | None:
    entry = opened.entry(id)
    if entry is None:
        complain(text("journal.show.missing", id=id))
    return entry


def _can_be_asked(entry: Entry, known: Settings) -> bool:
    """Whether the CRM's word could change the entry; where not, it is said, but for one that is confirmed."""
    from birdlog.crm.confirmation import ASKABLE, can_be_asked
    from birdlog.journal.entry import state_text

    profile = next((each for each in known.profiles if each.name == entry.profile), None)
    state = state_text(entry.state)
    if entry.state not in ASKABLE:
        if entry.state != "confirmed":
            complain(text("journal.confirm.nothing-to-ask", id=entry.id, state=state))
        return False
    if not can_be_asked(profile):
        crm = profile.crm if profile else entry.crm_address or "…"
        complain(text("journal.confirm.no-way", id=entry.id, state=state, crm=crm))
        return False
    return True


def _now() -> datetime:
    return datetime.now(UTC)


@journal.command(help=text("journal.retry.help"))
@click.argument("id", type=int)
@click.option("--without", type=click.Choice(("attachments", "history")), help=text("journal.retry.without"))
@click.option("--by-api", is_flag=True, help=text("journal.retry.by-api"))
def retry(id: int, without: str | None, by_api: bool) -> None:
    """Ask Thunderbird to log once more what came back or failed."""
    from birdlog import nudge
    from birdlog.journal import retry as again
    from birdlog.settings import load

    settings = load()
    with _journal() as opened:
        entry = opened.entry(id)
        if entry is None:
            complain(text("journal.show.missing", id=id))
            sys.exit(1)
        offered = again.retry(opened, entry, settings)
        if offered.obstacle:
            complain(text(f"journal.retry.{offered.obstacle}", **offered.values))
            sys.exit(1)
        if by_api and "by-api" not in offered.ways:
            complain(text("journal.retry.no-api", **offered.values))
            sys.exit(1)
        way = _way(offered.ways[0], without, by_api)
        again.ask(opened, entry, way)
    waits = "" if nudge.connected() else " " + text("journal.retry.waits")
    click.echo(text(f"journal.retry.asked.{way}") + waits)


def _way(offered: again.Way, without: str | None, by_api: bool) -> again.Way:
    """How it is to be logged once more: as the person wants it, else as it is offered first."""
    if by_api:
        return "by-api"
    return cast("again.Way", f"without-{without}") if without else offered


@journal.command("replies", help=text("journal.replies.help"))
@json_option
def list_replies(as_json: bool) -> None:
    """List the replies to logged mail that nobody has logged, newest first."""
    from birdlog.journal.replies import reply_json, unlogged
    from birdlog.settings import load

    with _journal() as opened:
        found = unlogged(opened, load())
    show(found, as_json, reply_json, _reply_lines)


@journal.command(help=text("journal.export.help"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write all entries to FILE: as CSV if it ends in .csv, else as JSON Lines."""
    from birdlog.journal import export as exporting
    from birdlog.journal.search import Filter

    with _journal() as opened:
        try:
            count = exporting.export(file, opened.each(Filter()))
        except OSError as problem:
            refused = text("journal.export.refused", path=file, problem=problem.strerror)
            raise EnvironmentProblem(refused) from problem
    click.echo(text("journal.export.done", count=count, path=file))


@journal.command(help=text("journal.forget.help"))
@click.argument("address")
def forget(address: str) -> None:
    """Take every entry that names ADDRESS out of the journal, past recovery."""
    with _journal() as opened:
        count = opened.forget(address)
    if count:
        click.echo(text("journal.forget.done", count=count))
    else:
        click.echo(text("journal.forget.none", address=address))


@contextmanager
def _journal() -> Iterator[Journal]:
    from birdlog.journal.problem import JournalError
    from birdlog.journal.store import Journal

    try:
        with Journal.open() as opened:
            yield opened
    except JournalError as problem:
        raise EnvironmentProblem(f"{problem.title} {problem.message}") from problem


def _lines(entries: Sequence[Entry]) -> Iterator[str]:
    """One line an entry: number, state, time, with whom, subject or reason, in columns."""
    from birdlog.journal.entry import state_text

    columns, now = shutil.get_terminal_size().columns, datetime.now(UTC)
    states = [f"{_SIGNS[entry.state]} {state_text(entry.state)}{_alarm(entry)}" for entry in entries]
    times = [_ago(entry.created, now) for entry in entries]
    people = [_with_whom(entry) for entry in entries]
    ids = [str(entry.id) for entry in entries]
    id_width, state_width, time_width, whom_width = (
        max(map(width, column), default=0) for column in (ids, states, times, people)
    )
    room = max(columns, _NARROWEST) - id_width - state_width - time_width - 8
    whom_width = min(whom_width, room // 2)
    for entry, id, state, time, whom in zip(entries, ids, states, times, people, strict=True):
        start = f"{right(id, id_width)}  {left(state, state_width)}  {right(time, time_width)}"
        about = cut(_about(entry), room - whom_width)
        yield f"{start}  {left(whom, whom_width)}  {about}".rstrip()


def _reply_lines(replies: Sequence[Reply]) -> Iterator[str]:
    """One line a reply: when it was written, by whom, its subject."""
    columns, now = shutil.get_terminal_size().columns, datetime.now(UTC)
    times = [_ago(reply.at, now) for reply in replies]
    authors = [plain(reply.author) for reply in replies]
    time_width, author_width = (max(map(width, column), default=0) for column in (times, authors))
    room = max(columns, _NARROWEST) - time_width - 4
    author_width = min(author_width, room // 2)
    for reply, time, author in zip(replies, times, authors, strict=True):
        subject = cut(plain(reply.subject), room - author_width)
        yield f"{right(time, time_width)}  {left(author, author_width)}  {subject}".rstrip()


def _alarm(entry: Entry) -> str:
    """What a good state alone would hide, such as a customer who never got the mail."""
    return " !" if entry.reason in REASONS_THAT_NEED_YOU else ""


def _with_whom(entry: Entry) -> str:
    first, *others = entry.recipients or ("",)
    more = " " + text("journal.list.more", count=len(others)) if others else ""
    return plain(first) + more


def _about(entry: Entry) -> str:
    """The subject; for an entry that keeps none of a never-log mail, why."""
    from birdlog.journal.entry import explanation

    if entry.subject:
        return plain(entry.subject)
    return plain(explanation(entry)) if entry.reason else text("journal.list.no-subject")


def _page(entry: Entry, steps: list[Step]) -> Iterator[str]:
    from birdlog.journal.entry import explanation, remedy, state_text
    from birdlog.texts import finding_json

    bounce = entry.bounce
    fields = {
        "state": f"{_SIGNS[entry.state]} {state_text(entry.state)}",
        "reason": f"{explanation(entry)} {remedy(entry)}",
        "subject": entry.subject,
        "recipients": ", ".join(entry.recipients),
        "profile": entry.profile,
        "crm-address": entry.crm_address,
        "message-id": entry.message_id,
        "sent-message-id": entry.sent_message_id if entry.sent_message_id != entry.message_id else None,
        "bounce": " ".join(filter(None, (bounce.status, bounce.diagnostic))) if bounce else None,
        "findings": " ".join(finding_json(finding)["message"] for finding in entry.findings),
    }
    names = {name: text(f"journal.show.{name}") for name in fields}
    widest = max(map(width, names.values()))
    for name, value in fields.items():
        if value:
            yield f"{left(names[name], widest)}  {plain(value)}".rstrip()
    yield text("journal.show.steps")
    for step in steps:
        line = f"  {step.at}  {_SIGNS[step.state]} {state_text(step.state)}"
        yield plain(" ".join(filter(None, (line, step.reason and f"({step.reason})"))))


def _ago(time: str, now: datetime) -> str:
    seconds = max(0, int((now - utc.read(time)).total_seconds()))
    if seconds < 60:
        return text("journal.list.ago.now")
    if seconds < 3600:
        return text("journal.list.ago.minutes", count=seconds // 60)
    if seconds < 86_400:
        return text("journal.list.ago.hours", count=seconds // 3600)
    if seconds < 30 * 86_400:
        return text("journal.list.ago.days", count=seconds // 86_400)
    return time[:10]
