"""Mails for the tests of the embedded CRM and of the reader of forwards."""

from collections.abc import Iterable
from email.message import EmailMessage

ANA = "ana@acme.example"
BOB = "bob@globex.example"
CARLA = "carla@initech.example"
LOG = "4242424@bcc.crm.example"
FORWARD = "4242424@forward.crm.example"

ENGLISH = {
    "Subject": "The offer",
    "Date": "Mon, 23 Nov 2026 10:00:00 -0300",
    "From": f"Bob Builder <{BOB}>",
    "To": ANA,
    "CC": f"Carla <{CARLA}>",
}


def outgoing(
    *,
    to: str = f"Bob Builder <{BOB}>",
    cc: str = "",
    sender: str = f"Ana Souza <{ANA}>",
    message_id: str | None = "1@acme.example",
    text: str = "Here is the offer.",
    attachments: Iterable[tuple[str, bytes]] = (),
) -> bytes:
    """A mail that Ana sends; the CRM's address is in the envelope alone."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = sender, "The offer"
    mail["Date"] = "Mon, 23 Nov 2026 10:00:00 -0300"
    for name, value in (("To", to), ("Cc", cc), ("Message-ID", message_id and f"<{message_id}>")):
        if value:
            mail[name] = value
    mail.set_content(text)
    for name, content in attachments:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def forwarded(
    *,
    labels: dict[str, str] = ENGLISH,
    announcement: str = "-------- Forwarded Message --------",
    text: str = "We take it.",
    parts: Iterable[str] = ("plain", "html"),
    original_message_id: str | None = "9@globex.example",
    message_id: str = "2@acme.example",
    sender: str = f"Ana Souza <{ANA}>",
    subject: str = "Fwd: The offer",
) -> bytes:
    """A message that Ana forwards with Thunderbird, in the shape in which Thunderbird writes it."""
    bodies = {
        "plain": plain_block(labels, announcement, text),
        "html": html_block(labels, announcement, text),
    }
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, FORWARD, subject
    mail["Message-ID"] = f"<{message_id}>"
    if original_message_id:
        mail["X-Forwarded-Message-Id"] = f"<{original_message_id}>"
    first, *others = parts
    mail.set_content(bodies[first], subtype=first)
    for other in others:
        mail.add_alternative(bodies[other], subtype=other)
    return mail.as_bytes()


def plain_block(labels: dict[str, str], announcement: str, text: str) -> str:
    """The block as Thunderbird's plain-text part has it."""
    rows = "\n".join(f"{label}: \t{value}" for label, value in labels.items())
    return f"\n\n\n{announcement}\n{rows}\n\n\n\n{text}\n"


def html_block(labels: dict[str, str], announcement: str, text: str) -> str:
    """The block as Thunderbird's HTML part has it."""
    rows = "".join(
        f'<tr><th valign="BASELINE" align="RIGHT">{label}: </th><td>{_escaped(value)}</td></tr>'
        for label, value in labels.items()
    )
    return (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"></head><body>'
        f'<p><br></p><div class="moz-forward-container"><br><br>{announcement}'
        '<table class="moz-email-headers-table" cellspacing="0" cellpadding="0" border="0"><tbody>'
        f"{rows}</tbody></table><br><br><p>{_escaped(text)}</p></div></body></html>"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
