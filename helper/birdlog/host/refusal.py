"""Why a message is not answered with yes: the error codes of PROTOCOL.md and their words."""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    from typing import Any

RETRYABLE = {
    "bad-message": False,
    "unsupported-version": False,
    "unknown-type": False,
    "settings-invalid": True,
    "journal-unavailable": True,
    "window-missing": False,
    "part-missing": True,
    "crm-unavailable": True,
    "crm-refused": False,
    "internal": True,
}


class Refusal(Exception):
    """A message is refused with an error of PROTOCOL.md; `values` fill its sentence `host.<name>.message`."""

    def __init__(self, code: str, name: str | None = None, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.name = name or code
        self.values = values

    def in_locale(self, locale: str | None) -> tuple[str, str]:
        """Return title and message in the words of `locale`."""
        from birdlog.texts import text

        return (
            text(f"host.{self.name}.title", locale, **self.values),
            text(f"host.{self.name}.message", locale, **self.values),
        )


def error_json(code: str, words: tuple[str, str]) -> dict[str, Any]:
    """Return the `error` of an answer."""
    title, message = words
    return {"code": code, "title": title, "message": message, "retryable": RETRYABLE[code]}
