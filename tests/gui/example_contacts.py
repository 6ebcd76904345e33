"""Contacts such as a person has after a few weeks, for tests and pictures of the window."""

import json
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy import insert

from birdlog.crm.local import directory, intake, records
from birdlog.crm.local.imports import import_records
from birdlog.settings import Profile, Settings

LOCAL = """
[profile.mine]
preset = "local"
identities = ["ana@firma.example"]
attachments-limit = "1 MB"
created = "2024-01-01T00:00:00Z"
"""

ANA = "ana@firma.example"
MARIA = "maria.souza@acme.example"
PROFILE = Profile("mine", "local", "Birdlog CRM", identities=(ANA,), attachments_limit=1_000_000)
SETTINGS = Settings(profiles=(PROFILE,))

HOSTILE_NAME = '<b>Bobby</b> "Tables" \u202egnp.exe\u202c \x07 &amp; Co'
LONG_NAME = "Dr. Maximiliane Freifrau von und zu Hohenschwangau-Wolkenstein " * 20

PEOPLE = (
    (MARIA, "Maria Souza", "Acme Engenharia"),
    ("lena.fischer@kunde.example", "Lena Fischer", "Kunde GmbH"),
    ("planung@acme.example", None, "Acme Engenharia"),
    ("tom@example.com", "Tom O'Brien", None),
    ("x@evil.example", HOSTILE_NAME, '"><script>alert(1)</script>'),
    ("max@lang.example", LONG_NAME, "Gesellschaft für außerordentlich lange Namen mbH " * 10),
    ("noura@riyadh.example", "نورة العتيبي", "شركة الرياض للتجارة"),
)

DEALS = (
    ("Annual maintenance 2027", MARIA, "open", "2026-11-02"),
    ("Hall 3, second conveyor belt", MARIA, "won", "2026-08-14"),
    ("Spare parts", MARIA, "lost", "2026-03-09"),
)

TEXT = (
    "Dear Maria,\n\nas we said on the phone, here is the offer for the maintenance of both halls.\n\n"
    "  - two visits a year, in April and in October\n  - spare parts at list price less 12 %\n\n"
    "Does Thursday at ten suit you to go through it?\n\nBest regards\nAna\n"
)
LONG_TEXT = "".join(
    f"{number}. Ein Satz, der in der Mail steht und nicht aufhört.\n" for number in range(1, 400)
)
HOSTILE_TEXT = "<h1>Win</h1> \u202eevil\u202c \x1b[31m &nbsp; <script>alert(1)</script>\n" + "x" * 10_000


def mail(number, subject, text, *, to=MARIA, when, attachments=()):
    """A mail that Ana sends, as raw bytes."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"Ana Souza <{ANA}>", to, subject
    made["Message-ID"], made["Date"] = f"<{number:04}.8f2c1d@firma.example>", format_datetime(when)
    made.set_content(text)
    for name, content in attachments:
        made.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return made.as_bytes()


def fill_people(engine, now=None):
    """Contacts, companies and deals, without any mail."""
    rows = [
        {"type": "contact", "email": email, "name": name, "company": company}
        for email, name, company in PEOPLE
    ]
    deals = [
        {"type": "deal", "name": name, "contact": contact, "stage": stage, "created": created}
        for name, contact, stage, created in DEALS
    ]
    import_records(engine, "\n".join(map(json.dumps, rows + deals)).encode(), now or datetime.now(UTC))


def fill_mails(engine, now=None):
    """Mails on the timelines."""
    now = now or datetime.now(UTC)
    offer, plan = ("offer-2027.pdf", b"%PDF" * 9_000), ("drawings.pdf", b"%PDF" * 400_000)
    for number, subject, text, ago, attachments in (
        (1, "Kick-off on 14 March", "See you there.\n", timedelta(days=250), ()),
        (2, "Offer 2027: annual maintenance of both halls", TEXT, timedelta(days=6), (offer,)),
        (3, "Minutes, very long", LONG_TEXT, timedelta(days=3), ()),
        (4, "<b>Invoice</b> <img src=x> \u202egnp.exe", HOSTILE_TEXT, timedelta(hours=5), ()),
        (5, "Drawings, second revision", "Attached.\n", timedelta(minutes=40), (plan,)),
    ):
        raw = mail(number, subject, text, when=now - ago, attachments=attachments)
        assert intake.take_sent(engine, raw, PROFILE, SETTINGS, now).logged
    reply = mail(
        6, "Re: Offer 2027: annual maintenance of both halls", "Thursday at ten is fine.\n", when=now
    )
    reply = reply.replace(b"From: Ana Souza <ana@firma.example>", f"From: Maria Souza <{MARIA}>".encode())
    reply = reply.replace(f"To: {MARIA}".encode(), f"To: {ANA}".encode(), 1)
    assert intake.take_received(engine, reply, PROFILE, SETTINGS, now, identity=ANA).logged
    sent = mail(
        7, "Price list for spring", "Here.\n", to="lena.fischer@kunde.example", when=now - timedelta(days=1)
    )
    assert intake.take_sent(engine, sent, PROFILE, SETTINGS, now).logged


def fill_many(engine, count, *, can_be_found=False):
    """`count` contacts, written in bulk; words to find them by take as long as all the rest."""
    given = ("Ana", "Bruno", "Carla", "Davi", "Elena", "Felipe", "Gabriela", "Heitor", "Iris", "João")
    family = ("Almeida", "Barbosa", "Cardoso", "Duarte", "Esteves", "Ferreira", "Gomes", "Hahn", "Ito")
    rows = []
    for number in range(count):
        name = f"{given[number % 10]} {family[number // 10 % 9]}"
        email = f"{name.lower().replace(' ', '.')}{number}@firm{number % 500}.example"
        latest = f"2026-{number % 10 + 1:02}-{number % 28 + 1:02}T10:00:00Z"
        rows.append({"key": email, "email": email, "name": name, "created": latest, "latest": latest})
    with records.writing(engine) as connection:
        connection.execute(insert(records.contact), rows)
        if can_be_found:
            directory.add_all_words(connection)
