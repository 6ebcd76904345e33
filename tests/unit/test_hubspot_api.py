"""Asking HubSpot: what is asked has HubSpot's shapes, what is answered is understood, faults are named."""

import socket
import threading
import traceback
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.crm.hubspot import client as client_module
from birdlog.crm.hubspot.api import Account, Association, Contact, HubSpot
from birdlog.crm.hubspot.client import Client
from birdlog.crm.hubspot.pace import Pace
from birdlog.crm.hubspot.problem import HubSpotError
from birdlog.secrets import Token
from hubspot_server.faults import Fault, limited
from hubspot_server.server import CONTACTS_READ, HubSpotServer

TOKEN = "pat-good"
NAMES = (
    *(
        "results",
        "id",
        "properties",
        "associations",
        "companies",
        "emails",
        "type",
        "paging",
        "next",
        "after",
    ),
    *("portalId", "category", "typeId", "email", "hs_timestamp", "hs_email_message_id", "createdate"),
)
NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
AT = "2026-11-23T13:00:00Z"


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def server():
    with HubSpotServer() as running:
        yield running


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def client(server, clock):
    with Client(server.url, "2026-03", Token(TOKEN), Pace(clock.sleep, lambda: clock.now)) as opened:
        yield opened


@pytest.fixture
def crm(client):
    return HubSpot(client)


def _code(act):
    with pytest.raises(HubSpotError) as refused:
        act()
    return refused.value.code


def _email(server, message_id, *contacts, **properties):
    usual = {"hs_timestamp": AT, "hs_email_subject": "The offer", "hs_email_direction": "EMAIL"}
    return server.records.add("emails", {**usual, "hs_email_message_id": message_id, **properties}, contacts)


@pytest.mark.parametrize("kept", ["1@acme.example", "<1@acme.example>"])
def test_a_mail_is_found_by_its_message_id_with_and_without_brackets(server, crm, kept):
    email = _email(server, kept)
    found = crm.emails_by_message_id(["1@acme.example"])
    assert {key: each.id for key, each in found.items()} == {"1@acme.example": email.id}


def test_many_mails_cost_one_search_a_piece_of_twenty_five(server, crm):
    for number in range(60):
        _email(server, f"<Mail-{number}@ACME.example>")
    found = crm.emails_by_message_id([f"Mail-{number}@ACME.example" for number in range(60)])
    assert len(found) == 60
    assert len(server.asked("POST", "/emails/search")) == 3


def test_a_long_answer_is_read_to_its_end(server, crm):
    contact = server.records.add("contacts", {"email": "bob@globex.example"})
    for number in range(130):
        _email(server, f"{number}@x", contact)
    found = crm.emails_of_contact(contact.id, NOW - timedelta(days=2), NOW + timedelta(days=2), "")
    assert len(found) == 130


def test_the_emails_of_a_contact_are_those_of_that_time_and_of_that_subject(server, crm):
    contact = server.records.add("contacts", {"email": "bob@globex.example"})
    other = server.records.add("contacts", {"email": "eve@globex.example"})
    long_after = "2026-11-26T13:00:00Z"
    then = _email(server, "1@x", contact)
    later = _email(server, "2@x", contact, hs_timestamp=long_after, hs_email_subject="The answer")
    _email(server, "3@x", contact, hs_timestamp=long_after, hs_email_subject="Another")
    _email(server, "4@x", other)
    window = (NOW - timedelta(days=2), NOW + timedelta(days=2))
    found = crm.emails_of_contact(contact.id, *window, "The answer")
    assert {each.id: each.at for each in found} == {then.id: NOW, later.id: NOW + timedelta(days=3)}


def test_contacts_are_found_in_one_batch(server, crm):
    bob = server.records.add("contacts", {"email": "bob@globex.example"})
    ids = crm.contact_ids(["Bob@globex.example", "nobody@globex.example"])
    assert ids == {"bob@globex.example": bob.id}
    assert len(server.requests) == 1


def test_a_contact_has_its_primary_company(server, crm):
    other, primary = (server.records.add("companies", {"name": name}) for name in ("Other", "Globex"))
    bob = server.records.add("contacts", {"email": "bob@globex.example"})
    server.records.tie(bob, other, 279)
    server.records.tie(bob, primary, 1)
    assert crm.contact("bob@globex.example") == Contact(bob.id, primary.id)
    assert crm.contact("nobody@globex.example") is None


def test_a_new_contact_has_a_name_and_one_that_came_in_between_is_taken(server, crm):
    made = crm.new_contact("bob@globex.example", "Bob Builder")
    assert server.records.all[made.id].properties == {
        "email": "bob@globex.example",
        "firstname": "Bob",
        "lastname": "Builder",
    }
    assert crm.new_contact("bob@globex.example", None) == made


def test_the_five_newest_open_deals_are_given(server, crm):
    bob = server.records.add("contacts", {"email": "bob@globex.example"})
    deals = [
        server.records.add(
            "deals",
            {"hs_is_closed": str(day % 4 == 0).lower(), "createdate": f"2026-01-{day:02}T00:00:00Z"},
            [bob],
        )
        for day in range(1, 10)
    ]
    assert crm.open_deals(bob.id) == [deals[day - 1].id for day in (9, 7, 6, 5, 3)]


