"""The people, the addresses and the mails of the end-to-end tests."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from birdlog.demo.rig.rig import ANA
from birdlog.demo.rig.waiting import wait_for

PROFILE = "office"
LOG = "log@crm.example"
FORWARD = "forward@crm.example"
BOB = "bob@kunde.example"
CARLA = "carla@kunde.example"
MARIA = "maria@familia.example"
MARKER = "marker@kunde.example"
HUBSPOT_TOKEN = "pat-na1-4f1e"


def outgoing(rig, subject):
    """Wait until Bob has the mail: what he got, and everybody in its envelope."""
    mail = rig.door.wait_for(BOB, subject).message
    wait_for(rig.postfix.is_idle, "the mail server to be idle")
    return mail, rig.postfix.envelope(mail["Message-ID"].strip("<>"))


def settled_journal(rig):
    """The journal when all that came before is in it: a logged mail is sent, waited for and left out."""
    compose = rig.thunderbird.compose(to=[MARKER], subject="The marker", body="<p>Last.</p>")
    compose.send_and_wait()
    rig.wait_for_entry(
        lambda entry: entry["recipients"] == [MARKER] and entry["state"] == "sent", "the marker"
    )
    return [entry for entry in rig.journal() if entry["recipients"] != [MARKER]]


def set_by_hand(rig, line):
    """Edit settings.toml as a person does: a line at its top."""
    file = rig.base / "config" / "settings.toml"
    file.write_text(f"{line}\n{file.read_text()}")


def plain_reply(subject, to=ANA.email, sender=BOB):
    """A customer's reply in plain text."""
    message = _headers(subject, to, sender)
    message.set_content("Dear Ana,\n\nwe take the offer.\n\nBob\n")
    return message


def html_reply_with_attachment(subject, attachment, to=ANA.email, sender=BOB):
    """A customer's reply in HTML and plain text, with a PDF."""
    message = plain_reply(subject, to, sender)
    message.add_alternative("<p>Dear Ana,</p><p>we <b>take</b> the offer.</p><p>Bob</p>", subtype="html")
    message.add_attachment(attachment, maintype="application", subtype="pdf", filename="order.pdf")
    return message


def arrive(rig, message):
    """Let a mail arrive in Ana's inbox and show it."""
    rig.postfix.send(message, BOB, [ANA.email])
    rig.thunderbird.get_mail()
    rig.thunderbird.show(message["Subject"].removeprefix("Re: "))


def _headers(subject, to, sender):
    message = EmailMessage()
    message["From"] = f"Bob Kunde <{sender}>"
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    return message
