"""The database of the embedded CRM: private, durable, migrated, shared by several writers."""

import stat
import threading
from datetime import UTC, datetime

import pytest
from crm_mails import ANA, BOB, LOG, outgoing
from sqlalchemy import MetaData, func, inspect, select, text

from birdlog import paths
from birdlog.crm.local import contacts, intake, records
from birdlog.mail.people import Person
from birdlog.settings import Profile, Settings

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SETTINGS = Settings(
    profiles=(Profile(name="CRM", preset="local", crm="Birdlog CRM", bcc=LOG, identities=(ANA,)),)
)


def test_the_file_is_for_its_owner_alone(engine):
    assert stat.S_IMODE(paths.crm_file().stat().st_mode) == 0o600


def test_what_is_committed_is_on_the_disk(engine):
    with records.reading(engine) as connection:
        pragmas = [
            connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")
        ]
    assert pragmas == ["wal", 2]


def test_the_migrations_make_the_tables_that_the_code_knows(engine):
    found = MetaData()
    found.reflect(engine)
    tables = {
        name: set(table.columns.keys()) for name, table in found.tables.items() if name != "schema_version"
    }
    assert tables == {name: set(table.columns.keys()) for name, table in records.metadata.tables.items()}


def test_a_migration_is_applied_once(engine):
    again = records.open_records()
    with records.reading(again) as connection:
        assert connection.execute(text("SELECT version FROM schema_version")).scalars().all() == [3]
    again.dispose()


def test_the_columns_that_a_timeline_and_a_delivery_are_found_by_have_an_index(engine):
    looked_up = inspect(engine)
    indexed = {
        (table, index["column_names"][0])
        for table in looked_up.get_table_names()
        for index in looked_up.get_indexes(table)
    }
    assert {("deal", "contact_id"), ("email", "date"), ("attachment", "email_id")} <= indexed


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("not a url", "crm.database.no-url"),
        ("nodialect://x", "crm.database.unsupported"),
        ("mysql://x/y", "crm.database.unsupported"),
        ("postgresql+psycopg2://x/y", "crm.database.no-driver"),
    ],
)
def test_a_database_that_cannot_be_used_is_refused_in_plain_words(url, key):
    with pytest.raises(records.DatabaseNameError) as refused:
        records.open_records(url)
    assert refused.value.key == key


def in_threads(work, count):
    failures = []

    def run(number):
        try:
            work(number)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def deliver_from_many_sides(url, count=8):
    """Each of `count` writers takes the same mail in, and one that it alone has."""

    def deliver(number):
        engine = records.open_records(url)
        for message_id in ("same@acme.example", f"{number}@acme.example"):
            cc = f"carla@initech.example, dan{number}@globex.example"
            intake.take(engine, outgoing(message_id=message_id, cc=cc), [LOG], SETTINGS, NOW)
        engine.dispose()

    in_threads(deliver, count)


def counted(engine):
    tables = (records.email, records.contact, records.company)
    with records.reading(engine) as connection:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def test_several_writers_log_every_mail_once(engine):
    deliver_from_many_sides(None)
    emails, contacts, companies = counted(engine)
    assert emails == 1 + 8
    assert contacts == len({BOB, "carla@initech.example"}) + 8
    assert companies == 2


def test_a_reader_waits_for_no_writer(engine):
    with records.writing(engine) as writer:
        contacts.contact(writer, Person(None, BOB), "2026-11-24T12:00:00Z")
        with records.reading(engine) as reader:
            assert reader.execute(select(func.count()).select_from(records.contact)).scalar_one() == 0
