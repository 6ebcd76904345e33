"""`birdlog profile token | check`: the token goes from the standard input into the keyring, and is tried."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from birdlog import secrets, settings_edit
from hubspot_server.faults import Fault
from hubspot_server.server import ALL_SCOPES, EMAILS, OWNERS, HubSpotServer

TOKEN = "pat-na1-4f1e-do-not-show-this"
BIRDLOG = str(Path(sys.executable).with_name("birdlog"))


@pytest.fixture
def server():
    with HubSpotServer() as running:
        running.tokens = {TOKEN: ALL_SCOPES}
        yield running


@pytest.fixture
def profile(server):
    settings_edit.add_profile("work", "hubspot", bcc="4242424@bcc.hubspot.com")
    return settings_edit.set_profile("work", {"api-base": server.url})


def birdlog(*arguments, typed="", **environment):
    """Run the command as a person does; returns exit status, standard output and standard error."""
    run = subprocess.run(
        [BIRDLOG, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
    )
    return run.returncode, run.stdout, run.stderr


def _results(output):
    return {line["check"]: line for line in map(json.loads, output.splitlines())}


def test_a_token_goes_into_the_keyring_and_into_nothing_else(real_keyring, profile, base):
    status, output, errors = birdlog("profile", "token", "work", typed=f"{TOKEN}\n")
    assert (status, errors) == (0, "")
    assert "is in your keyring" in output
    assert secrets.token("work").value == TOKEN
    birdlog("profile", "check", "work")
    birdlog("profile", "list", "--json")
    written = [file.read_bytes() for file in base.rglob("*") if file.is_file()]
    assert written
    assert not any(TOKEN.encode() in content for content in [*written, output.encode()])


def test_a_token_is_forgotten_on_request_and_with_its_profile(real_keyring, profile):
    birdlog("profile", "token", "work", typed=TOKEN)
    assert birdlog("profile", "token", "work", "--forget")[0] == 0
    assert secrets.token("work") is None
    birdlog("profile", "token", "work", typed=TOKEN)
    assert birdlog("profile", "remove", "work")[0] == 0
    assert secrets.token("work") is None


def test_a_purge_leaves_no_token_behind(real_keyring, profile):
    birdlog("profile", "token", "work", typed=TOKEN)
    assert birdlog("uninstall", "--purge")[0] == 0
    assert secrets.token("work") is None


def test_a_token_that_may_be_left_is_said(real_keyring, profile):
    birdlog("profile", "token", "work", typed=TOKEN)
    off = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    status, _, errors = birdlog("profile", "remove", "work", **off)
    assert status == 0
    assert errors == "The access token may still be in your keyring: No keyring was found.\n"


def test_a_profile_that_never_had_a_token_goes_in_silence(profile):
    off = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    assert birdlog("profile", "remove", "work", **off)[2] == ""


@pytest.mark.parametrize("typed", ["", "two words"])
def test_what_is_no_token_is_refused_and_not_repeated(real_keyring, profile, typed):
    status, output, errors = birdlog("profile", "token", "work", typed=typed)
    assert (status, output) == (2, "")
    assert errors.startswith("birdlog: This is no access token.")
    assert "two words" not in errors


def test_without_a_keyring_nothing_is_kept_and_that_is_said(profile):
    off = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    status, output, errors = birdlog("profile", "token", "work", typed=TOKEN, **off)
    assert (status, output) == (2, "")
    assert errors.startswith("birdlog: No keyring was found.")
    status, output, _ = birdlog("profile", "check", "work", "--json", **off)
    assert status == 1
    assert _results(output)["token"]["level"] == "block"
    status, _, errors = birdlog("profile", "token", "work", typed=TOKEN, LC_ALL="pt_BR.UTF-8", **off)
    assert errors.startswith("birdlog: Nenhum chaveiro foi encontrado")


def test_a_profile_that_needs_no_token_says_so():
    settings_edit.add_profile("home", "local")
    status, _, errors = birdlog("profile", "token", "home", typed=TOKEN)
    assert status == 2
    assert "needs no access token" in errors
    assert birdlog("profile", "token", "gone", typed=TOKEN)[0] == 2


def test_a_set_up_that_fits_is_said_to_fit(real_keyring, profile):
    secrets.keep("work", TOKEN)
    status, output, _ = birdlog("profile", "check", "work", "--json")
    assert status == 0
    results = _results(output)
    assert list(results) == [
        "addresses",
        "token",
        "account",
        "emails",
        "contacts",
        "deals",
        "companies",
        "owners",
    ]
    assert {result["level"] for result in results.values()} == {"ok"}
    assert birdlog("profile", "check", "work")[1].startswith(
        "✓ The addresses look right.\n✓ The access token"
    )


def test_a_token_of_another_account_is_noticed(real_keyring, profile, server):
    secrets.keep("work", TOKEN)
    server.portal = 777
    status, output, _ = birdlog("profile", "check", "work", "--json")
    account = _results(output)["account"]
    assert (status, account["level"]) == (1, "block")
    assert "belongs to account 777, the profile's addresses to account 4242424" in account["message"]


def test_missing_scopes_are_named(real_keyring, profile, server):
    secrets.keep("work", TOKEN)
    server.tokens[TOKEN] = ALL_SCOPES - {EMAILS, OWNERS}
    status, output, _ = birdlog("profile", "check", "work", "--json")
    results = _results(output)
    assert status == 1
    assert EMAILS in results["emails"]["message"]
    assert (results["emails"]["level"], results["owners"]["level"]) == ("block", "warn")
    assert "birdlog profile token work" in results["emails"]["fix"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(status=401, category="EXPIRED_AUTHENTICATION"), "The access token has expired."),
        (Fault(status=401, category="INVALID_AUTHENTICATION"), "HubSpot does not know the access token"),
    ],
)
def test_a_token_that_does_not_serve_any_more_is_said(real_keyring, profile, server, fault, words):
    secrets.keep("work", TOKEN)
    server.faults.append(fault)
    status, output, _ = birdlog("profile", "check", "work")
    assert status == 1
    assert words in output


def test_a_profile_without_a_token_is_told_how_to_get_one(real_keyring, profile):
    status, output, _ = birdlog("profile", "check", "work")
    assert status == 1
    assert "birdlog profile token work" in output


def test_of_another_crm_the_addresses_are_checked(profile):
    settings_edit.add_profile("sales", "pipedrive", bcc="acme@pipedrivemail.com")
    status, output, _ = birdlog("profile", "check", "sales", "--json")
    assert (status, list(_results(output))) == (0, ["addresses"])
    settings_edit.set_profile("work", {"forward": "777@forward.hubspot.com"})
    _, output, _ = birdlog("profile", "check", "work", "--json")
    (told,) = (line for line in map(json.loads, output.splitlines()) if line["check"] == "addresses")
    assert told["level"] == "warn"


def test_an_address_that_only_looks_like_the_crms_is_named(profile):
    from birdlog import paths

    file = paths.settings_file()
    file.write_text(file.read_text().replace("@bcc.hubspot.com", "@bcc.hubspot.com.evil.example"))
    status, output, _ = birdlog("profile", "check", "work", "--json")
    assert status == 1
    assert _results(output)["addresses"]["level"] == "block"


def test_an_api_that_is_not_protected_is_refused(profile):
    status, _, errors = birdlog("profile", "set", "work", "api-base=http://api.hubapi.com")
    assert status == 2
    assert "http is for this computer alone" in errors
    assert birdlog("profile", "set", "work", "api-version=../v3")[0] == 2
