"""`birdlog profile | never-log | user | team` as a person types them."""

import json

import pytest

from birdlog import cli
from birdlog.settings import load

HUBSPOT = ("--preset", "hubspot", "--bcc", "123@bcc.hubspot.com", "--forward", "123@forward.hubspot.com")


@pytest.fixture
def birdlog(monkeypatch, capsys):
    """Run the command line; return exit status, standard output and standard error."""

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["birdlog", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        output = capsys.readouterr()
        return ended.value.code or 0, output.out, output.err

    return run


def objects(output):
    return [json.loads(line) for line in output.splitlines()]


def test_a_profile_is_added_listed_changed_and_removed(birdlog):
    status, output, _ = birdlog("profile", "add", "work", *HUBSPOT, "--identity", "ana@acme.example")
    assert status == 0
    assert output == "The profile “work” is there. Mail from ana@acme.example is logged to HubSpot.\n"

    birdlog("profile", "set", "work", "mixed=ask", "own-domains=acme.example,acme.com.example")
    status, output, _ = birdlog("profile", "list", "--json")
    (shown,) = objects(output)
    created = shown.pop("created")
    assert created.endswith("Z")
    assert shown == {
        "name": "work",
        "preset": "hubspot",
        "crm": "HubSpot",
        "bcc": "123@bcc.hubspot.com",
        "forward": "123@forward.hubspot.com",
        "identities": ["ana@acme.example"],
        "mixed": "ask",
        "own_domains": ["acme.example", "acme.com.example"],
        "language": None,
        "content_limit": 2097152,
        "attachments_limit": 52428800,
        "api_base": None,
        "api_version": None,
    }

    assert birdlog("profile", "list")[1].startswith("work: HubSpot, ana@acme.example\n")
    assert birdlog("profile", "remove", "work")[0] == 0
    assert birdlog("profile", "list", "--json") == (0, "", "")


def test_the_embedded_crm_needs_no_addresses(birdlog):
    status, output, _ = birdlog("profile", "add", "mine", "--preset", "local")

    assert status == 0
    assert output.startswith("The profile “mine” is there. It has no BCC address:")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("profile", "add", "work", "--preset", "hubspot"),
            "birdlog: Nothing was changed. HubSpot logs by its own",
        ),
        (("profile", "add", "work", "--preset", "sugar"), "'sugar' is not one of"),
        (
            ("profile", "add", "work", *HUBSPOT[:3], "1@bcc.hubspot.com.x.example", *HUBSPOT[4:]),
            "can't be an address",
        ),
        (("profile", "set", "work", "mixed=ask"), "There is no profile “work”."),
        (("profile", "set", "work", "mixed"), "Write mixed=VALUE."),
        (("profile", "remove", "work"), "There is no profile “work”."),
        (("user", "remove", "ana@acme.example"), "No user has the account ana@acme.example."),
        (("team", "add", "t@acme.example", "--member", "ana@acme.example"), "Add the user first."),
        (("never-log", "import", "no-such-file"), "no-such-file"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_line_and_ends_with_2(birdlog, arguments, said):
    status, output, problem = birdlog(*arguments)

    assert status == 2
    assert output == ""
    assert said in problem


def test_an_address_of_an_unknown_form_is_warned_about_and_taken(birdlog):
    status, _, warning = birdlog(
        "profile", "add", "work", "--preset", "hubspot", "--bcc", "crm@relay.example", *HUBSPOT[4:]
    )

    assert status == 0
    assert warning == (
        "“crm@relay.example” does not look like the addresses that HubSpot gives out. "
        "Compare it with HubSpot's settings page.\n"
    )


TWO_PORTALS = (
    "“1@bcc.hubspot.com” and “2@forward.hubspot.com” belong to different accounts of HubSpot. "
    "Copy both addresses from the same settings page of HubSpot into the profile “work”.\n"
)


def test_two_addresses_of_different_accounts_are_warned_about_once(birdlog):
    hubspot = ("--preset", "hubspot", "--bcc", "1@bcc.hubspot.com", "--forward", "2@forward.hubspot.com")
    assert birdlog("profile", "add", "work", *hubspot)[::2] == (0, TWO_PORTALS)
    assert birdlog("profile", "set", "work", "mixed=ask")[::2] == (0, TWO_PORTALS)
    assert birdlog("profile", "set", "work", "forward=1@forward.na2.hubspot.com")[::2] == (0, "")


def test_settings_that_can_not_be_read_are_named(birdlog, tmp_path):
    birdlog("profile", "list")
    (tmp_path / "config" / "settings.toml").write_text("[profile.work]\nmixd = 1\n")

    assert birdlog("profile", "list") == (
        2,
        "",
        "birdlog: The settings can't be read. "
        "settings.toml, line 2: There is no setting “mixd”. Did you mean “mixed”?\n",
    )


def test_never_log_entries_are_added_listed_and_removed(birdlog):
    status, output, _ = birdlog("never-log", "add", "Maria@Familia.example", "*@casa.example")
    assert (status, output) == (0, "Never logged: maria@familia.example\nNever logged: *@casa.example\n")

    assert objects(birdlog("never-log", "list", "--json")[1]) == [
        {"pattern": "maria@familia.example"},
        {"pattern": "*@casa.example"},
    ]
    assert birdlog("never-log", "remove", "*@CASA.example") == (0, "Off the list: *@casa.example\n", "")
    assert birdlog("never-log", "remove", "*@casa.example") == (
        1,
        "",
        "birdlog: *@casa.example is not on the list.\n",
    )
    assert birdlog("never-log", "list") == (0, "maria@familia.example\n", "")


def test_an_entry_that_can_not_be_read_is_refused_and_the_others_are_taken(birdlog):
    status, output, problem = birdlog("never-log", "add", "mar*@familia.example", "casa.example")

    assert (status, output) == (2, "Never logged: *@casa.example\n")
    assert problem.startswith("birdlog: “mar*@familia.example” can't be read as a never-log entry.")


@pytest.mark.parametrize(
    "content",
    [
        b"Maria@Familia.example\ncasa.example\n# not this\n\n*@*.clinica.example\n",
        b"E-mail\r\nmaria@familia.example\r\ncasa.example\r\n*@*.clinica.example\r\n",
        b"Name,Email\nMaria,maria@familia.example\n,casa.example\n,*@*.clinica.example\n",
        b'Name;Email\n"Silva; Maria";maria@familia.example\n;casa.example\n;*@*.clinica.example\n',
        b"\xef\xbb\xbfmaria@familia.example\tMaria\ncasa.example\t\n*@*.clinica.example\t\n",
        "maria@familia.example\ncasa.example\n*@*.clinica.example".encode("utf-16"),
        b"Nome;Email\nJo\xe3o;maria@familia.example\n;casa.example\n;*@*.clinica.example\n",
    ],
)
def test_a_list_is_imported_from_lines_and_from_csv(birdlog, tmp_path, content):
    file = tmp_path / "list.csv"
    file.write_bytes(content)

    status, output, problem = birdlog("never-log", "import", str(file))

    assert (status, problem) == (0, "")
    assert output.endswith("Taken: 3. Refused: 0.\n")
    assert load().never_log == ("maria@familia.example", "*@casa.example", "*@*.clinica.example")


def test_an_import_says_what_it_refused(birdlog, tmp_path):
    file = tmp_path / "list.txt"
    file.write_bytes(b"maria@familia.example\nmar*@familia.example\nnonsense\n\x00\xff@\n")

    status, output, problem = birdlog("never-log", "import", str(file))

    assert status == 0
    assert output == "Never logged: maria@familia.example\nTaken: 1. Refused: 3.\n"
    assert len(problem.splitlines()) == 3


def test_an_import_of_nothing_usable_ends_with_1(birdlog, tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("a@\nb@\n")
    assert birdlog("never-log", "import", str(file))[0] == 1

    file.write_text("")
    assert birdlog("never-log", "import", str(file)) == (0, "Taken: 0. Refused: 0.\n", "")


def test_users_and_teams_are_described(birdlog):
    birdlog(
        *("user", "add", "ana@acme.example", "--name", "Ana", "--alias", "sales@acme.example"),
        *("--connected", "ana@home.example=2025-01-31", "--connected", "a=b@home.example"),
    )
    birdlog("user", "add", "bob@acme.example")
    status, output, _ = birdlog("team", "add", "team@acme.example", "--member", "bob@acme.example")

    assert (status, output) == (
        0,
        "The team team@acme.example is there. Its mail is credited to bob@acme.example.\n",
    )
    assert objects(birdlog("user", "list", "--json")[1]) == [
        {
            "account": "ana@acme.example",
            "name": "Ana",
            "connected": [
                {"address": "ana@home.example", "since": "2025-01-31"},
                {"address": "a=b@home.example", "since": None},
            ],
            "aliases": ["sales@acme.example"],
            "teams": [],
        },
        {
            "account": "bob@acme.example",
            "name": None,
            "connected": [],
            "aliases": [],
            "teams": ["team@acme.example"],
        },
    ]
    assert objects(birdlog("team", "list", "--json")[1]) == [
        {"address": "team@acme.example", "members": ["bob@acme.example"]}
    ]
    assert birdlog("user", "list")[1].splitlines()[1] == "bob@acme.example"
    assert birdlog("team", "list")[1] == "team@acme.example: bob@acme.example\n"
    assert birdlog("team", "remove", "team@acme.example")[0] == 0
    assert birdlog("user", "remove", "bob@acme.example")[0] == 0


def test_a_second_user_with_the_same_account_is_warned_about(birdlog):
    birdlog("user", "add", "ana@acme.example")

    status, _, warning = birdlog("user", "add", "ana@acme.example")

    assert status == 0
    assert warning.startswith("Note: 2 users have the account ana@acme.example now.")


def test_help_is_there_for_every_sub_command(birdlog):
    for group in ("profile", "never-log", "user", "team"):
        status, output, _ = birdlog(group, "--help")
        assert status == 0
        assert "list" in output
