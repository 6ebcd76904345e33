"""`birdlog log`: a mail in a file gets into HubSpot once, for those for whom it may."""

import json
import sys
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from crm_mails import forwarded

from birdlog import cli, secrets, settings_edit, utc
from birdlog.crm.hubspot import api
from birdlog.journal import looks
from birdlog.journal.entry import Bounce
from birdlog.journal.store import Journal, Observation
from hubspot_server.faults import Fault, limited
from hubspot_server.server import ALL_SCOPES, CONTACTS_WRITE, OWNERS, HubSpotServer
from secret_service import lock, unlock

TOKEN = "pat-na1-4f1e-do-not-show-this"
ANA, BOB, CARLA = "ana@acme.example", "bob@globex.example", "carla@initech.example"
LOG, FORWARD = "4242424@bcc.hubspot.com", "4242424@forward.hubspot.com"
AT = "2026-11-23T13:00:00Z"


@pytest.fixture
def server():
    with HubSpotServer() as running:
        running.tokens = {TOKEN: ALL_SCOPES}
        yield running


@pytest.fixture(autouse=True)
def _profile(server, real_keyring, monkeypatch):
    settings_edit.add_profile("work", "hubspot", bcc=LOG, forward=FORWARD, identities=[ANA])
    settings_edit.set_profile("work", {"api-base": server.url})
    secrets.keep("work", TOKEN)
    monkeypatch.setattr(api, "SETTLING_SECONDS", 0.0)


@pytest.fixture
def log(monkeypatch, capsys, tmp_path):
    """Log one mail; returns exit status, what is told as JSON, and standard error."""

    def run(mail, *options):
        file = tmp_path / "mail.eml"
        file.write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
        monkeypatch.setattr(sys, "argv", ["birdlog", "log", str(file), "--json", *options])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        output = capsys.readouterr()
        told = json.loads(output.out) if output.out else None
        return ended.value.code or 0, told, output.err

    return run


def mail(sender=f"Ana Souza <{ANA}>", to=f"Bob Builder <{BOB}>", cc="", message_id="1@acme.example", **more):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, "The offer"
    made["Date"] = "Mon, 23 Nov 2026 10:00:00 -0300"
    if cc:
        made["Cc"] = cc
    if message_id:
        made["Message-ID"] = f"<{message_id}>"
    made.set_content(more.get("text", "Here is the offer."))
    made.add_alternative("<p>Here is the offer.</p>", subtype="html")
    return made


def entries():
    with Journal.open() as journal:
        return journal.entries()


def test_a_sent_mail_lands_on_its_contacts_their_company_and_open_deals(server, log):
    records = server.records
    globex = records.add("companies", {"name": "Globex"})
    bob = records.add("contacts", {"email": BOB}, [globex])
    deals = [
        records.add("deals", {"hs_is_closed": "false", "createdate": f"2026-01-0{day}T00:00:00Z"}, [bob])
        for day in range(1, 8)
    ]
    server.owners = [{"id": "7", "email": ANA}]
    status, told, errors = log(mail(cc=f"Carla <{CARLA}>"))
    assert (status, errors) == (0, "")
    (email,) = records.of("emails")
    carla = records.find("contacts", CARLA, "email")
    assert told["record"] == email.id
    assert sorted(email.ties) == sorted(
        [("contacts", bob.id, 198), ("contacts", carla.id, 198), ("companies", globex.id, 186)]
        + [("deals", deal.id, 210) for deal in deals[2:]]
    )
    headers = json.loads(email.properties.pop("hs_email_headers"))
    assert headers == {
        "from": {"email": ANA, "firstName": "Ana", "lastName": "Souza"},
        "to": [{"email": BOB, "firstName": "Bob", "lastName": "Builder"}],
        "cc": [{"email": CARLA, "firstName": "Carla"}],
        "bcc": [],
    }
    assert email.properties == {
        "hs_timestamp": AT,
        "hs_email_direction": "EMAIL",
        "hs_email_status": "SENT",
        "hs_email_subject": "The offer",
        "hs_email_text": "Here is the offer.",
        "hs_email_html": "<p>Here is the offer.</p>\n",
        "hs_email_message_id": "<1@acme.example>",
        "hubspot_owner_id": "7",
    }


