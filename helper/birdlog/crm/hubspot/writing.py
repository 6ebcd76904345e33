"""Putting a mail on HubSpot's timelines by its API: once, whatever gets lost on the way.

HubSpot knows no idempotency key. So it is asked first whether it shows the mail, and again after an answer
that got lost, before anything is written a second time. Searches lag behind by seconds; what is tied to a
contact is told at once, and is asked for too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from birdlog import utc
from birdlog.crm.by_hand import Draft, Written
from birdlog.crm.hubspot.api import (
    EMAIL_TO_COMPANY,
    EMAIL_TO_CONTACT,
    EMAIL_TO_DEAL,
    Association,
    Contact,
    Email,
    HubSpot,
    same,
)
from birdlog.crm.hubspot.problem import HubSpotError
from birdlog.mail.people import Person
from birdlog.rules.attribution import credited_to
from birdlog.settings import Profile, Settings

_T = TypeVar("_T")

_DIRECTIONS = {"sent": "EMAIL", "received": "INCOMING_EMAIL", "forwarded": "FORWARDED_EMAIL"}
_MESSAGE_ID = "hs_email_message_id"


def write(hubspot: HubSpot, draft: Draft, owner: str | None, now: datetime) -> Written:
    """Put the mail on its contacts' timelines, if it isn't there; `owner` is the id of the user credited.

    Contacts that are missing are made. Raises HubSpotError where it surely was not written.
    """
    if there := _shown(hubspot, draft):
        return Written(there, repeated=True)
    contacts = [_contact(hubspot, person) for person in draft.contacts]
    if there := _tied(hubspot, draft, contacts[0]):
        return Written(there, repeated=True)
    properties = _properties(draft, owner, now)
    associations = _associations(hubspot, contacts)
    try:
        return Written(_create(hubspot, properties, associations))
    except HubSpotError as problem:
        if not problem.outcome_unknown:
            raise
    try:
        hubspot.settle()
        there = _tied(hubspot, draft, contacts[0]) or _shown(hubspot, draft)
    except HubSpotError:
        return Written(None)
    try:
        return Written(there or _create(hubspot, properties, associations))
    except HubSpotError as problem:
        if problem.outcome_unknown:
            return Written(None)
        raise


def owner(hubspot: HubSpot, identity: str, profile: Profile, settings: Settings) -> str | None:
    """Return the id of the HubSpot user who is credited; None where nobody is, or HubSpot won't tell."""
    account = credited_to(identity, profile, settings) if identity else None
    return _if_told(lambda: hubspot.owner(account)) if account else None


def _create(hubspot: HubSpot, properties: dict[str, str], associations: Sequence[Association]) -> str:
    """Write the email; where HubSpot won't have the Message-ID set from outside, without it."""
    try:
        return hubspot.new_email(properties, associations)
    except HubSpotError as problem:
        if problem.code != "refused" or _MESSAGE_ID not in problem.values["detail"]:
            raise
        others = {name: value for name, value in properties.items() if name != _MESSAGE_ID}
        return hubspot.new_email(others, associations)


def _shown(hubspot: HubSpot, draft: Draft) -> str | None:
    """The email that a search finds by its Message-ID."""
    if draft.message_id is None:
        return None
    found = hubspot.emails_by_message_id([draft.message_id])
    return found[same(draft.message_id)].id if same(draft.message_id) in found else None


def _tied(hubspot: HubSpot, draft: Draft, contact: Contact) -> str | None:
    """The email among the newest ones of the contact, by Message-ID, else by time and subject."""
    newest = _if_told(lambda: hubspot.newest_emails(contact.id)) or []
    return next((email.id for email in newest if _is_it(email, draft)), None)


def _if_told(ask: Callable[[], _T]) -> _T | None:
    """What HubSpot says to a question that can do without an answer; None where the token may not ask it."""
    try:
        return ask()
    except HubSpotError as problem:
        if problem.code in ("scopes-missing", "forbidden", "not-found"):
            return None
        raise


def _is_it(email: Email, draft: Draft) -> bool:
    if email.message_id and draft.message_id:
        return same(email.message_id) == same(draft.message_id)
    at = draft.date.replace(microsecond=0) if draft.date else None
    return at is not None and email.at == at and email.subject.split() == draft.subject.split()


def _contact(hubspot: HubSpot, person: Person) -> Contact:
    address = person.address or ""
    return hubspot.contact(address) or hubspot.new_contact(address, person.name)


def _associations(hubspot: HubSpot, contacts: Sequence[Contact]) -> list[Association]:
    """The contacts, their companies, and their most recent open deals: each once."""
    ties = [Association(contact.id, EMAIL_TO_CONTACT) for contact in contacts]
    companies = [contact.company for contact in contacts if contact.company]
    if companies:
        type = _if_told(hubspot.email_to_company) or EMAIL_TO_COMPANY
        ties += [Association(company, type) for company in companies]
    for contact in contacts:
        ties += [Association(deal, EMAIL_TO_DEAL) for deal in hubspot.open_deals(contact.id)]
    return list(dict.fromkeys(ties))


def _properties(draft: Draft, owner: str | None, now: datetime) -> dict[str, str]:
    """The email's properties: every value is a text."""
    headers = {
        "from": _header(draft.sender),
        "to": [_header(person) for person in draft.to],
        "cc": [_header(person) for person in draft.cc],
        "bcc": list[dict[str, str]](),
    }
    properties = {
        "hs_timestamp": utc.written(draft.date or now.astimezone(UTC)),
        "hs_email_direction": _DIRECTIONS[draft.way],
        "hs_email_status": "SENT",
        "hs_email_subject": draft.subject,
        "hs_email_text": draft.text,
        "hs_email_html": draft.html,
        "hs_email_headers": json.dumps(headers, ensure_ascii=False),
        _MESSAGE_ID: f"<{draft.message_id}>" if draft.message_id else None,
        "hubspot_owner_id": owner,
    }
    return {name: value for name, value in properties.items() if value is not None}


def _header(person: Person) -> dict[str, str]:
    first, _, last = (person.name or "").strip().rpartition(" ")
    named = {"email": person.address or "", "firstName": first or last, "lastName": last if first else ""}
    return {name: value for name, value in named.items() if value}
