"""How fast forwards are read, beside email-forward-parser where that is installed.

The environment's BIRDLOG_BENCH_FORWARDS names another folder of mails than the few that are made here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from birdlog.mail import forward, parts
from comparison import Comparison, in_turn

Text = tuple[str, str]
"""A mail's text and its subject."""

VALUES = ("Bob <bob@globex.example>", "Mon, 23 Nov 2026 10:00:00 -0300", "The offer", "ana@acme.example")
BLOCKS = {
    "---------- Forwarded message ---------": ("From", "Date", "Subject", "To"),
    "-------- Weitergeleitete Nachricht --------": ("Von", "Datum", "Betreff", "An"),
    "----- Mensaje reenviado -----": ("De", "Fecha", "Asunto", "Para"),
    "Début du message réexpédié :": ("De", "Date", "Objet", "À"),
    "-------- Пересылаемое сообщение --------": ("От", "Дата", "Тема", "Кому"),
}
BELOW = "We take it, and hope to hear from you soon.\n" * 10


def compare() -> Iterator[Comparison]:
    """Texts, then whole mails, as either library takes them."""
    try:
        theirs = import_module("emailforwardparser.forward_parser").get_forwarded_metadata
        client = import_module("emailforwardparser.client").EmailParserClient()
    except ImportError:
        return
    mails = _mails()
    texts = [_text(mail) for mail in mails]
    yield in_turn(
        f"reading {len(texts)} texts as forwards",
        lambda: [forward.read_text(text, subject) for text, subject in texts],
        "email-forward-parser",
        lambda: [theirs(text, subject) for text, subject in texts],
    )
    written = [mail.decode("latin-1") for mail in mails]
    yield in_turn(
        f"reading {len(mails)} mails as forwards",
        lambda: [forward.read(mail) for mail in mails],
        "email-forward-parser",
        lambda: [client.get_original_metadata(mail) for mail in written],
    )


def _mails() -> list[bytes]:
    if folder := os.environ.get("BIRDLOG_BENCH_FORWARDS"):
        return [path.read_bytes() for path in sorted(Path(folder).rglob("*.eml"))]
    head = "Subject: Fwd: The offer\nContent-Type: text/plain; charset=utf-8\n\n"
    return [f"{head}{_block(line, labels)}\n\n{BELOW}".encode() for line, labels in BLOCKS.items()]


def _block(line: str, labels: tuple[str, ...]) -> str:
    rows = (f"{label}: {value}" for label, value in zip(labels, VALUES, strict=True))
    return "\n".join([line, *rows])


def _text(mail: bytes) -> Text:
    read = parts.read(mail)
    return next(iter(read.texts("text/plain")), ""), parts.decoded(read.field("subject") or "")