def test_the_journal_has_an_entry_of_it(server, log):
    _, told, _ = log(mail())
    (entry,) = entries()
    assert (entry.id, entry.kind, entry.state, entry.reason) == (
        told["entry"],
        "api",
        "confirmed",
        "logged-by-hand",
    )
    assert (entry.message_id, entry.recipients) == ("1@acme.example", (BOB,))
    with Journal.open() as journal:
        assert journal.steps(entry.id)[-1].evidence == f"api {told['record']}"


def test_a_received_mail_lands_on_its_sender_alone(server, log):
    status, _, _ = log(mail(sender=f"Bob Builder <{BOB}>", to=ANA, cc=CARLA))
    (email,) = server.records.of("emails")
    assert status == 0
    assert [contact.properties["email"] for contact in server.records.of("contacts")] == [BOB]
    assert email.properties["hs_email_direction"] == "INCOMING_EMAIL"


def test_a_forward_that_the_crm_could_not_read_lands_on_the_originals_sender(server, log):
    raw = forwarded().replace(b"4242424@forward.crm.example", FORWARD.encode())
    status, _, _ = log(raw)
    (email,) = server.records.of("emails")
    assert status == 0
    assert [contact.properties["email"] for contact in server.records.of("contacts")] == [BOB]
    assert email.properties["hs_email_direction"] == "FORWARDED_EMAIL"
    assert email.properties["hs_email_message_id"] == "<9@globex.example>"


def test_what_hubspot_shows_is_not_logged_again(server, log):
    there = server.records.add("emails", {"hs_timestamp": AT, "hs_email_message_id": "1@acme.example"})
    status, told, _ = log(mail())
    assert (status, told["repeated"], told["record"]) == (0, True, there.id)
    assert len(server.records.of("emails")) == 1
    assert server.records.of("contacts") == []
    assert log(mail())[0] == 0
    assert len(entries()) == 1


def test_a_mail_without_a_message_id_is_not_logged_twice_either(server, log):
    log(mail(message_id=None))
    status, told, _ = log(mail(message_id=None))
    assert (status, told["repeated"]) == (0, True)
    assert len(server.records.of("emails")) == 1


# Never-log


@pytest.mark.parametrize(
    "refused", [mail(to="maria@familia.example"), mail(sender="maria@familia.example", to=ANA)]
)
def test_never_log_is_absolute(server, log, refused):
    settings_edit.add_never_log(["*@familia.example"])
    status, told, _ = log(refused)
    assert status == 1
    assert told["findings"][0]["code"] == "never-log"
    assert server.requests == []
    assert entries() == []


def test_a_mixed_mail_is_left_out_unless_the_profile_logs_it(server, log):
    settings_edit.add_never_log(["*@familia.example"])
    mixed = mail(to=f"{BOB}, maria@familia.example")
    status, told, _ = log(mixed)
    assert (status, told["findings"][0]["code"]) == (1, "partly-never-log")
    assert server.requests == []
    settings_edit.set_profile("work", {"mixed": "log"})
    assert log(mixed)[0] == 0
    assert [contact.properties["email"] for contact in server.records.of("contacts")] == [BOB]
    assert "maria" not in json.dumps(server.requests)


def test_somebody_of_the_never_log_list_in_bcc_keeps_the_mail_out_too(server, log):
    settings_edit.add_never_log(["maria@familia.example"])
    hidden = mail()
    hidden["Bcc"] = f"maria@familia.example, {LOG}"
    assert log(hidden)[1]["findings"][0]["code"] == "partly-never-log"
    assert server.requests == []


def test_the_crms_own_address_in_bcc_keeps_nothing_out(server, log):
    logged = mail()
    logged["Bcc"] = LOG
    assert log(logged)[0] == 0


def test_mail_among_oneselves_and_what_is_encrypted_is_refused(server, log):
    encrypted = mail()
    encrypted.replace_header("Content-Type", "multipart/encrypted; boundary=x")
    assert log(mail(to="caio@acme.example"))[1]["findings"][0]["code"] == "internal-only"
    assert log(encrypted)[1]["findings"][0]["code"] == "encrypted"
    assert server.requests == []


def test_what_came_back_as_too_large_is_logged_by_hand_and_its_entry_says_so(server, log):
    bounce = Bounce(LOG, "5.3.4", "552 too large", "too-large", "message-id")
    sent = Observation("e1", "bcc", "sent", message_id="1@acme.example", profile="work", crm_address=LOG)
    with Journal.open() as journal:
        entry, _ = journal.add_or_move(sent, AT, "sent")
        journal.move(
            entry, "bounced", reason="too-large", reason_values={}, bounce=bounce, evidence=None, at=AT
        )
    status, told, _ = log(mail(text="much " * 600_000))
    assert status == 0
    assert told["text_cut"]
    (email,) = server.records.of("emails")
    assert len(email.properties["hs_email_text"]) == 2 * 1024 * 1024
    assert "hs_email_html" not in email.properties
    assert {each.state for each in entries()} == {"confirmed"}


