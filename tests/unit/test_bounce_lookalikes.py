"""Mails that look like delivery reports and are none: whoever writes them, in whatever language."""

from itertools import product

import pytest

from birdlog.mail.bounce import read
from birdlog.mail.bounce.report import NO_REPORT

REPORT = (
    "This is the mail system at host mx.example.\n\nYour message could not be delivered.\n\n"
    "<joao@cliente.example>: host mx.cliente.example said: 550 5.1.1 User unknown\n\n"
    "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; joao@cliente.example\n"
    "Action: failed\nStatus: 5.1.1\n"
)
QUOTED = "\n".join(f"> {line}" for line in REPORT.splitlines())
FORWARDED = f"Was ist das?\n\n-------- Forwarded Message --------\nFrom: MAILER-DAEMON@mx.example\n\n{REPORT}"

ABSENCES = {
    "de": ("Urlaub", "Ich konnte Ihre Nachricht nicht lesen. In dringenden Fällen:\n\nerika@firma.example"),
    "en": ("Away", "I can't receive your message. Your mail was not delivered to\n\n  bob@firma.example"),
    "es": ("RE: Oferta", "Su mensaje no pudo ser leído. Escriba a\n\n  eva@firma.example"),
    "fr": ("Absence", "Votre message n'a pas pu être lu. Écrivez à :\n\n  eve@firma.example"),
    "it": ("Fuori sede", "Impossibile rispondere. Scrivere a:\n\n  eva@firma.example"),
    "ja": ("不在通知", "メールを確認できません。エラー\n\n  eva@firma.example"),
    "nl": ("Afwezig", "Uw bericht is niet afgeleverd. Mail naar\n\n  eva@firma.example"),
    "pt": ("Férias", "Não foi possível ler sua mensagem. Escreva para:\n\n  eva@firma.example"),
    "ru": ("Re: Предложение", "Меня нет, невозможно ответить. Пишите\n\n  eva@firma.example"),
    "zh": ("自动回复", "我不在，无法回复。请联系\n\n  eva@firma.example"),
}
ENVELOPES = ("Return-Path: <>\n", "Return-Path: <MAILER-DAEMON>\n", "Return-Path: <max@firma.example>\n", "")
ANSWERS = ("Auto-Submitted: auto-replied\n", "X-Autoreply: yes\nPrecedence: bulk\n", "")


def _mail(sender, subject, body, fields=""):
    head = f"{fields}From: {sender}\nTo: ana@oficina.example\nSubject: {subject}\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{body}\n".encode()


@pytest.mark.parametrize("language", ABSENCES)
def test_an_absence_is_no_failure(language):
    subject, body = ABSENCES[language]

    for envelope, answer, sender in product(
        ENVELOPES, ANSWERS, ("Max <max@firma.example>", "max@firma.example")
    ):
        assert read(_mail(sender, subject, body, envelope + answer)) == NO_REPORT


@pytest.mark.parametrize(
    "subject",
    [
        "Fwd: Undelivered Mail Returned to Sender",
        "Re: Delivery Status Notification (Failure)",
        "WG: Unzustellbar: Angebot",
        "Mail delivery failed?",
        "Undelivered Mail Returned to Sender",
    ],
)
@pytest.mark.parametrize("body", [REPORT, QUOTED, FORWARDED], ids=["pasted", "quoted", "forwarded"])
def test_a_report_that_a_person_passes_on_is_the_person_s_mail(subject, body):
    for fields in ("", "User-Agent: Thunderbird\n", "Return-Path: <maria@firma.example>\n"):
        assert read(_mail("Maria Silva <maria@firma.example>", subject, body, fields)) == NO_REPORT


@pytest.mark.parametrize("subject", ["[Ticket#2026-17] Undelivered Mail", "[#123] Re: Mail delivery failed"])
def test_a_ticket_about_a_report_is_no_report(subject):
    mail = _mail("Support <support@firma.example>", subject, REPORT, "Auto-Submitted: auto-generated\n")

    assert read(mail) == NO_REPORT


