"""Whether a text that reads like a report is one: frauds, shops and vacation notices read like it too."""

from __future__ import annotations

from birdlog.mail.bounce.delivery_status import names_recipients
from birdlog.mail.bounce.notice import Mention, Notice
from birdlog.mail.bounce.phrases import OF_MAIL
from birdlog.mail.bounce.reasons import names_a_reason
from birdlog.mail.bounce.smtp_reply import refusal_in
from birdlog.mail.bounce.texts import own_addresses


def believable(mentions: tuple[Mention, ...], notice: Notice) -> bool:
    """Whether a text without status fields is a report: it shows the mail or a reply, or its author says so.

    Frauds pose as reports: a page, or one that names its reader alone, is none. Shops and vacation notices
    are written by programs too, and say what was not delivered and whom to write to instead.
    """
    if notice.program:
        return False
    reply = bool(refusal_in(notice.text))
    explained = reply or any(names_a_reason(mention.said) for mention in mentions)
    system, subject = notice.author == "system", "subject" in notice.witnesses
    if (notice.returns and (system or explained)) or (reply and (system or subject)):
        return True
    own = own_addresses(notice)
    if all(mention.address.lower() in own for mention in mentions):
        return False
    if notice.page or not subject:
        return system and explained
    return system or bool(OF_MAIL.search(notice.spoken))


def fails_without_names(notice: Notice) -> bool:
    """Whether a mail system returns a mail and names nobody; through a list, with a program's word for it.

    Then nobody is guessed: the original's To is not who failed where the CRM's address stood in Bcc.
    """
    if notice.complaint or not notice.original or names_recipients(notice.status_fields):
        return False
    direct = "list-id" not in notice.headers and "list-post" not in notice.headers
    evidence = direct or notice.status_fields or refusal_in(notice.text)
    return bool(evidence) and notice.author == "system" and len(notice.witnesses) == 3