def test_a_mail_on_its_way_by_address_is_waited_for(server, log):
    sent = Observation("e1", "bcc", "sent", message_id="1@acme.example", profile="work", crm_address=LOG)
    with Journal.open() as journal:
        entry, _ = journal.add_or_move(sent, utc.written(datetime.now(UTC)), "sent")
    status, told, _ = log(mail())
    assert (status, told["logged"], told["entry"]) == (1, False, entry)
    assert server.requests == []


def test_a_mail_that_should_have_arrived_long_ago_is_logged(server, log):
    sent = Observation("e1", "bcc", "sent", message_id="1@acme.example", profile="work", crm_address=LOG)
    with Journal.open() as journal:
        journal.add_or_move(sent, AT, "sent")
    assert log(mail())[0] == 0
    assert {each.state for each in entries()} == {"confirmed"}


def test_attachments_stay_out_and_that_is_said(server, log):
    with_attachment = mail()
    with_attachment.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    assert log(with_attachment)[1]["attachments_left_out"] == 1


# Faults


@pytest.mark.parametrize(
    "fault",
    [
        Fault("/emails", method="POST", drop="after"),
        Fault("/objects/2026-03/emails", method="POST", status=502, done=True),
    ],
)
def test_an_answer_that_got_lost_makes_no_second_email(server, log, fault):
    server.records.indexing = False
    server.records.add("contacts", {"email": BOB})
    log(mail(message_id="0@acme.example"))  # so that the fault meets the writing alone
    fault.path = "/objects/2026-03/emails"
    fault.meets = lambda method, path: method == "POST" and path.endswith("/emails")
    server.faults.append(fault)
    status, told, _ = log(mail())
    assert (status, told["logged"], server.faults) == (0, True, [])
    assert len(server.records.of("emails")) == 2


def test_what_was_lost_before_it_was_written_is_written(server, log):
    fault = Fault(drop="before")
    fault.meets = lambda method, path: method == "POST" and path.endswith("/emails")
    server.faults.append(fault)
    assert log(mail())[0] == 0
    assert len(server.records.of("emails")) == 1


def test_where_nobody_knows_whether_it_was_written_it_is_said_and_found_the_next_time(server, log):
    lost = Fault(drop="after")
    lost.meets = lambda method, path: method == "POST" and path.endswith("/emails")
    deaf = Fault(status=503, times=50)
    deaf.meets = lambda method, path: bool(server.records.of("emails"))
    server.faults += [lost, deaf]
    status, told, _ = log(mail())
    assert (status, told["logged"]) == (1, False)
    (entry,) = entries()
    assert (entry.state, entry.reason) == ("unconfirmed", "outcome-unknown")
    server.faults = []
    status, told, _ = log(mail())
    assert (status, told["logged"]) == (0, True)
    assert [each.state for each in entries()] == ["confirmed"]
    assert len(server.records.of("emails")) == 1


def test_limits_and_locks_are_waited_out(server, log):
    server.faults += [limited("SECONDLY", path="/emails"), Fault("/contacts", method="POST", status=423)]
    assert log(mail())[0] == 0
    assert len(server.records.of("emails")) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda server: server.tokens.update({TOKEN: None}), "The access token has expired."),
        (lambda server: server.tokens.update({TOKEN: ALL_SCOPES - {CONTACTS_WRITE}}), CONTACTS_WRITE),
        (lambda server: server.tokens.clear(), "HubSpot does not know the access token"),
    ],
)
def test_what_hubspot_does_not_allow_is_one_line(server, log, change, words):
    change(server)
    status, told, errors = log(mail())
    assert (status, told) == (2, None)
    assert words in errors
    assert len(errors.splitlines()) == 1
    assert entries() == []


def test_without_the_right_to_look_for_users_nobody_is_credited(server, log):
    server.tokens[TOKEN] = ALL_SCOPES - {OWNERS}
    assert log(mail())[0] == 0
    assert "hubspot_owner_id" not in server.records.of("emails")[0].properties


