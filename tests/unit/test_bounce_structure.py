"""A report of RFC 3464 is read however its parts are wrapped, encoded or broken."""

from base64 import encodebytes
from quopri import encodestring

import pytest

from birdlog.mail.bounce import read
from birdlog.mail.bounce.mime import READ_LIMIT

HEAD = "From: MAILER-DAEMON@mx.example\nTo: ana@oficina.example\nSubject: Undelivered Mail\n"
FIELDS = (
    "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; joao@cliente.example\n"
    "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n"
)
RETURNED = "Message-ID: <m@oficina.example>\nTo: joao@cliente.example\nSubject: Oi\n\nhello\n"
STATUS = "Content-Type: message/delivery-status\n"
REPORT = "multipart/report; report-type=delivery-status; boundary=b"


def _report(fields=FIELDS, status=STATUS, top=REPORT, text="Not delivered.", **ends):
    returned, end = ends.get("returned", "message/rfc822"), ends.get("end", "--b--")
    return (
        f"{HEAD}Content-Type: {top}\n\npreamble\n--b\nContent-Type: text/plain\n\n{text}\n\n"
        f"--b\n{status}\n{fields}\n--b\nContent-Type: {returned}\n\n{RETURNED}\n{end}\n"
    )


def _with(field, value):
    return _report(FIELDS.replace(field, value))


WRAPPED = {
    "as it should be": _report(),
    "in base64": _report(
        encodebytes(FIELDS.encode()).decode(), f"{STATUS}Content-Transfer-Encoding: base64\n"
    ),
    "in quoted-printable": _report(
        encodestring(FIELDS.encode()).decode(), f"{STATUS}Content-Transfer-Encoding: quoted-printable\n"
    ),
    "in multipart/mixed": _report(top="multipart/mixed; boundary=b"),
    "inside multipart/mixed": f"{HEAD}Content-Type: multipart/mixed; boundary=o\n\n--o\n"
    f"{_report().removeprefix(HEAD)}\n--o\n\nfooter\n--o--\n",
    "without a report-type": _report(top="multipart/report; boundary=b"),
    "in capitals": _report(top="MULTIPART/REPORT; REPORT-TYPE=DELIVERY-STATUS; BOUNDARY=b"),
    "with comments": _report(top='multipart/report (a); report-type=delivery-status (b); boundary="b" (c)'),
    "with an encoded boundary": _report(top="multipart/report; boundary*=us-ascii''b"),
    "without a boundary": _report(top="multipart/report; report-type=delivery-status"),
    "with a wrong boundary": _report(top="multipart/report; boundary=other"),
    "without an end": _report(end=""),
    "with headers alone": _report(returned="text/rfc822-headers"),
    "with the fields as a text": _report(status="Content-Type: text/plain; name=details.txt\n"),
    "with the fields as an attachment": _report(status=f"{STATUS}Content-Disposition: attachment\n"),
    "with the fields among the part's own": _report(status=STATUS + FIELDS.partition("\n\n")[2], fields=""),
    "after a long text": _report(text="x" * (READ_LIMIT // 2)),
    "with CRLF": _report().replace("\n", "\r\n"),
    "with CR": _report().replace("\n", "\r"),
    "from a mailbox file": f"From MAILER-DAEMON Thu Jan  1 00:00:00 2026\n{_report()}",
    "after a byte order mark": f"\ufeff{_report()}",
    "with an address in brackets": _with("joao@cliente.example", "<joao@cliente.example>"),
    "without an address type": _with("rfc822; ", ""),
    "with a comment on the status": _with("5.1.1\n", "5.1.1 (bad destination mailbox address)\n"),
    "with a comment on the action": _with("failed", "Failed (bad address)"),
    "without an action": _with("Action: failed\n", ""),
    "with spaces": _with(": ", " :   "),
}


@pytest.mark.parametrize("how", WRAPPED)
def test_a_report_is_read_however_it_is_wrapped(how):
    report = read(WRAPPED[how].encode())

    assert [(r.address, r.action, r.status, r.reason) for r in report.recipients] == [
        ("joao@cliente.example", "failed", "5.1.1", "address-unknown")
    ]
    assert report.original_message_id == "m@oficina.example"


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("rfc822; joao@localhost", "joao@localhost"),
        ("rfc822; joao@#cliente", "joao@#cliente"),
        ('rfc822; "joao silva"@cliente.example', '"joao silva"@cliente.example'),
        ("utf-8; joão@conção.example", "joão@conção.example"),
        (r"utf-8; jo\x{E3}o@con\x{E7}\x{E3}o.example", "joão@conção.example"),
        ("rfc822; joao@cliente.example (Joao)", "joao@cliente.example"),
        ("smtp; joao%x@cliente.example", "joao%x@cliente.example"),
    ],
)
def test_an_unusual_recipient_is_one_all_the_same(field, address):
    (recipient,) = read(_with("rfc822; joao@cliente.example", field).encode()).recipients

    assert recipient.address == address


def test_the_mailbox_behind_an_alias_is_another_name_of_the_recipient():
    fields = FIELDS.replace("Action:", "X-Actual-Recipient: rfc822; silva@interno.example\nAction:")

    (recipient,) = read(_report(fields).encode()).recipients

    assert (recipient.address, recipient.also) == ("joao@cliente.example", ("silva@interno.example",))


def test_no_character_beyond_unicode_is_made():
    field = r"utf-8; jo\x{FFFFFF}ao@cliente.example"

    (recipient,) = read(_with("rfc822; joao@cliente.example", field).encode()).recipients

    assert recipient.address == "joao@cliente.example"


def test_what_stands_beyond_the_limit_is_not_read():
    report = read(_report(text="x" * READ_LIMIT).encode())

    assert report.recipients == ()
