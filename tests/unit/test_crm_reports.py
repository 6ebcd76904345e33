"""The delivery report about attachments that were left out: written with the mail, sent when it can be."""

from contextlib import closing, contextmanager
from datetime import timedelta
from email import message_from_bytes
from smtplib import LMTP

import pytest
from aiosmtpd.controller import Controller
from crm_mails import ANA, LOG, outgoing
from sqlalchemy import select
from test_crm_intake import NOW, profile
from test_crm_server import COMMAND, deliver, program

from birdlog import settings_edit, utc
from birdlog.crm.local import intake, outbox, records
from birdlog.demo.rig.process import free_ports
from birdlog.journal import reports
from birdlog.journal.entry import explanation
from birdlog.journal.store import Observation
from birdlog.mail import bounce
from birdlog.settings import Settings

SENDER = "bounces@acme.example"
SMALL = Settings(profiles=(profile(attachments_limit=3),))
LARGE = outgoing(text="Here.", attachments=[("offer.pdf", b"%PDF-1.4")])


@pytest.fixture
def engine(database):
    engine = records.open_records(database)
    yield engine
    engine.dispose()


def take(engine, raw=LARGE, report_to=SENDER, recipients=(LOG,)):
    return intake.take(engine, raw, recipients, SMALL, NOW, report_to=report_to)


def waiting(engine):
    with records.reading(engine) as connection:
        return connection.execute(select(records.outbox.c.content)).scalars().all()


def test_rule_4_the_sender_gets_a_delivery_report_that_programs_can_read(engine):
    take(engine)
    (content,) = waiting(engine)
    report = bounce.read(content)
    assert report.original_message_id == "1@acme.example"
    (recipient,) = report.recipients
    assert (recipient.address, recipient.action, recipient.status) == (LOG, "failed", "5.6.4")
    assert recipient.reason == "too-large"
    assert recipient.diagnostic.startswith("552 5.3.4 Message too big for system. The attachments are 0.1 KB")


def test_rule_4_flufl_bounce_reads_the_report(engine):
    flufl = pytest.importorskip("flufl.bounce")
    take(engine)
    assert flufl.all_failures(message_from_bytes(waiting(engine)[0])) == (set(), {LOG.encode()})


def test_rule_4_a_person_can_read_the_report(engine):
    take(engine)
    report = message_from_bytes(waiting(engine)[0])
    assert (report["To"], report["Subject"]) == (
        SENDER,
        "=?utf-8?q?Logged_without_its_attachments=3A_The_offer?=",
    )
    words = report.get_payload(0).get_payload(decode=True).decode()
    assert words.startswith("Your mail “The offer” is in the CRM, but its attachments are not.")


def test_rule_4_the_journal_does_not_take_the_report_for_a_failure(engine, journal):
    take(engine)
    sent = Observation(
        event="1",
        kind="bcc",
        state="sent",
        message_id="1@acme.example",
        sent_message_id="1@acme.example",
        profile="CRM",
        crm_address=LOG,
    )
    journal.add_or_move(sent, utc.written(NOW), "sent")
    report = bounce.read(waiting(engine)[0])
    for _ in range(2):
        reports.apply(journal, SMALL, report, utc.written(NOW))
    (entry,) = journal.entries()
    assert (entry.state, entry.reason) == ("sent", "attachments-left-out")
    assert explanation(entry).startswith("It is in Birdlog CRM, but its attachments are not")
    reports.apply(journal, Settings(profiles=(profile(preset="hubspot"),)), report, utc.written(NOW))
    assert journal.entries()[0].state == "bounced"


def test_a_subject_of_any_letters_is_quoted(engine):
    raw = LARGE.replace(b"Subject: The offer", "Subject: Orçamento\r\n ação".encode())
    take(engine, raw)
    assert bounce.read(waiting(engine)[0]).original_message_id == "1@acme.example"


def test_there_is_one_report_for_a_mail_that_comes_again(engine):
    take(engine)
    take(engine)
    assert len(waiting(engine)) == 1


def test_there_is_none_where_nothing_was_left_out(engine):
    take(engine, outgoing())
    take(engine, LARGE.replace(b"From: Ana Souza <ana@acme.example>", b"From: eve@evil.example"))
    assert waiting(engine) == []


