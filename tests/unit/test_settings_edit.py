"""Settings are changed whole or not at all, comments survive, and every running host hears of it."""

import os
import stat
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog import nudge, paths, people_edit, settings_edit
from birdlog.settings import Settings, SettingsError, Team, User, load

ADDRESSES = {"bcc": "123@bcc.hubspot.com", "forward": "123@forward.hubspot.com"}


def refusal(change, *args, **kwargs):
    before = contents()
    with pytest.raises(SettingsError) as raised:
        change(*args, **kwargs)
    assert contents() == before
    assert raised.value.title == "Nothing was changed."
    return raised.value.message


def contents():
    files = (paths.settings_file(), paths.never_log_file())
    return [file.read_bytes() if file.exists() else None for file in files]


def test_the_first_profile_creates_a_file_that_explains_itself():
    profile = settings_edit.add_profile("work", "hubspot", **ADDRESSES, identities=["ana@acme.example"])

    assert load().profiles == (profile,)
    text = paths.settings_file().read_text()
    assert text.startswith("# Birdlog's settings. You can edit this file; comments stay.\n")
    assert '\n\n[profile.work]\npreset = "hubspot"\nbcc = "123@bcc.hubspot.com"\n' in text


def test_the_example_in_the_comments_is_valid_in_every_language(monkeypatch):
    for locale in ("C", "pt_BR.UTF-8"):
        monkeypatch.setenv("LC_ALL", locale)
        paths.settings_file().unlink(missing_ok=True)
        settings_edit.set_paused("on")
        text = paths.settings_file().read_text()
        example = text[text.index("# [profile.") : text.index("paused =")]
        paths.settings_file().write_text(example.replace("# ", "", 1).replace("\n# ", "\n"))

        (profile,) = load().profiles
        assert profile.bcc == "12345@bcc.hubspot.com"
        assert not profile.bcc_distrusted


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_the_files_are_the_persons_alone():
    settings_edit.set_paused("on")
    settings_edit.add_never_log(["maria@familia.example"])

    for file in (paths.settings_file(), paths.never_log_file()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_comments_and_order_survive():
    paths.settings_file().write_text(
        '# mine\nlook-before-forward = true # always\n\n[profile.b] # two\npreset = "local"\n\n[profile.a]\n'
    )

    settings_edit.set_profile("b", {"mixed": "ask"})
    settings_edit.set_paused("on")

    assert paths.settings_file().read_text() == (
        '# mine\nlook-before-forward = true # always\npaused = "on"\n\n[profile.b] # two\npreset = "local"\n'
        'mixed = "ask"\n\n[profile.a]\n'
    )


def test_a_settings_file_that_is_a_link_stays_one(tmp_path):
    target = tmp_path / "dotfiles.toml"
    target.write_text("# mine\n")
    paths.settings_file().symlink_to(target)

    settings_edit.set_look_before_forward(True)

    assert paths.settings_file().is_symlink()
    assert target.read_text() == "# mine\nlook-before-forward = true\n"


def test_a_profile_has_a_birthday():
    assert settings_edit.add_profile("work", "local").created > "2026-01-01T00:00:00Z"


def test_what_a_profile_can_be_set_to():
    settings_edit.add_profile("work", "hubspot", **ADDRESSES)

    changed = settings_edit.set_profile(
        "work",
        {
            "identities": "ana@acme.example, sales@acme.example",
            "own-domains": "acme.example",
            "content-limit": "3 MB",
            "attachments-limit": "1000",
            "mixed": "log",
            "language": "pt-BR",
            "api-base": "http://127.0.0.1:1",
            "bcc": "124@bcc.hubspot.com",
            "without-history": "true",
            "without-attachments": "false",
        },
    )

    assert changed.identities == ("ana@acme.example", "sales@acme.example")
    assert changed.own_domains == ("acme.example",)
    assert (changed.content_limit, changed.attachments_limit) == (3 * 2**20, 1000)
    assert (changed.mixed, changed.language, changed.api_base) == ("log", "pt-BR", "http://127.0.0.1:1")
    assert changed.bcc == "124@bcc.hubspot.com"
    assert (changed.without_history, changed.without_attachments) == (True, False)


def test_an_empty_value_takes_a_key_away():
    settings_edit.add_profile("work", "local", identities=["ana@acme.example"])

    assert settings_edit.set_profile("work", {"identities": ""}).identities == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"mixed": "maybe"}, "“mixed” must be one of these: leave-out, ask, log."),
        ({"content-limit": "big"}, '“content-limit” must be a size, such as 2097152 or "2 MB".'),
        ({"without-history": "yes"}, "“without-history” must be true or false."),
        ({"identities": "ana"}, "“ana” in “identities” isn't a mail address. Write name@domain."),
        ({"name": "other"}, "A profile has no “name”. These exist: bcc, forward, mixed"),
        ({"bcc": "1@bcc.hubspot.com.evil.example"}, "can't be an address of HubSpot."),
        ({"bcc": "1@bcc.hubpsot.com"}, "can't be an address of HubSpot."),
        ({"bcc": "", "forward": ""}, "HubSpot logs by its own addresses."),
    ],
)
def test_a_profile_is_not_set_to_what_can_not_be(changes, message):
    settings_edit.add_profile("work", "hubspot", **ADDRESSES)

    assert message in refusal(settings_edit.set_profile, "work", {"language": "en", **changes})


