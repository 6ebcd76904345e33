"""The story that the demo tells: a mail that is logged, a reply that is logged, a copy that comes back."""

import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any

import click

from birdlog.commands.terminal import plain
from birdlog.demo.rig.compose import Compose
from birdlog.demo.rig.process import RigProblem
from birdlog.demo.rig.rig import ANA, CRM_DOMAIN, Rig
from birdlog.demo.rig.screen import VirtualScreen
from birdlog.demo.rig.waiting import wait_for
from birdlog.journal.entry import state_text
from birdlog.texts import text

BOB = "bob@werkstatt.example"
LOG = f"log@{CRM_DOMAIN}"
FORWARD = f"forward@{CRM_DOMAIN}"

CRM_SIZE_LIMIT = 2 * 1024 * 1024
"""Bytes of a whole mail that the demo's CRM takes at its door; real ones take some 20 to 40 MB."""

WIDTH = 78


class Story:
    """Plays on a rig, tells each step on standard output, and takes pictures where it may."""

    def __init__(self, rig: Rig, add_on: Path, pictures: Path) -> None:
        self._rig = rig
        self._add_on = add_on
        self._pictures = pictures
        self._step = 0
        self._bounced: dict[str, Any] = {}

    def play(self) -> None:
        """Play all of it."""
        self._set_up()
        self._write()
        self._reply()
        self._bounce()
        self._show_window()
        if isinstance(self._rig.screen, VirtualScreen):
            click.echo("\n" + text("demo.pictures", folder=self._pictures))

    def _set_up(self) -> None:
        addresses = ("--bcc", LOG, "--forward", FORWARD)
        self._rig.birdlog("profile", "add", "CRM", "--preset", "local", *addresses, "--identity", ANA.email)
        self._rig.start_crm()
        self._rig.door.size_limits[CRM_DOMAIN] = CRM_SIZE_LIMIT
        self._rig.thunderbird.install_addon(self._add_on)
        self._rig.wait_for_helper()

    def _write(self) -> None:
        self._begin("write", address=LOG)
        subject = text("demo.write.subject")
        compose = self._rig.thunderbird.compose(to=[BOB], subject=subject, body=text("demo.write.body"))
        compose.wait_for_pills([LOG])
        self._show_popup(compose)
        compose.send_and_wait()
        self._tell_entry(lambda entry: entry["subject"] == subject and entry["state"] == "confirmed")
        self._tell_timeline(1)

    def _reply(self) -> None:
        self._begin("reply", address=FORWARD)
        subject = text("demo.write.subject")
        self._rig.postfix.send(_reply_from_bob(f"Re: {subject}"), BOB, [ANA.email])
        thunderbird = self._rig.thunderbird
        thunderbird.get_mail()
        thunderbird.show(subject)
        thunderbird.click_message_button()
        self._tell_entry(lambda entry: entry["kind"] == "forward" and entry["state"] == "confirmed")
        wait_for(lambda: thunderbird.message(subject)["tags"], "the tag on the reply")
        self._tell_timeline(2)
        self._picture("logged-reply")

    def _bounce(self) -> None:
        self._begin("bounce")
        subject = text("demo.bounce.subject")
        catalogue = self._rig.home / text("demo.bounce.file")
        catalogue.write_bytes(b"%PDF-1.4\n" + b"." * CRM_SIZE_LIMIT)
        body = text("demo.bounce.body")
        compose = self._rig.thunderbird.compose(to=[BOB], subject=subject, body=body, attachments=[catalogue])
        compose.wait_for_pills([LOG])
        compose.send_and_wait()
        self._rig.dovecot.wait_for_message("ana", _is_report, "the delivery report")
        self._rig.thunderbird.get_mail()
        self._bounced = self._tell_entry(lambda entry: entry["state"] == "bounced")

    def _show_window(self) -> None:
        self._begin("window")
        try:
            self._rig.show_window(self._bounced["id"])
        except RigProblem:
            self._tell(text("demo.no-tray"))
            return
        if isinstance(self._rig.screen, VirtualScreen):
            self._rig.screen.wait_for_window("Birdlog")
            self._rig.wait_until_window_answers(self._bounced["id"])
        self._picture("window")

    # Telling.

    def _begin(self, step: str, **values: str) -> None:
        self._step += 1
        click.echo("\n" + click.style(f"{self._step}  {text(f'demo.{step}.title')}", bold=True))
        if step != "window":
            self._tell(text(f"demo.{step}.told", **values))

    def _tell(self, words: str, indent: int = 3) -> None:
        click.echo(textwrap.fill(words, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent))

    def _tell_entry(self, matches: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        entry = self._rig.wait_for_entry(matches, "the entry of this step")
        self._tell(f"{text('demo.journal')}: {state_text(entry['state'])} – {entry['subject']}")
        if entry["state"] == "bounced":
            self._tell(entry["explanation"], indent=5)
        return entry

    def _tell_timeline(self, count: int) -> None:
        emails = wait_for(lambda: _complete(self._rig.timeline(BOB), count), "the CRM's timeline")
        self._tell(f"{text('demo.timeline')}:")
        for email in reversed(emails):
            arrow = "→" if email["direction"] == "outgoing" else "←"
            self._tell(f"{arrow} {email['subject']}  ({text('demo.via.' + email['via'])})", indent=5)
        for line in emails[0]["text"].splitlines():
            click.echo(f"       | {plain(line)}".rstrip())

    def _show_popup(self, compose: Compose) -> None:
        """What the add-on's button says, where there is nobody to click it."""
        if isinstance(self._rig.screen, VirtualScreen):
            compose.open_popup()
            said = "content => content.document.getElementById('headline').textContent"
            wait_for(lambda: compose.in_popup(said), "the pop-up to speak")
            self._picture("writing")
            compose.close_popup()

    def _picture(self, name: str) -> None:
        self._rig.screenshot(self._pictures / f"{self._step}-{name}.png")


def _complete(emails: list[dict[str, Any]], count: int) -> list[dict[str, Any]] | None:
    return emails if len(emails) >= count else None


def _is_report(mail: EmailMessage) -> bool:
    return mail.get_content_type() == "multipart/report"


def _reply_from_bob(subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"Bob Meister <{BOB}>"
    message["To"] = f"{ANA.name} <{ANA.email}>"
    message["Subject"] = subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=BOB.rpartition("@")[2])
    message.set_content(text("demo.reply.body"))
    return message
