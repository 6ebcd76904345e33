"""Mails are taken apart, whatever their bytes, in bounded time."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.mail import message, parts

SNIPPETS = st.sampled_from(
    [
        b"From: a@b.example\n",
        b"To: =?utf-8?q?=FF?= <a@b.example>, x\n",
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Type: text/html; charset=undefined\n",
        b"Content-Type: text/plain; charset*=punycode''x\n",
        b"Content-Disposition: attachment; filename*=undefined''%00\n",
        b"Content-Transfer-Encoding: base64 \n",
        b"Content-Transfer-Encoding: uuencode\n",
        b"Date: Mon, 99 Nov 99999 10:00:00 +9999\n",
        b"Message-ID: <\x00\xff>\n",
        b"\n--b\n",
        b"\n--b--\n",
        b"\r\n\r\n",
        b"\x00\xed\xa0\x80&#xD800;<p>",
    ]
)
HOSTILE = st.lists(st.one_of(SNIPPETS, st.binary(max_size=20)), max_size=30).map(b"".join)


@given(HOSTILE)
def test_any_bytes_are_read_and_what_is_read_is_clean_text(raw):
    mail = message.read(raw)
    people = [*filter(None, [mail.sender]), *mail.to, *mail.cc]
    shown = [mail.subject, mail.text, mail.message_id or ""]
    shown += [attachment.name or "" for attachment in mail.attachments]
    shown += [f"{person.name}{person.address}" for person in people]
    for text in shown:
        assert "\0" not in text
        text.encode()
    assert mail.date is None or mail.date.utcoffset() is not None


def nested(depth):
    levels = (
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)
    )
    return b"Subject: deep\n" + b"".join(levels) + b"\ntext\n"


def test_a_mail_is_read_down_to_a_depth_that_no_honest_mail_has():
    assert parts.read(nested(parts.DEPTH_LIMIT)).texts("text/plain") == ["text"]
    too_deep = parts.read(nested(5_000))
    assert (too_deep.field("subject"), too_deep.texts("text/plain")) == ("deep", [""])


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: text/plain; " + b"a*0=b; " * 150_000 + b"\n\nx",
        b"Subject: " + b"=?utf-8?q?a?= " * 80_000 + b"\n\nx",
        b"To: " + b"a@b.example, " * 80_000 + b"\n\nx",
        b"Content-Type: text/html\n\n" + b"<!--" * 250_000,
        b"Content-Type: text/html\n\n" + b"<a " * 300_000,
        b"Content-Type: text/html\n\n" + b"<td> " * 200_000,
        b"Content-Type: text/plain; charset=punycode\n\na-" + b"z" * 1_000_000,
    ],
    ids=["parameters", "encoded words", "addresses", "comments", "open tags", "cells", "punycode"],
)
def test_a_megabyte_that_is_made_to_take_long_does_not(raw):
    start = time.process_time()
    message.read(raw)
    assert time.process_time() - start < 5


def test_content_is_what_is_read_in_place_and_attachments_are_the_rest():
    mail = EmailMessage()
    mail.set_content("12345\n")
    mail.add_alternative("<p>12345</p>", subtype="html")
    mail.add_attachment("notes", filename="notes.txt")
    mail.add_attachment(b"\0" * 100, maintype="application", subtype="pdf", filename="a.pdf")
    taken = parts.read(mail.as_bytes())
    assert taken.content_bytes == len("12345\n") + len("<p>12345</p>\n")
    assert taken.attachment_bytes == len("notes\n") + 100


def test_an_attached_message_is_one_attachment_and_its_text_is_not_the_mails():
    inner = EmailMessage()
    inner.set_content("inner text")
    outer = EmailMessage()
    outer.set_content("outer text")
    outer.add_attachment(inner)
    mail = message.read(outer.as_bytes())
    assert mail.text == "outer text"
    assert [attachment.content_type for attachment in mail.attachments] == ["message/rfc822"]
    assert b"inner text" in mail.attachments[0].content


def test_a_multipart_without_a_boundary_is_text():
    assert message.read(b"Content-Type: multipart/mixed\n\nstill readable\n").text == "still readable"


HEADER_LINES = st.sampled_from(
    [
        b"From: =?utf-8?q?Ana?= <a@b.example>\n",
        b"Subject: h\xc3\xa9 \xff\n folded\n",
        b"subject:\x0bx\x85\r\n\t\n",
        b"Subject : no field\n",
        b"From someone\n",
        b"\rX: y\n",
        b"Content-Type: text/plain; charset=UTF-8\n",
        b'Content-Type: text/html;\n\tcharset="iso-8859-1"; format=flowed\n',
        b"Content-Type: TEXT/PLAIN; charset=a; charset=b\n",
        b"Content-Type: text/plain; name=x.txt\n",
        b"Content-Type: text\n",
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: Quoted-Printable\n",
        b"Content-Transfer-Encoding: 8bit\r\n",
        b"Content-Transfer-Encoding: x-uue\n",
        b"Content-Disposition: attachment\n",
    ]
)
BODIES = st.one_of(
    st.binary(max_size=30), st.sampled_from([b"aGVs\r\nbG8=\n", b"aGVsbG8\n", b"=C3=A9=\n=\n", b"--b\n\nx"])
)


@given(st.lists(HEADER_LINES, max_size=6).map(b"".join), st.sampled_from([b"\n", b"\r\n", b""]), BODIES)
def test_a_plain_mail_is_read_as_the_standard_librarys_parser_would(header, blank, body):
    raw = header + blank + body
    quickly = parts._of_one_text(raw)
    assert quickly is None or quickly == parts._of_any(raw)


def test_a_plain_mail_is_read_without_that_parser():
    raw = b"From: a@b.example\r\nContent-Type: text/plain;\r\n charset=utf-8\r\n\r\nol\xc3\xa1\r\n"
    read = parts._of_one_text(raw)
    assert read is not None
    assert read.texts("text/plain") == ["olá\n"]
