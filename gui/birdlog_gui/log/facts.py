"""The facts of an entry in words: for the detail pane and for copying."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from birdlog.journal.entry import Bounce, Entry, Step, explanation, state_text
from birdlog_gui import times
from birdlog_gui.log.entries import subject
from birdlog_gui.plain import harmless

translate = QCoreApplication.translate

Fact = tuple[str, str]

_LONG = 2_000
"""Characters of one fact: more than the longest header line that RFC 5322 allows (998)."""


def facts(entry: Entry) -> list[Fact]:
    """Who and how: what a person knows a mail by."""
    return _given(
        (translate("Facts", "Contact"), ", ".join(entry.recipients)),
        (translate("Facts", "Your address"), entry.identity),
        (translate("Facts", "How"), _how(entry.kind)),
        (translate("Facts", "Profile"), entry.profile),
        (translate("Facts", "Date"), times.exact(entry.created)),
    )


def technical_facts(entry: Entry) -> list[Fact]:
    """Ids, addresses and codes, and what a delivery report said in its own words."""
    sent_id = None if entry.sent_message_id == entry.message_id else entry.sent_message_id
    return _given(
        ("Message-ID", entry.message_id),
        (translate("Facts", "Message-ID of the forward"), sent_id),
        (translate("Facts", "CRM address"), entry.crm_address),
        (translate("Facts", "Code"), entry.reason),
        *(_bounce_facts(entry.bounce) if entry.bounce else ()),
        (translate("Facts", "Entry"), str(entry.id)),
    )


def answer(entry: Entry) -> str:
    """What the mail server said that sent it back, in its own words; empty where nothing is known of it."""
    return harmless(entry.bounce.diagnostic or "", _LONG) if entry.bounce else ""


def note(step: Step, entry: Entry, language: str) -> str:
    """What was observed at `step`, and why `entry` took it where the step has a reason of its own."""
    sentences = [_observed(step.evidence)]
    if step.reason is not None:
        then = replace(entry, state=step.state, reason=step.reason, reason_values=step.reason_values)
        sentences.append(explanation(then, language))
    return harmless(" ".join(sentence for sentence in sentences if sentence), _LONG)


def written(entry: Entry, steps: list[Step], language: str) -> str:
    """All of it as text, to be copied into a letter to whoever runs the CRM or the mail server."""
    lines = [f"{state_text(entry.state, language)}: {subject(entry)}", explanation(entry, language)]
    known = facts(entry) + technical_facts(entry)
    known += _given((translate("Facts", "The server's answer"), answer(entry)))
    lines += [f"{label}: {value}" for label, value in known]
    lines += [_written_step(step, language) for step in steps]
    return "\n".join(harmless(line, _LONG) for line in lines if line) + "\n"


def _bounce_facts(bounce: Bounce) -> tuple[tuple[str, str | None], ...]:
    return (
        (translate("Facts", "Came back for"), bounce.recipient),
        (translate("Facts", "Status"), bounce.status),
        (translate("Facts", "Recognised by"), _recognised(bounce.evidence)),
    )


def _written_step(step: Step, language: str) -> str:
    return "  ".join(part for part in (step.at, state_text(step.state, language), step.evidence) if part)


def _how(kind: str) -> str:
    ways = {
        "bcc": translate("Facts", "The CRM's address in Bcc"),
        "forward": translate("Facts", "Forwarded to the CRM"),
        "local": translate("Facts", "Given to the CRM on this computer"),
        "api": translate("Facts", "Given to the CRM by Birdlog"),
    }
    return ways.get(kind, kind)


def _observed(evidence: str | None) -> str:
    """What Thunderbird said, in words; what mail servers say is told by the reason."""
    words = {
        "sent": translate("Facts", "Thunderbird reported it as sent."),
        "sent-later": translate("Facts", "Thunderbird put it into the Outbox."),
        "failed": translate("Facts", "Thunderbird reported an error."),
        "forwarded": translate("Facts", "Thunderbird reported the forward as sent."),
        "forwarded-later": translate("Facts", "Thunderbird put the forward into the Outbox."),
        "forward-failed": translate("Facts", "Thunderbird reported an error with the forward."),
    }
    return words.get(evidence or "", "")


def _recognised(evidence: str | None) -> str | None:
    """By what the delivery report was found to be about the mail, in words."""
    from birdlog.journal.reports import BY_MESSAGE_ID, BY_SUBJECT_AND_TIME  # reads all kinds of reports: slow

    words = {
        BY_MESSAGE_ID: translate("Facts", "Message-ID and address"),
        BY_SUBJECT_AND_TIME: translate("Facts", "subject, time and address, for want of a Message-ID"),
    }
    return words.get(evidence or "", evidence)


def _given(*pairs: tuple[str, str | None]) -> list[Fact]:
    return [(label, harmless(value, _LONG)) for label, value in pairs if value]
