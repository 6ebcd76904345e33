"""A contact as one looks at it, and what a person changes about it; in either database."""

from datetime import UTC, datetime

import pytest
from crm_mails import ANA, BOB, CARLA, FORWARD, LOG, forwarded, outgoing
from test_crm_records import NOW

from birdlog import paths, settings_edit
from birdlog.crm.local import card, editing, intake, records
from birdlog.crm.local.imports import import_records
from birdlog.crm.local.problem import RecordsError, plainly
from birdlog.settings import Profile, Settings

SETTINGS = Settings(
    profiles=(Profile("CRM", "local", "Birdlog CRM", bcc=LOG, forward=FORWARD, identities=(ANA,)),)
)


@pytest.fixture
def engine(database):
    engine = records.open_records(database)
    yield engine
    engine.dispose()


@pytest.fixture
def bob(engine):
    return editing.add_contact(engine, BOB, "Bob  Builder", "Globex", NOW)


def shown(engine, contact_id):
    with records.reading(engine) as connection:
        return card.card(connection, contact_id)


def mails(engine, contact_id, limit=10, before=None):
    with records.reading(engine) as connection:
        return card.mails(connection, contact_id, limit, before)


def refusal(act, *arguments):
    with pytest.raises(editing.EditError) as refused:
        act(*arguments)
    return refused.value


def test_a_contact_that_was_added_is_shown(engine, bob):
    found = shown(engine, bob)

    assert (found.email, found.name, found.company.name, found.deals) == (BOB, "Bob Builder", "Globex", ())


def test_without_a_company_it_is_found_by_the_domain(engine):
    carla = editing.add_contact(engine, f"Carla <{CARLA}>", "", " ", NOW)

    assert (shown(engine, carla).name, shown(engine, carla).company.domain) == (None, "initech.example")


@pytest.mark.parametrize("typed", ["", "bob", "bob@", "a@b.example, c@d.example", "<b>@x"])
def test_what_is_no_address_is_not_added(engine, typed):
    assert "is not an address" in refusal(editing.add_contact, engine, typed, "", "", NOW).in_locale("en")


@pytest.mark.parametrize("pattern", [BOB, "*@globex.example"])
def test_whoever_is_on_the_never_log_list_is_not_added(engine, pattern):
    settings_edit.add_never_log([pattern])

    refused = refusal(editing.add_contact, engine, BOB.upper(), "", "", NOW)

    assert refused.code == "never-log"
    assert pattern in refused.in_locale("en")


def test_whoever_is_there_is_named_and_not_added_again(engine, bob):
    assert refusal(editing.add_contact, engine, BOB.title(), "Other", "", NOW).known == bob
    assert shown(engine, bob).name == "Bob Builder"


def test_name_and_company_are_changed(engine, bob):
    editing.change_contact(engine, bob, "Robert", "globex", NOW)
    assert (shown(engine, bob).name, shown(engine, bob).company.name) == ("Robert", "Globex")

    editing.change_contact(engine, bob, "", "", NOW)
    assert (shown(engine, bob).name, shown(engine, bob).company) == (None, None)


def test_a_contact_that_is_gone_is_not_changed(engine):
    assert shown(engine, 7) is None
    assert refusal(editing.change_contact, engine, 7, "x", "New", NOW).code == "gone"
    assert refusal(editing.add_deal, engine, 7, "x", "open", NOW).code == "gone"
    with records.reading(engine) as connection:
        assert card.company_names(connection, "", 5) == ()


def test_a_company_is_renamed_for_all_its_contacts(engine, bob):
    other = editing.add_contact(engine, CARLA, "Carla", "Globex", NOW)

    editing.rename_company(engine, shown(engine, bob).company.id, "Hooli")

    assert (shown(engine, bob).company.name, shown(engine, other).company.name) == ("Hooli", "Hooli")
    assert shown(engine, bob).company.contacts == 2
    assert refusal(editing.rename_company, engine, 1, " ").code == "company-name"


