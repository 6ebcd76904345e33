"""Ordinary mail is no forward: replies that quote the very block, and what else looks like a header."""

from email.message import EmailMessage

import pytest
from forward_blocks import BOB, DIALECTS, VALUES, Block, block, name

from birdlog.mail import forward

BLOCKS = [(name(dialect), made) for dialect in DIALECTS if (made := block(dialect))]
REPLY = "Yes, that is fine with us.\n\nBest,\nAna\n\n"


def is_forward(text, subject, html=False, **fields):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ana <ana@acme.example>", BOB, subject
    for field, value in fields.items():
        mail[field.replace("_", "-")] = value
    mail.set_content(text, subtype="html" if html else "plain")
    return forward.read(mail.as_bytes()) is not None


def quoted(text):
    return "\n".join(f"> {line}" for line in text.split("\n"))


def as_replies_quote(made):
    """The block as it is, where programs write it above the message that they answer, too."""
    return made.text() if made.shared else quoted(made.text())


def places(made):
    """The block as a ticket has it: from one place to another."""
    said = {VALUES["from"]: "London", VALUES["to"]: "Paris", VALUES["date"]: "3 May 2027, 10:15"}
    rows = {label: said.get(value) for label, value in made.rows.items()}
    return "\n".join(f"{label}: {value}" for label, value in rows.items() if value)


ORDINARY = {
    "a reply that quotes the block": lambda made: (REPLY + as_replies_quote(made), "Re: The offer", {}),
    "a reply that quotes its bare labels": lambda made: (
        REPLY + Block("", made.rows).text(),
        "AW: The offer",
        {},
    ),
    "a reply of no known prefix": lambda made: (
        REPLY + as_replies_quote(made),
        "Svarandi: The offer",
        {"In_Reply_To": "<9@globex.example>"},
    ),
    "a reply to a forward": lambda made: (
        f"{REPLY}On Mon, 23 Nov 2026 at 10:00, Bob Builder <{BOB}> wrote:\n{quoted(made.text())}",
        "Re: Fwd: The offer",
        {},
    ),
    "a header that is talked of": lambda made: (
        f"The header was:\n\n{Block('', made.rows).text()}",
        "What our scanner found",
        {},
    ),
    "a digest": lambda made: (
        f"Message: 1\n{'-' * 30}\n\n{Block('', made.rows).text()}\n{'-' * 30}\n",
        "offers Digest, Vol 3, Issue 1",
        {},
    ),
    "a ticket": lambda made: (f"Your journey\n{'_' * 32}\n{places(made)}\nSeat: 12A\n", "Your tickets", {}),
    "a ticket that is passed on": lambda made: (
        f"See attached.\n\n{places(made)}\n",
        "Fwd: Your tickets",
        {},
    ),
}


@pytest.mark.parametrize("shape", ORDINARY.values(), ids=ORDINARY)
def test_mail_that_holds_a_block_without_being_a_forward_is_none(shape):
    mails = {who: shape(made) for who, made in BLOCKS}
    assert [
        who for who, (text, subject, fields) in mails.items() if is_forward(text, subject, **fields)
    ] == []


LETTERS = {
    "a patch": f"From: Bob <{BOB}>\nDate: Mon, 23 Nov 2026 10:00:00\nSubject: [PATCH] x\n\n---\n a | 2 +-\n",
    "a contact form": "From: Eve <eve@x.example>\nSubject: Hello\n\nMessage body:\nHi: there\n\n-- \nsent",
    "a form with rules": "----------\nName: Eve\nE-mail: eve@x.example\nDate: 1.2.2027\nMessage: Hi\n---",
    "a bounce": "The mail was:\n\nFrom: a@x.example\nTo: b@y.example\nSubject: x\nDate: Mon, 23 Nov 2026\n",
    "a bounce of a phone": "No\n\nOriginal Message:\nFrom: A <a@x.example>\nTo: 12@y.example\nSubject: x\n",
    "an appointment": (
        "-----Original Appointment-----\nFrom: Bob <bob@globex.example>\nSent: Monday\nTo: ana@acme.example\n"
        "Subject: Review\nWhen: Tuesday\nWhere: Room 3"
    ),
    "a voice message": "From: +49 89 123456\nTo: +49 89 654321\nDate: 23 Nov 2026 10:00\nDuration: 0:12",
    "minutes": "To: do by Friday\nFrom: the committee\nDate: 3 May\nSubject: new chairs\nCc: everybody",
    "a signed text": "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nFrom: me\nTo: you\n-----END-----",
    "a log": "From: host1\nTo: host2\nDate: today\nSubject: CN=x\nConnection closed by peer\n",
    "prose": "Begin forwarded messages with a word of your own, please: they are read more.\nFrom: me.",
    "an announcement of nothing": "---------- Forwarded message ---------\n\nSee attached.\n",
    "news": "===== News =====\nFrom: our shop\nTo: your home\nDate: every day\nSubject: parcels\n",
    "code": '----\nmsg["From"]: a@b.example\nprint(msg)\n----\nTo: a@b.example\nFrom: c@d.example\n',
}


@pytest.mark.parametrize("subject", ["Hello", "Re: Hello", "[list] Hello", "Accepted: Review", "Fwd Hello"])
@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_letter_with_lines_that_look_like_a_header_is_no_forward(letter, subject):
    assert not is_forward(f"Dear Ana,\n\n{letter}\n", subject)
    assert not is_forward(f"<p>Dear Ana,</p><pre>{letter}</pre>", subject, html=True)
