"""Writing an email onto the timelines, once.

An email is recognised by its keys: what its Message-ID and its sender make, for a forward those of the
message that it shows and those of the mail that carried it. The same mail by a repeated delivery, by two
profiles, by BCC and forward address, or as a forward of what was logged already, is one email.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, insert, select, update

from birdlog import utc
from birdlog.crm.local import contacts, records, threads
from birdlog.mail.addresses import fold
from birdlog.mail.message import Attachment
from birdlog.mail.people import Person

Via = Literal["bcc", "forward", "helper"]
Direction = Literal["outgoing", "incoming"]

_LONGEST_MEMBER = 255
_LATEST = 50
"""How many of a contact's emails are looked through for the one that a forward answers."""


@dataclass(frozen=True, slots=True)
class Key:
    """What an email is recognised by: a digest, and whose it is, folded. Somebody else's email of the same
    Message-ID is another one.
    """

    digest: str
    sender: str
    message_id: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """An email that is to be logged.

    `key` is that of the message which the timeline shows, `carrier` that of the mail which came in: they
    differ where a forward says what it forwards. `mentioned` are the Message-IDs of its thread. `date` is in
    UTC, addresses are bare, `contacts` are those on whose timelines it lands.
    """

    key: Key
    carrier: Key
    mentioned: tuple[str, ...]
    direction: Direction
    via: Via
    subject: str
    date: datetime | None
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    credited_to: str | None
    body: str
    contacts: tuple[Person, ...]
    attachments: tuple[Attachment, ...]
    attachments_logged: bool


def key_of(message_id: str, sender: str) -> Key:
    """The key of a sender's email with this Message-ID (without angle brackets)."""
    return Key(_digest(message_id.encode()), fold(sender), message_id)


def key_of_content(pieces: Iterable[bytes], sender: str) -> Key:
    """The key of a sender's email that has no Message-ID: made of what a second delivery does not change."""
    return Key(_digest(b"\0".join(pieces)), fold(sender), None)


def log(connection: Connection, draft: Draft, now: datetime) -> bool:
    """Write an email and all that belongs to it; false where it was on a timeline before.

    What was there then stays as it is, with one exception: of one mail that went to the BCC and to the
    forward address, the forward is what is shown, and both kinds of contacts have it.
    """
    created = utc.written(now)
    while True:
        wanted = _without_wrong_claim(connection, draft)
        if found := _find(connection, wanted):
            _merge(connection, found, wanted, created)
            return False
        email_id = _new(connection, wanted, created)
        if email_id is not None:
            _associate(connection, email_id, wanted, created)
            _add_attachments(connection, email_id, wanted)
            _join_thread(connection, email_id, wanted)
            return True


def is_logged(connection: Connection, message_id: str) -> bool:
    """Whether an email with this Message-ID is on a timeline, or one that such a mail carried."""
    table = records.email_key
    found = select(table.c.email_id).where(table.c.digest == _digest(message_id.encode()))
    return connection.execute(found).first() is not None


def is_there(connection: Connection, draft: Draft) -> bool:
    """Whether this email is on a timeline."""
    return _find(connection, _without_wrong_claim(connection, draft)) is not None


class _Found(NamedTuple):
    """An email that is there, and whether it is the message itself rather than the mail that carried it."""

    id: int
    via: Via
    is_the_message: bool


class _TakenError(Exception):
    """Another process has just written the same email."""


def _without_wrong_claim(connection: Connection, draft: Draft) -> Draft:
    """The draft; known by its carrier alone where the message that it says it forwards is somebody else's.

    A mail program may name an earlier message of the thread there.
    """
    if draft.key == draft.carrier:
        return draft
    table = records.email_key
    senders = select(table.c.sender).where(table.c.digest == draft.key.digest)
    owners = set(connection.execute(senders).scalars())
    return replace(draft, key=draft.carrier) if owners and draft.key.sender not in owners else draft


def _find(connection: Connection, draft: Draft) -> _Found | None:
    key, email = records.email_key, records.email
    query = select(email.c.id, email.c.via).join(key, key.c.email_id == email.c.id)
    for wanted in dict.fromkeys((draft.key, draft.carrier)):
        is_it = query.where(key.c.digest == wanted.digest, key.c.sender == wanted.sender)
        if row := connection.execute(is_it).first():
            return _Found(row.id, row.via, wanted == draft.key)
    return _same_message(connection, draft)


def _same_message(connection: Connection, draft: Draft) -> _Found | None:
    """The email that a forward shows which does not say what it forwards: of the same sender, in the same
    minute (many mail programs write no seconds there), with the same subject and the same words.
    """
    if draft.via != "forward" or draft.key != draft.carrier or draft.date is None:
        return None
    minute = draft.date.replace(second=0, microsecond=0)
    email = records.email
    query = select(email.c.id, email.c.via, email.c.sender, email.c.subject, email.c.body).where(
        email.c.date >= utc.written(minute), email.c.date < utc.written(minute + timedelta(minutes=1))
    )
    wanted = fold(draft.sender), _letters(draft.subject), _letters(draft.body)
    for row in connection.execute(query):
        if (fold(row.sender), _letters(row.subject), _letters(row.body)) == wanted:
            return _Found(row.id, row.via, True)
    return None