def test_the_account_the_users_and_the_company_type_are_told(server, crm):
    server.owners = [{"id": "7", "email": "ana@acme.example"}]
    assert crm.account() == Account("4242424", "na1")
    assert crm.owner("Ana@acme.example") == "7"
    assert crm.owner("bob@acme.example") is None
    assert crm.email_to_company() == 186


def test_an_email_is_written_with_its_associations(server, crm):
    bob = server.records.add("contacts", {"email": "bob@globex.example"})
    id = crm.new_email({"hs_timestamp": AT, "hs_email_subject": "The offer"}, [Association(bob.id, 198)])
    assert server.records.all[id].ties == [("contacts", bob.id, 198)]


@pytest.mark.parametrize("version", ["2026-03", "v3"])
def test_the_version_is_in_the_paths(server, clock, version):
    with Client(server.url, version, Token(TOKEN), Pace(clock.sleep, lambda: clock.now)) as client:
        HubSpot(client).emails_by_message_id(["1@x"])
    expected = "/crm/v3/objects/emails/search" if version == "v3" else "/crm/objects/2026-03/emails/search"
    assert server.requests[0][1] == expected


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(status=401, category="EXPIRED_AUTHENTICATION"), "token-expired"),
        (Fault(status=401, category="INVALID_AUTHENTICATION"), "token-refused"),
        (Fault(status=403), "forbidden"),
        (Fault(status=404), "not-found"),
        (Fault(status=400, body={"message": "no"}), "refused"),
        (Fault(status=302, headers={"Location": "http://127.0.0.2/"}), "redirected"),
        (Fault(status=477, headers={"Retry-After": "7200"}), "migrating"),
        (limited("DAILY"), "limited"),
        (limited("SECONDLY", retry_after="11"), "limited"),
        (Fault(status=502, times=3), "unavailable"),
        (Fault(status=524, times=3), "unavailable"),
        (Fault(status=423, times=3), "locked"),
        (Fault(drop="before", times=3), "unanswered"),
    ],
)
def test_a_fault_has_a_name_and_words(server, crm, fault, code):
    server.faults.append(fault)
    with pytest.raises(HubSpotError) as refused:
        crm.emails_by_message_id(["1@x"])
    assert refused.value.code == code
    for locale in ("en", "pt_BR"):
        assert all(refused.value.in_locale(locale))


@pytest.mark.parametrize(
    "body",
    [
        {"errors": [{"message": "", "context": {"requiredGranularScopes": ["sales-email-read"]}}]},
        {"context": {"missingScopes": ["sales-email-read"]}},
    ],
)
def test_a_missing_scope_is_named_wherever_hubspot_names_it(server, crm, body):
    server.faults.append(Fault(status=403, category="MISSING_SCOPES", body=body))
    with pytest.raises(HubSpotError) as refused:
        crm.emails_by_message_id(["1@x"])
    assert (refused.value.code, refused.value.values) == ("scopes-missing", {"scopes": "sales-email-read"})


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        (limited("SECONDLY"), [1.0]),
        (limited("TEN_SECONDLY_ROLLING"), [10.0]),
        (limited("TEN_SECONDLY_ROLLING", retry_after="3"), [3.0]),
        (Fault(status=423), [2.0]),
        (Fault(status=503, times=2), [1.0, 2.0]),
        (Fault(drop="after"), [1.0]),
    ],
)
def test_a_search_is_asked_again_after_what_hubspot_wants(server, crm, clock, fault, waits):
    email = _email(server, "1@x")
    server.faults.append(fault)
    assert crm.emails_by_message_id(["1@x"])["1@x"].id == email.id
    assert clock.slept == waits


@pytest.mark.parametrize("fault", [Fault("/emails", drop="after"), Fault("/emails", status=502, done=True)])
def test_what_may_have_been_written_is_not_written_again(server, crm, fault):
    server.faults.append(fault)
    with pytest.raises(HubSpotError) as lost:
        crm.new_email({"hs_timestamp": AT}, [])
    assert lost.value.outcome_unknown
    assert len(server.records.of("emails")) == 1


def test_what_was_surely_not_written_is_written_again(server, crm):
    server.faults += [limited("SECONDLY"), Fault(status=423)]
    crm.new_email({"hs_timestamp": AT}, [])
    assert len(server.records.of("emails")) == 1


def test_a_contact_whose_making_got_no_answer_is_looked_for(server, crm):
    server.faults.append(Fault("/contacts", method="POST", drop="after"))
    made = crm.new_contact("bob@globex.example", "Bob")
    assert [record.id for record in server.records.of("contacts")] == [made.id]


def test_the_rate_limits_are_kept(clock):
    pace = Pace(clock.sleep, lambda: clock.now)
    for _ in range(200):
        pace.turn(search=True)
    assert clock.now >= 49  # four in a second
    clock.now = 1000.0
    for _ in range(200):
        pace.turn(search=False)
    assert clock.now == pytest.approx(1020.0)  # ninety in ten


