"""A message that can't get to the CRM by mail is put into it by its API, and nobody waits for that."""

import base64
import json
import subprocess
from contextlib import contextmanager
from email.message import EmailMessage

import pytest

from birdlog import secrets, settings_edit, utc
from birdlog.demo.rig.waiting import wait_for
from birdlog.host.dispatch import answer
from birdlog.host.frames import frame, read_frame
from birdlog.host.later import Later
from birdlog.host.session import Session
from birdlog.journal import looks
from birdlog.journal.store import Journal, Observation
from birdlog.setup import programs
from hubspot_server.faults import Fault
from hubspot_server.server import ALL_SCOPES, HubSpotServer

TOKEN = "pat-na1-4f1e-do-not-show-this"
ANA, BOB = "ana@acme.example", "bob@globex.example"
LOG, FORWARD = "4242424@bcc.hubspot.com", "4242424@forward.hubspot.com"
AT = "2026-11-23T13:00:00Z"
PIECE = 393_216


@pytest.fixture
def server():
    with HubSpotServer() as running:
        running.tokens = {TOKEN: ALL_SCOPES}
        yield running


@pytest.fixture(autouse=True)
def _profile(server, real_keyring):
    settings_edit.add_profile("work", "hubspot", bcc=LOG, forward=FORWARD, identities=[ANA])
    settings_edit.set_profile("work", {"api-base": server.url})
    secrets.keep("work", TOKEN)


@pytest.fixture
def session(base):
    opened = Session()
    opened.identities = (ANA, "bea@acme.example")
    opened.locale = "pt-BR"
    yield opened
    opened.close()


def _mail(text="Dear Ana,\n\nwe take the offer.\n", sender=BOB, to=ANA):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"Bob Builder <{sender}>", to, "Your offer"
    made["Date"], made["Message-ID"] = "Mon, 23 Nov 2026 10:00:00 -0300", "<1@globex.example>"
    made["Received"] = "from mx.globex.example by mx.acme.example; Mon, 23 Nov 2026 13:00:00 +0000"
    made.set_content(text)
    return made.as_bytes()


def _messages(raw, by="api", identity=ANA):
    """The messages that hand a raw mail over; the last one has the number 99."""
    pieces = [raw[at : at + PIECE] for at in range(0, len(raw), PIECE)]
    for part, piece in enumerate(pieces):
        body = {"event": "e1", "at": AT, "of": "received", "identity": identity, "by": by}
        body |= {"data": base64.b64encode(piece).decode(), "part": part, "parts": len(pieces)}
        id = 99 if part == len(pieces) - 1 else part
        yield {"v": 1, "id": id, "type": "mail.copy", "body": body}


def _log(session, raw, **more):
    """Hand a mail over as the extension does; the answer, once it is there."""
    for message in _messages(raw, **more):
        reply = answer(session, message)
    reply = reply.work() if isinstance(reply, Later) else reply
    json.dumps(reply)
    return reply


def _written(server):
    """The emails that HubSpot was told to make."""
    return [body for body in server.asked("POST", "/emails") if "associations" in body]


def _entries():
    with Journal.open() as journal:
        return journal.entries()


def _entry(id):
    with Journal.open() as journal:
        return journal.entry(id)


def test_a_message_gets_into_the_crm_and_into_the_journal(server, session):
    told = _log(session, _mail())["body"]
    assert (told["state"], told["findings"]) == ("confirmed", [])
    entry = _entry(told["entry"])
    assert (entry.kind, entry.profile, entry.recipients) == ("api", "work", (BOB,))
    (email,) = _written(server)
    assert email["properties"]["hs_email_subject"] == "Your offer"


def test_a_text_over_the_limit_for_mail_is_logged_cut(server, session):
    settings_edit.set_profile("work", {"content-limit": "100 KB"})
    told = _log(session, _mail("Word " * 200_000))["body"]
    assert told["state"] == "confirmed"
    (email,) = _written(server)
    assert len(email["properties"]["hs_email_text"]) <= 100 * 1024


def test_a_message_is_not_logged_twice(server, session):
    first, second = (_log(session, _mail())["body"] for _ in range(2))
    assert (first["entry"], second["state"]) == (second["entry"], "confirmed")
    assert len(_written(server)) == 1


