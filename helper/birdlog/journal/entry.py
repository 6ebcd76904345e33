"""An entry of the journal: what became of one mail, and how that is said."""

from dataclasses import dataclass
from typing import Any

from birdlog.journal.states import State
from birdlog.rules.finding import Finding
from birdlog.texts import finding_json, has_text, text


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report said about one recipient."""

    recipient: str | None
    status: str | None  # RFC 3463, as "5.1.1"
    diagnostic: str | None
    reason: str | None
    evidence: str | None  # how the report was found to be about this mail


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail and its state. Times are UTC, ISO 8601; Message-IDs have no angle brackets.

    `message_id` is that of the mail that is logged (for a forward: of the original), `sent_message_id` that
    of what was handed to the mail server, `recipients` whose record it lands on (for a forward: the
    original's sender).
    """

    id: int
    event: str
    kind: str
    state: State
    reason: str | None
    reason_values: dict[str, str]
    subject: str | None
    message_id: str | None
    sent_message_id: str | None
    profile: str | None
    identity: str | None
    crm_address: str | None
    recipients: tuple[str, ...]
    findings: tuple[Finding, ...]
    bounce: Bounce | None
    created: str
    updated: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an entry's way: its state from `at` (UTC) on, and what was observed."""

    state: State
    reason: str | None
    evidence: str | None
    at: str


def entry_json(entry: Entry, locale: str | None = None) -> dict[str, Any]:
    """Return an entry as `birdlog journal list --json` and `journal.recent` write it."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "state": entry.state,
        "reason": entry.reason,
        "explanation": explanation(entry, locale),
        "subject": entry.subject,
        "message_id": _written_id(entry.message_id),
        "profile": entry.profile,
        "crm_address": entry.crm_address,
        "recipients": list(entry.recipients),
        "findings": [finding_json(finding, locale) for finding in entry.findings],
        "bounce": bounce_json(entry.bounce) if entry.bounce else None,
        "created": entry.created,
        "updated": entry.updated,
    }


def _written_id(message_id: str | None) -> str | None:
    """The Message-ID as the mail itself bears it; Thunderbird makes up a `md5:...` for one without."""
    return None if message_id and message_id.startswith("md5:") else message_id


def bounce_json(bounce: Bounce) -> dict[str, str | None]:
    """Return what a report said, as the journal keeps and shows it."""
    return {
        "recipient": bounce.recipient,
        "status": bounce.status,
        "diagnostic": bounce.diagnostic,
        "reason": bounce.reason,
        "evidence": bounce.evidence,
    }


def step_json(step: Step) -> dict[str, str | None]:
    """Return a step as `birdlog journal show --json` writes it."""
    return {"state": step.state, "reason": step.reason, "evidence": step.evidence, "at": step.at}


def state_text(state: State, locale: str | None = None) -> str:
    """Return a state in a person's words: "Sent to the CRM"."""
    return text(f"journal.state.{state}", locale)


def explanation(entry: Entry, locale: str | None = None) -> str:
    """Return in words why the entry is in its state; where there is no reason, what the state means.

    The sentence of a reason is the first that exists of `journal.reason.<code>.<name of a value>`,
    `journal.reason.<code>`, the bounce's and the finding's of that code.
    """
    if entry.reason is None:
        return text(f"journal.explanation.{entry.state}", locale)
    own = f"journal.reason.{entry.reason}"
    for key in (*(f"{own}.{name}" for name in entry.reason_values), own, f"bounce.{entry.reason}.message"):
        if has_text(key):
            return text(key, locale, **entry.reason_values)
    return finding_json(_reason_finding(entry, entry.reason), locale)["message"]


def remedy(entry: Entry, locale: str | None = None) -> str:
    """Return in words what to do about the reason; empty where there is nothing to do."""
    if entry.reason is None:
        return ""
    own = f"journal.reason.{entry.reason}"
    for key in (f"{own}.fix", f"bounce.{entry.reason}.fix"):
        if has_text(key):
            return text(key, locale, **entry.reason_values)
    if has_text(own):
        return ""
    return finding_json(_reason_finding(entry, entry.reason), locale)["fix"]


def _reason_finding(entry: Entry, code: str) -> Finding:
    """The finding that is the entry's reason, as it was told or as its values make it."""
    told = next((finding for finding in entry.findings if finding.code == code), None)
    return told or Finding(code, "block", entry.reason_values)
