"""Reports that are written for programs and come as a mail all the same."""

from __future__ import annotations

import re

from birdlog.mail.bounce.notice import Mention, Notice
from birdlog.mail.bounce.phrases import ADDRESS

_ADDRESS = re.compile(ADDRESS)
_EVENT = re.compile(r'"(?:notificationType|eventType)"\s*:\s*"(Bounce|DeliveryDelay)"')
_RECIPIENT = re.compile(r'\{[^{}]{0,2000}"emailAddress"[^{}]{0,2000}\}')
_VALUE = re.compile(r'"(\w{1,40})"\s*:\s*"([^"]{0,1000})"')


def ses_notification(notice: Notice) -> tuple[Mention, ...]:
    """Amazon SES by way of SNS: a JSON object, in which the notification may be a string again."""
    if not notice.text.lstrip().startswith("{"):
        return ()
    plain = notice.text.replace("\n", "").replace("\\", "")
    event = _EVENT.search(plain)
    if not event:
        return ()
    recipients = (dict(_VALUE.findall(found)) for found in _RECIPIENT.findall(plain))
    return tuple(
        Mention(
            values["emailAddress"],
            action=values.get("action") or ("delayed" if event[1] == "DeliveryDelay" else None),
            status=values.get("status"),
            said=values.get("diagnosticCode", "").removeprefix("smtp;").strip(),
        )
        for values in recipients
        if _ADDRESS.fullmatch(values.get("emailAddress", ""))
    )
