"""Mails over LMTP, and the records that they leave behind, on SQLite and on PostgreSQL."""

from contextlib import ExitStack, closing
from smtplib import LMTP

import pytest
from crm_mails import ANA, BOB, CARLA, ENGLISH, FORWARD, LOG, forwarded, outgoing
from sqlalchemy import delete
from test_crm_server import COMMAND, deliver, program

from birdlog import people_edit, settings_edit
from birdlog.crm.local import records, timeline
from birdlog.paths import BASE_DIR_VARIABLE
from birdlog.settings import User
from crm_postgresql import PROGRAMS, Cluster, emptied

PGP = "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n"
HTML = outgoing().replace(b"Content-Type: text/plain", b"Content-Type: text/html")
NO_DATE = outgoing().replace(b"Date: Mon, 23 Nov 2026 10:00:00 -0300\n", b"")
LATIN = outgoing().replace(b"Subject: The offer", b"Subject: =?iso-8859-1?q?Or=E7amento?=")
FREE = "dan@gmail.com"
LISTED = "maria@familia.example"

# What comes, for whom → the codes of the replies, whose timeline it is on, and what is shown there.
TABLE = {
    "a mail by BCC": (
        outgoing(),
        [LOG],
        [250],
        BOB,
        {"direction": "outgoing", "via": "bcc", "text": "Here is the offer."},
    ),
    "two in To": (outgoing(to=f"{BOB}, {CARLA}"), [LOG], [250], CARLA, {"to": [BOB, CARLA], "cc": []}),
    "one in Cc": (outgoing(cc=CARLA), [LOG], [250], CARLA, {"to": [BOB], "cc": [CARLA]}),
    "one in Bcc": (b"Bcc: " + CARLA.encode() + b"\n" + outgoing(), [LOG], [250], CARLA, None),
    "a free-mail address": (outgoing(to=FREE), [LOG], [250], FREE, {"company": None}),
    "a company's address": (outgoing(), [LOG], [250], BOB, {"company": "globex.example"}),
    "an attachment": (
        outgoing(attachments=[("offer.pdf", b"%PDF")]),
        [LOG],
        [250],
        BOB,
        {"attachments": [{"name": "offer.pdf", "bytes": 4, "logged": True}]},
    ),
    "HTML alone": (HTML, [LOG], [250], BOB, {"text": "Here is the offer."}),
    "no date": (NO_DATE, [LOG], [250], BOB, {"date": None}),
    "a zone": (outgoing(), [LOG], [250], BOB, {"date": "2026-11-23T13:00:00Z"}),
    "an encoded subject": (LATIN, [LOG], [250], BOB, {"subject": "Orçamento"}),
    "no Message-ID": (outgoing(message_id=None), [LOG], [250], BOB, {"message_id": None}),
    "too much text": (outgoing(text="x" * 70 * 31_000), [LOG], [552], BOB, None),
    "encrypted": (outgoing(text=PGP), [LOG], [550], BOB, None),
    "never-log": (outgoing(to=LISTED), [LOG], [550], LISTED, None),
    "never-log and another": (outgoing(cc=LISTED), [LOG], [250], BOB, {"cc": [LISTED]}),
    "never-log beside another": (outgoing(cc=LISTED), [LOG], [250], LISTED, None),
    "a stranger": (outgoing(sender="eve@evil.example"), [LOG], [550], BOB, None),
    "a user's alias": (outgoing(sender="souza@acme.example"), [LOG], [250], BOB, {"credited_to": ANA}),
    "nobody outside": (outgoing(to=ANA), [LOG], [550], ANA, None),
    "a forward": (
        forwarded(),
        [FORWARD],
        [250],
        BOB,
        {"direction": "incoming", "via": "forward", "from": BOB, "message_id": "9@globex.example"},
    ),
    "the Cc of a forward": (forwarded(), [FORWARD], [250], CARLA, None),
    "a forward's To and Cc": (forwarded(), [FORWARD], [250], BOB, {"to": [ANA], "cc": [CARLA]}),
    "a never-log forward": (
        forwarded(labels=ENGLISH | {"From": f"Maria <{LISTED}>"}),
        [FORWARD],
        [550],
        LISTED,
        None,
    ),
    "a forward in plain text": (forwarded(parts=["plain"]), [FORWARD], [550], BOB, None),
    "a forward in HTML": (forwarded(parts=["html"]), [FORWARD], [550], BOB, None),
    "no forward": (outgoing(), [FORWARD], [550], BOB, None),
    "both addresses": (forwarded(), [LOG, FORWARD], [250, 250], BOB, {"via": "forward"}),
    "both, and no forward": (outgoing(), [LOG, FORWARD], [250, 550], BOB, {"via": "bcc"}),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request, tmp_path_factory):
    """The URL of a database that all tests here share, and settings for it."""
    base = tmp_path_factory.mktemp("base")
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv(BASE_DIR_VARIABLE, str(base))
        patch.setenv("LC_ALL", "C.UTF-8")
        settings_edit.add_profile("CRM", "local", bcc=LOG, forward=FORWARD, identities=[ANA])
        people_edit.add_user(User(ANA, aliases=("souza@acme.example",)))
        settings_edit.add_never_log(["*@familia.example"])
        if request.param == "sqlite":
            yield f"sqlite:///{base / 'team.sqlite3'}"
        else:
            yield stack.enter_context(emptied(request.getfixturevalue("postgresql")))


