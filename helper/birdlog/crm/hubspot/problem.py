"""Why HubSpot did not do what it was asked, in plain words."""

from __future__ import annotations

from birdlog.texts import text

# What only the person can mend: a token, a right, an address. Everything else passes by itself.
NEEDS_THE_PERSON = frozenset(
    {"token-expired", "token-refused", "scopes-missing", "forbidden", "redirected", "untrusted", "insecure"}
)
# Nothing was done, and the same request may be sent again.
_NOT_DONE = frozenset({"offline", "locked", "limited", "migrating"})
# Nobody knows whether it was done: the answer got lost, or the server failed on the way.
_UNKNOWN = frozenset({"unanswered", "unavailable"})


class HubSpotError(Exception):
    """HubSpot refused a request, or could not be asked.

    `code` names the sentences `hubspot.<code>.message` and `.fix`, `values` fill them; `retry_after`
    is how many seconds HubSpot wants to be left alone, None where it does not say.
    """

    def __init__(self, code: str, *, retry_after: float | None = None, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.values = values

    @property
    def outcome_unknown(self) -> bool:
        """Whether what was to be written may have been written all the same."""
        return self.code in _UNKNOWN

    @property
    def passes(self) -> bool:
        """Whether asking again later may help without anybody doing anything."""
        return self.code in _NOT_DONE | _UNKNOWN

    @property
    def needs_the_person(self) -> bool:
        """Whether it stays so until somebody mends it."""
        return self.code in NEEDS_THE_PERSON

    def in_locale(self, locale: str | None = None) -> tuple[str, str]:
        """Return what is the matter and what to do, in the words of `locale`."""
        name = f"hubspot.{self.code}"
        return text(f"{name}.message", locale, **self.values), text(f"{name}.fix", locale, **self.values)

    def __str__(self) -> str:
        return " ".join(self.in_locale()).rstrip()
