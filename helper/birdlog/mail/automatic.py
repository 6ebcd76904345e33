"""Which mail no person has written, or not to this reader alone: by its headers."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = re.compile(r"[^\s;()]+")
_ANSWERING = ("x-autoreply", "x-autorespond", "x-autoresponder")
_PRECEDENCES = ("bulk", "list", "junk", "auto_reply")
_BULK = ("list-id", "list-unsubscribe", "x-auto-response-suppress")


def is_automatic(headers: Mapping[str, str]) -> bool:
    """Whether a program wrote the mail: an absence, a receipt, a delivery report.

    `headers`: values by name, in lower case. RFC 3834 section 5 (`Auto-Submitted` other than `no`), RFC 5321
    section 4.5.5 (an empty reverse-path), and what programs wrote before there was either.
    """
    submitted = _WORD.search(headers.get("auto-submitted", "no").casefold())
    empty_path = headers.get("return-path", "").strip() == "<>"
    return (
        (submitted is not None and submitted[0] != "no")
        or empty_path
        or any(name in headers for name in _ANSWERING)
    )


def is_bulk(headers: Mapping[str, str]) -> bool:
    """Whether the mail went to many, or asks programs not to answer it (RFC 3834 section 3.1.8, RFC 2919)."""
    precedence = headers.get("precedence", "").strip().casefold()
    return precedence in _PRECEDENCES or any(name in headers for name in _BULK)
