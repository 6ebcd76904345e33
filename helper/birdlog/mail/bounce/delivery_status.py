"""RFC 3464 and RFC 6533: the delivery-status fields, in a part of their own or printed in the text.

Sent by every mail system of today, and by most of them correctly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from birdlog.mail.bounce.mime import Headers, read_headers
from birdlog.mail.bounce.notice import Mention, Notice
from birdlog.mail.bounce.phrases import ADDRESS

_RECIPIENT_FIELDS = ("final-recipient", "original-recipient")
_OUTCOME_FIELDS = ("action", "status", "diagnostic-code")
_RECIPIENT_FIELD = re.compile(r"^(?:final|original)-recipient[ \t]*:", re.IGNORECASE | re.MULTILINE)
_FIRST_FIELD = re.compile(
    r"^(?:reporting-mta|original-envelope-id|arrival-date|action|(?:final|original)-recipient)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_BLANK = re.compile(r"\n[ \t]*\n")
_ADDRESS = re.compile(ADDRESS)
_UNUSUAL = re.compile(
    r"<?(\"[^\"]{1,64}\"@[^\s<>@]{1,255}|[^\s<>@\"]{1,64}(?<!\.\.\.)@[^\s<>@]{1,255}?)[>.]?(?:\s|$)"
)
_CHARACTER = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")
_TYPE = re.compile(r"\s*[\w-]{1,20}\s*;\s*")
_STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})")


def delivery_status_part(notice: Notice) -> tuple[Mention, ...]:
    """The recipients of message/delivery-status parts."""
    return _mentions(notice.status_fields)


def delivery_status_in_text(notice: Notice) -> tuple[Mention, ...]:
    """The same fields printed in the text: Amazon WorkMail, and reports that lost their MIME structure."""
    first = _FIRST_FIELD.search(notice.text)
    return _mentions(notice.text[first.start() :]) if first else ()


def names_recipients(fields: str) -> bool:
    """Whether there is any field that is there to name a recipient, readable or not."""
    return bool(_RECIPIENT_FIELD.search(fields))


def _mentions(fields: str) -> tuple[Mention, ...]:
    if not names_recipients(fields):
        return ()
    mentions = (_mention(group) for group in _groups(fields))
    return tuple(mention for mention in mentions if mention)


def _groups(fields: str) -> Iterator[Headers]:
    """The fields recipient by recipient; a group that a stray blank line cut in two is put together again."""
    pending: dict[str, str] = {}
    for block in _BLANK.split(fields.strip()):
        group = dict(read_headers(block))
        names_one = any(field in group for field in _RECIPIENT_FIELDS)
        if pending and (names_one or any(field in pending and field in group for field in _OUTCOME_FIELDS)):
            yield pending
            pending = {}
        if names_one:
            pending = group
        elif pending:
            pending = {**group, **pending}
    if pending:
        yield pending


def _mention(group: Headers) -> Mention | None:
    final = _address(group.get("final-recipient"))
    original = _address(group.get("original-recipient"))
    actual = _address(group.get("x-actual-recipient"))
    address = original or final
    if not address:
        return None
    status = _STATUS.match(group.get("status", ""))
    said = _TYPE.sub("", group.get("diagnostic-code", ""), count=1)
    return Mention(
        address=address,
        also=tuple(dict.fromkeys(name for name in (final, actual) if name and name != address)),
        action=group.get("action"),
        status=status[1] if status else None,
        said=said or ("" if status else group.get("status", "")),
        until=group.get("will-retry-until", ""),
    )


def _address(field: str | None) -> str | None:
    """The address of a recipient field (`type; address`); an X.400 name or a file name is none.

    A field that is there to name a recipient may hold more than a text: any domain, a space in quotes, and
    characters as utf-8-addr-xtext (RFC 6533 section 3).
    """
    value = _CHARACTER.sub(_character, _TYPE.sub("", field or "", count=1)).strip()
    usual = _ADDRESS.search(value)
    if usual:
        return usual[0]
    unusual = _UNUSUAL.match(value)
    return unusual[1] if unusual else None


def _character(code: re.Match[str]) -> str:
    try:
        return chr(int(code[1], 16))
    except ValueError:  # beyond Unicode
        return ""
