"""What became of the mails of the last days, counted from the journal."""

import json
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from birdlog import utc
from birdlog.journal import frequent_reasons, looks, statistics
from birdlog.journal.entry import Bounce
from birdlog.journal.looks import Asked
from birdlog.journal.states import STATES
from birdlog.journal.store import Journal, Observation
from birdlog.rules.finding import Finding

NOON = datetime(2026, 7, 15, 12, tzinfo=UTC)
CRM = "log@crm.example"


@pytest.fixture
def zone(monkeypatch):
    """Sets the system's time zone."""

    def choose(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    choose("UTC")
    yield choose
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def in_utc(zone):
    """The system's clock shows UTC."""


@pytest.fixture
def journal(tmp_path):
    with Journal.open(tmp_path / "journal.sqlite3") as opened:
        yield opened


class Mails:
    """Writes entries of a journal."""

    def __init__(self, journal):
        self._journal = journal
        self._number = 0

    def add(self, state="sent", at=NOON, **more) -> int:
        self._number += 1
        fields = {
            "event": str(self._number),
            "kind": "bcc",
            "profile": "work",
            "message_id": f"{self._number}@x",
        }
        id, _ = self._journal.add_or_move(Observation(state=state, **(fields | more)), utc.written(at), "x")
        return id

    def confirm(self, id, at=NOON):
        self._move(id, "confirmed", at, reason="seen-by-message-id", values={"crm": "HubSpot"})

    def come_back(self, reason, values, at=NOON):
        bounce = Bounce(CRM, "5.3.4", None, reason, "message-id")
        self._move(self.add(at=at), "bounced", at, reason=reason, values=values, bounce=bounce)

    def _move(self, id, state, at, *, reason, values, bounce=None):
        told = {"reason": reason, "reason_values": values, "bounce": bounce}
        assert self._journal.move(id, state, evidence="x", at=utc.written(at), **told)


@pytest.fixture
def mails(journal):
    return Mails(journal)


def days_with_mail(journal, now=NOON):
    return {day.date: dict(day.counts) for day in statistics.read(journal, now).days if day.total}


def frequent(journal, now=NOON):
    reasons = statistics.read(journal, now).reasons
    return [(reason.code, reason.count, frequent_reasons.sentence(reason, "en")) for reason in reasons]


# Days


def test_thirty_days_are_counted_of_which_today_is_the_last(journal):
    days = statistics.read(journal, NOON).days

    assert len(days) == statistics.DAYS
    assert (days[0].date, days[-1].date) == (date(2026, 6, 16), date(2026, 7, 15))


def test_a_mail_counts_on_the_day_that_it_was_decided_on(journal, mails):
    mails.add(at=datetime(2026, 7, 14, 0, 0, tzinfo=UTC))
    mails.add(at=datetime(2026, 7, 14, 23, 59, 59, tzinfo=UTC))
    mails.add(at=datetime(2026, 6, 15, 23, 59, 59, tzinfo=UTC))  # 31 days ago

    assert days_with_mail(journal) == {date(2026, 7, 14): {"logged": 2}}


def test_a_day_is_the_day_of_the_clock_on_the_wall(journal, mails, zone):
    mails.add(at=datetime(2026, 7, 14, 1, 30, tzinfo=UTC))
    mails.add(at=datetime(2026, 7, 14, 20, 0, tzinfo=UTC))

    zone("America/Sao_Paulo")
    assert days_with_mail(journal) == {date(2026, 7, 13): {"logged": 1}, date(2026, 7, 14): {"logged": 1}}

    zone("Asia/Kathmandu")  # 5:45 before UTC
    assert days_with_mail(journal) == {date(2026, 7, 14): {"logged": 1}, date(2026, 7, 15): {"logged": 1}}


@pytest.mark.parametrize(
    ("name", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("America/Sao_Paulo", date(2018, 11, 4), 23),  # 0 o'clock did not exist
        ("Atlantic/Azores", date(2026, 10, 25), 25),  # 0 o'clock came twice
        ("Pacific/Apia", date(2011, 12, 30), 0),  # the day did not exist
    ],
)
def test_a_day_is_as_long_as_the_clock_makes_it(journal, zone, name, day, hours):
    zone(name)
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=2)

    found = {each.date: each for each in statistics.read(journal, now).days}[day]

    assert utc.read(found.until) - utc.read(found.since) == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca"])
def test_no_time_lies_between_two_days_or_in_both(journal, zone, name):
    zone(name)

    days = statistics.read(journal, NOON, days=800).days

    assert [day.until for day in days[:-1]] == [day.since for day in days[1:]]


# What counts as what


@pytest.mark.parametrize(
    ("state", "counts_as"),
    [
        ("pending", "pending"),
        ("sent", "logged"),
        ("confirmed", "logged"),
        ("unconfirmed", "logged"),
        ("bounced", "bounced"),
        ("failed", "failed"),
        ("skipped", "skipped"),
        ("missed", "missed"),
    ],
)
def test_each_state_counts_as_what_it_says(state, counts_as):
    assert state in STATES
    assert statistics.group(state, None) == counts_as


def test_a_copy_that_the_crm_can_not_read_does_not_count_as_logged(journal, mails):
    mails.add("sent", reason="unreadable-copy")

    figures = statistics.read(journal, NOON)

    assert figures.totals["missed"] == 1
    assert figures.shares == ()


# Whether the CRM shows them


def test_a_share_is_of_what_was_logged_and_says_whether_the_crm_is_asked(journal, mails):
    mails.confirm(mails.add())
    mails.add()
    mails.add("skipped", reason="turned-off")
    mails.add(profile="other")
    looks.keep_asked(journal, Asked("work", None, {}, utc.written(NOON)))

    assert statistics.read(journal, NOON).shares == (
        statistics.Share("work", 2, 1, can_be_asked=True),
        statistics.Share("other", 1, 0, can_be_asked=False),
    )