def later(seconds):
    return NOW + timedelta(seconds=seconds)


def test_what_is_in_hand_is_nobody_elses_until_it_is_given_up(engine):
    take(engine)
    assert outbox.take_in_hand(engine, NOW).tries == 1
    assert outbox.take_in_hand(engine, later(59)) is None
    outbox.wake(engine, later(1))
    assert outbox.take_in_hand(engine, later(2)) is None
    assert outbox.take_in_hand(engine, later(60)).tries == 2


def test_what_could_not_be_sent_waits_longer_each_time(engine):
    take(engine)
    at, waits = NOW, []
    for _ in range(9):
        report = outbox.take_in_hand(engine, at)
        assert outbox.put_off(engine, report, at)
        waits.append((outbox.next_due(engine) - at).total_seconds())
        at = outbox.next_due(engine)
    assert waits == [15, 30, 60, 120, 240, 480, 900, 900, 900]
    outbox.wake(engine, at - timedelta(minutes=14))
    assert outbox.take_in_hand(engine, at - timedelta(minutes=14)) is not None


def test_what_is_five_days_old_is_given_up(engine):
    take(engine)
    at = NOW + timedelta(days=5, seconds=1)
    assert not outbox.put_off(engine, outbox.take_in_hand(engine, at), at)
    assert outbox.next_due(engine) is None


class MailServer:
    """Takes mail, and has one answer for all of it."""

    def __init__(self, answer="250 OK"):
        self.answer = answer
        self.envelopes = []

    async def handle_DATA(self, server, session, envelope):
        self.envelopes.append(envelope)
        return self.answer


@contextmanager
def mail_server(port, answer="250 OK"):
    handler = MailServer(answer)
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()


@pytest.fixture
def port(base):
    settings_edit.add_profile("CRM", "local", bcc=LOG, identities=[ANA])
    settings_edit.set_profile("CRM", {"attachments-limit": "3"})
    return free_ports(1)[0]


@contextmanager
def crm(relay):
    arguments = ["crm", "serve", "--lmtp", "127.0.0.1:0", "--relay", f"127.0.0.1:{relay}"]
    with (
        program(COMMAND.format(arguments=arguments)) as server,
        closing(LMTP("127.0.0.1", server.port("LMTP"))) as client,
    ):
        yield server, client


def wait_for_line(server, word):
    for line in iter(server.line, ""):
        if word in line:
            return
    pytest.fail(f"The server ended without “{word}”.")


def test_the_report_goes_out_with_the_null_sender(port):
    with mail_server(port) as relay, crm(port) as (server, client):
        ((code, said),) = deliver(client, LARGE, LOG)
        assert (code, said[:29]) == (250, "2.6.0 Logged. The attachments")
        wait_for_line(server, "report sent")
    (envelope,) = relay.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("<>", [SENDER])


def test_a_report_that_could_not_be_sent_is_sent_after_a_crash(port):
    with crm(port) as (server, client):
        deliver(client, LARGE, LOG)
        wait_for_line(server, "report waits")
        server.process.kill()
    with mail_server(port) as relay, crm(port) as (server, _client):
        wait_for_line(server, "report sent")
    assert len(relay.envelopes) == 1


def test_a_report_that_is_refused_for_good_is_forgotten(port):
    with mail_server(port, "550 No"), crm(port) as (server, client):
        deliver(client, LARGE, LOG)
        wait_for_line(server, "report refused")
    engine = records.open_records()
    assert waiting(engine) == []
    engine.dispose()


def test_for_the_null_sender_no_report_is_written(port):
    with crm(port) as (_server, client):
        assert deliver(client, LARGE, LOG, sender="")[0][0] == 250
    engine = records.open_records()
    assert waiting(engine) == []
    engine.dispose()


def test_without_a_relay_no_report_is_written(port):
    with (
        program(COMMAND.format(arguments=["crm", "serve", "--lmtp", "127.0.0.1:0"])) as server,
        closing(LMTP("127.0.0.1", server.port("LMTP"))) as client,
    ):
        assert deliver(client, LARGE, LOG)[0][0] == 250
    engine = records.open_records()
    assert waiting(engine) == []
    engine.dispose()