def test_a_forward_that_carries_the_status_fields_as_a_part_is_no_report():
    raw = (
        "From: Maria Silva <maria@firma.example>\nSubject: Fwd: Undelivered Mail\nUser-Agent: Thunderbird\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee below\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        "Final-Recipient: rfc822; joao@cliente.example\nAction: failed\nStatus: 5.1.1\n\n--b--\n"
    )

    assert read(raw.encode()) == NO_REPORT


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Your parcel could not be delivered", "The delivery failed. Write to\n\n  help@parcels.example"),
        ("Zustellung fehlgeschlagen", "Ihr Paket konnte nicht zugestellt werden.\n\nhilfe@parcels.example"),
        ("Falha na entrega do seu pedido", "O pedido não foi entregue.\n\n ajuda@parcels.example"),
    ],
)
def test_a_parcel_is_no_mail(subject, body):
    for sender, envelope in product(("Parcels <noreply@parcels.example>", "shop@parcels.example"), ENVELOPES):
        assert read(_mail(sender, subject, body, envelope)) == NO_REPORT


@pytest.mark.parametrize("sender", ["Mail Delivery System <mailer-daemon@x.example>", "IT <it@x.example>"])
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_fraud_that_names_its_reader_alone_is_no_report(sender, kind):
    raw = (
        f"From: {sender}\nTo: ana@oficina.example\nSubject: Delivery failure: your mailbox is full\n"
        f"Content-Type: text/{kind}\n\n5 messages could not be delivered to ana@oficina.example.\n"
        "Release them: https://x.example\n"
    )

    assert read(raw.encode()) == NO_REPORT


def test_a_worm_that_poses_as_a_report_is_none():
    raw = (
        "From: Mail Delivery Subsystem <MAILER-DAEMON@oficina.example>\nTo: ana@oficina.example\n"
        "Subject: Message could not be delivered\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
        "The following recipients could not receive it:\n<maria@other.example>: 550 user unknown\n\n"
        '--b\nContent-Type: application/octet-stream; name="text.pif"\n\nx\n--b--\n'
    )

    assert read(raw.encode()) == NO_REPORT


NOTICES = {
    "quarantine": (
        "Quarantine <postmaster@oficina.example>",
        "Quarantine report",
        "These messages were blocked and not delivered:\n\n spammer@x.example   Buy\n other@x.example  Hello",
    ),
    "maintenance": (
        "Postmaster <postmaster@isp.example>",
        "New mail system on Sunday",
        "Mail cannot be delivered during that time. Questions about quotas? Write to\n\n  help@isp.example",
    ),
    "quota": (
        "Administrator <postmaster@oficina.example>",
        "Your mailbox is almost full",
        "You can't receive new mail soon.\n\n help@oficina.example",
    ),
    "moderation": (
        "list-bounces@list.example",
        "Your message to List awaits moderator approval",
        "Your mail is being held. The reason:\n\n    Post by non-member to a members-only list",
    ),
    "challenge": (
        "joao@cliente.example",
        "Re: Oferta (action required)",
        "Your message was not delivered yet. Prove that you are human.\n\n joao@cliente.example",
    ),
    "aggregate report": (
        "DMARC <dmarc@x.example>",
        "DMARC report: rejected messages",
        "12 messages were rejected. Questions:\n\n  postmaster@x.example",
    ),
    "log of a day": (
        "logwatch@srv.example",
        "Logwatch",
        "5 messages bounced:\n   550 5.1.1 <joao@cliente.example>: user unknown",
    ),
    "queue": (
        "root@srv.example (Cron Daemon)",
        "Cron <root@srv> mailq",
        "A1 2200 Mon Jan  1 a@b.example\n (Connection timed out)\n      joao@cliente.example",
    ),
}


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_about_mail_is_no_report_of_one(notice):
    for envelope in ("", "Return-Path: <>\n"):
        assert read(_mail(*NOTICES[notice], envelope)) == NO_REPORT


@pytest.mark.parametrize("kind", ["disposition-notification", "tlsrpt", "feedback-report"])
def test_a_report_of_another_kind_is_no_report_of_delivery(kind):
    raw = (
        "From: joao@cliente.example\nReturn-Path: <>\nSubject: Undelivered?\n"
        f"Content-Type: multipart/report; report-type={kind}; boundary=b\n\n"
        "--b\n\nYour message could not be delivered to the eyes of its reader.\n"
        f"--b\nContent-Type: message/{kind}\n\nFinal-Recipient: rfc822; joao@cliente.example\n"
        "Disposition: manual-action/MDN-sent-manually; deleted\n--b--\n"
    )

    assert read(raw.encode()) == NO_REPORT