def test_what_was_shown_stays_so_when_the_crm_is_asked_no_more(journal, mails):
    mails.confirm(mails.add())

    assert statistics.read(journal, NOON).shares == (statistics.Share("work", 1, 1, can_be_asked=False),)


# Reasons


def test_the_most_frequent_reason_comes_first_in_words(journal, mails):
    mails.add("skipped", reason="turned-off")
    for _ in range(2):
        mails.come_back("too-large", {"crm": "HubSpot", "address": CRM, "variant": "content"})
    mails.confirm(mails.add())  # for a reason that keeps nothing out

    assert frequent(journal) == [
        ("too-large", 2, "HubSpot sent this back: its text is larger than HubSpot takes."),
        ("turned-off", 1, "You turned logging off for this message."),
    ]


def test_a_pattern_is_named_only_where_it_is_that_of_all(journal, mails):
    mails.add("skipped", reason="never-log", reason_values={"pattern": "*@familia.example"})
    assert frequent(journal) == [("never-log", 1, "*@familia.example is on your never-log list.")]

    mails.add("skipped", reason="never-log", reason_values={"pattern": "tom@example.com"})
    assert frequent(journal) == [
        ("never-log", 2, "Someone on your never-log list is among the people it is with.")
    ]


def test_a_size_is_named_only_where_it_is_that_of_all(journal, mails):
    for size in ("3000000", "4000000"):
        values = {"crm": "HubSpot", "size": size, "limit": "2097152"}
        mails.add("skipped", reason="body-too-large", reason_values=values)

    assert frequent(journal) == [("body-too-large", 2, "The text is larger than HubSpot takes.")]


def test_what_each_bounce_says_of_its_own_size_is_left_out(journal, mails):
    for size in ("3000000", "4000000"):
        values = {"crm": "HubSpot", "address": CRM, "more": "size", "size": size}
        mails.come_back("too-large", values)

    assert frequent(journal) == [("too-large", 2, "HubSpot sent this back: it is larger than HubSpot takes.")]


def test_several_crms_are_named_together(journal, mails):
    for crm in ("Zoho", "HubSpot", "Zoho"):
        mails.come_back("mailbox-full", {"crm": crm, "address": CRM})

    assert frequent(journal) == [("mailbox-full", 3, "HubSpot, Zoho sent these back: its mailbox is full.")]


def test_a_finding_of_the_newest_mail_does_not_speak_for_all(journal, mails):
    for recipient in ("tom@example.com", "eva@example.com"):
        values = {"address": recipient, "crm": "HubSpot"}
        finding = Finding("recipient-bounced", "warn", values)
        mails.add("sent", reason="recipient-bounced", reason_values=values, findings=(finding,))

    ((_, count, words),) = frequent(journal)

    assert count == 2
    assert "example.com" not in words


def test_a_reason_that_this_version_does_not_know_is_named(journal, mails):
    mails.add("skipped", reason="from-the-future")

    assert frequent(journal) == [("from-the-future", 1, "A newer part of Birdlog reports “from-the-future”.")]


BEGINNINGS = ("journal.reason.", "bounce.", "finding.")
ABOUT_NO_STATE = {"more", "delayed", "arrived", "recipient-delayed", "unknown"}
"""What no reason is, or no frequent one: the last is a finding's; a bounce's has a sentence of its own."""
ONLY_WARN = {"sender-not-a-user", "attachments-too-large", "crm-address-visible", "language-unknown"}
NAME_THE_CRM = {"crm": "HubSpot"}  # what all mails of a person with one CRM have in common


def reasons() -> set[str]:
    """The codes of all that has a sentence."""
    english = Path(frequent_reasons.__file__).parents[1] / "locales" / "en"
    keys = {key for part in english.glob("*.json") for key in json.loads(part.read_text(encoding="utf-8"))}
    return {
        key.removeprefix(beginning).split(".")[0]
        for key in keys
        for beginning in BEGINNINGS
        if key.startswith(beginning)
    }


@pytest.mark.parametrize("locale", ["en", "pt_BR"])
@pytest.mark.parametrize("code", sorted(reasons() - ABOUT_NO_STATE - ONLY_WARN))
def test_no_sentence_that_speaks_for_several_mails_has_a_gap(journal, mails, code, locale):
    for number in range(2):
        mails.add("missed", reason=code, reason_values={**NAME_THE_CRM, "number": str(number)})

    (reason,) = statistics.read(journal, NOON).reasons

    assert "…" not in frequent_reasons.sentence(reason, locale)


# Bounds


def test_older_mail_is_not_counted(journal, mails):
    mails.add("skipped", reason="turned-off", at=NOON - timedelta(days=31))

    figures = statistics.read(journal, NOON)

    assert figures.reasons == ()
    assert sum(figures.totals.values()) == 0


def test_what_needs_the_person_is_told_however_old_it_is(journal, mails):
    old = mails.add("missed", reason="no-helper", at=NOON - timedelta(days=90))
    new = [mails.add("failed", reason="smtp-error", at=NOON - timedelta(minutes=n)) for n in range(6)]
    journal.look_at(new[0])

    figures = statistics.read(journal, NOON)

    assert [entry.id for entry in figures.newest] == new[1:]
    assert figures.waiting == 6
    journal.look_at(old)
    assert statistics.read(journal, NOON).waiting == 5


def test_reading_ends_when_nobody_waits_for_it_any_more(journal, mails):
    mails.add()
    asked = []

    assert statistics.read(journal, NOON, go_on=lambda: asked.append(1) or len(asked) < 3) is None
    assert len(asked) == 3