def test_a_profile_is_not_added_where_it_can_not_be():
    add = settings_edit.add_profile
    add("work", "local")

    assert refusal(add, "work", "local") == (
        "There is a profile “work” already. Change it, or choose another name."
    )
    assert refusal(add, " ", "local") == "A profile needs a name."
    assert "There is no preset “sugar”." in refusal(add, "new", "sugar")
    assert "HubSpot logs by its own addresses." in refusal(add, "new", "hubspot")
    assert "can't be an address of Birdlog" in refusal(add, "new", "local", bcc="me")
    assert "“x” in “identities” isn't a mail address." in refusal(add, "new", "local", identities=["x"])


def test_a_profile_can_be_removed():
    settings_edit.add_profile("work", "local")
    settings_edit.add_profile("my own", "local")

    settings_edit.remove_profile("work")

    assert [profile.name for profile in load().profiles] == ["my own"]
    assert refusal(settings_edit.remove_profile, "work") == "There is no profile “work”."


def test_a_pause_begins_and_ends():
    settings_edit.set_paused("2026-03-01T15:00:00Z")
    assert load().paused == "2026-03-01T15:00:00Z"

    settings_edit.set_paused(None)
    assert load().paused is None
    assert "must be a date and time" in refusal(settings_edit.set_paused, "soon")


def test_never_log_entries_are_taken_or_refused_one_by_one():
    taken, refused = settings_edit.add_never_log(["Maria@Familia.example", "nonsense", "casa.example"])

    assert taken == ("maria@familia.example", "*@casa.example")
    assert refused == ("nonsense",)
    assert paths.never_log_file().read_text() == "maria@familia.example\n*@casa.example\n"


def test_an_entry_that_is_on_the_list_is_not_written_twice():
    settings_edit.add_never_log(["*@münchen.example"])

    taken, _ = settings_edit.add_never_log(["*@xn--mnchen-3ya.example", "a@b.example", "A@b.example"])

    assert taken == ("*@xn--mnchen-3ya.example", "a@b.example", "a@b.example")
    assert load().never_log == ("*@münchen.example", "a@b.example")


def test_entries_are_taken_off_the_list_and_comments_stay():
    paths.never_log_file().write_text("# family\nMaria@Familia.example\n\n# work\n*@acme.example\n")

    removed, absent = settings_edit.remove_never_log(
        ["maria@familia.example", "joao@familia.example", "junk"]
    )

    assert removed == ("maria@familia.example",)
    assert absent == ("junk", "joao@familia.example")
    assert paths.never_log_file().read_text() == "# family\n\n# work\n*@acme.example\n"


def test_how_long_entries_are_kept_and_where_the_records_are():
    settings_edit.set_kept_days(90)
    settings_edit.set_database(" postgresql+psycopg://crm@db/crm ")
    settings_edit.set_paused("on")

    known = load()
    assert (known.entries_kept_days, known.crm_database) == (90, "postgresql+psycopg://crm@db/crm")

    settings_edit.set_kept_days(None)
    settings_edit.set_database(None)

    known = load()
    assert (known.entries_kept_days, known.crm_database, known.paused) == (None, None, "on")


def test_what_was_never_set_can_be_taken_away():
    settings_edit.set_kept_days(None)
    settings_edit.set_database(None)

    assert load() == Settings()


def test_entries_are_kept_for_days_that_there_are():
    assert "whole number of days" in refusal(settings_edit.set_kept_days, 0)


def test_a_database_is_named_as_one():
    assert "names no database" in refusal(settings_edit.set_database, "mysql://crm@db/crm")
    assert "names no database" in refusal(settings_edit.set_database, "crm.sqlite3")


THREE = """# mine
look-before-forward = true # always

[profile.b] # two
preset = "local"
# last of b

[profile."a c"]
preset = "local"
mixed = "ask" # me

[crm]
database = "sqlite:////x"

[profile.d]
preset = "local"
"""


def names():
    return [profile.name for profile in load().profiles]


def comments():
    return {line.partition("#")[2] for line in paths.settings_file().read_text().splitlines() if "#" in line}


def test_a_profile_gets_another_name_and_keeps_its_place_and_its_settings():
    paths.settings_file().write_text(THREE)
    before = load().profiles[1]

    settings_edit.rename_profile("a c", "Zoë's")

    assert names() == ["b", "Zoë's", "d"]
    assert load().profiles[1] == replace(before, name="Zoë's")
    assert load().crm_database == "sqlite:////x"
    assert comments() == {" mine", " always", " two", " last of b", " me"}


