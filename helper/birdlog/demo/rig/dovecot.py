"""Dovecot: the mailboxes of the rig's people, by IMAP for Thunderbird and by LMTP for Postfix."""

from __future__ import annotations

import contextlib
import email
import email.message
import email.policy
import getpass
import grp
import imaplib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from birdlog.demo.rig.process import Program, missing
from birdlog.demo.rig.waiting import wait_for

PASSWORD = "birdlog"

_COMMON = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = no
protocols = imap lmtp
listen = 127.0.0.1
default_login_user = {login_user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_uid = {mail_user}
mail_gid = {mail_group}
{dialect}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
service anvil {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Trash {{
    auto = subscribe
    special_use = \\Trash
  }}
}}
"""

_DIALECT_23 = """
disable_plaintext_auth = no
auth_username_format = %n
mail_location = maildir:{folder}/mail/%n
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = home={folder}/mail/%n allow_all_users=yes
}}
"""

_DIALECT_24 = """
auth_allow_cleartext = yes
auth_username_format = %{{user | username}}
mail_driver = maildir
mail_path = {folder}/mail/%{{user | username}}
mail_home = {folder}/mail/%{{user | username}}
passdb static {{
  password = {password}
}}
userdb static {{
  allow_all_users = yes
}}
"""


class Dovecot:
    """A running Dovecot. Everyone has a mailbox: a user is the part of the address before the @."""

    def __init__(self, folder: Path, imap_port: int, lmtp_port: int, env: Mapping[str, str]) -> None:
        binary = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if not binary:
            raise missing("Dovecot", "dovecot-imapd dovecot-lmtpd")
        self.imap_port = imap_port
        self.lmtp_port = lmtp_port
        self._mail = folder / "mail"
        self._mail.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(self._mail, _users()["mail_user"], _users()["mail_group"])
        config = folder / "dovecot.conf"
        config.write_text(_config(folder, imap_port, lmtp_port, _version(binary)))
        self._program = Program("Dovecot", [binary, "-F", "-c", config], folder / "dovecot.out", env=env)

    def wait_until_ready(self) -> None:
        """Wait until both ports answer."""
        self._program.wait_until_it_answers(self.imap_port)
        self._program.wait_until_it_answers(self.lmtp_port)

    def stop(self) -> None:
        """End Dovecot."""
        self._program.stop()

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """The raw messages in a user's folder, oldest first; empty where there is no such folder."""
        with self._session(user) as imap:
            if imap.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            numbers = imap.search(None, "ALL")[1][0].split()
            return [_literal(imap.fetch(number.decode(), "(BODY.PEEK[])")[1]) for number in numbers]

    def wait_for_message(
        self,
        user: str,
        matches: Callable[[email.message.EmailMessage], bool],
        what: str,
        folder: str = "INBOX",
    ) -> email.message.EmailMessage:
        """Wait until a message that `matches` lies in the user's folder; the message."""

        def find() -> email.message.EmailMessage | None:
            return next((mail for mail in map(parse, self.messages(user, folder)) if matches(mail)), None)

        return wait_for(find, f"{what} in {folder} of {user}")

    def mark_read(self, user: str) -> None:
        """Mark everything in a user's inbox as read, as another device would."""
        with self._session(user) as imap:
            imap.select("INBOX")
            imap.store("1:*", "+FLAGS.SILENT", r"(\Seen)")

    def move(self, user: str, folder: str) -> None:
        """Move everything in a user's inbox into another folder, as a filter would; makes the folder."""
        with self._session(user) as imap:
            imap.create(folder)
            imap.subscribe(folder)
            imap.select("INBOX")
            imap.copy("1:*", folder)
            imap.store("1:*", "+FLAGS.SILENT", r"(\Deleted)")
            imap.expunge()

    def empty(self, user: str) -> None:
        """Delete every message in every folder of the user."""
        with self._session(user) as imap:
            for line in imap.list()[1]:
                name = line.decode().rpartition(' "." ')[2] if isinstance(line, bytes) else ""
                if name and imap.select(name)[0] == "OK":
                    imap.store("1:*", "+FLAGS.SILENT", r"(\Deleted)") if imap.search(None, "ALL")[1][
                        0
                    ] else None
                    imap.expunge()

    @contextlib.contextmanager
    def _session(self, user: str) -> Iterator[imaplib.IMAP4]:
        imap = imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=30)
        try:
            imap.login(user, PASSWORD)
            yield imap
        finally:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                imap.logout()


def parse(raw: bytes) -> email.message.EmailMessage:
    """A raw message, parsed with the modern policy."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    return message


def _literal(answer: list[Any]) -> bytes:
    return next(bytes(part[1]) for part in answer if isinstance(part, tuple))


def _version(binary: str) -> tuple[int, ...]:
    said = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in said.split()[0].split(".")[:2])


def _config(folder: Path, imap_port: int, lmtp_port: int, version: tuple[int, ...]) -> str:
    values = {"folder": folder, "imap_port": imap_port, "lmtp_port": lmtp_port, "password": PASSWORD}
    dialect = (_DIALECT_23 if version < (2, 4) else _DIALECT_24).format(**values)
    head = "" if version < (2, 4) else "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n"
    return head + _COMMON.format(dialect=dialect, **_users(), **values)


def _users() -> dict[str, str]:
    if os.geteuid() == 0:
        return {
            "login_user": "dovenull",
            "user": "dovecot",
            "group": "dovecot",
            "mail_user": "mail",
            "mail_group": "mail",
        }
    me, my_group = getpass.getuser(), grp.getgrgid(os.getegid()).gr_name
    return {"login_user": me, "user": me, "group": my_group, "mail_user": me, "mail_group": my_group}
