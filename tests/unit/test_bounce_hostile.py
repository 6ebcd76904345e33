"""Whatever a mail is made of, reading it as a report gives an answer that holds together."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.mail.bounce import read
from birdlog.mail.bounce.mime import READ_LIMIT
from birdlog.mail.bounce.report import NO_REPORT

MAILS = [path.read_bytes() for path in sorted((Path(__file__).parents[1] / "data" / "bounce").glob("*.eml"))]
HEAD = (
    b"From: MAILER-DAEMON@mx.example\nSubject: Undelivered mail\nReturn-Path: <>\n\nCould not be delivered:\n"
)
ACTIONS = {"failed", "delayed", "delivered", "relayed", "expanded"}
FRAGMENTS = st.sampled_from(
    [
        b"\n",
        b"\n\n",
        b"--b\n",
        b"--b--\n",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
        b"Content-Type: message/delivery-status\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Transfer-Encoding: base64\n",
        b"From: MAILER-DAEMON <>\n",
        b"Subject: =?utf-8?q?Undelivered?= mail\n",
        b"X-Failed-Recipients: a@b.example\n",
        b"Final-Recipient: rfc822; a@b.example\n",
        b"Original-Recipient: ;\n",
        b"Action: delayed\n",
        b"Status: 5.1.1\n",
        b"Diagnostic-Code: smtp; 550 \xff\n",
        b"The following addresses could not be delivered:\n",
        b"<a@b.example>: 550 5.1.1 no\n",
        b"  a@b.example\n",
        b"> a@b.example\n",
        b"Recipient: a@b.example\n",
        b"RCPT TO:<a@b.example>\n",
        b"Received: by x\n",
        b"Message-ID: <m@x>\n",
        b"--- Below this line is a copy\n",
        b'{"notificationType":"Bounce",{"emailAddress":"a"}',
        b"Final-Recipient: utf-8; \\x{110000}a@b\n",
        b"Content-Type: text/html\n",
        b"Precedence: auto_reply\n",
        b"Auto-Submitted: auto-replied\n",
        "受信者のメールボックスがいっぱいです\n".encode(),
    ]
)


def _holds_together(report):
    assert (
        report.bounce or report == NO_REPORT or {r.action for r in report.recipients} <= ACTIONS - {"failed"}
    )
    for recipient in report.recipients:
        assert "@" in recipient.address
        assert recipient.action in ACTIONS
        assert recipient.diagnostic is None or "\n" not in recipient.diagnostic


@given(st.binary(max_size=3_000))
def test_any_bytes_have_an_answer(raw):
    _holds_together(read(raw))


@given(st.lists(FRAGMENTS, max_size=30))
def test_any_pieces_of_reports_have_an_answer(pieces):
    _holds_together(read(b"".join(pieces)))


@given(st.sampled_from(MAILS), st.integers(0, 3_000), st.binary(max_size=20), st.integers(0, 200))
def test_any_damage_to_a_report_has_an_answer(mail, at, put, gone):
    _holds_together(read(mail[:at] + put + mail[at + gone :]))


@pytest.mark.parametrize(
    "body",
    [
        b"<a@b.example>:\n" * 50_000,
        b"to a%d@b.example " * 40_000,
        b"from a@b.example, " * 30_000,
        b"mailbox user message " * 25_000,
        b"\n" * 500_000,
        b" " * 500_000,
        b"@" * 500_000,
        b"-" * 500_000,
        b'"' * 500_000,
        b"a@" + b"b." * 200_000,
        b"550 " * 100_000,
        b"recipient:" * 50_000,
    ],
    ids=lambda body: body[:12].decode(),
)
@pytest.mark.timeout(5)
def test_long_mails_of_one_thing_are_read_in_linear_time(body):
    _holds_together(read(HEAD + body))


def test_a_large_mail_costs_no_more_memory_than_its_beginning():
    large = HEAD + b"<a@b.example>: 550 no\n\n--- Below this line is a copy\n" + b"x" * (50 * READ_LIMIT)

    tracemalloc.start()
    report = read(large)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert report.bounce
    assert peak < 20 * READ_LIMIT


def test_the_number_of_recipients_and_the_length_of_words_are_bounded():
    many = b"".join(b"<u%d@b.example>: 550 %s\n" % (n, b"no " * 300) for n in range(2_000))

    recipients = read(HEAD + many).recipients

    assert len(recipients) <= 500
    assert all(len(recipient.diagnostic) <= 500 for recipient in recipients)