def test_a_message_that_is_on_its_way_by_mail_is_not_logged_beside_it(server, session):
    with Journal.open() as journal:
        seen = Observation("e0", "forward", "pending", message_id="1@globex.example", profile="work")
        on_its_way, _ = journal.add_or_move(seen, AT, "forwarded")
    told = _log(session, _mail())["body"]
    assert (told["entry"], told["state"]) == (on_its_way, "pending")
    assert _written(server) == []


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        (_mail(sender="maria@familia.example"), "never-log"),
        (_mail(sender=ANA, to="bea@acme.example"), "internal-only"),
        (_mail("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"), "encrypted"),
    ],
)
def test_what_stands_against_it_is_said_in_the_persons_language(server, session, mail, code):
    settings_edit.add_never_log(["*@familia.example"])
    told = _log(session, mail)["body"]
    assert (told["entry"], told["state"]) == (None, None)
    assert [finding["code"] for finding in told["findings"]] == [code]
    assert server.requests == []


def test_the_never_log_list_counts_as_it_is_when_the_mail_is_written(server, session):
    session.settings()
    *_, last = (answer(session, message) for message in _messages(_mail()))
    settings_edit.add_never_log([BOB])  # after the helper has taken the whole mail
    told = last.work()["body"]
    assert ([finding["code"] for finding in told["findings"]], told["entry"]) == (["never-log"], None)
    assert server.requests == []


def test_an_identity_that_no_profile_serves_is_said(session):
    told = _log(session, _mail(), identity="eve@other.example")["body"]
    assert [finding["code"] for finding in told["findings"]] == ["no-profile"]


def _refused(session):
    error = _log(session, _mail())["error"]
    assert (error["code"], error["retryable"]) == ("crm-refused", False)
    assert error["title"] == "Não foi possível colocar a mensagem no HubSpot."
    assert TOKEN not in str(error)
    return error["message"]


def test_a_token_that_expired_is_said(server, session):
    server.tokens = {TOKEN: None}
    assert "birdlog profile token work" in _refused(session)


def test_a_token_that_is_gone_is_said(session):
    secrets.forget("work")
    assert "token" in _refused(session)


def test_a_crm_that_is_not_there_is_said(server, session):
    settings_edit.set_profile("work", {"api-base": "http://127.0.0.1:9"})
    assert _refused(session)


def test_an_answer_that_got_lost_leaves_the_entry_open(server, session):
    server.faults = [Fault("/emails", "POST", drop="after")]
    told = _log(session, _mail())["body"]
    assert told["state"] in ("unconfirmed", "confirmed")
    assert len(_written(server)) == 1


def test_the_embedded_crm_takes_one_that_its_address_does_not(session):
    settings_edit.add_profile("own", "local", forward="forward@crm.example", identities=["bea@acme.example"])
    told = _log(session, _mail(to="bea@acme.example"), identity="bea@acme.example")["body"]
    assert (told["state"], _entry(told["entry"]).kind) == ("confirmed", "local")


# Whether it is offered


def _offered(session, **more):
    mail = {"default_identity": ANA, "author": BOB, "to": [ANA], **more}
    return answer(session, {"v": 1, "id": 7, "type": "forward.decide", "body": mail})["body"]["by_hand"]


def test_it_is_offered_where_a_token_is_known(session):
    assert not _offered(session)
    with Journal.open() as journal:
        looks.can_ask(journal, "work", utc.read(AT))
    assert _offered(session)
    assert not _offered(session, default_identity="eve@other.example", to=[])


def test_it_is_offered_where_the_crm_is_the_embedded_one(session):
    settings_edit.add_profile("own", "local", identities=["bea@acme.example"])
    assert _offered(session, to=["bea@acme.example"])


# Nobody waits for it


@contextmanager
def _host():
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "bufsize": 0}
    with subprocess.Popen([str(programs.host())], **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def _say(process, *messages):
    for message in messages:
        process.stdin.write(frame(message))


DECIDE = {"v": 1, "id": 50, "type": "compose.decide", "body": {"identity": ANA, "to": [BOB]}}
HELLO = {"v": 1, "id": 1, "type": "hello", "body": {"instance": "i1", "identities": [ANA]}}


def test_others_are_answered_while_the_crm_takes_its_time(server):
    with _host() as process:
        _say(process, HELLO)
        read_frame(process.stdout)
        with server.silent():
            _say(process, *_messages(_mail()))
            assert server.heard.wait(30)
            for id in (50, 51):
                _say(process, {**DECIDE, "id": id})
                assert read_frame(process.stdout)["id"] == id
        assert (told := read_frame(process.stdout))["id"] == 99
        assert told["body"]["state"] == "confirmed"


def test_what_was_begun_is_ended_though_thunderbird_quits(server):
    with _host() as process:
        _say(process, HELLO)
        read_frame(process.stdout)
        with server.silent():
            _say(process, *_messages(_mail()))
            assert server.heard.wait(30)
            process.stdin.close()
            assert process.wait() == 0
    wait_for(lambda: _entries() and _entries()[0].state == "confirmed", "the entry")
    assert len(_written(server)) == 1
