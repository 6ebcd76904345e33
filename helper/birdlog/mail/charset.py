"""Bytes of a mail as text, whatever charset the mail names."""

from __future__ import annotations

import re

_KNOWN = re.compile(
    r"utf-?(?:8|16|32)|us-?ascii|ascii|ansi_x|iso|latin|windows|cp-?\d|ibm-?\d|ms-?\d|x?-?mac|koi8|gb|big5|euc|uhc"
    r"|x?-?s(?:hift)?_?jis|ks_?c|hz|tis",
    re.IGNORECASE,
)
"""What mails are written in. Python's other codecs take quadratic time (punycode, idna), interpret escapes,
warn, or make lone surrogates (utf-7)."""


def decode(octets: bytes, charset: str | None) -> str:
    """The text that these bytes are in `charset`; what can't be read becomes U+FFFD. Total.

    In a charset that no mail is written in, the bytes are read as UTF-8. Without any (None) too, or as
    Latin-1 where they are no UTF-8.
    """
    if charset and _KNOWN.match(charset):
        try:
            return octets.decode(charset, "replace")
        except (LookupError, ValueError):
            pass
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1" if charset is None else "utf-8", "replace")
