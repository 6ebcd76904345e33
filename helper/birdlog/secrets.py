"""Access tokens of the CRMs: in the system's keyring and nowhere else.

Where no keyring is, or it is locked, that is said and nothing is kept: there is no second place. A token is
never part of a text, an error or a traceback; only what sends it takes it out of its Token.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Never

from birdlog import paths
from birdlog.texts import text

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

Condition = Literal["ok", "locked", "missing"]

LONGEST = 4096  # characters
_SENDABLE = re.compile(r"[!-~]{1,4095}")  # what a header field can carry: ASCII without spaces


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """A secret that shows in no text: whoever sends it asks for `value`."""

    value: str

    def __repr__(self) -> str:
        return "Token(…)"


class SecretsError(Exception):
    """The keyring can't be used, or what was given is no token.

    `code` is locked, missing, failed or no-token.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def title(self) -> str:
        """What is wrong, in the environment's language."""
        return text(f"secrets.{self.code}.title")

    @property
    def message(self) -> str:
        """What to do about it, in the environment's language."""
        return remedy(self.code)


def remedy(code: str, locale: str | None = None) -> str:
    """Return what to do about a keyring that can't be used: what this desktop needs where none was found."""
    is_kde = "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":")
    if code == "missing" and is_kde:
        return text("secrets.missing.kde.message", locale)
    return text(f"secrets.{code}.message", locale)


def condition() -> Condition:
    """Say whether the keyring can be used now; asking opens no dialog."""
    if _backend() is None:
        return "missing"
    return "locked" if _is_locked() else "ok"


def unlock() -> Condition:
    """Have a locked keyring ask the person for its password, and say whether it can be used then.

    Returns when the person has answered.
    """
    with suppress(SecretsError):
        token("", may_ask=True)
    return condition()


def keyring_name() -> str:
    """Return what the keyring calls itself; empty where there is none."""
    backend = _backend()
    return str(backend.name) if backend else ""


def token(profile: str, may_ask: bool = False) -> Token | None:
    """Return the token of a profile, None where there is none.

    `may_ask`: a locked keyring may ask the person for its password. Raises SecretsError.
    """
    backend = _usable(may_ask)
    try:
        value = backend.get_password(_service(), profile)
    except Exception as problem:
        _refuse(problem)
    return Token(value) if value else None


def is_token(given: str) -> bool:
    """Whether this can be an access token: one word that a request can carry."""
    return _SENDABLE.fullmatch(given.strip()) is not None


def keep(profile: str, given: str, may_ask: bool = False) -> None:
    """Put the token of a profile into the keyring, in the place of an older one. Raises SecretsError."""
    value = given.strip()
    if not is_token(value):
        raise SecretsError("no-token")
    backend = _usable(may_ask)
    try:
        backend.set_password(_service(), profile, value)
        kept = backend.get_password(_service(), profile)
    except Exception as problem:
        _refuse(problem)
    if kept != value:
        raise SecretsError("failed")


def forget(profile: str) -> None:
    """Take the token of a profile out of the keyring, if there is one. Raises SecretsError."""
    backend = _usable(may_ask=False)
    try:
        if backend.get_password(_service(), profile) is not None:
            backend.delete_password(_service(), profile)
    except Exception as problem:
        _refuse(problem)


def _usable(may_ask: bool) -> KeyringBackend:
    backend = _backend()
    if backend is None:
        raise SecretsError("missing")
    if not may_ask and _is_locked():
        raise SecretsError("locked")
    return backend


def _backend() -> KeyringBackend | None:
    """The keyring, where it is one that keeps secrets: the libraries' files in plain text are none."""
    import keyring
    from keyring.core import recommended

    try:
        chosen = keyring.get_keyring()
        members = getattr(chosen, "backends", None)  # of several that exist, the chain's first
        candidates = [chosen] if members is None else list(members)
        return next((each for each in candidates if recommended(each)), None)
    except Exception:  # it was there once: its bus, or the service behind it, is gone
        return None


def _service() -> str:
    """Who the token belongs to: a Birdlog with a folder of its own has tokens of its own."""
    folder = os.environ.get(paths.BASE_DIR_VARIABLE)
    return f"Birdlog ({folder})" if folder else "Birdlog"


def _is_locked() -> bool:
    """Whether the Secret Service's default collection is locked; asking does not open a dialog."""
    try:
        import secretstorage

        with secretstorage.dbus_init() as bus:
            return bool(secretstorage.Collection(bus).is_locked())
    except Exception:  # another system, another keyring, or no collection yet
        return False


def _refuse(problem: Exception) -> Never:
    """Say what the keyring refused; its own words are dropped with their causes, since they may quote."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    if isinstance(problem, KeyringLocked | InitError):
        raise SecretsError("locked") from None
    raise SecretsError("missing" if isinstance(problem, NoKeyringError) else "failed") from None
