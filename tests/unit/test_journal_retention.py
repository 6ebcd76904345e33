"""Entries go when they are older than the person wants them kept."""

from datetime import UTC, datetime, timedelta

import pytest

from birdlog import paths, utc
from birdlog.host import lookout
from birdlog.journal import retention
from birdlog.journal.store import Journal, Observation

NOW = datetime(2026, 7, 31, 9, 30, tzinfo=UTC)


def _add(journal, event, days):
    at = utc.written(NOW - timedelta(days=days))
    return journal.add_or_move(Observation(event, "bcc", "sent"), at, "sent")[0]


def test_what_is_older_is_let_go_of_and_the_rest_stays(journal):
    for number in range(retention._AT_ONCE + 20):
        _add(journal, f"old{number}", 31)
    kept = _add(journal, "new", 30)

    assert retention.drop_old(journal, 30, NOW) == retention._AT_ONCE + 20
    assert [entry.id for entry in journal.entries()] == [kept]


def test_an_old_mail_about_which_something_was_heard_since_stays(journal):
    id = _add(journal, "old", 40)
    journal.move(
        id, "confirmed", reason=None, reason_values={}, bounce=None, evidence=None, at=utc.written(NOW)
    )

    assert retention.drop_old(journal, 30, NOW) == 0


@pytest.mark.parametrize("kept_days", [None, 10**9])
def test_who_keeps_all_keeps_all(journal, kept_days):
    _add(journal, "old", 9_000)

    assert retention.drop_old(journal, kept_days, NOW) == 0
    assert len(journal.entries()) == 1


def test_old_entries_are_found_without_reading_all(journal):
    sql = "SELECT id FROM entry WHERE created < ? AND updated < ? LIMIT ?"

    (step,) = journal.rows(f"EXPLAIN QUERY PLAN {sql}", "2026", "2026", 500)

    assert "SEARCH entry USING INDEX entry_created" in step["detail"]


def test_the_running_helper_lets_go_of_them(journal):
    _add(journal, "old", 31)
    paths.settings_file().write_text("[journal]\nkept-days = 30\n", encoding="utf-8")

    lookout.tidy(NOW)

    with Journal.open() as opened:
        assert opened.entries() == []


def test_settings_that_can_t_be_read_let_go_of_nothing(journal):
    _add(journal, "old", 31)
    paths.settings_file().write_text("[journal\nkept-days = 30\n", encoding="utf-8")

    lookout.tidy(NOW)

    assert len(journal.entries()) == 1
