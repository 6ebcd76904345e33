"""One sentence says whether all is well."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from birdlog.journal.looks import KEYRING_LOCKED, KEYRING_MISSING, Asked
from birdlog.journal.problem import JournalError
from birdlog.settings import Profile, Settings, SettingsError
from birdlog_gui.health import Health, Kind, Situation, assess

NOW = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)
WELL = Situation(
    now=NOW,
    settings=Settings(profiles=(Profile("work", "hubspot", "HubSpot"),)),
    journal_error=None,
    helper_installed=True,
    connected=True,
    needs_you=0,
)
LOCKED = Asked("work", KEYRING_LOCKED, {"crm": "HubSpot"}, "2024-05-16T11:00:00Z")

pytestmark = pytest.mark.usefixtures("qapp")


def settings(**fields) -> Settings:
    return replace(WELL.settings, **fields)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({}, Kind.WELL),
        ({"connected": False}, Kind.NOT_CONNECTED),
        ({"settings": settings(paused="on")}, Kind.PAUSED),
        ({"settings": settings(paused="2024-05-16T13:00:00Z")}, Kind.PAUSED),
        ({"settings": settings(paused="2024-05-16T11:00:00Z")}, Kind.WELL),
        ({"asked": 1}, Kind.WORKING),
        ({"pending": 1}, Kind.WORKING),
        ({"asked": 1, "connected": False}, Kind.NOT_CONNECTED),
        ({"pending": 1, "settings": settings(paused="on")}, Kind.PAUSED),
        ({"without_keyring": LOCKED}, Kind.KEYRING_LOCKED),
        ({"without_keyring": LOCKED._replace(problem=KEYRING_MISSING)}, Kind.KEYRING_MISSING),
        ({"without_keyring": LOCKED, "connected": False}, Kind.KEYRING_LOCKED),
        ({"without_keyring": LOCKED, "settings": settings(paused="on")}, Kind.PAUSED),
        ({"helper_installed": False}, Kind.NO_HELPER),
        ({"helper_installed": False, "settings": settings(paused="on")}, Kind.NO_HELPER),
        ({"settings": Settings()}, Kind.NO_PROFILE),
        ({"settings": Settings(), "helper_installed": False}, Kind.NO_PROFILE),
        ({"settings": SettingsError("syntax", file="settings.toml", line=3)}, Kind.SETTINGS_INVALID),
        ({"journal_error": JournalError("damaged", Path("j")), "settings": Settings()}, Kind.JOURNAL_DAMAGED),
    ],
)
def test_the_gravest_thing_is_said(change, kind):
    assert assess(WELL._replace(**change), "en").kind == kind


def test_all_well_names_the_crm():
    assert "HubSpot" in assess(WELL, "en").sentence


def test_a_crm_of_two_profiles_is_named_once():
    profiles = (Profile("work", "hubspot", "HubSpot"), Profile("home", "hubspot", "HubSpot"))

    sentence = assess(WELL._replace(settings=Settings(profiles=profiles)), "en").sentence

    assert sentence.count("HubSpot") == 1


@pytest.mark.parametrize(("count", "words"), [(1, "1 mail needs you."), (3, "3 mails need you.")])
def test_mails_that_need_the_person_come_first(count, words):
    assert assess(WELL._replace(needs_you=count), "en").sentence == words


def test_a_pause_is_said_beside_the_mails_that_need_the_person():
    paused = WELL._replace(needs_you=2, settings=settings(paused="on"))

    assert assess(paused, "en").sentence == "2 mails need you. Logging is paused."


def test_a_pause_with_an_end_says_when():
    until = assess(WELL._replace(settings=settings(paused="2024-05-18T13:00:00Z")), "en").sentence

    assert "18 May" in until or "May 18" in until


def test_invalid_settings_name_file_and_line():
    broken = WELL._replace(settings=SettingsError("syntax", file="settings.toml", line=3))

    sentence = assess(broken, "en").sentence

    assert "settings.toml" in sentence
    assert "3" in sentence


def test_a_damaged_journal_is_said_in_one_sentence():
    damaged = WELL._replace(journal_error=JournalError("damaged", Path("/data/journal.sqlite3")))

    assert assess(damaged, "en").sentence == "The journal is damaged."


def test_a_locked_keyring_says_which_crm_can_t_be_asked():
    sentence = assess(WELL._replace(without_keyring=LOCKED), "en").sentence

    assert sentence.startswith("Your keyring is locked")
    assert "HubSpot" in sentence


def test_without_a_keyring_what_this_desktop_needs_is_said(monkeypatch):
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    missing = WELL._replace(without_keyring=LOCKED._replace(problem=KEYRING_MISSING))

    assert "KWallet" in assess(missing, "en").advice


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"asked": 2}, "Thunderbird is doing what you asked for (2)."),
        ({"pending": 1}, "1 mail waits in the Outbox."),
        ({"pending": 3}, "3 mails wait in the Outbox."),
        (
            {"asked": 1, "pending": 1},
            "Thunderbird is doing what you asked for (1). 1 mail waits in the Outbox.",
        ),
    ],
)
def test_what_is_under_way_is_said(change, words):
    assert assess(WELL._replace(**change), "en").sentence == f"All is well. {words}"


def test_what_was_asked_for_while_thunderbird_is_closed_is_said_to_wait():
    closed = assess(WELL._replace(connected=False, asked=2), "en")

    assert closed.sentence.endswith("What you asked for (2) is done when it opens.")


@pytest.mark.parametrize("kind", [Kind.WELL, Kind.WORKING, Kind.KEYRING_LOCKED, Kind.KEYRING_MISSING])
def test_mail_is_logged_though_the_keyring_is_of_no_use(kind):
    assert Health(kind, "", 0).logs


@pytest.mark.parametrize("kind", [Kind.PAUSED, Kind.NOT_CONNECTED, Kind.NO_HELPER, Kind.NO_PROFILE])
def test_what_keeps_mail_from_being_logged_counts_as_that(kind):
    assert not Health(kind, "", 0).logs
