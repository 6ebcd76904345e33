"""Forwards made from all that is known of mail programs, and what mail systems do to them on their way.

`DIALECTS` are the entries of helper/birdlog/mail/forward_labels/; a block is written of one, then a mutation
of `PLAIN` or a shape of `HTML` makes the text of a mail of it.
"""

import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib.resources import files

BOB = "bob@globex.example"
VALUES = {
    "subject": "The offer for the second half of the year, revised once more after our talk",
    "date": "Mon, 23 Nov 2026 10:00:00 -0300",
    "from": f"Bob Builder <{BOB}>",
    "to": "Ana Souza <ana.souza@acme.example>, dan@acme.example",
    "cc": "Carla Carlsen <carla.carlsen@initech.example>, Emil Emerson <emil@initech.example>",
}
BODY = "We take it, and hope to hear from you soon.\n\nBob"
RAW_FIELDS = {
    "Received": "from mail.globex.example (mail.globex.example [192.0.2.1]) by mx.acme.example; Mon, 23 Nov",
    "Message-ID": "<9@globex.example>",
    "MIME-Version": "1.0",
    "X-Mailer": "Example: 1.0",
}


def _dialects() -> list[dict]:
    folder = files("birdlog.mail").joinpath("forward_labels")
    read = [
        json.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".json")
    ]
    return [dialect for each in read for dialect in each["dialects"]]


DIALECTS = _dialects()


def name(dialect: dict) -> str:
    return f"{dialect['client']} {dialect['language']}"


@dataclass(frozen=True)
class Block:
    """An announcing line (or none), the labels with their values, the text below; the mail's subject.

    `shared` is true where the program writes the same above the message that a reply quotes.
    """

    announcement: str
    rows: dict[str, str]
    shared: bool = False
    body: str = BODY
    subject: str = f"Fwd: {VALUES['subject']}"

    def lines(self, between: str = ": ") -> list[str]:
        above = [self.announcement] if self.announcement else []
        return above + [f"{label}{between}{value}" for label, value in self.rows.items()]

    def text(self, between: str = ": ") -> str:
        return "\n".join([*self.lines(between), "", self.body, ""])


def announcement(dialect: dict) -> str:
    """The first announcing line of a dialect, or an empty one; what a program fills in is filled in."""
    written = (*dialect.get("lines", ()), *dialect.get("shared_lines", ()))
    line = next(iter(written), "")
    for place, value in (("{from}", VALUES["from"]), ("{date}", "11/23/2026 10:00 AM")):
        line = line.replace(place, value)
    return line


def block(dialect: dict) -> Block | None:
    """The block that a dialect writes; None where it has no labels of its own."""
    labels = dialect.get("labels", {})
    if not labels:
        return None
    rows = {}
    for field, value in VALUES.items():
        for label in labels.get(field, ())[:1]:
            rows.setdefault(label, value)
    return Block(announcement(dialect), rows, shared=not dialect.get("lines"))


def mail(text: str, subtype: str, subject: str) -> bytes:
    """A mail of this text. Its line ends are what the text has: EmailMessage would set them right."""
    head = f"From: Ana <ana@acme.example>\nSubject: {subject}\nContent-Type: text/{subtype}; charset=utf-8\n"
    return f"{head}Content-Transfer-Encoding: 8bit\n\n{text}".encode()


def _quoted(text: str, mark: str = "> ") -> str:
    return "\n".join(mark + line for line in text.split("\n"))


def _wrapped(text: str, width: int = 72) -> str:
    lines = [textwrap.wrap(line, width) or [""] for line in text.split("\n")]
    return "\n".join(part for line in lines for part in line)


def _filled(block: Block) -> str:
    paragraphs = [
        block.announcement,
        " ".join(block.lines()[bool(block.announcement) :]),
        *block.body.split("\n\n"),
    ]
    return "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in paragraphs if paragraph)


def _on_one_line(block: Block) -> str:
    rows = " ".join(block.lines()[bool(block.announcement) :])
    return "\n".join([block.announcement, rows, "", block.body]).lstrip("\n")


def _below_the_labels(block: Block) -> str:
    rows = [part for label, value in block.rows.items() for part in (f"{label}:", value)]
    return "\n".join([block.announcement, *rows, "", block.body])


def _with_traces_of_encoding(text: str) -> str:
    """Quoted-printable (RFC 2045) that a gateway took for text, of lines in ASCII."""
    lines = [f"{line}=20" if len(line) < 75 else f"{line[:75]}=\n{line[75:]}" for line in text.split("\n")]
    return "\n".join(lines)


def _in_bars(block: Block) -> str:
    rows = [f"| {label} | {value} |" for label, value in block.rows.items()]
    return "\n".join([block.announcement, "", *rows, "", block.body])


def _nested(block: Block) -> str:
    inner = block.text().replace(BOB, "eve@evil.example").replace("Bob", "Eve")
    return "\n".join([*block.lines(), "", "See below.", "", inner])


def _raw(block: Block) -> str:
    rows = [f"{label}: {value}" for label, value in (RAW_FIELDS | block.rows).items()]
    return "\n".join([block.announcement, *rows, "", block.body])


def _without(block: Block, value: str) -> Block:
    rows = {label: each for label, each in block.rows.items() if each != value}
    return Block(block.announcement, rows)