@pytest.fixture(scope="module")
def servers(url):
    """Two intakes on one database."""
    with serving(url) as one, serving(url) as other:
        yield one, other


@pytest.fixture
def engine(url, servers):
    """The records, empty."""
    engine = records.open_records(url)
    with records.writing(engine) as connection:
        for table in reversed(records.metadata.sorted_tables):
            connection.execute(delete(table))
    yield engine
    engine.dispose()


def serving(url):
    return program(COMMAND.format(arguments=["crm", "serve", "--lmtp", "127.0.0.1:0", "--database", url]))


def client_of(server):
    return closing(LMTP("127.0.0.1", server.port("LMTP")))


def timeline_of(engine, address):
    with records.reading(engine) as connection:
        return list(timeline.timeline(connection, address))


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE)
def test_a_mail_leaves_these_records(engine, servers, case):
    raw, recipients, codes, whose, shown = case
    with client_of(servers[0]) as client:
        assert [code for code, _said in deliver(client, raw, *recipients)] == codes
    emails = timeline_of(engine, whose)
    assert [{name: email[name] for name in shown or ()} for email in emails] == ([shown] if shown else [])


def test_two_intakes_log_what_both_get_at_once_once(engine, servers):
    with client_of(servers[0]) as first, client_of(servers[1]) as second:
        for client in (first, second):
            client.ehlo()
            client.mail("")
            client.rcpt(LOG)
            client.putcmd("DATA")
            client.getreply()
        for client in (first, second):
            client.send(b"\r\n".join(outgoing().splitlines()) + b"\r\n.\r\n")
        assert [client.getreply()[0] for client in (first, second)] == [250, 250]
    assert len(timeline_of(engine, BOB)) == 1


@pytest.fixture
def cluster():
    with Cluster.running() as cluster:
        yield cluster


@pytest.mark.skipif(not PROGRAMS, reason="PostgreSQL is not installed")
def test_a_database_that_is_down_is_a_temporary_failure_until_it_is_up_again(cluster):
    settings_edit.add_profile("CRM", "local", bcc=LOG, identities=[ANA])
    with serving(cluster.url) as server, client_of(server) as client:
        assert deliver(client, outgoing(), LOG)[0][0] == 250
        cluster.stop()
        again = outgoing(message_id="2@acme.example")
        ((code, said),) = deliver(client, again, LOG)
        assert (code, said) == (451, "4.3.0 The CRM's database can't be written. Try again later.")
        cluster.start()
        assert deliver(client, again, LOG)[0][0] == 250
