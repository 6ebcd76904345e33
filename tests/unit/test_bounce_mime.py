"""The reader of parts takes any bytes, and takes a mail apart as its structure says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.mail.bounce.mime import READ_LIMIT, decode_words, read_mail


def _texts(raw):
    return [(part.media_type, part.text().strip()) for part in read_mail(raw)[1]]


def test_parts_are_found_at_every_depth_in_their_order():
    raw = (
        b'Content-Type: multipart/mixed; boundary="a b"\r\n\r\nbefore\r\n--a b\r\n'
        b"Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n\r\none\r\n--c\r\n"
        b"Content-Type: text/html\r\n\r\ntwo\r\n--c--\r\n--a b \r\nContent-Type: Message/RFC822\r\n\r\n"
        b"Subject: three\r\n\r\n--a b--\r\nafter"
    )

    assert _texts(raw) == [
        ("text/plain", "one"),
        ("text/html", "two"),
        ("message/rfc822", "Subject: three"),
    ]


def test_a_boundary_that_begins_like_another_one_does_not_end_it():
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--bb\nstill one\n--b--\n"

    assert _texts(raw) == [("text/plain", "one\n--bb\nstill one")]


def test_a_multipart_without_parts_is_text():
    assert _texts(b"Content-Type: multipart/report; boundary=b\n\nwords") == [("text/plain", "words")]


def test_a_missing_end_ends_with_the_mail():
    assert _texts(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\none") == [("text/plain", "one")]


def test_fields_are_unfolded_and_the_first_of_a_name_counts():
    headers, _ = read_mail(b"From x Thu\nSubject: a\n\tb\nbroken\nSUBJECT : second\nTo:c\n\nbody")

    assert headers == {"subject": "a \tb broken", "to": "c"}


@pytest.mark.parametrize(
    ("encoding", "body", "text"),
    [
        ("base64", b"w6l0w6k=", "été"),
        ("base64", b"w6l0w6k", "ét"),
        ("base64", b"!", ""),
        ("quoted-printable", b"=C3=A9t=\n=C3=A9", "été"),
        ("8bit", "été".encode(), "été"),
    ],
)
def test_transfer_encodings_are_undone_as_far_as_they_go(encoding, body, text):
    raw = (
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n".encode() + body
    )

    assert _texts(raw) == [("text/plain", text)]


@pytest.mark.parametrize("charset", ["iso-8859-1", "ISO-8859-1", '"windows-1252"', "latin1"])
def test_charsets_are_honoured(charset):
    assert _texts(f"Content-Type: text/plain; charset={charset}\n\n".encode() + b"\xe9") == [
        ("text/plain", "é")
    ]


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "rot13", "nonsense", "utf-7", "idna"])
def test_what_is_no_charset_is_read_as_utf_8(charset):
    assert _texts(f"Content-Type: text/plain; charset={charset}\n\n".encode() + b"\\x \xc3\xa9") == [
        ("text/plain", "\\x é")
    ]


@pytest.mark.parametrize(
    ("octets", "text"),
    [("é".encode(), "é"), (b"Empf\xe4nger", "Empfänger"), ("宛先不明".encode("iso-2022-jp"), "宛先不明")],
)
def test_without_a_charset_the_bytes_tell(octets, text):
    assert _texts(b"Content-Type: text/plain\n\n" + octets) == [("text/plain", text)]


def test_encoded_words_are_decoded():
    assert decode_words("=?utf-8?Q?caf=C3=A9?= =?iso-8859-1?b?6Q==?= x") == "caféé x"
    assert decode_words("=?x?q?a?= plain") == "a plain"


def test_no_more_than_the_limit_is_read():
    raw = b"Subject: a\n\n" + b"x" * (READ_LIMIT * 2)
    (part,) = read_mail(raw)[1]

    assert len(part.body) == READ_LIMIT - len(b"Subject: a\n\n")


def test_nesting_and_the_number_of_parts_are_bounded():
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(5_000))
    many = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5_000

    assert len(read_mail(nested)[1]) <= 64
    assert len(read_mail(many)[1]) == 64


@given(st.binary(max_size=2_000))
def test_any_bytes_can_be_taken_apart(raw):
    headers, parts = read_mail(raw)

    assert all(isinstance(part.text(), str) for part in parts)
    assert all("\n" not in value for value in headers.values())