@pytest.mark.parametrize("path", ["/labels", "/crm/v3/owners", "/emails/batch/read"])
def test_what_hubspot_does_not_tell_stops_nothing_that_can_do_without(server, log, path):
    globex = server.records.add("companies", {"name": "Globex"})
    bob = server.records.add("contacts", {"email": BOB}, [globex])
    server.records.add("emails", {"hs_timestamp": AT, "hs_email_message_id": "0@acme.example"}, [bob])
    server.faults.append(Fault(path, status=404))
    assert log(mail())[0] == 0
    assert server.faults == []
    _, email = server.records.of("emails")
    assert ("companies", globex.id, 186) in email.ties


def test_where_hubspot_wont_have_the_message_id_the_mail_is_logged_without_it(server, log, monkeypatch):
    from hubspot_server import records

    monkeypatch.setattr(records, "READ_ONLY", (*records.READ_ONLY, "hs_email_message_id"))
    assert log(mail())[0] == 0
    assert log(mail())[1]["repeated"]
    assert len(server.records.of("emails")) == 1


# The embedded CRM


@pytest.fixture
def own_crm(server, base):
    from birdlog.crm.local import records, timeline

    settings_edit.remove_profile("work")
    settings_edit.add_profile("home", "local", forward=FORWARD, identities=[ANA])

    def emails(address):
        engine = records.open_records()
        with records.reading(engine) as connection:
            found = list(timeline.timeline(connection, address))
        engine.dispose()
        return found

    return emails


def test_the_embedded_crm_takes_a_sent_mail_with_its_attachments(own_crm, log):
    with_attachment = mail()
    with_attachment.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    status, told, _ = log(with_attachment)
    (email,) = own_crm(BOB)
    assert (status, told["attachments_left_out"], len(email["attachments"])) == (0, 0, 1)
    assert (email["via"], email["direction"]) == ("helper", "outgoing")
    (entry,) = entries()
    assert (entry.kind, entry.state) == ("local", "confirmed")
    assert log(with_attachment)[1]["repeated"]
    assert len(own_crm(BOB)) == 1


def test_the_embedded_crm_takes_a_received_mail_and_a_forward(own_crm, log):
    assert log(mail(sender=f"Carla <{CARLA}>", to=ANA))[0] == 0
    assert own_crm(CARLA)[0]["direction"] == "incoming"
    raw = forwarded().replace(b"4242424@forward.crm.example", FORWARD.encode())
    assert log(raw)[0] == 0
    assert own_crm(BOB)[0]["via"] == "forward"


def test_the_embedded_crm_says_what_is_against_it(own_crm, log):
    status, told, _ = log(mail(text="much " * 600_000))
    assert (status, told["findings"][0]["code"]) == (1, "body-too-large")
    assert entries() == []


# Files and profiles


def test_a_file_that_is_not_there_and_a_profile_that_is_not_there_are_said(
    server, log, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(sys, "argv", ["birdlog", "log", str(tmp_path / "none.eml")])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "none.eml can't be read" in capsys.readouterr().err
    assert log(mail(), "--profile", "gone")[0] == 2


def test_a_crm_that_takes_nothing_by_hand_says_so(log):
    settings_edit.add_profile("sales", "pipedrive", bcc="acme@pipedrivemail.com")
    status, _, errors = log(mail(), "--profile", "sales")
    assert status == 2
    assert "can't be put into Pipedrive by hand" in errors


def test_a_mail_of_nobodys_is_refused(server, log):
    assert log(b"\xff\x00 no mail")[0] == 1
    assert log(mail(sender="eve@globex.example", to="mallory@globex.example"))[0] == 1
    assert server.requests == []


def test_a_person_reads_one_line_of_it(server, monkeypatch, capsys, tmp_path):
    file = tmp_path / "offer.eml"
    file.write_bytes(mail().as_bytes())
    monkeypatch.setattr(sys, "argv", ["birdlog", "log", str(file)])
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().out == f"offer.eml: in HubSpot, on the record of {BOB}.\n"


def test_that_the_keyring_is_locked_is_kept_for_the_window_to_say(log, real_keyring):
    with Journal.open() as journal:
        looks.can_ask(journal, "work", datetime.now(UTC))
    lock(real_keyring)
    status, _told, errors = log(mail())
    unlock(real_keyring)
    assert status == 2
    assert "Your keyring is locked." in errors
    with Journal.open() as journal:
        (asked,) = looks.without_keyring(journal)
    assert (asked.profile, asked.problem, asked.values) == ("work", "keyring-locked", {"crm": "HubSpot"})
