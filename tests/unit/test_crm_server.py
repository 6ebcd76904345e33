"""The embedded CRM's doors, a real process behind real sockets."""

import asyncio
import json
import re
import signal
import smtplib
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from aiosmtpd.smtp import Envelope
from crm_mails import ANA, BOB, CARLA, FORWARD, LOG, forwarded, outgoing

from birdlog import paths, settings_edit
from birdlog.crm.local.door import Door

COMMAND = "from birdlog.cli import main; import sys; sys.argv[1:] = {arguments!r}; main()"


@pytest.fixture(autouse=True)
def _profile(base):
    settings_edit.add_profile("CRM", "local", bcc=LOG, forward=FORWARD, identities=[ANA])


class Server:
    """A running `birdlog crm serve`."""

    def __init__(self, process):
        self.process = process
        self.ready = process.stdout.readline().strip()

    def port(self, protocol):
        words = self.ready.replace(",", " ").split()
        return int(words[words.index(protocol) + 1].rpartition(":")[2])

    def line(self):
        return self.process.stdout.readline().strip()

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(timeout=20)


@contextmanager
def program(code):
    command = [sys.executable, "-W", "error", "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield Server(process)
        finally:
            if process.poll() is None:
                process.kill()


@pytest.fixture
def server():
    arguments = ["crm", "serve", "--lmtp", "127.0.0.1:0", "--smtp", "127.0.0.1:0"]
    with program(COMMAND.format(arguments=arguments)) as server:
        yield server


@pytest.fixture
def lmtp(server):
    with closing(smtplib.LMTP("127.0.0.1", server.port("LMTP"))) as client:
        yield client


def deliver(client, raw, *recipients, sender="bounces@acme.example"):
    """The reply codes and texts after DATA, one for each recipient."""
    client.ehlo_or_helo_if_needed()
    client.mail(sender)
    for recipient in recipients:
        assert client.rcpt(recipient)[0] == 250
    client.putcmd("DATA")
    assert client.getreply()[0] == 354
    client.send(b"\r\n".join(raw.splitlines()) + b"\r\n.\r\n")
    replies = [client.getreply() for _ in recipients]
    return [(code, said.decode("ascii")) for code, said in replies]


def timeline(address):
    command = [sys.executable, "-c", COMMAND.format(arguments=["crm", "timeline", address, "--json"])]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in shown.splitlines()]


def test_a_mail_that_is_answered_with_250_is_there_even_if_the_server_dies_at_once(server, lmtp):
    assert deliver(lmtp, outgoing(), LOG) == [(250, "2.6.0 Logged.")]
    server.process.kill()
    assert [email["message_id"] for email in timeline(BOB)] == ["1@acme.example"]


def test_each_recipient_gets_an_answer_of_its_own(lmtp):
    (first, _), (second, said) = deliver(lmtp, outgoing(), LOG, FORWARD)
    assert (first, second) == (250, 550)
    assert said.startswith("5.6.0 This is no forward that Birdlog CRM can read")


def test_letter_case_of_the_recipient_makes_no_difference(lmtp):
    assert deliver(lmtp, forwarded(), FORWARD.upper())[0][0] == 250


def test_an_unknown_recipient_is_refused_before_the_mail_is_sent(lmtp):
    lmtp.ehlo()
    lmtp.mail(ANA)
    code, said = lmtp.rcpt("4242425@bcc.crm.example")
    assert (code, said.split()[0]) == (550, b"5.1.1")


def test_rule_5_too_much_content_is_answered_after_data_in_words_that_say_what_to_do(lmtp):
    lmtp.ehlo()
    assert int(lmtp.esmtp_features["size"]) > 100 * 1024 * 1024
    ((code, said),) = deliver(lmtp, outgoing(text=("x" * 70 + "\n") * 32_000), LOG)
    assert code == 552
    assert said == "5.3.4 The text is 2.2 MB; Birdlog CRM takes up to 2 MB. Cut the quoted history."


def test_a_mail_of_sixty_megabytes_gets_in(lmtp):
    film = bytes(44 * 1024**2)
    raw = outgoing(attachments=[("film.bin", film)])
    assert len(raw) > 60 * 1000**2
    assert deliver(lmtp, raw, LOG) == [(250, "2.6.0 Logged.")]
    (email,) = timeline(BOB)
    assert email["attachments"] == [{"name": "film.bin", "bytes": len(film), "logged": True}]


