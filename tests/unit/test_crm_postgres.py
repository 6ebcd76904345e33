"""PostgreSQL for a team: the same records, several intakes on one database."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from crm_mails import ANA, BOB, FORWARD, LOG, forwarded, outgoing
from sqlalchemy import MetaData
from test_crm_records import NOW, SETTINGS, counted, deliver_from_many_sides

from birdlog.crm.local import intake, records, timeline
from birdlog.settings import Profile, Settings

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]


@pytest.fixture(scope="module")
def server():
    """The socket folder of a PostgreSQL of our own; it refuses to run as root, so there it runs as nobody."""
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="birdlog-pg-"))
    as_nobody = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
    if as_nobody:
        shutil.chown(folder, "nobody")

    def run(program, *arguments):
        command = [*as_nobody, PROGRAMS[0] / program, *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)

    data = folder / "data"
    run(
        "initdb",
        "--pgdata",
        data,
        "--auth",
        "trust",
        "--username",
        "birdlog",
        "--no-sync",
        "--encoding",
        "UTF8",
    )
    run("pg_ctl", "--pgdata", data, "--log", folder / "log", "-w", "-o", f"-k {folder} -h ''", "start")
    yield folder
    run("pg_ctl", "--pgdata", data, "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def url(server):
    url = f"postgresql+psycopg://birdlog@/postgres?host={server}"
    yield url
    engine = records.open_records(url)
    found = MetaData()
    found.reflect(engine)
    found.drop_all(engine)
    engine.dispose()


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
        emails = timeline.timeline(connection, BOB)
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
