"""What became of the mail for each recipient that a report mentions: action, status, diagnostic, reason."""

from __future__ import annotations

import re
from dataclasses import replace

from birdlog.mail.addresses import with_lower_domain
from birdlog.mail.bounce.instant import instant
from birdlog.mail.bounce.notice import Mention, Notice
from birdlog.mail.bounce.reasons import reason_of
from birdlog.mail.bounce.report import Action, Reason, ReportedRecipient
from birdlog.mail.bounce.smtp_reply import refusal_in, status_in
from birdlog.mail.bounce.texts import listed_addresses, tagged_addresses

_DIAGNOSTIC_LIMIT = 500
_ACTIONS: tuple[tuple[Action, re.Pattern[str]], ...] = (
    ("failed", re.compile(r"fail|error|expired|bounce|reject|undeliver", re.IGNORECASE)),
    ("delayed", re.compile(r"delay|defer|transient|warn", re.IGNORECASE)),
    ("delivered", re.compile(r"deliver", re.IGNORECASE)),
    ("relayed", re.compile(r"relay", re.IGNORECASE)),
    ("expanded", re.compile(r"expand", re.IGNORECASE)),
)


def outcomes(mentions: tuple[Mention, ...], notice: Notice) -> tuple[ReportedRecipient, ...]:
    """The recipients in the order of their mentions; what these leave open is told by the report's text."""
    return tuple(_outcome(mention, notice) for mention in _completed(mentions, notice))


def _completed(mentions: tuple[Mention, ...], notice: Notice) -> tuple[Mention, ...]:
    """The mentions, each with what the text says about it where the mention itself states no status."""
    if all(status_in(mention.said) for mention in mentions):
        return mentions
    elsewhere: dict[str, str] = {}
    for mention in (*tagged_addresses(notice), *listed_addresses(notice)):
        elsewhere.setdefault(mention.address.lower(), mention.said)
    reply = refusal_in(notice.text) if len(mentions) == 1 else ""
    return tuple(
        replace(mention, said=_telling(mention.said, elsewhere.get(mention.address.lower(), ""), reply))
        for mention in mentions
    )


def _telling(*words: str) -> str:
    """The first words that state a status; else the first that there are."""
    return next(filter(status_in, words), "") or next(filter(None, words), "")


def _outcome(mention: Mention, notice: Notice) -> ReportedRecipient:
    status = _status(mention)
    action = _action(mention.action or "", status or "", notice)
    return ReportedRecipient(
        address=with_lower_domain(mention.address),
        also=tuple(map(with_lower_domain, mention.also)),
        action=action,
        status=status,
        diagnostic=" ".join(mention.said.split())[:_DIAGNOSTIC_LIMIT] or None,
        reason=_reason(reason_of(status, mention.said), action, notice),
        retried_until=instant(mention.until),
    )


def _reason(own: Reason, action: Action, notice: Notice) -> Reason:
    """A recipient's own reason, else the text's; a delay that nobody explains is temporary all the same."""
    known = notice.reason if own == "unknown" else own
    return "temporary" if known == "unknown" and action == "delayed" else known


def _status(mention: Mention) -> str | None:
    """The status of the field; where it is missing or says no more than its class, the one in the words."""
    if mention.status and not mention.status.endswith(".0.0"):
        return mention.status
    return status_in(mention.said) or mention.status


def _action(stated: str, status: str, notice: Notice) -> Action:
    """The action by the names of RFC 3464 section 2.3.3; else by the code, and by what the text promises."""
    for action, words in _ACTIONS:
        if words.search(stated):
            return action
    if status.startswith("2") or (not status and notice.succeeds):
        return "delivered"
    return "delayed" if not status.startswith("5") and notice.waits else "failed"