def test_an_unreachable_hubspot_is_offline_and_asked_once(clock):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with Client(url, "v3", Token(TOKEN), Pace(clock.sleep, lambda: clock.now)) as client:
        assert _code(lambda: HubSpot(client).account()) == "offline"
    assert clock.slept == []


def test_a_hubspot_that_says_nothing_is_given_up(clock, monkeypatch):
    monkeypatch.setattr(client_module, "ANSWER_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with Client(url, "v3", Token(TOKEN), Pace(clock.sleep, lambda: clock.now)) as client:
            assert _code(lambda: HubSpot(client).account()) == "unanswered"


@pytest.mark.parametrize(
    "base",
    ["http://api.hubapi.com", "http://127.0.0.1.evil.example", "ftp://x", "https://a@b", "https://x/?q", ""],
)
def test_the_token_goes_nowhere_unprotected(base):
    assert _code(lambda: Client(base, "v3", Token(TOKEN))) == "insecure"


def test_a_redirect_is_not_followed(server, crm):
    with HubSpotServer() as elsewhere:
        server.faults.append(
            Fault(status=307, headers={"Location": f"{elsewhere.url}/account-info/v3/details"})
        )
        assert _code(crm.account) == "redirected"
        assert elsewhere.requests == []


def test_a_netrc_does_not_replace_the_token(server, crm, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert crm.account().portal == "4242424"


@pytest.mark.parametrize("content", [b"<html>", b"[]", b'{"results": [{"id": 1}]}', b'{"results": null}'])
def test_an_answer_of_another_shape_is_said(clock, content):
    def answer():
        with pipe.accept()[0] as connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(content), content))

    with socket.create_server(("127.0.0.1", 0)) as pipe:
        thread = threading.Thread(target=answer)
        thread.start()
        url = f"http://127.0.0.1:{pipe.getsockname()[1]}"
        with Client(url, "v3", Token(TOKEN), Pace(clock.sleep, lambda: clock.now)) as client:
            assert _code(lambda: HubSpot(client).emails_by_message_id(["1@x"])) == "garbled"
        thread.join()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=400, body={"message": f"bad header Bearer {TOKEN}"}),
        Fault(status=401, body={"message": TOKEN}),
        Fault(drop="before", times=3),
    ],
)
def test_no_error_shows_the_token(server, crm, fault):
    server.faults.append(fault)
    with pytest.raises(HubSpotError) as refused:
        crm.account()
    told = (
        "".join(traceback.format_exception(refused.value)) + str(refused.value) + repr(refused.value.values)
    )
    assert TOKEN not in told
    context = refused.value.__context__
    assert context is None or TOKEN not in repr(vars(context))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=30,
)


class Answers:
    """A client that answers everything with the same."""

    version = "v3"

    def __init__(self, said):
        self.said = said

    def get(self, path, **query):
        return self.said

    def search(self, path, body):
        return self.said

    read = create = search


@given(JSON)
def test_whatever_hubspot_answers_is_an_answer_or_an_error_with_a_name(said):
    crm = HubSpot(Answers(said))
    for ask in (
        crm.account,
        crm.email_to_company,
        lambda: crm.emails_by_message_id(["1@x"]),
        lambda: crm.contact("bob@globex.example"),
        lambda: crm.contact_ids(["bob@globex.example"]),
        lambda: crm.newest_emails("1"),
        lambda: crm.open_deals("1"),
        lambda: crm.owner("ana@acme.example"),
        lambda: crm.new_email({}, []),
    ):
        try:
            ask()
        except HubSpotError as problem:
            assert problem.code == "garbled"  # noqa: PT017


def test_a_token_of_one_letter_garbles_no_words(server, clock):
    server.tokens = {"t": frozenset()}
    client = Client(server.url, "v3", Token("t"), Pace(clock.sleep, lambda: clock.now))
    with client, pytest.raises(HubSpotError) as refused:
        HubSpot(client).contact_ids(["bob@globex.example"])
    assert refused.value.values == {"scopes": CONTACTS_READ}


def test_nothing_that_hubspot_says_commands_a_terminal(server, crm):
    scopes = {"missingScopes": ["\x1b[2Jsales\u202e-email-read"]}
    server.faults += [
        Fault(status=400, body={"message": "\x1b]0;owned\x07 no\nsecond line"}),
        Fault(status=403, body={"context": scopes}),
    ]
    told = []
    for _ in range(2):
        with pytest.raises(HubSpotError) as refused:
            crm.account()
        told.append(str(refused.value))
    assert all(text.isprintable() for text in told)
    server.portal = "1\x1b[1m"
    assert str(crm.account().portal).isprintable()


def test_a_scope_that_is_missing_stops_nothing_that_needs_it_not(server, crm):
    server.tokens[TOKEN] = frozenset({CONTACTS_READ})
    assert crm.contact_ids(["bob@globex.example"]) == {}
    assert _code(lambda: crm.emails_by_message_id(["1@x"])) == "scopes-missing"
