"""`birdlog keyring` says how the keyring is, and unlocking it lets the CRMs be asked again."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from birdlog import nudge, paths
from birdlog.cli import cli
from birdlog.crm import tokens
from birdlog.journal import looks
from birdlog.journal.looks import Asked
from birdlog.journal.store import Observation
from secret_service import lock, unlock

AT = "2026-07-01T09:30:00Z"
LATER = datetime(2026, 7, 1, 9, 40, tzinfo=UTC)


def run(*arguments):
    return CliRunner().invoke(cli, ["keyring", *arguments], prog_name="birdlog")


@pytest.fixture
def file():
    return paths.journal_file()


@pytest.fixture
def waiting(journal):
    """A mail that waits for a CRM that could not be asked: the keyring is locked."""
    sent = Observation("e1", "bcc", "sent", sent_message_id="1@acme.example", profile="work")
    entry, _ = journal.add_or_move(sent, AT, "sent")
    looks.expect(journal, entry, AT, 60)
    looks.not_answered(journal, looks.find(journal, entry), LATER, None)
    looks.keep_asked(journal, Asked("work", looks.KEYRING_LOCKED, {"crm": "HubSpot"}, AT))
    return entry


def test_a_keyring_that_can_be_used_is_said_so(real_keyring):
    assert (run().exit_code, run().stdout) == (0, "Access tokens are kept in your keyring.\n")
    assert run("--json").stdout == '{"condition": "ok"}\n'


def test_a_locked_keyring_is_said_with_what_to_do(real_keyring):
    lock(real_keyring)
    said = run()
    unlock(real_keyring)

    assert said.exit_code == 1
    assert said.stdout.startswith("Your keyring is locked. Unlock it")


@pytest.mark.parametrize("unlocking", [True, False])
def test_once_it_is_unlocked_the_crm_is_asked_at_once(real_keyring, journal, waiting, unlocking):
    assert [asked.profile for asked in looks.without_keyring(journal)] == ["work"]
    listener = nudge.listen()

    assert tokens.look(unlocking) == "ok"

    assert looks.without_keyring(journal) == []
    assert looks.next_due(journal) <= datetime.now(UTC)
    assert listener.recv(100) == b"settings"
    nudge.stop(listener)


def test_a_keyring_that_is_not_there_changes_nothing(journal, waiting, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")

    assert tokens.look() == "missing"
    assert looks.last_asked(journal, "work").problem == looks.KEYRING_LOCKED


@pytest.mark.parametrize(
    ("problem", "counts"),
    [("keyring-locked", True), ("keyring-missing", True), ("token-expired", False), (None, False)],
)
def test_only_the_keyring_counts_for_that(journal, problem, counts):
    looks.keep_asked(journal, Asked("work", problem, {}, AT))

    assert bool(looks.without_keyring(journal)) == counts
