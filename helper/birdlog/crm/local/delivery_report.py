"""The delivery report (RFC 3464) about attachments that were too large to be logged.

HubSpot's help page (3 July 2018): "the mail is logged without them, and the sender gets a delivery error".
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import datetime
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr, make_msgid

from birdlog import texts
from birdlog.mail import parts
from birdlog.mail.addresses import domain
from birdlog.mail.bounce.report import WITH_LOSS
from birdlog.mail.parts import Parts
from birdlog.rules.finding import Finding

_TOO_BIG = "5.3.4 Message too big for system"
"""In RFC 3463's words, which programs understand in whatever language the rest is."""

_QUOTED_FIELDS = ("From", "To", "Cc", "Date", "Subject", "Message-ID")
_LONGEST_FIELD = 900
_LONGEST_SUBJECT = 200


def build(address: str, sender: str, left_out: Finding, mail: Parts, now: datetime) -> bytes:
    """Return the report to `sender` that the CRM's `address` got `mail`, but not its attachments.

    Its lines end as they travel, with CRLF.
    """
    said = texts.finding_json(left_out)
    sentences = [said["message"], said["fix"]]
    report: MIMEMultipart = MIMEMultipart("report")
    report.set_param("report-type", "delivery-status")
    mailbox = f"mailer-daemon@{domain(address)}"
    report["From"] = formataddr((left_out.values["crm"], mailbox))
    report["To"] = sender
    report["Date"] = format_datetime(now)
    report["Message-ID"] = make_msgid(domain=domain(address))
    report["Auto-Submitted"] = "auto-replied"
    subject = parts.decoded(mail.field("subject") or "")[:_LONGEST_SUBJECT]
    report["Subject"] = Header(texts.text("crm.report.subject", subject=subject), "utf-8").encode()
    report.attach(MIMEText(texts.text("crm.report.text", subject=subject, why=" ".join(sentences))))
    report.attach(_status(address, sentences[0], now))
    report.attach(MIMEText(_header(mail), "rfc822-headers"))
    return report.as_bytes(policy=compat32.clone(linesep="\r\n"))


def _status(address: str, why: str, now: datetime) -> Message:
    """The part that programs read (RFC 3464 section 2)."""
    of_the_message, of_the_recipient = Message(), Message()
    of_the_message["Reporting-MTA"] = f"dns; {socket.gethostname()}"
    of_the_message["Arrival-Date"] = format_datetime(now)
    of_the_recipient["Final-Recipient"] = f"rfc822; {address}"
    of_the_recipient["Action"] = "failed"
    of_the_recipient["Status"] = WITH_LOSS
    of_the_recipient["Diagnostic-Code"] = f"smtp; 552 {_TOO_BIG}. {_ascii(why)}"
    part = MIMEBase("message", "delivery-status")
    part.set_payload([of_the_message, of_the_recipient])
    return part


def _header(mail: Parts) -> str:
    return "".join(f"{line}\n" for line in _quoted(mail))


def _quoted(mail: Parts) -> Iterator[str]:
    for name in _QUOTED_FIELDS:
        for value in mail.values(name.lower())[:1]:
            yield f"{name}: {_ascii(value)}"[:_LONGEST_FIELD]


def _ascii(text: str) -> str:
    return text.encode("ascii", "replace").decode()
