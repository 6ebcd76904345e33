"""Delivery reports of many mail systems, each read as what it says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from birdlog.mail.bounce import read
from birdlog.mail.bounce.report import NO_REPORT

MAILS = Path(__file__).parents[1] / "data" / "bounce"

# file: the original's Message-ID, then (address, action, status, reason) of each recipient
REPORTS = {
    "postfix_too_large": (
        "oferta-1@oficina.example",
        [("4711@bcc.crm.example", "failed", "5.3.4", "too-large")],
    ),
    "outlook_forwarding": (
        "pedido-9@oficina.example",
        [("4711@forward.crm.example", "failed", "5.7.520", "forwarding-refused")],
    ),
    "exim_two": (
        "angebot-2@oficina.example",
        [
            ("nobody@firma.example", "failed", "5.1.1", "address-unknown"),
            ("sales@firma.example", "failed", None, "mailbox-full"),
        ],
    ),
    "qmail_quota": (
        "visita-3@oficina.example",
        [("joao@cliente.example", "failed", "4.2.2", "mailbox-full")],
    ),
    "gmail_delay": ("late-4@mail.gmail.example", [("4711@bcc.crm.example", "delayed", "4.4.1", "temporary")]),
    "exchange_old": (
        "angebot-5@oficina.example",
        [("erika@firma.example", "failed", None, "address-unknown")],
    ),
    "opensmtpd_two": (
        "pedido-6@box.example",
        [
            ("joao@cliente.example", "failed", "5.7.26", "refused"),
            ("compras@nowhere.example", "failed", "5.1.2", "domain-unknown"),
        ],
    ),
    "dma_expired": ("pedido-7@nas.example", [("joao@cliente.example", "failed", None, "temporary")]),
    "global_status": (
        "utf-8@oficina.example",
        [("joão@conção.example", "failed", "5.1.1", "address-unknown")],
    ),
    "dovecot_reject": ("reject-8@oficina.example", [("joao@caixa.example", "failed", None, "mailbox-full")]),
    "wrapped": (
        "wrapped-10@oficina.example",
        [("joao@cliente.example", "failed", "5.1.1", "address-unknown")],
    ),
    "without_names": ("nameless-11@oficina.example", []),
}
LOOKALIKES = [
    "vacation",
    "read_receipt",
    "complaint",
    "challenge",
    "asked_about",
    "list_post",
    "shop",
    "fraud",
]


def _read(name):
    return read((MAILS / f"{name}.eml").read_bytes())


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_says_who_did_not_get_which_mail_and_why(name):
    message_id, recipients = REPORTS[name]

    report = _read(name)

    assert report.bounce
    assert report.original_message_id == message_id
    assert [(r.address, r.action, r.status, r.reason) for r in report.recipients] == recipients


@pytest.mark.parametrize("name", LOOKALIKES)
def test_what_only_looks_like_a_report_is_none(name):
    assert _read(name) == NO_REPORT


def test_a_report_of_success_is_no_bounce_but_is_read():
    report = _read("success")

    assert not report.bounce
    assert [(r.address, r.action, r.status) for r in report.recipients] == [
        ("joao@cliente.example", "delivered", "2.0.0")
    ]


def test_every_mail_of_the_folder_is_expected_to_be_something():
    assert {path.stem for path in MAILS.glob("*.eml")} == {*REPORTS, *LOOKALIKES, "success"}


def test_the_original_is_described_in_readable_words():
    report = _read("postfix_too_large")

    assert report.original_subject == "Oferta de manutenção"
    assert report.original_recipients == ("joao@cliente.example", "compras@cliente.example")
    assert report.date == datetime(2026, 7, 1, 9, 31, 7, tzinfo=UTC)


def test_the_words_of_the_refusing_server_are_kept_on_one_line():
    (recipient,) = _read("outlook_forwarding").recipients

    assert recipient.diagnostic == (
        "550 5.7.520 Access denied, Your organization does not allow external forwarding. "
        "Please contact your administrator for further assistance. AS(7555)"
    )


def test_an_address_behind_an_alias_keeps_both_names():
    sales = _read("exim_two").recipients[1]

    assert (sales.address, sales.also) == ("sales@firma.example", ("info@firma.example",))


def test_nothing_in_the_returned_mail_is_taken_for_the_report():
    assert "stranger@elsewhere.example" not in {r.address for r in _read("exim_two").recipients}


def test_the_original_recipient_is_who_the_sender_wrote_to():
    report = read(
        _status_report(
            "Original-Recipient: rfc822; info@firma.example\n"
            "Final-Recipient: rfc822; erika@firma.example\n"
            "Action: failed\nStatus: 5.2.2\n"
        )
    )

    assert [(r.address, r.also) for r in report.recipients] == [
        ("info@firma.example", ("erika@firma.example",))
    ]


def test_the_server_s_own_code_is_more_exact_than_a_class_alone():
    (recipient,) = read(
        _status_report(
            "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.0.0\n"
            "Diagnostic-Code: smtp; 552 5.2.2 over quota\n"
        )
    ).recipients

    assert recipient.status == "5.2.2"


def test_an_ip_address_is_no_status_code():
    (recipient,) = read(
        _status_report(
            "Final-Recipient: rfc822; a@b.example\nAction: failed\n"
            "Diagnostic-Code: smtp; connect to 5.9.1.7: refused\n"
        )
    ).recipients

    assert recipient.status is None


def test_a_group_of_fields_that_a_blank_line_tore_apart_is_one_recipient():
    (recipient,) = read(
        _status_report("Final-Recipient: rfc822; a@b.example\n\nAction: delayed\nStatus: 4.4.1\n")
    ).recipients

    assert (recipient.address, recipient.action, recipient.status) == ("a@b.example", "delayed", "4.4.1")


def test_a_recipient_that_is_named_twice_is_reported_once():
    report = read(
        _status_report("Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n" * 3)
    )

    assert len(report.recipients) == 1


def test_a_recipient_that_is_a_file_is_found_in_the_text():
    report = read(
        b"X-Failed-Recipients: ana%x.example@mx.example\n"
        + _status_report("Final-Recipient: rfc822;/var/mail/ana\nAction: failed\nStatus: 5.0.0\n")
    )

    assert [r.address for r in report.recipients] == ["ana%x.example@mx.example"]


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("Wed, 01 Jul 2026 06:31:07 -0300 (-03)", datetime(2026, 7, 1, 9, 31, 7, tzinfo=UTC)),
        ("1 Jul 2026 09:31 GMT", datetime(2026, 7, 1, 9, 31, tzinfo=UTC)),
        ("Wed, 01 Jul 2026 11:31:07 +0200", datetime(2026, 7, 1, 9, 31, 7, tzinfo=UTC)),
        ("Wed, 31 Jun 2026 11:31:07 +0200", None),
        ("yesterday", None),
    ],
)
def test_the_date_is_an_instant_in_utc(date, instant):
    raw = f"Date: {date}\n".encode() + _status_report("Final-Recipient: rfc822; a@b.example\nStatus: 5.1.1\n")

    assert read(raw).date == instant


def _status_report(fields):
    return (
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nIt could not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"{fields}\n--b--\n"
    ).encode()


def test_until_when_a_delayed_mail_is_tried_is_read():
    (recipient,) = _read("gmail_delay").recipients

    assert recipient.retried_until == datetime(2026, 7, 3, 9, 31, 7, tzinfo=UTC)
