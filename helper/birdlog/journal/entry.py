"""An entry of the journal: what became of one mail, and how that is said."""

from collections.abc import Iterator
from dataclasses import dataclass, field
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
    original's sender). `bounce` is what came back for the CRM's address; where nothing did, for a customer's.
    `content_bytes` and `attachment_bytes` are decoded sizes, None where nobody told; `looked_at` is what
    `updated` was when the person last looked.
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
    content_bytes: int | None = None
    attachment_bytes: int | None = None
    looked_at: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an entry's way: its state from `at` (UTC) on, and what was observed."""

    state: State
    reason: str | None
    evidence: str | None
    at: str
    reason_values: dict[str, str] = field(default_factory=dict)


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
    key = next(filter(has_text, _message_keys(entry, entry.reason)), None)
    said = (
        text(key, locale, **entry.reason_values)
        if key
        else finding_json(_reason_finding(entry, entry.reason), locale)["message"]
    )
    more = entry.reason_values.get("more")
    return f"{said} {text(f'bounce.more.{more}', locale, **entry.reason_values)}" if more else said


def remedy(entry: Entry, locale: str | None = None) -> str:
    """Return in words what to do about the reason; empty where there is nothing to do."""
    if entry.reason is None:
        return ""
    key = next(filter(has_text, _remedy_keys(entry, entry.reason)), None)
    if key:
        return text(key, locale, **entry.reason_values)
    if any(map(has_text, _message_keys(entry, entry.reason))):
        return ""
    return finding_json(_reason_finding(entry, entry.reason), locale)["fix"]


def _message_keys(entry: Entry, reason: str) -> Iterator[str]:
    own = f"journal.reason.{reason}"
    yield from (f"{own}.{name}" for name in entry.reason_values)
    yield own
    yield f"bounce.{reason}.{entry.reason_values.get('variant')}.message"
    yield f"bounce.{reason}.message"


def _remedy_keys(entry: Entry, reason: str) -> Iterator[str]:
    """A bounce's remedy may hold for a forward alone, which Thunderbird can make again."""
    yield f"journal.reason.{reason}.fix"
    variant = f"bounce.{reason}.{entry.reason_values.get('variant')}"
    for bounce in (variant, f"bounce.{reason}"):
        yield f"{bounce}.{entry.kind}.fix"
        yield f"{bounce}.fix"


def _reason_finding(entry: Entry, code: str) -> Finding:
    """The finding that is the entry's reason, as it was told or as its values make it."""
    told = [finding for finding in entry.findings if finding.code == code]
    same = (finding for finding in told if finding.values == entry.reason_values)
    return next(same, None) or (told[0] if told else Finding(code, "block", entry.reason_values))
