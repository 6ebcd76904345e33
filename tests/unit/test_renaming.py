"""A profile gets another name, and what goes by its name stays with it."""

import pytest

from birdlog import secrets, settings_edit
from birdlog.crm import renaming, tokens
from birdlog.journal import looks
from birdlog.journal.store import Journal, Observation
from birdlog.settings import SettingsError, load

ADDRESSES = {"bcc": "123@bcc.hubspot.com"}
TOKEN = "pat-na1-00000000"


@pytest.fixture(autouse=True)
def profiles():
    """Two of them, and a mail that went to the first."""
    settings_edit.add_profile("work", "hubspot", **ADDRESSES)
    settings_edit.add_profile("home", "local")
    with Journal.open() as journal:
        sent = Observation("one", "bcc", "sent", profile="work")
        journal.add_or_move(sent, "2026-01-01T00:00:00Z", "sent")


def profile_of_the_mail():
    with Journal.open() as journal:
        return journal.entries()[0].profile


def test_its_mails_stay_with_it():
    renaming.rename("work", "office")

    assert [profile.name for profile in load().profiles] == ["office", "home"]
    assert profile_of_the_mail() == "office"


def test_its_token_stays_with_it(real_keyring):
    tokens.keep("work", TOKEN)

    renaming.rename("work", "office")

    assert secrets.token("office").value == TOKEN
    assert secrets.token("work") is None
    with Journal.open() as journal:
        assert looks.last_asked(journal, "office")
        assert not looks.last_asked(journal, "work")


def test_a_name_that_is_taken_changes_nothing(real_keyring):
    tokens.keep("work", TOKEN)

    with pytest.raises(SettingsError):
        renaming.rename("work", "home")

    assert [profile.name for profile in load().profiles] == ["work", "home"]
    assert profile_of_the_mail() == "work"
    assert secrets.token("work").value == TOKEN
    assert secrets.token("home") is None
