"""Whose records a mail lands on: To and Cc, or a forward's sender; and which of them the CRM would make."""

import sqlite3

import pytest

from birdlog import paths
from birdlog.crm.local.acquaintance import strangers
from birdlog.crm.local.records import open_records, writing
from birdlog.host.dispatch import answer
from birdlog.host.session import Session
from birdlog.rules.landing import contacts_of_forward, contacts_of_mail
from birdlog.rules.outgoing import Mail
from birdlog.rules.received import Received
from birdlog.settings import Profile, Settings, load

ANA = "ana@oficina.example"
BOB = "bob@cliente.example"
EVE = "eve@cliente.example"
CRM, FORWARD = "log@crm.example", "forward@crm.example"
PROFILE = Profile("work", "local", "Birdlog CRM", bcc=CRM, forward=FORWARD, identities=(ANA,))
SETTINGS = Settings(profiles=(PROFILE,), never_log=("*@familia.example",))


def meet(engine, *addresses):
    """Make contacts of the embedded CRM."""
    row = "INSERT INTO contact (key, email, created) VALUES (?, ?, '2026-01-01T00:00:00Z')"
    with writing(engine) as connection:
        for address in addresses:
            connection.exec_driver_sql(row, (address.lower(), address))


# Whom


def test_to_and_cc_become_contacts_and_bcc_does_not():
    mail = Mail(ANA, to=(BOB,), cc=(EVE,), bcc=("hidden@cliente.example", CRM))
    assert contacts_of_mail(mail, PROFILE, SETTINGS, ()) == (BOB, EVE)


def test_nobody_becomes_a_contact_twice():
    mail = Mail(ANA, to=(BOB, "BOB@Cliente.example"), cc=(BOB,))
    assert contacts_of_mail(mail, PROFILE, SETTINGS, ()) == (BOB,)


@pytest.mark.parametrize(
    "address",
    [
        ANA,
        "Ana@OFICINA.example",
        "ana@alias.example",
        "ana@casa.example",
        CRM,
        FORWARD,
        "maria@familia.example",
        "",
        "Friends",
    ],
    ids=[
        "identity",
        "other spelling",
        "sender",
        "other identity",
        "bcc",
        "forward",
        "never-log",
        "empty",
        "list",
    ],
)
def test_the_person_the_crm_and_people_on_the_never_log_list_become_none(address):
    mail = Mail(ANA, sender="ana@alias.example", to=(address, BOB))
    assert contacts_of_mail(mail, PROFILE, SETTINGS, ("ana@casa.example",)) == (BOB,)


def test_a_forward_lands_on_its_sender_and_not_on_its_cc():
    received = Received(ANA, author=BOB, to=(ANA,), cc=(EVE,))
    assert contacts_of_forward(received, SETTINGS, (ANA,)) == (BOB,)


def test_a_crm_that_takes_fifty_addresses_makes_no_more_contacts():
    people = tuple(f"p{number}@cliente.example" for number in range(60))
    profile = Profile("work", "salesforce", "Salesforce", bcc=CRM)
    assert contacts_of_mail(Mail(ANA, to=people[:40], cc=people[40:]), profile, SETTINGS, ()) == people[:50]


# New or known


def test_the_crm_tells_new_contacts_from_those_that_it_has(engine):
    meet(engine, BOB)
    assert strangers(["BOB@cliente.example", EVE], None) == {"BOB@cliente.example": False, EVE: True}


def test_a_crm_in_another_file_is_asked_where_the_settings_name_it(tmp_path):
    url = f"sqlite:///{tmp_path / 'team crm#1.sqlite3'}"
    engine = open_records(url)
    meet(engine, BOB)
    engine.dispose()
    assert strangers([BOB, EVE], url) == {BOB: False, EVE: True}


@pytest.mark.parametrize("database", [None, "postgresql+psycopg://crm.example/crm", "sqlite:////nowhere/crm"])
def test_a_crm_that_can_not_be_asked_is_said_to_be_unknown_and_is_not_made(database):
    assert strangers([BOB], database) == {BOB: None}
    assert not paths.crm_file().exists()


def test_a_file_that_is_no_database_is_unknown_too():
    paths.crm_file().write_text("no database, but a longer text than a header of one needs to be " * 4)
    assert strangers([BOB], None) == {BOB: None}


def test_a_mail_to_very_many_is_asked_about_in_parts(engine):
    people = [f"p{number}@cliente.example" for number in range(1200)]
    meet(engine, *people[::2])
    assert [*strangers(people, None).values()] == [False, True] * 600


