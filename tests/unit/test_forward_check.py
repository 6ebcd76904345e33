"""What is said of a forward, before it leaves or when it arrives."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from crm_mails import ANA, BOB, ENGLISH, forwarded, html_block, plain_block

from birdlog.mail import parts
from birdlog.mail.forward import read_parts
from birdlog.rules.forwarded import check
from birdlog.settings import Profile, Settings
from birdlog.texts import finding_json

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LINE = "-------- Forwarded Message --------"


def codes(raw, preset="hubspot", never_log=(), **settings):
    profile = Profile(name="CRM", preset=preset, crm="HubSpot", identities=(ANA,), **settings)
    mail = parts.read(raw)
    findings = check(mail, read_parts(mail), profile, Settings(profiles=(profile,), never_log=never_log), NOW)
    for finding in findings:
        for locale in ("en", "pt-BR"):
            said = finding_json(finding, locale)
            assert said["message"]
            assert "…" not in said["message"] + said["fix"]
    return [finding.code for finding in findings]


def without(*labels):
    return {label: value for label, value in ENGLISH.items() if label not in labels}


def test_a_forward_as_thunderbird_writes_it_leaves_nothing_to_say():
    assert codes(forwarded()) == []


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        ("From", "missing-from"),
        ("Date", "missing-date"),
        ("Subject", "missing-subject"),
        ("To", "missing-to"),
    ],
)
def test_what_the_block_leaves_out_is_named(left_out, code):
    assert codes(forwarded(labels=without(left_out))) == [code]


def test_a_sender_without_an_address_is_missing():
    assert codes(forwarded(labels=ENGLISH | {"From": "Bob Builder"})) == ["missing-from"]


@pytest.mark.parametrize(("there", "code"), [("plain", "no-html-part"), ("html", "no-plain-part")])
def test_both_parts_must_be_there(there, code):
    assert codes(forwarded(parts=(there,))) == [code]


def test_a_mail_without_a_block_is_no_forward():
    assert codes(b"From: ana@acme.example\nContent-Type: text/html\n\nHello") == [
        "no-header",
        "no-plain-part",
    ]


def test_a_message_forwarded_as_an_attachment_is_told_apart():
    mail = EmailMessage()
    mail.set_content("see attached")
    mail.add_alternative("<p>see attached</p>", subtype="html")
    inner = EmailMessage()
    inner.set_content("hello")
    mail.add_attachment(inner)
    assert codes(mail.as_bytes()) == ["as-attachment"]


@pytest.mark.parametrize(
    "html", [html_block(ENGLISH | {"From": "eve@evil.example"}, LINE, "Yes."), "<p>No block at all.</p>"]
)
def test_the_parts_must_say_the_same(html):
    mail = EmailMessage()
    mail["From"] = ANA
    mail.set_content(plain_block(ENGLISH, LINE, "Yes."))
    mail.add_alternative(html, subtype="html")
    assert codes(mail.as_bytes()) == ["parts-disagree"]


GERMAN = {"Betreff": "Angebot", "Datum": ENGLISH["Date"], "Von": BOB, "An": ANA}
DUTCH = {"Onderwerp": "Aanbod", "Datum": ENGLISH["Date"], "Van": BOB, "Aan": ANA}
TURKISH = {"Konu": "Teklif", "Tarih": ENGLISH["Date"], "Kimden": BOB, "Kime": ANA}


@pytest.mark.parametrize(
    ("labels", "line", "found"),
    [
        (GERMAN, "-------- Weitergeleitete Nachricht --------", []),
        (DUTCH, "-------- Doorgestuurd bericht --------", ["language-unknown"]),
        (TURKISH, "-------- İletilen İleti --------", ["language-unsupported"]),
    ],
)
def test_the_language_must_be_one_that_the_crm_reads(labels, line, found):
    raw = forwarded(labels=labels, announcement=line)
    assert codes(raw) == found
    assert codes(raw, preset="local") == []


def test_a_language_that_the_profile_names_is_read():
    raw = forwarded(labels=TURKISH, announcement="-------- İletilen İleti --------")
    assert codes(raw, language="tr") == []


def test_a_forward_in_the_forward_is_the_chain():
    assert codes(forwarded(text=plain_block(without("CC"), LINE, "Older."), parts=("plain",))) == [
        "no-html-part",
        "chain",
    ]


def test_ones_own_message_is_none_to_forward():
    assert codes(forwarded(labels=ENGLISH | {"From": f"Ana <{ANA.upper()}>"})) == ["own-message"]


def test_a_never_log_sender_is_never_forwarded():
    assert codes(forwarded(), never_log=("*@globex.example",)) == ["never-log"]


@pytest.mark.parametrize(
    "raw",
    [
        b"From: ana@acme.example\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n",
        b"From: ana@acme.example\nContent-Type: application/pkcs7-mime\n\nMIIB",
        b"From: ana@acme.example\n\n-----BEGIN PGP MESSAGE-----\n\nx\n",
    ],
)
def test_of_an_encrypted_mail_only_that_is_said(raw):
    assert codes(raw) == ["encrypted"]


def test_sizes_are_measured_on_what_is_decoded():
    raw = forwarded(text="x" * 2_000)
    assert codes(raw, content_limit=2_000) == ["body-too-large"]
    assert codes(raw, content_limit=20_000) == []
