"""By what a CRM was seen to show a mail, or why it could not be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from birdlog.journal.entry import Entry

How = Literal["message-id", "contact"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found: `how`, and `record`, the CRM's own name of the email.

    `contact`: by contact, subject and time together, for want of a Message-ID.
    """

    how: How
    record: str

    @property
    def said(self) -> str:
        """What was observed, for the entry's step."""
        return f"{self.how} {self.record}"


class CantAskError(Exception):
    """The CRM could not be asked.

    `reason` is what the entries show until it can be again (one of CANT_ASK); None where it passes by itself,
    and where it is not meant to be asked (`unwanted`). `wait` is how many seconds the CRM wants to be left
    alone, None where it does not say. `message` and `fix` are for the person who asked. `found` is what was
    seen before.
    """

    def __init__(
        self, reason: str | None, values: dict[str, str], wait: float | None, message: str, fix: str
    ) -> None:
        super().__init__(reason)
        self.reason, self.values, self.wait = reason, values, wait
        self.message, self.fix = message, fix
        self.unwanted = False
        self.found: dict[int, Evidence] = {}


class CRM(Protocol):
    """A CRM that can be asked. Both methods raise CantAskError."""

    def evidence(self, entries: Sequence[Entry]) -> dict[int, Evidence]:
        """Return what shows that it has these entries' mails, by entry; those not shown are left out."""

    def doubt(self) -> CantAskError | None:
        """Say why it could never show the mails of this profile; None where nothing stands against it."""
