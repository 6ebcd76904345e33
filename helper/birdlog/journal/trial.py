"""The test mail: what the person asks Thunderbird to send to an address of their own, to see it logged.

It goes the way of every mail. The id of the request is the event of its entry, so whoever asked for it finds
there how far it came: `journal.by_event(request.id)`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from birdlog.journal import requests
from birdlog.mail.addresses import is_address
from birdlog.texts import finding_json, has_text, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from birdlog.journal.requests import Outcome, Request
    from birdlog.journal.store import Journal
    from birdlog.rules.outgoing import Decision
    from birdlog.settings import Settings

KIND = "test-mail"
INTERRUPTED = "interrupted"  # Thunderbird, or the extension, ended before it was seen to leave
WITHDRAWN = "withdrawn"
NOT_LOGGED = "not-logged"  # the address is one of a CRM's, and the rules leave such a mail alone


def expected(settings: Settings, identity: str, to: str, now: datetime) -> Decision:
    """Return what the rules say of a test mail before it is asked for. `now` has a time zone.

    One that would land on nobody's record, since a profile names its recipient as the person's own, is not
    to be logged either: nothing would show it.
    """
    from birdlog.rules import landing, outgoing
    from birdlog.rules.finding import Finding

    mail = outgoing.Mail(identity, to=(to,))
    decision = outgoing.decide(mail, settings, now)
    profile = decision.profile
    if not decision.log or profile is None or landing.contacts_of_mail(mail, profile, settings, ()):
        return decision
    nobody = Finding("nobody-to-log", "block")
    return replace(decision, log=False, address=None, findings=(*decision.findings, nobody))


def suggested(settings: Settings, identity: str, own: Iterable[str], now: datetime) -> str | None:
    """Return the first of the person's `own` addresses that a test mail from `identity` could go to, so that
    it is logged; None where there is none.
    """
    return next((to for to in own if expected(settings, identity, to, now).log), None)


def ask(
    journal: Journal, settings: Settings, identity: str, to: str, now: datetime, *, locale: str | None = None
) -> Request:
    """Ask Thunderbird to write a test mail in the words of `locale` and to send it.

    One that is asked already is not asked twice. One that would not be logged is not asked for: its request
    is closed from the start (`refused`). `now` has a time zone. Raises ValueError where `to` is no bare
    address, and JournalError.
    """
    if not is_address(to):
        raise ValueError(to)
    body = {
        "identity": identity,
        "to": to,
        "subject": text("trial.subject", locale),
        "text": text("trial.text", locale),
    }
    decision = expected(settings, identity, to, now)
    return requests.add(journal, KIND, body) if decision.log else _refused(journal, body, decision)


def _refused(journal: Journal, body: dict[str, str], decision: Decision) -> Request:
    blocks = (finding.code for finding in decision.findings if finding.level == "block")
    with journal.transaction():  # so that no Thunderbird sees it open
        id = requests.add(journal, KIND, body).id
        requests.close(journal, id, "refused", next(blocks, NOT_LOGGED))
        closed = requests.find(journal, id)
    assert closed
    return closed


def withdraw(journal: Journal, request: Request) -> bool:
    """Call a test mail off; returns False where a Thunderbird has begun with it. Raises JournalError."""
    with journal.transaction():
        now = requests.find(journal, request.id)
        if now is None or now.instance is not None:
            return False
        return requests.close(journal, request.id, "failed", WITHDRAWN)


def outcome(journal: Journal, id: str, outcome: Outcome, reason: str | None) -> tuple[Outcome, str | None]:
    """Return how a request ended that Thunderbird says ended so.

    An interrupted test mail is not sent again; where the journal has its entry it was sent, or is looked for.
    Raises JournalError.
    """
    if outcome == "failed" and reason == INTERRUPTED and journal.by_event(id):
        return "done", None
    return outcome, reason


def words(request: Request, settings: Settings, now: datetime, locale: str | None = None) -> str:
    """Say how far a test mail's request is, in the words of `locale`; its entry says the rest."""
    values = {key: str(request.body.get(key, "")) for key in ("identity", "to")}
    if request.outcome == "refused":
        return _refusal(request, expected(settings, values["identity"], values["to"], now), locale)
    key = f"trial.{request.outcome or 'open'}"
    said = next((each for each in (f"{key}.{request.reason}", key) if has_text(each)), key)
    return text(said, locale, **values, code=request.reason or "")


def _refusal(request: Request, decision: Decision, locale: str | None) -> str:
    """The rule's own words, with what they name now; its code where it has nothing against it any more."""
    found = next((each for each in decision.findings if each.code == request.reason), None)
    if found is None:
        return text("trial.refused", locale, code=request.reason or "")
    said = finding_json(found, locale)
    return f"{said['message']} {said['fix']}".strip()
