"""A reply to a logged mail is listed until it is logged; by itself it is logged only where asked for."""

import json

import pytest
from click.testing import CliRunner

from birdlog import paths
from birdlog.commands.journal import journal as journal_command
from birdlog.host.dispatch import answer
from birdlog.host.session import Session
from birdlog.journal import replies, requests
from birdlog.journal.store import Journal, Observation
from birdlog.mail.automatic import is_automatic, is_bulk
from birdlog.settings import load

ANA, JOAO, MARIA = "ana@empresa.example", "joao@cliente.example", "maria@familia.example"
AT = "2026-07-01T09:30:00Z"
SETTINGS = """
[profile.Work]
preset = "hubspot"
bcc = "123@bcc.hubspot.com"
forward = "123@forward.hubspot.com"
identities = ["ana@empresa.example"]
"""
MAIL = {
    "message_id": "r1@cliente.example",
    "author": JOAO,
    "to": [ANA],
    "subject": "Re: Offer",
    "date": AT,
    "default_identity": ANA,
    "answers": ["m1@empresa.example"],
}


@pytest.fixture(autouse=True)
def _settings(base):
    paths.settings_file().write_text(SETTINGS, encoding="utf-8")
    paths.never_log_file().write_text("*@familia.example\n", encoding="utf-8")


@pytest.fixture
def own(base):
    """The journal that a session writes to, with one mail that was logged."""
    with Journal.open() as opened:
        offer = Observation("e1", "bcc", "sent", message_id="m1@empresa.example")
        opened.add_or_move(offer, AT, "sent")
        yield opened


@pytest.fixture
def session(own):
    opened = Session()
    answer(opened, {"v": 1, "id": 1, "type": "hello", "body": {"instance": "i", "identities": [ANA]}})
    yield opened
    opened.close()


def _seen(session, *mails):
    body = {"at": AT, "mails": list(mails)}
    reply = answer(session, {"v": 1, "id": 7, "type": "mail.seen", "body": body})
    json.dumps(reply)
    return reply["body"]["replies"] if reply["ok"] else reply["error"]


def _listed(journal):
    return [reply.message_id for reply in replies.unlogged(journal, load())]


def test_a_reply_to_a_logged_mail_is_listed_once(session, own):
    assert _seen(session, MAIL) == ["r1@cliente.example"]
    assert _seen(session, MAIL) == []
    (reply,) = replies.unlogged(own, load())
    assert (reply.author, reply.subject, reply.at, reply.profile) == (JOAO, "Re: Offer", AT, "Work")
    assert not reply.asked
    assert requests.open_requests(own) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": ["other@x"]},
        {"answers": []},
        {"message_id": None},
        {"author": ANA},
        {"author": MARIA},
        {"author": "noreply@hubspot.com"},
        {"author": "123@forward.hubspot.com"},
        {"author": "system@eu1.hubspot.com"},
        {"to": ["ana@casa.example"], "default_identity": "ana@casa.example"},
        {"headers": {"auto-submitted": "auto-replied; owner-email=x"}},
        {"headers": {"return-path": "<>"}},
        {"headers": {"x-autoreply": "yes"}},
    ],
)
def test_what_is_no_reply_to_be_logged_is_not_kept(session, own, changes):
    assert _seen(session, {**MAIL, **changes}) == []
    assert own.rows("SELECT * FROM reply") == []


def test_brackets_around_what_is_answered_do_not_matter(session):
    assert _seen(session, {**MAIL, "answers": ["<x@y>", "<m1@empresa.example>"]}) == [MAIL["message_id"]]


def test_a_reply_to_a_received_mail_that_was_logged_is_listed_too(session, own):
    forwarded = Observation("e2", "forward", "sent", message_id="o@cliente.example", sent_message_id="f@x")
    own.add_or_move(forwarded, AT, "forwarded")
    assert _seen(session, {**MAIL, "answers": ["o@cliente.example"]}) == [MAIL["message_id"]]


def test_a_mail_that_did_not_get_into_the_crm_is_not_answered(session, own):
    own.add_or_move(Observation("e3", "bcc", "skipped", message_id="m3@x"), AT, "sent")
    assert _seen(session, {**MAIL, "answers": ["m3@x"]}) == []