def test_a_writer_is_not_waited_for(engine):
    meet(engine, BOB)
    with writing(engine) as connection:
        connection.exec_driver_sql("DELETE FROM contact")
        assert strangers([BOB], None) == {BOB: False}


def test_two_hundred_thousand_contacts_are_searched_by_their_index(engine):
    engine.dispose()
    with sqlite3.connect(paths.crm_file()) as connection:
        connection.executemany(
            "INSERT INTO contact (key, email, created) VALUES (?, ?, '')",
            ((f"p{number}@cliente.example",) * 2 for number in range(200_000)),
        )
        (plan,) = connection.execute("EXPLAIN QUERY PLAN SELECT key FROM contact WHERE key IN ('a', 'b')")
    connection.close()
    assert "USING COVERING INDEX" in plan[3]
    asked = ["p77777@cliente.example", BOB]
    assert strangers(asked, None) == {asked[0]: False, BOB: True}


# What the compose window is told

PROFILE_IN_WORDS = f"""
[profile.work]
preset = "local"
bcc = "{CRM}"
forward = "{FORWARD}"
identities = ["{ANA}"]
"""


@pytest.fixture
def session():
    paths.settings_file().write_text(PROFILE_IN_WORDS)
    opened = Session()
    opened.identities = (ANA, "ana@casa.example")
    yield opened
    opened.close()


def ask(session, type, **body):
    return answer(session, {"v": 1, "id": 1, "type": type, "body": body})


def decide(session, **mail):
    return ask(session, "compose.decide", identity=ANA, **mail)["body"]


def test_the_compose_window_is_told_who_gets_the_credit_and_where_it_lands(session, engine):
    meet(engine, BOB)
    decided = decide(session, to=["bob@CLIENTE.example", "ana@casa.example"], cc=[EVE], bcc=["x@y.example"])
    assert decided["attributed_to"] == ANA
    assert decided["contacts"] == [{"email": BOB, "new": False}, {"email": EVE, "new": True}]


def test_a_mail_that_is_not_logged_lands_nowhere(session):
    assert decide(session, to=[BOB], encrypted=True)["contacts"] == []


def test_a_remote_crm_is_not_asked(session, engine):
    meet(engine, BOB)
    paths.settings_file().write_text(PROFILE_IN_WORDS.replace("local", "custom"))
    assert decide(session, to=[BOB])["contacts"] == [{"email": BOB, "new": None}]


def test_an_identity_without_a_profile_is_credited_to_nobody(session):
    decided = ask(session, "compose.decide", identity="ana@casa.example", to=[BOB])["body"]
    assert (decided["attributed_to"], decided["contacts"]) == (None, [])


def test_users_that_are_described_get_the_credit(session):
    paths.settings_file().write_text(
        f'{PROFILE_IN_WORDS}\n[[user]]\naccount = "Boss@Oficina.example"\nconnected = ["{ANA}"]\n'
    )
    assert decide(session, to=[BOB])["attributed_to"] == "Boss@oficina.example"


def test_a_forward_is_told_the_same(session):
    asked = {"author": BOB, "to": [ANA], "cc": [EVE], "default_identity": ANA}
    decided = ask(session, "forward.decide", **asked)["body"]
    assert decided["attributed_to"] == ANA
    assert decided["contacts"] == [{"email": BOB, "new": None}]


# Never-log from the compose window


def test_patterns_are_put_on_the_never_log_list_and_taken_off(session):
    put = ask(session, "never-log.add", patterns=["*@Familia.example", "nonsense"])
    assert put["body"] == {"taken": ("*@familia.example",), "refused": ("nonsense",)}
    assert load().never_log == ("*@familia.example",)
    assert [each["code"] for each in decide(session, to=["m@familia.example"])["findings"]] == ["never-log"]
    off = ask(session, "never-log.remove", patterns=["*@familia.example", "x@y.example"])
    assert off["body"] == {"removed": ("*@familia.example",), "absent": ("x@y.example",)}
    assert load().never_log == ()


@pytest.mark.parametrize("type", ["never-log.add", "never-log.remove"])
@pytest.mark.parametrize("body", [{}, {"patterns": []}, {"patterns": "a@b.example"}, {"patterns": [7]}])
def test_without_a_pattern_the_message_is_bad(session, type, body):
    assert ask(session, type, **body)["error"]["code"] == "bad-message"
