"""Two intakes on one database are killed again and again while Postfix delivers: nothing is lost, nothing is
there twice.

Each mail goes to the addresses of two profiles, one at each intake, so that both take the same mail in at the
same time. The environment's BIRDLOG_DELIVERIES names another number of mails than a few hundred.
"""

import os
import random
import signal
import smtplib
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack, contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import func, select

from birdlog.crm.local import records
from birdlog.demo.rig.postfix import Postfix
from birdlog.demo.rig.process import Program, free_ports
from birdlog.demo.rig.waiting import wait_for
from birdlog.paths import BASE_DIR_VARIABLE
from crm_postgresql import Cluster

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(3_600)]

MAILS = int(os.environ.get("BIRDLOG_DELIVERIES", "300"))
KILLS = 6
CONTACTS = 50
ANA = "ana@oficina.example"
DOMAINS = ("crm.example", "other.example")
BIRDLOG = Path(sys.executable).with_name("birdlog")


class Intake:
    """`birdlog crm serve` on one port, which may be killed."""

    def __init__(self, port, url, folder, env):
        self.port = port
        self._command = [BIRDLOG, "crm", "serve", "--lmtp", f"127.0.0.1:{port}", "--database", url]
        self.log = folder / f"crm-{port}.log"
        self._env = env
        self._program = self._start()

    def _start(self):
        return Program("The embedded CRM", self._command, self.log, env=self._env)

    def wait_until_ready(self):
        """Wait until it takes mail."""
        self._program.wait_until_it_answers(self.port)

    def kill(self):
        """Kill it in the middle of whatever it does, and start it again."""
        self._program.signal(signal.SIGKILL)
        self._program.wait_until_it_ends()
        self._program = self._start()
        self.wait_until_ready()

    def stop(self):
        """End it."""
        self._program.stop()

    def deliveries(self):
        """How many deliveries it has answered."""
        return self.log.read_text().count(" bytes: ")


@pytest.fixture
def folder():
    """A folder that Postfix's daemons, which are other users, may pass through."""
    with tempfile.TemporaryDirectory(prefix="birdlog-kill-", dir="/tmp") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@contextmanager
def sqlite(folder):
    yield f"sqlite:///{folder / 'crm.sqlite3'}"


@contextmanager
def postgresql(_folder):
    with Cluster.running() as cluster:
        yield cluster.url


@pytest.mark.parametrize("kind", [sqlite, postgresql])
def test_nothing_is_lost_and_nothing_is_there_twice(folder, kind):
    env = {**os.environ, BASE_DIR_VARIABLE: str(folder / "birdlog")}
    add_profiles(env)
    ports = dict(zip(DOMAINS, free_ports(2), strict=True))
    with ExitStack() as stack:
        url = stack.enter_context(kind(folder))
        intakes = [Intake(port, url, folder, env) for port in ports.values()]
        for intake in intakes:
            stack.callback(intake.stop)
            intake.wait_until_ready()
        smtp, sink = free_ports(2)
        postfix = Postfix(folder / "postfix", smtp, ports, sink, env)
        stack.callback(postfix.stop)
        postfix.wait_until_ready()
        hand_in(smtp)
        kill_in_the_middle(intakes)
        wait_for(postfix.is_idle, "all mail to be delivered", patience=3_000)
        assert "status=bounced" not in postfix.log_text()
        assert_all_is_there_once(url)


def add_profiles(env):
    for number, domain in enumerate(DOMAINS):
        options = ["--preset", "local", "--bcc", f"log@{domain}", "--identity", ANA]
        program = Program(
            "birdlog",
            [BIRDLOG, "profile", "add", f"p{number}", *options],
            Path(os.devnull),
            env=env,
        )
        assert program.wait_until_it_ends() == 0


def hand_in(port):
    """Hand all mails in, a tenth of them twice."""
    numbers = [*range(MAILS), *range(0, MAILS, 10)]
    random.Random(MAILS).shuffle(numbers)
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as smtp:
        for number in numbers:
            smtp.sendmail(ANA, [f"log@{domain}" for domain in DOMAINS], mail(number))


def mail(number):
    message = EmailMessage()
    message["From"] = ANA
    message["To"] = f"Person <p{number % CONTACTS}@kunde{number % 7}.example>"
    message["Cc"] = f"q{number % (CONTACTS + 1)}@kunde{number % 5}.example"
    message["Subject"] = f"Offer {number}"
    message["Message-ID"] = f"<{number}@oficina.example>"
    message["References"] = f"<{number % CONTACTS}@oficina.example>"
    message.set_content(f"Offer {number}")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="offer.pdf")
    return message.as_bytes()


def kill_in_the_middle(intakes):
    for kill in range(1, KILLS + 1):
        victim = intakes[kill % len(intakes)]
        wanted = kill * MAILS // (KILLS + 1)
        wait_for(lambda v=victim, w=wanted: v.deliveries() >= w, f"{wanted} deliveries", patience=1_000)
        victim.kill()


def assert_all_is_there_once(url):
    engine = records.open_records(url)
    with records.reading(engine) as connection:
        ids = Counter(connection.execute(select(records.email.c.message_id)).scalars())
        ties = connection.execute(select(func.count()).select_from(records.email_contact)).scalar()
        keys = Counter(connection.execute(select(records.contact.c.key)).scalars())
        attachments = connection.execute(select(func.count()).select_from(records.attachment)).scalar()
        companies = connection.execute(select(func.count()).select_from(records.company)).scalar()
    engine.dispose()
    assert ids == Counter(f"{number}@oficina.example" for number in range(MAILS))
    assert (ties, attachments) == (2 * MAILS, MAILS)
    people = {f"p{number % CONTACTS}@kunde{number % 7}.example" for number in range(MAILS)}
    people |= {f"q{number % (CONTACTS + 1)}@kunde{number % 5}.example" for number in range(MAILS)}
    assert keys == Counter(people)
    assert companies == 7
