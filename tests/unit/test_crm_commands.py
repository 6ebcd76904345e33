"""`birdlog crm`: importing records and reading them."""

import json

import pytest
from click.testing import CliRunner
from crm_mails import ANA, BOB, CARLA, LOG, outgoing
from test_crm_records import NOW

from birdlog import settings, settings_edit
from birdlog.cli import cli
from birdlog.crm.local import intake, records
from birdlog.settings import SettingsError, User

RECORDS = [
    {"type": "deal", "name": "Roof", "contact": BOB, "stage": "open", "created": "2026-01-31"},
    {"type": "contact", "email": BOB, "name": "Bob", "company": "Globex"},
    {"type": "contact", "email": CARLA, "name": "Carla", "company": None},
    {"type": "company", "name": "Globex", "domain": "Globex.example"},
    {
        "type": "user",
        "name": "Ana",
        "account": ANA,
        "connected": [{"address": "a@x.example", "since": "2025-01-31"}],
    },
    {"type": "team", "address": "sales@acme.example", "members": [ANA]},
]


def run(*arguments, exit_code=0):
    result = CliRunner().invoke(cli, ["crm", *map(str, arguments)])
    assert result.exit_code == exit_code, result.output
    return result


def rows(*arguments):
    return [json.loads(line) for line in run(*arguments, "--json").stdout.splitlines()]


@pytest.fixture
def imported(tmp_path):
    file = tmp_path / "records.jsonl"
    file.write_text("".join(f"{json.dumps(record)}\n\n" for record in RECORDS))
    run("import", file)
    return file


@pytest.mark.parametrize("what", [("contacts",), ("companies",), ("deals",), ("users",), ("timeline", BOB)])
def test_where_nothing_is_there_is_no_line_and_a_person_is_told(what):
    told, for_programs = run(*what), run(*what, "--json")

    assert (told.stdout, told.stderr) == ("", "Nothing to show.\n")
    assert (for_programs.stdout, for_programs.stderr) == ("", "")


@pytest.mark.usefixtures("imported")
def test_what_was_imported_is_shown():
    assert [(each["email"], each["name"], each["company"]) for each in rows("contacts")] == [
        (BOB, "Bob", "Globex"),
        (CARLA, "Carla", "initech.example"),
    ]
    assert rows("companies") == [
        {"name": "Globex", "domain": "globex.example"},
        {"name": "initech.example", "domain": "initech.example"},
    ]
    assert rows("deals") == [
        {"name": "Roof", "contact": BOB, "stage": "open", "created": "2026-01-31T00:00:00Z"}
    ]
    assert rows("users") == [
        {
            "account": ANA,
            "connected": [{"address": "a@x.example", "since": "2025-01-31"}],
            "aliases": [],
            "teams": ["sales@acme.example"],
        }
    ]


def test_importing_again_changes_nothing(imported):
    before = [rows(what) for what in ("contacts", "companies", "deals", "users")]
    run("import", imported)
    assert [rows(what) for what in ("contacts", "companies", "deals", "users")] == before


def test_a_deal_that_is_imported_again_moves_on(imported):
    imported.write_text(json.dumps(RECORDS[0] | {"stage": "won"}))
    run("import", imported)
    assert [each["stage"] for each in rows("deals")] == ["won"]


def test_users_are_the_settings_users(imported):
    assert settings.load().users == (User(ANA, (("a@x.example", "2025-01-31"),), (), "Ana"),)