PLAIN: dict[str, Callable[[Block], str]] = {
    "as it is": lambda block: block.text(),
    "with tabs": lambda block: block.text(": \t"),
    "with a tab before the colon": lambda block: block.text("\t: "),
    "with spaces before the colon": lambda block: block.text("  : "),
    "without a space": lambda block: block.text(":"),
    "below a note": lambda block: f"Hello team,\n\nplease log this: it matters.\n\n{block.text()}",
    "quoted": lambda block: _quoted(block.text()),
    "quoted twice": lambda block: _quoted(_quoted(block.text(), ">")),
    "with CRLF": lambda block: block.text().replace("\n", "\r\n"),
    "with no-break spaces": lambda block: block.text(":\u00a0").replace(" <", "\u00a0<"),
    "with no-break spaces before colons": lambda block: block.text("\u00a0: "),
    "with a byte order mark": lambda block: f"\ufeff{block.text()}",
    "with full-width colons": lambda block: block.text("\uff1a"),
    "with bidirectional marks": lambda block: "\n".join(
        f"\u200f{line}\u200e" for line in block.text().split("\n")
    ),
    "with bidirectional isolates": lambda block: block.text("\u2069: \u2068"),
    "with bold labels": lambda block: "\n".join(
        [block.announcement, *(f"*{label}:* {value}" for label, value in block.rows.items()), "", block.body]
    ),
    "with bolder labels": lambda block: "\n".join(
        [
            block.announcement,
            *(f"**{label}**: {value}" for label, value in block.rows.items()),
            "",
            block.body,
        ]
    ),
    "with labels to the right": lambda block: "\n".join(f"{line:>90}" for line in block.text().split("\n")),
    "wrapped at 72": lambda block: _wrapped(block.text()),
    "wrapped at 76": lambda block: _wrapped(block.text(), 76),
    "wrapped and quoted": lambda block: _quoted(_wrapped(block.text())),
    "quoted and wrapped": lambda block: _wrapped(_quoted(block.text())),
    "filled": _filled,
    "on one line": _on_one_line,
    "with lines apart": lambda block: block.text().replace("\n", "\n\n"),
    "with a blank line below the announcement": lambda block: block.text().replace("\n", "\n\n", 1),
    "with values below the labels": _below_the_labels,
    "in bars": _in_bars,
    "with traces of an encoding": lambda block: _with_traces_of_encoding(block.text()),
    "with all header fields": _raw,
    "without a date": lambda block: _without(block, VALUES["date"]).text(),
    "nested": _nested,
    "without its announcement": lambda block: Block("", block.rows).text(),
    "below an unknown announcement": lambda block: Block("=== Qxzv wmpt ===", block.rows).text(),
    "below Gmail's announcement": lambda block: Block(
        "---------- Forwarded message ---------", block.rows
    ).text(),
    "with English labels for half": lambda block: Block(
        block.announcement,
        {
            {VALUES["date"]: "Date", VALUES["subject"]: "Subject"}.get(value, label): value
            for label, value in block.rows.items()
        },
    ).text(),
}


def _html(block: Block, rows: str) -> str:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in block.body.split("\n\n"))
    return f"<html><body><div>{escape(block.announcement)}</div>{rows}{body}</body></html>"


def _each_row(block: Block, form: str) -> str:
    return "".join(
        form.format(label=escape(label), value=escape(value), linked=_linked(value))
        for label, value in block.rows.items()
    )


def _linked(value: str) -> str:
    shown = escape(value)
    for address in (BOB, "ana.souza@acme.example"):
        shown = shown.replace(address, f'<a href="mailto:{address}">{address}</a>')
    return shown


HTML: dict[str, Callable[[Block], str]] = {
    "Thunderbird's table": lambda block: _html(
        block,
        '<table class="moz-email-headers-table"><tbody>'
        + _each_row(block, '<tr><th align="RIGHT">{label}: </th><td>{value}</td></tr>')
        + "</tbody></table>",
    ),
    "a table of no class": lambda block: _html(
        block,
        "<table>"
        + _each_row(block, "<tr><td><b>{label}</b></td><td><div>{linked}</div></td></tr>")
        + "</table>",
    ),
    "Gmail's boxes": lambda block: (
        f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{escape(block.announcement)}<br>'
        + _each_row(block, "{label}: <span>{linked}</span><br>")
        + f"</div><br><br>{escape(block.body)}</div>"
    ),
    "Outlook's boxes": lambda block: (
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm'><p class=MsoNormal>"
        + _each_row(block, "<b><span lang=EN-US>{label}:</span></b> {linked}<br>")
        + f"</p></div><p class=MsoNormal>&nbsp;</p><p>{escape(block.body)}</p>"
    ),
    "a definition list": lambda block: _html(
        block, "<dl>" + _each_row(block, "<dt>{label}:</dt><dd>{linked}</dd>") + "</dl>"
    ),
    "paragraphs": lambda block: _html(
        block, _each_row(block, "<p><strong>{label}:</strong>&nbsp;{linked}</p>")
    ),
    "Apple's quote": lambda block: (
        f'<blockquote type="cite"><div>{escape(block.announcement)}</div><br>'
        + _each_row(
            block, '<div style="margin:0"><span><b>{label}: </b></span><span>{linked}<br></span></div>'
        )
        + f"<br><div>{escape(block.body)}</div></blockquote>"
    ),
}