def test_a_reply_that_is_logged_in_whichever_way_leaves_the_list(session, own):
    _seen(session, MAIL)
    logged = Observation("e4", "forward", "sent", message_id=MAIL["message_id"])
    own.add_or_move(logged, AT, "forwarded")
    assert _listed(own) == []


def test_a_reply_that_is_dismissed_does_not_come_back(session, own):
    _seen(session, MAIL)
    replies.dismiss(own, MAIL["message_id"])
    _seen(session, MAIL)
    assert _listed(own) == []


def test_a_reply_of_somebody_who_came_onto_the_never_log_list_is_listed_no_more(session, own):
    _seen(session, MAIL)
    paths.never_log_file().write_text(f"{JOAO}\n", encoding="utf-8")
    assert _listed(own) == []


def test_forgetting_somebody_forgets_their_replies(session, own):
    _seen(session, MAIL)
    own.forget(JOAO.upper())
    assert own.rows("SELECT * FROM reply") == []


def test_one_click_asks_thunderbird_and_the_list_shows_it(session, own):
    _seen(session, MAIL)
    replies.log(own, [MAIL["message_id"]])
    (request,) = requests.open_requests(own)
    assert (request.kind, request.body) == ("log", {"message_id": MAIL["message_id"]})
    assert replies.unlogged(own, load())[0].asked
    requests.close(own, request.id, "failed", "not-sent")
    assert not replies.unlogged(own, load())[0].asked


def test_a_reply_of_long_ago_is_let_go(session, own):
    _seen(session, {**MAIL, "date": "2026-01-01T00:00:00Z"})
    _seen(session, {**MAIL, "message_id": "r2@x"})
    assert _listed(own) == ["r2@x"]


def test_too_many_mails_in_one_message_are_refused(session):
    assert _seen(session, *[MAIL] * 101)["code"] == "bad-message"


# By itself


@pytest.fixture
def by_itself(base):
    paths.settings_file().write_text(SETTINGS + "log-replies = true\n", encoding="utf-8")


def test_a_reply_is_logged_by_itself_where_the_profile_says_so(by_itself, session, own):
    _seen(session, MAIL)
    assert [request.body for request in requests.open_requests(own)] == [{"message_id": MAIL["message_id"]}]
    _seen(session, MAIL)
    assert len(requests.open_requests(own)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"precedence": "Bulk"},
        {"list-id": "<sales.cliente.example>"},
        {"list-unsubscribe": "<mailto:x@y>"},
        {"x-auto-response-suppress": "All"},
    ],
)
def test_a_reply_that_went_to_many_is_listed_and_not_logged_by_itself(by_itself, session, own, headers):
    assert _seen(session, {**MAIL, "headers": headers}) == [MAIL["message_id"]]
    assert requests.open_requests(own) == ()


def test_while_paused_replies_are_listed_and_not_logged_by_themselves(by_itself, session, own):
    paths.settings_file().write_text('paused = "on"\n' + SETTINGS + "log-replies = true\n", encoding="utf-8")
    assert _seen(session, MAIL) == [MAIL["message_id"]]
    assert requests.open_requests(own) == ()


@pytest.mark.parametrize(
    ("headers", "automatic", "bulk"),
    [
        ({}, False, False),
        ({"auto-submitted": "no"}, False, False),
        ({"auto-submitted": "No (a comment)"}, False, False),
        ({"auto-submitted": "auto-generated"}, True, False),
        ({"return-path": "<joao@cliente.example>"}, False, False),
        ({"return-path": " <> "}, True, False),
        ({"precedence": "list"}, False, True),
        ({"precedence": "first-class"}, False, False),
    ],
)
def test_headers_tell_who_wrote_a_mail_and_for_whom(headers, automatic, bulk):
    assert (is_automatic(headers), is_bulk(headers)) == (automatic, bulk)


# The command


def test_the_command_lists_them(session, own):
    _seen(session, MAIL)
    shown = CliRunner().invoke(journal_command, ["replies"])
    assert JOAO in shown.output
    assert "Re: Offer" in shown.output
    printed = CliRunner().invoke(journal_command, ["replies", "--json"]).output
    assert json.loads(printed) == {
        "message_id": MAIL["message_id"],
        "author": JOAO,
        "subject": "Re: Offer",
        "at": AT,
        "profile": "Work",
        "asked": False,
    }