def test_companies_are_completed_whatever_their_letter_case(engine, bob):
    editing.add_contact(engine, CARLA, "", "100% Glass", NOW)
    with records.reading(engine) as connection:
        assert card.company_names(connection, "gLo", 5) == ("Globex",)
        assert card.company_names(connection, "%", 5) == ()
        assert card.company_names(connection, "1", 5) == ("100% Glass",)


def test_deals_are_added_and_move_on(engine, bob):
    roof = editing.add_deal(engine, bob, "Roof", "open", NOW)
    editing.add_deal(engine, bob, "Door", "won", datetime(2026, 11, 25, tzinfo=UTC))
    editing.set_stage(engine, roof, "lost")

    assert [(deal.name, deal.stage) for deal in shown(engine, bob).deals] == [
        ("Door", "won"),
        ("Roof", "lost"),
    ]
    assert refusal(editing.add_deal, engine, bob, "\n", "open", NOW).code == "deal-name"


def test_mails_are_read_page_by_page_and_their_text_when_it_is_wanted(engine, bob):
    sent = outgoing(text="Füße, " * 30_000, attachments=[("a.pdf", b"%PDF"), ("b", b"")])
    for raw, address in ((sent, LOG), (forwarded(), FORWARD)):
        (answer,) = intake.take(engine, raw, [address], SETTINGS, NOW)
        assert answer.logged

    (newer,) = mails(engine, bob, 1)
    (older,) = mails(engine, bob, 1, newer.place)

    assert mails(engine, bob, 1, older.place) == ()
    assert {newer.direction, older.direction} == {"outgoing", "incoming"}
    written = next(mail for mail in (newer, older) if mail.direction == "outgoing")
    assert [(each.name, each.size, each.logged) for each in written.attachments] == [
        ("a.pdf", 4, True),
        ("b", 0, True),
    ]
    assert (written.sender, written.to, written.credited_to, written.message_id) == (
        ANA,
        (BOB,),
        ANA,
        "1@acme.example",
    )
    with records.reading(engine) as connection:
        body = card.body(connection, written.id)
        assert card.body(connection, 99) == card.Body("", False)
    assert body.text.startswith("Füße, Füße,")
    assert (len(body.text), body.is_cut) == (card.BODY_LIMIT, True)


def test_an_import_tells_how_far_it_is_and_which_lines_stayed_out(engine):
    settings_edit.add_never_log([BOB])
    told = []

    imported = import_records(
        engine, f"Name,Email\nBob,{BOB}\nDoor,\nCarla,{CARLA}\n".encode(), NOW, lambda *at: told.append(at)
    )

    assert (imported.taken, imported.listed, imported.without_address) == ({"contact": 1}, (2,), (3,))
    assert told == [(0, 2), (1, 2)]


class StoppedError(Exception):
    """The person had enough."""


def test_an_import_that_is_stopped_leaves_nothing_behind(engine):
    def stop(done, _rows):
        if done == 1:
            raise StoppedError

    with pytest.raises(StoppedError):
        import_records(engine, f"Email\n{BOB}\n{CARLA}\n".encode(), NOW, stop)

    assert shown(engine, 1) is None


def opened(url):
    with plainly():
        engine = records.open_records(url)
        engine.dispose()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("nonsense", "crm.database.no-url"),
        ("sqlite:////nowhere/x.sqlite3", "no-right"),
        ("postgresql+psycopg://x@127.0.0.1:9/y?connect_timeout=2", "away"),
    ],
)
def test_why_the_records_can_not_be_opened_is_said(url, code):
    with pytest.raises(RecordsError) as refused:
        opened(url)

    assert refused.value.code == code
    assert all(all(refused.value.in_locale(locale)) for locale in ("en", "pt-BR"))


def test_a_file_that_is_no_database_is_damaged():
    paths.crm_file().write_bytes(b"no database at all " * 100)
    with pytest.raises(RecordsError) as refused:
        opened(None)

    assert refused.value.code == "damaged"


def test_a_server_without_that_database_can_not_be_reached(postgresql):
    with pytest.raises(RecordsError) as refused:
        opened(postgresql.replace("/postgres?", "/nosuch?"))

    assert refused.value.code == "away"
