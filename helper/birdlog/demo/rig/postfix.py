"""Postfix: the mail server that Thunderbird sends through, and that writes the delivery reports.

Its master must be root. Where the rig runs as somebody else it is started by sudo, and it ends when the pipe
that it reads closes: nobody has to be root to stop it, and it never outlives the rig.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import smtplib
import subprocess
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

from birdlog.demo.rig.process import Program, RigProblem, missing
from birdlog.demo.rig.waiting import wait_for
from birdlog.texts import text

SIZE_LIMIT = 36_700_160
"""Bytes of a whole message: 25 MB of attachments as they travel, what Gmail and many servers take."""

NO_SUCH_PERSON = "nobody@kunde.example"
"""An address that Postfix refuses while Thunderbird is still talking to it."""

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
process_id_directory = pid
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
maillog_file_permissions = 0644
myhostname = mail.rig.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
smtp_dns_support_level = disabled
lmtp_dns_support_level = disabled
message_size_limit = {size_limit}
mailbox_size_limit = 0
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{ {nobody} = REJECT No such person }} }},
    permit_mynetworks, reject
smtpd_relay_restrictions = permit_mynetworks, reject
transport_maps = inline:{{ {transports} }}
default_transport = lmtp:[127.0.0.1]:{sink_port}
lmtp_destination_recipient_limit = 1
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 4s
in_flow_delay = 0
"""

_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup    unix  n       -       n       60      1       pickup
cleanup   unix  n       -       n       -       0       cleanup
qmgr      unix  n       -       n       300     1       qmgr
rewrite   unix  -       -       n       -       -       trivial-rewrite
bounce    unix  -       -       n       -       0       bounce
defer     unix  -       -       n       -       0       bounce
trace     unix  -       -       n       -       0       bounce
verify    unix  -       -       n       -       1       verify
flush     unix  n       -       n       1000?   0       flush
proxymap  unix  -       -       n       -       -       proxymap
showq     unix  n       -       n       -       -       showq
error     unix  -       -       n       -       -       error
retry     unix  -       -       n       -       -       error
lmtp      unix  -       -       n       -       -       lmtp
anvil     unix  -       -       n       -       1       anvil
scache    unix  -       -       n       -       1       scache
postlog   unix-dgram n  -       n       -       1       postlogd
"""

_SCRIPT = """
set -e
cd {folder}
install -d -o root -m 0755 etc queue
install -d -o postfix -m 0700 data
install -o root -m 0644 main.cf master.cf etc/
{postfix} -c {folder}/etc start-fg &
master=$!
cat > /dev/null
while kill -0 $master 2> /dev/null; do  # a master that has only just begun does not hear of it yet
    {postfix} -c {folder}/etc abort || sleep 0.1
done
rm -rf queue data etc
"""


class Postfix:
    """A running Postfix; `transports` names each domain's LMTP port, `sink_port` the one of all others."""

    def __init__(
        self, folder: Path, port: int, transports: Mapping[str, int], sink_port: int, env: Mapping[str, str]
    ) -> None:
        self.port = port
        self.log = folder / "mail.log"
        self._folder = folder
        self._env = env
        folder.mkdir(parents=True)
        self._ordinary = _main(folder, transports, sink_port)
        self._settings = folder / "main.cf"
        self._settings.write_text(self._ordinary)
        (folder / "master.cf").write_text(_MASTER.format(port=port))
        self._program = self._start()

    def _start(self) -> Program:
        script = _SCRIPT.format(folder=shlex.quote(str(self._folder)), postfix=_binary())
        command = [*as_root(), "sh", "-c", script]
        return Program("Postfix", command, self._folder / "postfix.out", env=self._env, tied=True)

    def wait_until_ready(self) -> None:
        """Wait until Postfix takes mail."""
        self._program.wait_until_it_answers(self.port)

    def stop(self) -> None:
        """End Postfix; what is queued is lost."""
        self._program.stop()

    def start_again(self) -> None:
        """Start Postfix anew with an empty queue."""
        self.stop()
        self._program = self._start()
        self.wait_until_ready()

    def configure(self, **settings: str) -> None:
        """Run with these settings of main.cf (postconf(5)) beside the ordinary ones, and no others.

        Starts Postfix anew where anything changes; what is queued is lost then.
        """
        wanted = self._ordinary + "".join(f"{name} = {value}\n" for name, value in settings.items())
        if wanted != self._settings.read_text():
            self._settings.write_text(wanted)
            self.start_again()

    def send(self, message: EmailMessage | bytes, sender: str, recipients: list[str]) -> None:
        """Hand a message in by SMTP, as a customer's server would."""
        raw = bytes(message)
        with smtplib.SMTP("127.0.0.1", self.port, timeout=30) as smtp:
            smtp.sendmail(sender, recipients, raw)

    def log_text(self) -> str:
        """What Postfix has written into its log so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def wait_for_log(self, pattern: str, since: int = 0) -> re.Match[str]:
        """Wait until the log, from its character `since` on, matches the regular expression."""
        return wait_for(lambda: re.search(pattern, self.log_text()[since:]), f"/{pattern}/ in the mail log")

    def envelope(self, message_id: str) -> set[str]:
        """The recipients to whom the mail with this Message-ID (without brackets) went, bounced ones too."""
        text = self.log_text()
        queue_ids = re.findall(rf"cleanup\[\d+\]: (\w+): message-id=<{re.escape(message_id)}>", text)
        return {to for queued in queue_ids for to in re.findall(rf" {queued}: to=<([^>]+)>", text)}

    def is_idle(self) -> bool:
        """Has everything that was taken in been delivered or returned (nothing active, nothing deferred)?"""
        text = self.log_text()
        taken = set(re.findall(r"qmgr\[\d+\]: (\w+): from=", text))
        return taken <= set(re.findall(r"qmgr\[\d+\]: (\w+): removed", text))


def as_root() -> list[str]:
    """What a command line must begin with to run as root; raises RigProblem where nothing works."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        raise RigProblem(text("demo.needs-root"))
    if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode != 0:
        raise RigProblem(text("demo.needs-sudo"))
    return ["sudo", "-n"]


def _binary() -> str:
    binary = shutil.which("postfix", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if not binary:
        raise missing("Postfix", "postfix")
    return binary


def _main(folder: Path, transports: Mapping[str, int], sink_port: int) -> str:
    maps = ", ".join(f"{{ {domain} = lmtp:[127.0.0.1]:{port} }}" for domain, port in transports.items())
    return _MAIN.format(
        folder=folder, size_limit=SIZE_LIMIT, nobody=NO_SUCH_PERSON, transports=maps, sink_port=sink_port
    )
