"""The list of contacts: in pages, the newest email first, and searched by words; in either database."""

import json
from datetime import UTC, datetime

import pytest
from crm_mails import ANA, BOB, CARLA, LOG, outgoing
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from test_crm_records import NOW, SETTINGS

from birdlog.crm.local import directory, editing, intake, records
from birdlog.crm.local.imports import import_records
from birdlog.crm.local.words import wanted, words

LATER = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture
def engine(database):
    engine = records.open_records(database)
    yield engine
    engine.dispose()


@pytest.fixture
def people(engine):
    """Some contacts, as they were imported."""
    known = (
        ("bob@globex.example", "Bob Builder", "Globex"),
        ("ana.lima@initech.example", "Ána Lima", "Initech"),
        ("annabel@globex.example", "Annabel Smith-Jones", "Globex"),
        ("o'brien@gmail.com", None, None),
    )
    lines = [
        {"type": "contact", "email": email, "name": name, "company": company}
        for email, name, company in known
    ]
    import_records(engine, "\n".join(map(json.dumps, lines)).encode(), NOW)


def listed(engine, search="", limit=100, after=None):
    with records.reading(engine) as connection:
        return directory.page(connection, search, limit, after)


def addresses(engine, search=""):
    return [contact.email for contact in listed(engine, search).contacts]


def send(engine, to, number, now=NOW):
    (answer,) = intake.take(engine, outgoing(to=to, message_id=f"{number}@x"), [LOG], SETTINGS, now)
    assert answer.logged


@pytest.mark.usefixtures("people")
def test_whoever_was_written_to_last_comes_first_and_those_without_mail_last(engine):
    send(engine, CARLA, 1)
    raw = outgoing(to="bob@globex.example", message_id="2@x").replace(b"23 Nov", b"24 Nov")
    intake.take(engine, raw, [LOG], SETTINGS, LATER)

    assert addresses(engine)[:2] == [BOB, CARLA]
    assert [contact.latest for contact in listed(engine).contacts][:3] == [
        "2026-11-24T13:00:00Z",
        "2026-11-23T13:00:00Z",
        None,
    ]


def test_a_mail_from_the_future_counts_from_when_it_was_logged(engine):
    raw = outgoing(message_id="1@x").replace(b"2026", b"2099")
    intake.take(engine, raw, [LOG], SETTINGS, NOW)

    assert listed(engine).contacts[0].latest == "2026-11-24T12:00:00Z"


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("search", ["", "example", "a"])
def test_pages_hold_each_contact_once(engine, search):
    send(engine, BOB, 1)
    found, after = [], None
    while True:
        page = listed(engine, search, 1, after)
        found += page.contacts
        after = page.end
        if after is None:
            break

    assert found == list(listed(engine, search).contacts)
    assert len({contact.id for contact in found}) == len(found) >= 2


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("bob", ["bob@globex.example"]),
        ("BUI", ["bob@globex.example"]),
        ("glob", ["annabel@globex.example", "bob@globex.example"]),
        ("glob bob", ["bob@globex.example"]),
        ("an", ["ana.lima@initech.example", "annabel@globex.example"]),
        ("ana lima", ["ana.lima@initech.example"]),
        ("ÀNA", ["ana.lima@initech.example"]),
        ("jones", ["annabel@globex.example"]),
        ("lima@ini", ["ana.lima@initech.example"]),
        ("<bob@globex.example>", ["bob@globex.example"]),
        ("o'br", ["o'brien@gmail.com"]),
        ("brien", ["o'brien@gmail.com"]),
        ("nobody", []),
        ("bob nobody", []),
    ],
)
def test_a_search_finds_what_words_begin_with(engine, search, found):
    assert sorted(addresses(engine, search)) == sorted(found)


@pytest.mark.usefixtures("people")
def test_a_search_without_a_letter_is_none(engine):
    assert len(addresses(engine, " %_ ")) == 4


@pytest.mark.usefixtures("people")
def test_what_changed_is_found_by_its_new_words_alone(engine):
    (bob,) = listed(engine, "bob builder").contacts
    editing.change_contact(engine, bob.id, "Robert Mason", "Umbrella", NOW)

    assert addresses(engine, "builder") == []
    assert addresses(engine, "mason") == addresses(engine, "umbrella") == [BOB]


@pytest.mark.usefixtures("people")
def test_whoever_is_with_a_renamed_company_is_found_by_its_new_name(engine):
    with records.reading(engine) as connection:
        company = records.company.c
        (globex,) = connection.execute(select(company.id).where(company.name == "Globex")).scalars()
    editing.rename_company(engine, globex, "Hooli  Ltd")

    assert {contact.company for contact in listed(engine, "hooli").contacts} == {"Hooli Ltd"}
    assert len(addresses(engine, "hooli")) == 2


def test_a_search_that_is_no_longer_wanted_ends(engine):
    with records.reading(engine) as connection:
        assert directory.page(connection, "bob", 10, is_wanted=lambda: False) == directory.Page((), None)


def test_contacts_of_an_older_version_are_found_after_the_migration(engine):
    send(engine, f"Bob Builder <{BOB}>", 1)
    with records.writing(engine) as connection:
        for statement in (
            "DROP TABLE contact_word",
            "DROP INDEX contact_latest",
            "DROP INDEX contact_company",
            "ALTER TABLE contact DROP COLUMN latest",
            "UPDATE schema_version SET version = 2",
        ):
            connection.execute(text(statement))
    again = records.open_records(engine.url.render_as_string(hide_password=False))

    assert [contact.latest for contact in listed(again, "builder").contacts] == ["2026-11-23T13:00:00Z"]
    again.dispose()


@given(st.text())
def test_any_text_has_words_that_find_it(written):
    found = words(written)
    assert all(word == "".join(word.split()) for word in found)
    assert all(any(word.startswith(each) for word in words(written)) for each in wanted(written))


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_word_is_found_by_whatever_it_begins_with(one, other):
    for word in words(one, other):
        for end in range(1, len(word) + 1):
            assert all(any(has.startswith(each) for has in words(one, other)) for each in wanted(word[:end]))


def test_a_word_without_end_is_compared_by_its_beginning():
    assert max(map(len, words("x" * 10_000, f"{'y' * 400}@{'z.' * 400}example"))) <= 48
    assert words("x" * 10_000) == set(wanted("x" * 9_000))


def test_names_that_are_hostile_are_found(engine):
    editing.add_contact(engine, "x@y.example", "Robert'); DROP TABLE contact;-- \x00\ud800", "", NOW)
    assert addresses(engine, "robert") == ["x@y.example"]
    assert ANA not in addresses(engine)
