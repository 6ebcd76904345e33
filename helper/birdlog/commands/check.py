"""`birdlog check`: what Birdlog makes of mails in files (.eml), one answer a file, as it goes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from birdlog import utc
from birdlog.cli import complain
from birdlog.commands.listing import json_option
from birdlog.commands.terminal import plain
from birdlog.texts import finding_json, text

if TYPE_CHECKING:
    from birdlog.mail.bounce import Report
    from birdlog.mail.forward import Forward
    from birdlog.mail.parts import Parts
    from birdlog.mail.people import Person
    from birdlog.rules.finding import Finding
    from birdlog.rules.outgoing import Mail

_NO = 1
_UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check says of one mail: yes or no, as JSON but for the file's name, in lines for a person."""

    yes: bool
    json: dict[str, Any]
    lines: Callable[[], Iterator[str]]


Check = Callable[[bytes], Answer]

_files = click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())


@click.group(help=text("check.help"))
def check() -> None:
    """Group of the checks."""


@check.command(help=text("check.outgoing.help"))
@_files
@json_option
def outgoing(files: tuple[str, ...], as_json: bool) -> None:
    """Would these mails be logged, sent as they stand?"""
    from birdlog import settings
    from birdlog.mail import parts
    from birdlog.rules.attribution import credited_to
    from birdlog.rules.outgoing import decide

    known = settings.load()

    def answer(raw: bytes) -> Answer:
        mail = _outgoing(parts.read(raw))
        decision = decide(mail, known, datetime.now(UTC))
        profile = decision.profile
        credited = credited_to(mail.sender or mail.identity, profile, known) if profile else None
        verdict = "check.outgoing.yes" if decision.log else "check.outgoing.no"
        return Answer(
            decision.log,
            {
                "log": decision.log,
                "address": _lower_domain(decision.address),
                "findings": [finding_json(finding) for finding in decision.findings],
                "attributed_to": _lower_domain(credited),
            },
            lambda: _told(text(verdict, address=decision.address), decision.findings),
        )

    _run(files, as_json, answer)


@check.command(help=text("check.forward.help"))
@_files
@json_option
def forward(files: tuple[str, ...], as_json: bool) -> None:
    """Could the CRM read and log these forwards?"""
    from birdlog import settings
    from birdlog.mail import parts
    from birdlog.mail.addresses import bare_addresses
    from birdlog.mail.forward import read_parts
    from birdlog.rules import either_way, forwarded

    known = settings.load()

    def answer(raw: bytes) -> Answer:
        mail = parts.read(raw)
        reading = read_parts(mail)
        sender = next(iter(bare_addresses(mail.field("from") or "")), "")
        profile = known.profile_for(sender)
        findings: tuple[Finding, ...] = (either_way.no_profile(sender),)
        if profile:
            findings = forwarded.check(mail, reading, profile, known, datetime.now(UTC))
        ok = all(finding.level != "block" for finding in findings)
        block = reading.forward
        return Answer(
            ok,
            {
                "ok": ok,
                "findings": [finding_json(finding) for finding in findings],
                "language": block.language if block else None,
                "client": block.client if block else None,
                "header": _header_json(block) if block else None,
            },
            lambda: _told(text("check.forward.yes" if ok else "check.forward.no"), findings),
        )

    _run(files, as_json, answer)


@check.command(help=text("check.bounce.help"))
@_files
@json_option
def bounce(files: tuple[str, ...], as_json: bool) -> None:
    """Do these mails report that a mail came back or is delayed?"""
    from birdlog.mail.bounce import read
    from birdlog.mail.bounce.mime import READ_LIMIT

    def answer(raw: bytes) -> Answer:
        report = read(raw)
        return Answer(report.bounce, _report_json(report), lambda: _report_lines(report))

    _run(files, as_json, answer, READ_LIMIT)


def _run(files: tuple[str, ...], as_json: bool, answer: Check, limit: int = -1) -> None:
    """Answer for each file (of at most `limit` bytes) as it is read, then end with the exit status."""
    status = 0
    for file in files:
        try:
            with open(file, "rb") as opened:  # noqa: PTH123  # a name is shown and opened as it was given
                raw = opened.read(limit)
        except OSError as problem:
            complain(text("check.unreadable", file=plain(file), cause=problem.strerror))
            status = _UNREADABLE
            continue
        said = answer(raw)
        status = max(status, 0 if said.yes else _NO)
        click.echo(_json_line(file, said) if as_json else "\n".join((plain(file), *said.lines())))
    sys.exit(status)


def _json_line(file: str, said: Answer) -> str:
    shown = {"file": file, **said.json}
    line = json.dumps(shown, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # a file's name that is no UTF-8
        return json.dumps(shown)
    return line


def _told(verdict: str, findings: tuple[Finding, ...]) -> Iterator[str]:
    yield f"  {verdict}"
    for finding in map(finding_json, findings):
        yield f"  {plain(finding['message'])} {plain(finding['fix'])}"


def _outgoing(mail: Parts) -> Mail:
    """A mail in a file as the compose window would have it."""
    from birdlog.mail import parts
    from birdlog.mail.addresses import bare_addresses
    from birdlog.mail.encryption import is_encrypted
    from birdlog.rules.outgoing import Mail

    def people(field: str) -> tuple[str, ...]:
        return tuple(address for value in mail.values(field) for address in bare_addresses(value))

    sender = next(iter(people("from")), "")
    return Mail(
        identity=sender,
        kind="redirect" if mail.field("resent-from") else "new",
        sender=sender,
        to=people("to"),
        cc=people("cc"),
        bcc=people("bcc"),
        newsgroups=tuple((mail.field("newsgroups") or "").replace(",", " ").split()),
        subject=parts.decoded(mail.field("subject") or ""),
        body_bytes=mail.content_bytes,
        attachment_bytes=mail.attachment_bytes,
        encrypted=is_encrypted(mail),
    )


def _lower_domain(address: str | None) -> str | None:
    from birdlog.mail.addresses import with_lower_domain

    return with_lower_domain(address) if address else None


def _header_json(block: Forward) -> dict[str, Any]:
    return {
        "from": _person_json(block.sender) if block.sender else None,
        "to": [_person_json(person) for person in block.to],
        "cc": [_person_json(person) for person in block.cc],
        "subject": block.subject,
        "date": block.date,
        "date_utc": utc.written(block.date_utc) if block.date_utc else None,
    }


def _person_json(person: Person) -> dict[str, str | None]:
    return {"name": person.name, "address": person.address}


def _report_json(report: Report) -> dict[str, Any]:
    return {
        "bounce": report.bounce,
        "original_message_id": report.original_message_id,
        "recipients": [
            {
                "address": recipient.address,
                "action": recipient.action,
                "status": recipient.status,
                "diagnostic": recipient.diagnostic,
                "reason": recipient.reason,
            }
            for recipient in report.recipients
        ],
    }


def _report_lines(report: Report) -> Iterator[str]:
    yield "  " + text("check.bounce.yes" if report.bounce else "check.bounce.no")
    for recipient in report.recipients:
        why = text(f"check.bounce.reason.{recipient.reason}")
        code = f"{recipient.reason}, {recipient.status}" if recipient.status else recipient.reason
        said = text(f"check.bounce.{recipient.action}", address=plain(recipient.address), why=why)
        yield f"  {said} ({code})"
        if recipient.diagnostic:
            yield f"    {plain(recipient.diagnostic)}"