def _letters(text: str) -> str:
    """The text without what mail programs change when they quote it."""
    return "".join(filter(str.isalnum, text))


def _new(connection: Connection, draft: Draft, created: str) -> int | None:
    """The id of the new email; None where another process was faster."""
    try:
        with connection.begin_nested():
            made = connection.execute(insert(records.email).values(_row(draft) | {"logged": created}))
            assert made.inserted_primary_key
            email_id = int(made.inserted_primary_key[0])
            _add_keys(connection, email_id, draft)
            return email_id
    except _TakenError:
        return None


def _add_keys(connection: Connection, email_id: int, draft: Draft) -> None:
    for key in sorted({draft.key, draft.carrier}, key=lambda each: (each.digest, each.sender)):
        if not _add_key(connection, email_id, key):
            raise _TakenError


def _add_key(connection: Connection, email_id: int, key: Key) -> bool:
    """Whether the key was free."""
    row = {"digest": key.digest, "sender": key.sender, "email_id": email_id}
    return records.insert_once(connection, records.email_key, row) is not None


def _row(draft: Draft) -> dict[str, Any]:
    return {
        "message_id": draft.key.message_id,
        "direction": draft.direction,
        "via": draft.via,
        "subject": draft.subject,
        "date": utc.written(draft.date) if draft.date else None,
        "sender": draft.sender,
        "recipients": json.dumps(draft.to),
        "copies": json.dumps(draft.cc),
        "credited_to": draft.credited_to,
        "member": _member(draft),
        "body": draft.body,
    }


def _merge(connection: Connection, found: _Found, draft: Draft, created: str) -> None:
    if draft.via == "forward" and found.via == "bcc" and not found.is_the_message:
        connection.execute(update(records.email).where(records.email.c.id == found.id).values(_row(draft)))
        _add_key(connection, found.id, draft.key)
        _join_thread(connection, found.id, draft)
    elif not (draft.via == "bcc" and found.via == "forward"):
        return
    _associate(connection, found.id, draft, created)


def _associate(connection: Connection, email_id: int, draft: Draft, created: str) -> None:
    """Put the email on the contacts' timelines, with each one's company and open deals."""
    written = min(created, utc.written(draft.date)) if draft.date else created
    for person in sorted(draft.contacts, key=contacts.place):
        kept = contacts.contact(connection, person, created)
        tie = {"contact_id": kept.id, "email_id": email_id, "company_id": kept.company_id}
        if records.insert_once(connection, records.email_contact, tie) is None:
            continue
        contacts.wrote_or_got(connection, kept.id, written)
        deals = [{"email_id": email_id, "deal_id": deal} for deal in contacts.open_deals(connection, kept.id)]
        if deals:
            connection.execute(insert(records.email_deal), deals)


def _add_attachments(connection: Connection, email_id: int, draft: Draft) -> None:
    for attachment in draft.attachments:
        connection.execute(
            insert(records.attachment).values(
                email_id=email_id,
                name=attachment.name,
                content_type=attachment.content_type,
                size=len(attachment.content),
                logged=draft.attachments_logged,
                content=attachment.content if draft.attachments_logged else None,
            )
        )


def _member(draft: Draft) -> str:
    return _member_of(draft.key.message_id) if draft.key.message_id else draft.key.digest


def _member_of(message_id: str) -> str:
    return message_id if len(message_id) <= _LONGEST_MEMBER else _digest(message_id.encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _join_thread(connection: Connection, email_id: int, draft: Draft) -> None:
    own, named = _member(draft), {_member_of(each) for each in draft.mentioned}
    unmoored = draft.via == "forward" and not threads.threads_of(connection, named | {own})
    if unmoored and threads.is_reply(draft.subject):
        named |= _answered(connection, email_id, draft)
    threads.join(connection, {own, *named})


def _answered(connection: Connection, email_id: int, draft: Draft) -> set[str]:
    """What a forwarded reply answers, where nothing says so: the contact's latest email of that subject."""
    email, tie, contact = records.email, records.email_contact, records.contact
    keys = [fold(person.address or "") for person in draft.contacts]
    query = (
        select(email.c.member, email.c.subject)
        .join(tie, tie.c.email_id == email.c.id)
        .join(contact, contact.c.id == tie.c.contact_id)
        .where(contact.c.key.in_(keys), email.c.id != email_id)
        .order_by(tie.c.email_id.desc())
        .limit(_LATEST)
    )
    wanted = threads.topic(draft.subject)
    for member, subject in connection.execute(query):
        if wanted and threads.topic(subject) == wanted:
            return {member}
    return set()