def test_one_very_long_line_is_too_much_content_and_no_fault(lmtp):
    assert deliver(lmtp, b"From: ana@acme.example\nTo: b@c.example\n\n" + b"x" * 3_000_000, LOG)[0][0] == 552


def test_what_a_person_reads_is_in_their_language_and_in_ascii(monkeypatch):
    monkeypatch.setenv("LC_ALL", "pt_BR.UTF-8")
    with (
        program(COMMAND.format(arguments=["crm", "serve", "--lmtp", "127.0.0.1:0"])) as server,
        closing(smtplib.LMTP("127.0.0.1", server.port("LMTP"))) as client,
    ):
        ((_, said),) = deliver(client, outgoing(), FORWARD)
        assert said.startswith("5.6.0 Este nao e um encaminhamento que o Birdlog CRM consiga ler")


def test_the_settings_are_read_at_each_delivery(lmtp):
    settings_edit.add_never_log([f"{BOB}"])
    assert deliver(lmtp, outgoing(), LOG)[0][1].startswith("5.7.1")
    settings_edit.remove_never_log([BOB])
    assert deliver(lmtp, outgoing(), LOG)[0][0] == 250


def test_settings_that_cannot_be_read_are_a_temporary_failure(lmtp):
    lmtp.ehlo()
    lmtp.mail(ANA)
    paths.settings_file().write_text("profile = [")
    assert lmtp.rcpt(LOG) == (451, b"4.3.5 Birdlog's settings can't be read. Try again later.")


def test_a_database_that_fails_is_a_temporary_failure(server, lmtp):
    with closing(sqlite3.connect(paths.crm_file())) as database:
        database.execute("ALTER TABLE email RENAME TO gone")
        assert deliver(lmtp, outgoing(), LOG)[0] == (
            451,
            "4.3.0 The CRM's database can't be written. Try again later.",
        )
        database.execute("ALTER TABLE gone RENAME TO email")
    assert deliver(lmtp, outgoing(), LOG)[0][0] == 250


def test_a_fault_is_a_temporary_failure_and_says_where_it_is_without_the_mail():
    said = []
    envelope = Envelope()
    envelope.content, envelope.rcpt_tos, envelope.mail_from = outgoing(), [LOG], ANA
    reply = asyncio.run(Door(None, said.append).handle_DATA(None, None, envelope))
    assert reply == "451 4.3.0 The CRM failed on this mail. Try again later."
    assert re.search(r"bytes: fault AttributeError \w+\.py:\d+$", said[0])


def test_each_delivery_is_one_line_without_anything_personal(server, lmtp):
    deliver(lmtp, outgoing(cc=CARLA), LOG, FORWARD)
    line = server.line()
    assert line.endswith(" bytes: bcc logged, no-header")
    for personal in ("@", "Bob", "offer", "acme"):
        assert personal not in line
    deliver(lmtp, outgoing(), LOG)
    assert server.line().endswith(" bytes: bcc repeated")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_with_a_client_connected(server, lmtp, number):
    deliver(lmtp, outgoing(), LOG)
    assert server.end(number) == 0
    assert server.process.stderr.read() == ""


def test_smtp_takes_mail_too_one_recipient_at_a_time(server):
    with smtplib.SMTP("127.0.0.1", server.port("SMTP")) as client:
        raw = b"\r\n".join(forwarded().splitlines())
        later = client.sendmail(ANA, [FORWARD, LOG], raw)
        assert later == {
            LOG: (452, b"4.5.3 One recipient at a time, please; send the mail again for the next.")
        }
        with pytest.raises(smtplib.SMTPDataError, match=r"5\.7\.1 Nobody in To or Cc"):
            client.sendmail(ANA, [LOG], b"From: ana@acme.example\r\nMessage-ID: <3@acme.example>\r\n\r\nx")


SMALL = """
import asyncio
import functools
from birdlog.crm.local import records, server
engine = records.open_records()
print_now = functools.partial(print, flush=True)
asyncio.run(server.serve(engine, print_now, server.Address("127.0.0.1", 0), None, size_limit=1000))
"""


def test_a_mail_over_the_announced_size_is_refused_for_each_recipient():
    with program(SMALL) as server, closing(smtplib.LMTP("127.0.0.1", server.port("LMTP"))) as client:
        replies = deliver(client, outgoing(text="x\n" * 1_000), LOG, FORWARD)
        assert replies == [(552, "5.3.4 The whole mail is too large for the CRM. Leave attachments out.")] * 2
        assert deliver(client, outgoing(), LOG)[0][0] == 250
