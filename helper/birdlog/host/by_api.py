"""A mail that the person has put into the CRM itself, where it can't get there by mail.

A program of its own does it (`birdlog log`): it reads a whole mail, the keyring and the network, none of
which the next message may wait for, and what it has begun it ends even where Thunderbird quits meanwhile.
"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from birdlog.host import detached
from birdlog.host.later import Later
from birdlog.host.refusal import Refusal
from birdlog.journal.store import Journal
from birdlog.setup import programs
from birdlog.texts import match_locale

if TYPE_CHECKING:
    from birdlog.host.messages import MailCopy
    from birdlog.host.session import Session
    from birdlog.settings import Profile

LIMIT = 100.0  # seconds; what is cut off then may be asked for again, since the CRM is looked into first


def mail_copy(session: Session, copy: MailCopy) -> dict[str, Any] | Later:
    """Answer a `mail.copy` that goes by API: with what became of the mail, once that is known."""
    from birdlog.rules.either_way import no_profile
    from birdlog.texts import finding_json

    profile, locale = session.settings().profile_for(copy.identity), match_locale(session.locale)
    if profile is None:
        return _answer(None, [dict(finding_json(no_profile(copy.identity), locale))])
    return Later(lambda: _logged(copy.data, profile, locale))


def _logged(raw: bytes, profile: Profile, locale: str) -> dict[str, Any]:
    """What `birdlog log` says of the mail. Raises Refusal, and JournalError."""
    program = programs.command()
    if program is None:
        raise Refusal("internal")
    arguments = [str(program), "log", "-", "--json", "--profile", profile.name]
    try:
        ended = detached.run(arguments, given=raw, language=locale, limit=LIMIT)
    except subprocess.TimeoutExpired as problem:
        raise Refusal("crm-refused", "crm-silent", crm=profile.crm) from problem
    if ended.returncode == 2:
        said = ended.stderr.decode(errors="replace").strip().removeprefix("birdlog: ")
        raise Refusal("crm-refused", crm=profile.crm, problem=said)
    if ended.returncode not in (0, 1):
        raise Refusal("internal")
    told = json.loads(ended.stdout)
    return _answer(told["entry"], told["findings"])


def _answer(entry: int | None, findings: list[dict[str, Any]]) -> dict[str, Any]:
    if entry is None:
        return {"entry": None, "state": None, "findings": findings}
    with Journal.open() as journal:
        found = journal.entry(entry)
    return {"entry": entry, "state": found and found.state, "findings": findings}
