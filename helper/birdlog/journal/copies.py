"""What the Sent copy of a forward does to the journal: what is wrong with it joins its entry.

The copy is what was handed to the mail server. It shows what no compose window can: that another add-on or
Thunderbird itself changed the forward on its way out.
"""

from __future__ import annotations

from typing import Any

from birdlog import utc
from birdlog.host.messages import Copied
from birdlog.journal.states import UNREADABLE_COPY
from birdlog.journal.store import Journal
from birdlog.mail import parts
from birdlog.mail.forward import read_parts
from birdlog.rules import forwarded
from birdlog.rules.finding import Finding
from birdlog.settings import Settings

_ABSENCES = frozenset({"no-plain-part", "no-html-part", "parts-disagree"})
"""What is found where something is missing: a copy that is not read to its end may have it further on."""


def apply(journal: Journal, settings: Settings, copied: Copied) -> dict[str, Any]:
    """Write what the copy shows; the body of the answer. Raises JournalError."""
    entry = journal.by_event(copied.event)
    if entry is None:
        return {"entry": None, "state": None}
    findings = _findings(settings, copied, entry.profile)
    if entry.state == "sent":
        unreadable = any(finding.level == "block" for finding in findings)
        reason = UNREADABLE_COPY if unreadable else None
        journal.add_findings(entry.id, findings, reason=reason, evidence="copy", at=copied.at)
    return {"entry": entry.id, "state": entry.state}


def _findings(settings: Settings, copied: Copied, profile_name: str | None) -> tuple[Finding, ...]:
    profile = next((each for each in settings.profiles if each.name == profile_name), None)
    if profile is None:
        return ()
    mail = parts.read(copied.data)
    found = forwarded.check(mail, read_parts(mail), profile, settings, utc.read(copied.at))
    whole = copied.size <= len(copied.data)
    return tuple(finding for finding in found if whole or finding.code not in _ABSENCES)
