"""Logging a mail by hand: into the CRM itself, not by one of its addresses.

One program at a time does so (paths.confirm_lock), and the CRM is asked first: no mail gets there twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from birdlog import files, paths, utc
from birdlog.crm import by_hand
from birdlog.crm.by_hand import Draft, Incoming, Written
from birdlog.journal import looks
from birdlog.journal.entry import Entry
from birdlog.journal.events import LONGEST_SUBJECT
from birdlog.journal.looks import Asked
from birdlog.journal.store import Journal, Observation
from birdlog.mail.addresses import with_lower_domain
from birdlog.rules.finding import Finding
from birdlog.secrets import SecretsError
from birdlog.settings import Profile

LOGGED_BY_HAND = "logged-by-hand"
OUTCOME_UNKNOWN = "outcome-unknown"
SEEN_BY_MESSAGE_ID = "seen-by-message-id"

ON_ITS_WAY_FOR = timedelta(hours=1)
"""How long the CRM may still show a mail that went there by its address; what it shows, it is asked first."""

_KINDS = {"local": "local"}
"""The kind of an entry by its profile's preset; else `api`."""

_OVERTAKEN = ("sent", "bounced", "unconfirmed", "missed", "failed")
"""States of other entries of the mail that end when the CRM has it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a mail: its entry, or what was against logging it.

    `waits_for` is the entry by which it is on its way to the CRM already.
    """

    profile: Profile | None
    entry: Entry | None = None
    draft: Draft | None = None
    written: Written | None = None
    against: Finding | None = None
    waits_for: int | None = None


def can_log(profile: Profile) -> bool:
    """Whether a mail can be put into this profile's CRM by hand."""
    return profile.preset in _WRITERS


def profile_for(incoming: Incoming) -> Profile | None:
    """Return the profile that serves the person's address of the mail."""
    return incoming.settings.profile_for(incoming.identity)


def log(journal: Journal, incoming: Incoming, profile: Profile, may_ask: bool = False) -> Result:
    """Put a mail into the CRM of a profile that `can_log`, and write the journal.

    `may_ask`: a locked keyring may ask the person for its password. Raises JournalError, SecretsError and
    what the CRM raises (HubSpotError, CantAskError); then nothing was written, there or here.
    """
    draft = by_hand.draft(incoming, profile)
    if isinstance(draft, Finding):
        return Result(profile, against=draft)
    with files.locked(paths.confirm_lock()):
        if entry := _on_its_way(journal, draft, incoming.now):
            return Result(profile, waits_for=entry)
        written = _write(journal, profile, draft, incoming, may_ask)
        if isinstance(written, Finding):
            return Result(profile, against=written)
        return _keep(journal, incoming, Result(profile, draft=draft, written=written))


def _write(
    journal: Journal, profile: Profile, draft: Draft, incoming: Incoming, may_ask: bool
) -> Written | Finding:
    """Let the CRM take it. That the keyring could not be used is kept, for the window to say."""
    try:
        return _WRITERS[profile.preset](profile, draft, incoming, may_ask)
    except SecretsError as problem:
        if looks.last_asked(journal, profile.name):
            reason, at = looks.keyring_problem(problem.code), utc.written(incoming.now)
            looks.keep_asked(journal, Asked(profile.name, reason, {"crm": profile.crm}, at))
        raise


def _on_its_way(journal: Journal, draft: Draft, now: datetime) -> int | None:
    """The entry by which this mail waits in the Outbox, or went to the CRM, which may show it any minute."""
    rows = journal.rows(
        "SELECT id FROM entry WHERE message_id = ?"
        " AND (state = 'pending' OR state = 'sent' AND updated > ?) ORDER BY id DESC",
        draft.message_id,
        utc.written(now - ON_ITS_WAY_FOR),
    )
    return int(rows[0]["id"]) if rows else None


def _keep(journal: Journal, incoming: Incoming, result: Result) -> Result:
    """Write down what became of the mail, and end what other entries of it wait for."""
    profile, draft, written, at = result.profile, result.draft, result.written, utc.written(incoming.now)
    assert profile
    assert draft
    assert written
    how = "message-id" if written.repeated else _KINDS.get(profile.preset, "api")
    evidence = f"{how} {written.record}" if written.record else how
    seen = Observation(
        event=f"api:{profile.name}:{draft.message_id or hashlib.sha256(incoming.raw).hexdigest()}",
        kind=_KINDS.get(profile.preset, "api"),
        state="confirmed" if written.record else "unconfirmed",
        reason=_reason(written),
        reason_values={"crm": profile.crm},
        subject=draft.subject[:LONGEST_SUBJECT] or None,
        message_id=draft.message_id,
        profile=profile.name,
        identity=incoming.identity or None,
        recipients=tuple(with_lower_domain(each.address or "") for each in draft.contacts),
    )
    with journal.transaction():
        id, _ = journal.add_or_move(seen, at, evidence)
        if written.record and draft.message_id:
            _overtake(journal, profile, draft.message_id, evidence, at)
        return replace(result, entry=journal.entry(id))


def _reason(written: Written) -> str:
    if written.record is None:
        return OUTCOME_UNKNOWN
    return SEEN_BY_MESSAGE_ID if written.repeated else LOGGED_BY_HAND


def _overtake(journal: Journal, profile: Profile, message_id: str, evidence: str, at: str) -> None:
    """What came back, was missed or never seen is in the CRM now."""
    states = ", ".join("?" * len(_OVERTAKEN))
    rows = journal.rows(
        f"SELECT id FROM entry WHERE message_id = ? AND profile = ? AND state IN ({states})",
        message_id,
        profile.name,
        *_OVERTAKEN,
    )
    for row in rows:
        journal.move(
            row["id"],
            "confirmed",
            reason=LOGGED_BY_HAND,
            reason_values={"crm": profile.crm},
            bounce=None,
            evidence=evidence,
            at=at,
        )
        looks.end(journal, row["id"])


def _hubspot(profile: Profile, draft: Draft, incoming: Incoming, may_ask: bool) -> Written:
    from birdlog.crm.hubspot import writing
    from birdlog.crm.hubspot.connection import connected

    with connected(profile, may_ask) as hubspot:
        owner = writing.owner(hubspot, incoming.identity, profile, incoming.settings)
        return writing.write(hubspot, draft, owner, incoming.now)


def _local(profile: Profile, draft: Draft, incoming: Incoming, may_ask: bool) -> Written | Finding:
    from birdlog.crm.local.by_hand import put

    return put(profile, draft, incoming)


_WRITERS: dict[str, Callable[[Profile, Draft, Incoming, bool], Written | Finding]] = {
    "hubspot": _hubspot,
    "local": _local,
}
"""How a mail is put into the CRM of each preset that takes one so; it may say what is against it."""
