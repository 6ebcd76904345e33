"""The settings are read as people write them, and what is wrong is named with its place."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog import paths
from birdlog.settings import Profile, Settings, SettingsError, Team, User, load, parse
from birdlog.settings_table import parse_size

FULL = """\
# mine
paused = 2026-03-01T12:00:00-03:00
look-before-forward = true

[crm]
database = "postgresql://crm.example/birdlog"

[journal]
kept-days = 90

[profile.work]
preset = "hubspot"
bcc = "123@bcc.hubspot.com"
forward = "123@forward.hubspot.com"
identities = ["Ana@acme.example", "sales@acme.example"]
mixed = "ask"
own-domains = ["ACME.com.example"]
language = "pt-BR"
content-limit = 3_000_000
attachments-limit = "20 MB"
api-base = "http://127.0.0.1:1"
without-history = true
without-attachments = true
created = "2026-01-01T00:00:00Z"

[profile."my own"]
preset = "local"

[[user]]
account = "ana@acme.example"
name = "Ana"
connected = [{ address = "ana@home.example", date = 2025-01-31 }, "a@x.example"]
aliases = ["sales@acme.example"]

[[team]]
address = "team@acme.example"
members = ["ana@acme.example"]
"""


def problem(settings, never_log=""):
    with pytest.raises(SettingsError) as raised:
        parse(settings, never_log)
    return raised.value.in_locale("en")[1]


def test_without_files_the_settings_are_empty():
    assert load() == Settings()


def test_everything_that_can_be_set_is_read():
    settings = parse(FULL, "maria@familia.example\n")

    assert settings == Settings(
        profiles=(
            Profile(
                name="work",
                preset="hubspot",
                crm="HubSpot",
                bcc="123@bcc.hubspot.com",
                forward="123@forward.hubspot.com",
                identities=("Ana@acme.example", "sales@acme.example"),
                mixed="ask",
                own_domains=("acme.com.example",),
                language="pt-BR",
                content_limit=3_000_000,
                attachments_limit=20 * 2**20,
                api_base="http://127.0.0.1:1",
                without_history=True,
                without_attachments=True,
                created="2026-01-01T00:00:00Z",
            ),
            Profile(name="my own", preset="local", crm="Birdlog CRM"),
        ),
        never_log=("maria@familia.example",),
        paused="2026-03-01T15:00:00Z",
        look_before_forward=True,
        crm_database="postgresql://crm.example/birdlog",
        users=(
            User(
                account="ana@acme.example",
                connected=(("ana@home.example", "2025-01-31"), ("a@x.example", None)),
                aliases=("sales@acme.example",),
                name="Ana",
            ),
        ),
        teams=(Team("team@acme.example", ("ana@acme.example",)),),
        entries_kept_days=90,
    )


def test_a_profile_takes_its_limits_from_the_preset():
    (profile,) = parse('[profile.shop]\npreset = "pipedrive"').profiles

    assert (profile.crm, profile.content_limit) == ("Pipedrive", 15_307_571)


def test_profiles_stay_in_their_order():
    settings = parse("[profile.b]\n[profile.a]\n[profile.c]\n")

    assert [profile.name for profile in settings.profiles] == ["b", "a", "c"]


def test_the_never_log_list_has_comments_and_empty_lines():
    settings = parse("", "# family\nMaria@Familia.example\n\n  casa.example  \n#end")

    assert settings.never_log == ("maria@familia.example", "*@casa.example")


def test_a_file_with_a_byte_order_mark_is_read():
    paths.settings_file().write_text("look-before-forward = true", encoding="utf-8-sig")
    paths.never_log_file().write_text("maria@familia.example", encoding="utf-8-sig")

    assert load().look_before_forward
    assert load().never_log == ("maria@familia.example",)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("a = 1\nb = = 2\n", "settings.toml, line 2: This line isn't valid TOML."),
        ("a = 1\nb = [1,", "settings.toml, line 2: This line isn't valid TOML."),
        ("a = " + "[" * 10_000, "settings.toml, line 1: This line isn't valid TOML."),
        ("\n\npaused = 3", "settings.toml, line 3: “paused” must be a date and time"),
        ('paused = "soon"', "settings.toml, line 1: “paused” must be a date and time"),
        (
            'look-before-forward = "yes"',
            "settings.toml, line 1: “look-before-forward” must be true or false.",
        ),
        ("profile = 3", "settings.toml, line 1: “profile” must be a section, such as [profile]."),
        ("[profile]\nwork = 1", "settings.toml, line 2: “work” must be a section"),
        (
            '[profile.work]\npreset = "hubspt"',
            "line 2: “preset” must be one of these: close, custom, hubspot",
        ),
        ("[profile.a]\n[profile.b]\nbcc = 1", "settings.toml, line 3: “bcc” must be a text in quotes."),
        ('[profile.a]\nmixed = "leave out"', "line 2: “mixed” must be one of these: leave-out, ask, log."),
        ("[profile.a]\nmixed = []", "line 2: “mixed” must be one of these"),
        ("[profile.a]\nidentities = [1]", "line 2: “identities” must be a list of texts"),
        ('[profile.a]\nidentities = ["ana"]', "line 2: “ana” in “identities” isn't a mail address."),
        ('[profile.a]\ncontent-limit = "2 MiB"', "line 2: “content-limit” must be a size"),
        ("[profile.a]\ncontent-limit = true", "line 2: “content-limit” must be a size"),
        ("[profile.a]\ncontent-limit = -1", "line 2: “content-limit” must be a size"),
        ('[profile."a b"]\ncreated = "x"', "line 2: “created” must be a date and time"),
        (
            "[profile.a]\nidentitys = []",
            "line 2: There is no setting “identitys”. Did you mean “identities”?",
        ),
        (
            "[profile.a]\nown_domains = []",
            "line 2: There is no setting “own_domains”. Did you mean “own-domains”?",
        ),
        ("look_before_forward = true", "line 1: There is no setting “look_before_forward”. Did you mean"),
        ("[journal]\nkept-days = 0", "line 2: “kept-days” must be a whole number of days"),
        ("[journal]\nkept-days = true", "line 2: “kept-days” must be a whole number of days"),
        ("[crm]\ndatabse = 'x'", "line 2: There is no setting “databse”. Did you mean “database”?"),
        ("user = 1", "line 1: “user” must be a list of sections, each one beginning with [[user]]."),
        ('[[user]]\naccount = "a@b.example"\n[[user]]\nname = "B"', "line 3: “” in “account” isn't a mail"),
        ('[[user]]\naccount = "a@b.example"\nconnected = "c@d"', "line 3: “connected” must be a list"),
        ('[[user]]\naccount = "a@b.example"\nconnected = [1]', "line 3: “1” in “connected” isn't a mail"),
        (
            '[[user]]\naccount = "a@b.example"\nconnected = [{ address = "c@d", date = "then" }]',
            "line 3: “connected” must be a date and time",
        ),
        ('[[team]]\naddress = "team"', "line 2: “team” in “address” isn't a mail address."),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_key(settings, message):
    assert message in problem(settings)


def test_a_never_log_entry_that_can_not_be_read_is_named_and_never_passed_over():
    assert problem("", "# family\nmar*@familia.example\n") == (
        "never-log.txt, line 2: “mar*@familia.example” can't be read as a never-log entry. "
        "Write name@domain, *@domain or *@*.domain."
    )


def test_a_key_that_resembles_none_is_left_to_whoever_wrote_it():
    assert parse('[profile.a]\nnote = "mine"\n\n[elsewhere]\nx = 1').profiles[0].name == "a"


def test_a_file_that_is_no_utf_8_is_named():
    paths.settings_file().write_bytes(b'bcc = "\xff"')

    with pytest.raises(SettingsError) as raised:
        load()
    assert raised.value.message == "settings.toml: The file isn't UTF-8 text. Save it as UTF-8."


def test_a_file_that_can_not_be_opened_is_named():
    paths.never_log_file().mkdir()

    with pytest.raises(SettingsError) as raised:
        load()
    assert raised.value.title == "The settings can't be read."
    assert raised.value.message.startswith("never-log.txt: The file can't be opened (")


def test_a_problem_is_told_in_the_language_that_is_asked_for():
    with pytest.raises(SettingsError) as raised:
        parse("paused = 3")

    assert raised.value.in_locale("pt-BR") == (
        "Não foi possível ler as configurações.",
        "settings.toml, linha 1: “paused” precisa ser data e hora, como 2026-01-31T17:00:00Z.",
    )


@pytest.mark.parametrize(
    ("toml", "paused"),
    [
        ('paused = "on"', "on"),
        ("paused = true", "on"),
        ("paused = false", None),
        ('paused = "off"', None),
        ('paused = "2026-03-01T15:00:00Z"', "2026-03-01T15:00:00Z"),
        ("paused = 2026-03-01T15:00:00+01:00", "2026-03-01T14:00:00Z"),
    ],
)
def test_ways_to_write_a_pause(toml, paused):
    assert parse(toml).paused == paused


@pytest.mark.parametrize(
    ("paused", "expected"),
    [(None, False), ("on", True), ("2026-03-01T12:00:01Z", True), ("2026-03-01T12:00:00Z", False)],
)
def test_a_pause_ends_at_its_time(paused, expected):
    assert Settings(paused=paused).is_paused(datetime(2026, 3, 1, 12, tzinfo=UTC)) is expected


def test_the_first_profile_that_names_the_identity_serves_it_else_the_first_that_names_none():
    settings = parse(
        '[profile.rest]\n[profile.rest2]\n[profile.a]\nidentities = ["ana@acme.example"]\n'
        '[profile.b]\nidentities = ["ana@acme.example", "b@münchen.example"]'
    )

    def name(identity):
        profile = settings.profile_for(identity)
        return profile and profile.name

    assert name("ANA@Acme.example") == "a"
    assert name("b@xn--mnchen-3ya.example") == "b"
    assert name("else@acme.example") == "rest"
    assert Settings().profile_for("ana@acme.example") is None


@pytest.mark.parametrize(
    ("bcc", "distrusted"),
    [
        ("1@bcc.hubspot.com", False),
        (None, False),
        ("1@", True),
        ("1@bcc.hubspot.com.evil.example", True),
    ],
)
def test_a_bcc_address_that_is_malformed_or_a_look_alike_is_distrusted(bcc, distrusted):
    assert Profile("work", "hubspot", "HubSpot", bcc).bcc_distrusted is distrusted


@pytest.mark.parametrize(
    ("size", "expected"),
    [("2097152", 2097152), ("2 MB", 2097152), ("2mb", 2097152), ("1 GB", 2**30), ("3 KB", 3072), ("7B", 7)],
)
def test_sizes_are_read_in_the_persons_words(size, expected):
    assert parse_size(size) == expected


@given(st.text())
def test_any_text_is_settings_or_a_problem_in_words(text):
    with suppress(SettingsError):
        assert isinstance(parse(text, text), Settings)
