"""What a delivery report says, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Action = Literal["failed", "delayed", "delivered", "relayed", "expanded"]
Reason = Literal[
    "address-unknown",
    "domain-unknown",
    "mailbox-full",
    "too-large",
    "refused",
    "forwarding-refused",
    "temporary",
    "unknown",
]

WITH_LOSS = "5.6.4"
"""RFC 3463 section 3.7: the mail went through, and something of it was lost. It may be a failure too; of the
embedded CRM it says that the mail is logged without its attachments."""


@dataclass(frozen=True, slots=True)
class ReportedRecipient:
    """What became of the mail for one recipient.

    `address` is the recipient as the sender wrote it, as far as the report says (RFC 3464 section 2.3.1);
    `also` are the report's other names for the same one: the final address behind an alias, or the alias
    before it. `status` is an RFC 3463 code that the report states, never one that is made up. `diagnostic`
    is what the system that refused said, on one line. `retried_until` is when a delayed mail is given up
    (Will-Retry-Until, RFC 3464 section 2.3.9), in UTC."""

    address: str
    also: tuple[str, ...]
    action: Action
    status: str | None
    diagnostic: str | None
    reason: Reason
    retried_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A mail as a reader of delivery reports sees it.

    `bounce` is true where a mail system says that a mail failed or is delayed; `recipients` is empty where
    it does not say for whom. The `original_…` fields are what it says of the mail that it is about (the
    Message-ID without angle brackets). `date` is when the report was written, in UTC."""

    bounce: bool
    original_message_id: str | None
    original_subject: str | None
    original_recipients: tuple[str, ...]
    date: datetime | None
    recipients: tuple[ReportedRecipient, ...]


NO_REPORT = Report(False, None, None, (), None, ())
