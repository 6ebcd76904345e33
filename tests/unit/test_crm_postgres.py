"""PostgreSQL for a team: the same records, several intakes on one database."""

import pytest
from crm_mails import ANA, BOB, FORWARD, LOG, forwarded, outgoing
from test_crm_records import NOW, SETTINGS, counted, deliver_from_many_sides

from birdlog.crm.local import intake, records, timeline
from birdlog.settings import Profile, Settings
from crm_postgresql import emptied


@pytest.fixture
def url(postgresql):
    with emptied(postgresql) as url:
        yield url


@pytest.fixture
def engine(url):
    engine = records.open_records(url)
    yield engine
    engine.dispose()


def test_mails_are_logged_as_in_sqlite(engine):
    profile = Profile(
        name="CRM", preset="local", crm="Birdlog CRM", bcc=LOG, forward=FORWARD, identities=(ANA,)
    )
    settings = Settings(profiles=(profile,))
    for raw, recipient in ((outgoing(attachments=[("a", b"\0\xff")]), LOG), (forwarded(), FORWARD)):
        (answer,) = intake.take(engine, raw, [recipient], settings, NOW)
        assert answer.logged
    with records.reading(engine) as connection:
        emails = list(timeline.timeline(connection, BOB))
        (contact,) = timeline.contacts(connection)
    assert [(email["via"], email["company"]) for email in emails] == [
        ("forward", "globex.example"),
        ("bcc", "globex.example"),
    ]
    assert contact["name"] == "Bob Builder"


def test_text_that_the_database_would_refuse_is_logged(engine):
    raw = f"From: {ANA}\nTo: {BOB}\nSubject: =?utf-8?q?a=00b?=\nMessage-ID: <\0>\n\n\0 \xed\xa0\x80".encode(
        "latin-1"
    )
    (answer,) = intake.take(engine, raw, [LOG], SETTINGS, NOW)
    assert answer.logged


def test_several_intakes_log_every_mail_once(url):
    deliver_from_many_sides(url)
    engine = records.open_records(url)
    assert counted(engine) == [1 + 8, 2 + 8, 2]
    engine.dispose()