def test_where_no_users_are_described_the_identities_are_shown():
    settings_edit.add_profile("CRM", "local", identities=[ANA])
    assert rows("users") == [{"account": ANA, "connected": [], "aliases": [], "teams": []}]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not a JSON object"),
        ("[]", "not a JSON object"),
        ('{"type": "lead"}', "none of company, contact, deal, user, team"),
        ('{"type": "company"}', "“name” is missing"),
        ('{"type": "contact", "email": "nobody"}', "not an address"),
        ('{"type": "contact", "email": 7}', "“email” must be text"),
        ('{"type": "deal", "name": "x", "stage": "lost?"}', "none of open, won, lost"),
        ('{"type": "deal", "name": "x", "created": "soon"}', "not a date"),
        ('{"type": "user", "account": "a@b.example", "aliases": "c"}', "must be a list"),
        ('{"type": "user", "account": "a@b.example", "connected": [3]}', "not an address"),
    ],
)
def test_a_line_that_cannot_be_read_stops_all_of_it_and_is_named(tmp_path, line, why):
    file = tmp_path / "records.jsonl"
    file.write_text(f"{json.dumps(RECORDS[2])}\n{line}\n")
    result = run("import", file, exit_code=2)
    assert why in result.stderr
    assert "records.jsonl, line 2:" in result.stderr
    assert result.stderr.count("\n") == 1
    assert rows("contacts") == []


def test_a_file_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / "records.jsonl"
    file.write_bytes(b'{"type": "company", "name": "B\xfccher"}')
    assert "not UTF-8" in run("import", file, exit_code=2).stderr


def test_a_team_of_unknown_members_is_refused(tmp_path):
    file = tmp_path / "records.jsonl"
    file.write_text(json.dumps(RECORDS[5]))
    result = CliRunner().invoke(cli, ["crm", "import", str(file)])
    assert isinstance(result.exception, SettingsError)


def test_never_log_people_are_not_imported(tmp_path):
    settings_edit.add_never_log([BOB])
    file = tmp_path / "records.jsonl"
    file.write_text("".join(f"{json.dumps(record)}\n" for record in RECORDS[:3]))
    assert "Left out, because they are on the never-log list: 2." in run("import", file).stdout
    assert [each["email"] for each in rows("contacts")] == [CARLA]


@pytest.fixture
def logged():
    profile = settings_edit.add_profile("CRM", "local", bcc=LOG, identities=[ANA])
    engine = records.open_records()
    raw = outgoing(text="Line one\x1b[31m\nLine two", attachments=[("offer.pdf", b"%PDF")])
    intake.take(engine, raw, [profile.bcc], settings.load(), NOW)
    engine.dispose()


@pytest.mark.usefixtures("logged")
def test_a_timeline_can_be_read_and_holds_no_terminal_commands():
    shown = run("timeline", BOB.upper()).stdout
    for words in ("2026-11-23T13:00:00Z  sent  The offer", f"From: {ANA}", "Attachments: offer.pdf (0.1 KB)"):
        assert words in shown
    assert "  | Line two\n" in shown
    assert "\x1b" not in shown


@pytest.mark.usefixtures("logged")
def test_columns_are_aligned(tmp_path):
    file = tmp_path / "more.jsonl"
    file.write_text(json.dumps({"type": "contact", "email": "x@y.example", "name": "名前"}))
    run("import", file)
    first, second = run("contacts").stdout.splitlines()
    assert first.startswith("bob@globex.example  Bob Builder  globex.example")
    assert second.startswith("x@y.example         名前         y.example")


def test_a_database_of_ones_own_is_used(tmp_path):
    file = tmp_path / "contact.jsonl"
    file.write_text(json.dumps(RECORDS[2]))
    url = f"sqlite:///{tmp_path / 'team.sqlite3'}"
    run("import", file, "--database", url)
    assert [each["email"] for each in rows("contacts", "--database", url)] == [CARLA]
    assert rows("contacts") == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("contacts", "--database", "mysql://x/y"), "SQLite or PostgreSQL"),
        (("contacts", "--database", "sqlite:////nowhere/x.sqlite3"), "can't be reached"),
        (("serve",), "Say where to listen"),
        (("serve", "--lmtp", "2525"), "no HOST:PORT"),
        (("serve", "--lmtp", "127.0.0.1:99999"), "no HOST:PORT"),
        (("serve", "--lmtp", "203.0.113.1:2525"), "can't be listened on"),
    ],
)
def test_what_is_not_as_it_must_be_is_said_in_one_line(arguments, why):
    result = run(*arguments, exit_code=2)
    assert why in result.stderr
    assert "Traceback" not in result.output