def test_a_profile_gets_no_name_that_is_none_or_another_ones():
    paths.settings_file().write_text(THREE)

    assert "needs a name" in refusal(settings_edit.rename_profile, "b", "  ")
    assert "already" in refusal(settings_edit.rename_profile, "b", "d")
    assert "no profile “x”" in refusal(settings_edit.rename_profile, "x", "y")


def test_profiles_are_put_in_another_order():
    paths.settings_file().write_text(THREE)
    before = {profile.name: profile for profile in load().profiles}

    settings_edit.order_profiles(["d", "b"])

    assert names() == ["d", "b", "a c"]
    assert {profile.name: profile for profile in load().profiles} == before
    assert comments() == {" mine", " always", " two", " last of b", " me"}
    assert "no profile “x”" in refusal(settings_edit.order_profiles, ["x"])


@given(st.permutations(["b", "a c", "d"]))
def test_any_order_can_be_made(order):
    paths.settings_file().write_text(THREE)

    settings_edit.order_profiles(order)

    assert names() == list(order)


def test_a_file_that_can_not_be_read_is_never_written_over():
    paths.settings_file().write_text("paused = = on\n")

    with pytest.raises(SettingsError) as raised:
        settings_edit.set_look_before_forward(True)

    assert raised.value.title == "The settings can't be read."
    assert paths.settings_file().read_text() == "paused = = on\n"


def test_a_folder_that_can_not_be_written_to_is_named(tmp_path):
    paths.settings_file().symlink_to(tmp_path / "gone" / "settings.toml")

    assert refusal(settings_edit.set_paused, "on").startswith("settings.toml can't be written (")


def test_every_running_host_hears_of_a_change():
    listener = nudge.listen()
    if listener is None:
        pytest.skip("this system has no such sockets")
    try:
        settings_edit.set_paused("on")
        assert listener.recv(100) == b"settings"
        settings_edit.add_never_log(["maria@familia.example"])
        assert listener.recv(100) == b"settings"
    finally:
        nudge.stop(listener)


def test_two_programs_that_add_at_the_same_time_lose_nothing():
    code = """if True:
        import sys
        from birdlog import settings_edit
        for number in range(20):
            settings_edit.add_never_log([f"{sys.argv[1]}{number}@x.example"])
    """
    programs = [subprocess.Popen([sys.executable, "-c", code, name]) for name in ("a", "b")]

    assert [program.wait(timeout=60) for program in programs] == [0, 0]
    assert len(load().never_log) == 40


ANA, BOB = User("ana@acme.example", (("ana@gmail.com", None),)), User("bob@acme.example")


def test_a_profile_is_set_up_with_all_that_belongs_to_it():
    profile = settings_edit.set_up(
        "HubSpot",
        "hubspot",
        **ADDRESSES,
        identities=["ana@acme.example"],
        own_domains=["acme.example", "acme.com.br"],
        users=[ANA],
        patterns=["*@familia.example"],
    )

    settings = load()
    assert settings.profiles == (profile,)
    assert profile.own_domains == ("acme.example", "acme.com.br")
    assert profile.created > "2024"
    assert settings.users == (ANA,)
    assert settings.never_log == ("*@familia.example",)


def test_a_profile_that_is_set_up_again_keeps_what_is_not_asked_about():
    settings_edit.set_up("HubSpot", "hubspot", **ADDRESSES, own_domains=["acme.example"], users=[ANA, BOB])
    settings_edit.set_profile("HubSpot", {"mixed": "ask"})
    people_edit.add_team(Team("sales@acme.example", (ANA.account, BOB.account)))
    created = load().profiles[0].created
    with paths.settings_file().open("a", encoding="utf-8") as file:
        file.write("# a comment\n")

    changed = settings_edit.set_up("HubSpot", "hubspot", bcc="7@bcc.hubspot.com", users=[BOB])

    settings = load()
    assert settings.profiles == (changed,)
    assert (changed.bcc, changed.forward, changed.own_domains) == ("7@bcc.hubspot.com", None, ())
    assert (changed.mixed, changed.created) == ("ask", created)
    assert settings.users == (BOB,)
    assert settings.teams == (Team("sales@acme.example", (BOB.account,)),)
    assert "# a comment" in paths.settings_file().read_text()


def test_users_that_are_not_asked_about_stay():
    people_edit.add_user(ANA)
    settings_edit.set_up("Birdlog CRM", "local")
    assert load().users == (ANA,)


def test_a_set_up_that_can_not_work_is_refused():
    assert "its own addresses" in refusal(settings_edit.set_up, "HubSpot", "hubspot")
    assert "can't be an address" in refusal(settings_edit.set_up, "HubSpot", "hubspot", bcc="1@hubspt.com")
