"""What Thunderbird is asked to do waits until one Thunderbird has done it, once, or none can."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from birdlog import nudge, utc
from birdlog.host.dispatch import answer
from birdlog.host.session import Session
from birdlog.journal import requests
from birdlog.journal.store import Journal, Observation, Thunderbird

HOME, WORK = "home", "work"
MAIL = {"message_id": "m1@x"}


@pytest.fixture
def session(base):
    opened = Session()
    yield opened
    opened.close()


def _ask(session, type, **body):
    reply = answer(session, {"v": 1, "id": 7, "type": type, "body": body})
    json.dumps(reply)
    return reply.get("body", reply.get("error"))


def _is_there(journal, instance, days_ago=0):
    last = utc.written(datetime.now(UTC) - timedelta(days=days_ago))
    journal.remember(Thunderbird(instance, "153.7", "1.0.0", "en-US", (), last))


def _ids(found):
    return [request.id for request in found]


def test_requests_are_open_in_the_order_in_which_they_came(journal):
    added = [requests.add(journal, "log", {"message_id": f"m{n}@x"}) for n in range(3)]
    found = requests.open_requests(journal)
    assert _ids(found) == _ids(added)


def test_a_request_is_read_as_it_was_added(journal):
    body = {**MAIL, "again": True}
    added = requests.add(journal, "log", body, HOME)
    assert (added.kind, added.body, added.instance, added.outcome) == ("log", body, HOME, None)
    assert requests.find(journal, added.id) == added


def test_what_is_asked_twice_is_one_request(journal):
    first = requests.add(journal, "log", MAIL)
    assert requests.add(journal, "log", MAIL) == first
    assert requests.add(journal, "open", MAIL) != first


def test_what_was_done_may_be_asked_again(journal):
    first = requests.add(journal, "log", MAIL)
    requests.close(journal, first.id, "done", None)
    assert requests.add(journal, "log", MAIL).id != first.id


def test_a_request_that_is_closed_stays_as_it_is(journal):
    request = requests.add(journal, "log", MAIL)
    assert requests.close(journal, request.id, "refused", "never-log")
    assert requests.close(journal, request.id, "done", None)
    closed = requests.find(journal, request.id)
    assert (closed.outcome, closed.reason, closed.closed is not None) == ("refused", "never-log", True)
    assert requests.open_requests(journal) == ()


def test_closing_what_is_not_there_changes_nothing(journal):
    assert requests.close(journal, "nowhere", "done", None)


def test_a_request_is_done_by_the_first_profile_that_takes_it(journal):
    request = requests.add(journal, "log", MAIL)
    assert requests.take(journal, request.id, HOME)
    assert not requests.take(journal, request.id, WORK)
    assert requests.take(journal, request.id, HOME)
    assert requests.open_requests(journal, WORK) == ()
    assert _ids(requests.open_requests(journal, HOME)) == [request.id]


def test_a_closed_request_can_not_be_taken(journal):
    request = requests.add(journal, "log", MAIL)
    requests.close(journal, request.id, "done", None)
    assert not requests.take(journal, request.id, HOME)


def test_a_request_for_one_profile_is_no_other_ones(journal):
    request = requests.add(journal, "log", MAIL, WORK)
    assert requests.open_requests(journal, HOME) == ()
    assert not requests.take(journal, request.id, HOME)
    assert requests.take(journal, request.id, WORK)


def test_a_message_is_gone_when_no_profile_has_it(journal):
    _is_there(journal, HOME)
    _is_there(journal, WORK)
    request = requests.add(journal, "log", MAIL)
    assert not requests.close(journal, request.id, "gone", None, HOME)
    assert requests.open_requests(journal, HOME) == ()
    assert _ids(requests.open_requests(journal, WORK)) == [request.id]
    assert requests.close(journal, request.id, "gone", None, WORK)
    assert requests.find(journal, request.id).outcome == "gone"


def test_a_profile_that_has_long_been_away_is_not_waited_for(journal):
    _is_there(journal, HOME)
    _is_there(journal, WORK, days_ago=31)
    request = requests.add(journal, "log", MAIL)
    assert requests.close(journal, request.id, "gone", None, HOME)


def test_a_message_that_left_the_profile_that_took_it_is_gone(journal):
    _is_there(journal, WORK)
    request = requests.add(journal, "log", MAIL)
    requests.take(journal, request.id, HOME)
    assert requests.close(journal, request.id, "gone", None, HOME)


def test_what_was_closed_long_ago_is_let_go(journal):
    old = requests.add(journal, "log", MAIL)
    requests.close(journal, old.id, "done", None)
    with journal.transaction():
        journal.write("UPDATE request SET closed = '2020-01-01T00:00:00Z'")
    requests.add(journal, "open", MAIL)
    assert requests.find(journal, old.id) is None


# As the extension sees it


@pytest.fixture
def own(base):
    """The journal that the session writes to."""
    with Journal.open() as opened:
        yield opened


def test_the_extension_is_told_of_requests_after_hello_and_when_one_comes(session, own):
    _ask(session, "hello", instance=HOME)
    assert not session.requests_wait
    requests.add(own, "log", MAIL)
    session.hear()
    assert session.requests_wait
    _ask(session, "hello", instance=HOME)
    assert session.requests_wait


def test_a_change_of_the_settings_is_no_request(session):
    _ask(session, "hello", instance=HOME)
    nudge.settings_changed()
    session.hear()
    assert not session.requests_wait


def test_where_no_nudge_can_be_heard_a_request_is_told_once_with_the_next_message(session, own, monkeypatch):
    monkeypatch.setattr(nudge, "listen", lambda: None)
    _ask(session, "hello", instance=HOME)
    told = []
    for add in (False, True, False):
        if add:
            requests.add(own, "log", MAIL)
        session.requests_wait = False
        session.look_for_requests()
        told.append(session.requests_wait)
    assert told == [False, True, False]


def test_a_request_goes_its_way_through_the_messages(session, own):
    _ask(session, "hello", instance=HOME)
    request = requests.add(own, "log", MAIL)
    assert _ask(session, "requests.open") == {"requests": [{"id": request.id, "kind": "log", "body": MAIL}]}
    assert _ask(session, "request.take", request=request.id) == {"taken": True}
    done = {"request": request.id, "outcome": "refused", "reason": "never-log"}
    assert [_ask(session, "request.done", **done) for _ in range(2)] == [{"closed": True}] * 2
    assert requests.find(own, request.id).reason == "never-log"
    assert _ask(session, "requests.open") == {"requests": []}


def test_what_is_logged_is_told_with_its_newest_entry_and_since_when(session, own):
    def add(event, message_id, state, at):
        own.add_or_move(Observation(event, "forward", state, message_id=message_id), at, "forwarded")

    add("e1", "m1@x", "sent", "2026-07-01T09:30:00Z")
    add("e2", "m1@x", "pending", "2026-07-01T09:31:00Z")
    add("e2", "m1@x", "sent", "2026-07-01T09:32:00Z")
    own.move(
        2, "confirmed", reason=None, reason_values={}, bounce=None, evidence=None, at="2026-07-02T00:00:00Z"
    )
    add("e3", "m2@x", "confirmed", "2026-07-01T09:33:00Z")
    add("e4", "m3@x", "failed", "2026-07-01T09:34:00Z")
    asked = _ask(session, "journal.logged", message_ids=["m1@x", "m2@x", "m3@x", "m4@x"])
    assert asked["logged"] == [
        {"message_id": "m1@x", "entry": 2, "state": "confirmed", "at": "2026-07-01T09:32:00Z"},
        {"message_id": "m2@x", "entry": 3, "state": "confirmed", "at": "2026-07-01T09:33:00Z"},
    ]
    assert _ask(session, "journal.logged") == {"logged": []}


@pytest.mark.parametrize(
    ("type", "body", "field"),
    [
        ("journal.logged", {"message_ids": ["m@x"] * 501}, "message_ids"),
        ("request.take", {}, "request"),
        ("request.take", {"request": "x" * 101}, "request"),
        ("request.done", {"request": "x", "outcome": "perhaps"}, "outcome"),
        ("request.done", {"outcome": "done"}, "request"),
    ],
)
def test_a_field_that_is_not_as_it_should_be_is_named(session, type, body, field):
    error = _ask(session, type, **body)
    assert (error["code"], f"“{field}”" in error["message"]) == ("bad-message", True)
