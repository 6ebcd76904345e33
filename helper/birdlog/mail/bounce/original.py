"""What a report says of the mail that it is about."""

from __future__ import annotations

import re

from birdlog.mail.bounce.notice import Notice
from birdlog.mail.bounce.phrases import ADDRESS

_RECIPIENT_LIMIT = 500
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,995})>")
_PRINTED_ID = re.compile(
    r"^[ \t]{0,8}(?:x-)?(?:original-)?message-id[ \t]?:[ \t]?<([^<>\s]{1,995})>", re.IGNORECASE | re.MULTILINE
)
_ADDRESS = re.compile(ADDRESS)


def message_id(notice: Notice) -> str | None:
    """From the returned mail, else as the report prints it, else what the report answers."""
    found = (
        _MESSAGE_ID.search(notice.original.get("message-id", ""))
        or _PRINTED_ID.search(notice.status_fields)
        or _PRINTED_ID.search(notice.text)
        or _MESSAGE_ID.search(notice.headers.get("in-reply-to", ""))
    )
    return found[1] if found else None


def recipients(notice: Notice) -> tuple[str, ...]:
    """Whom its To, Cc and Bcc fields name; empty where the report does not show them."""
    fields = " ".join(notice.original.get(field, "") for field in ("to", "cc", "bcc"))
    return tuple(dict.fromkeys(_ADDRESS.findall(fields)))[:_RECIPIENT_LIMIT]
