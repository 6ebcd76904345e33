"""Giving a profile another name, with all that goes by it: settings, journal, access token."""

from __future__ import annotations

from birdlog import nudge, secrets, settings_edit
from birdlog.journal import looks
from birdlog.journal.store import Journal


def rename(profile: str, new: str, may_ask: bool = False) -> None:
    """Rename a profile. `may_ask`: a locked keyring may ask the person for its password.

    Raises SecretsError where its token can't be read, SettingsError and JournalError; then nothing has
    changed. Where the keyring gives the token and does not take it, the profile is renamed without a token.
    """
    with Journal.open() as journal:
        known = looks.last_asked(journal, profile) is not None
        token = secrets.token(profile, may_ask) if known else None
        settings_edit.rename_profile(profile, new)
        journal.rename_profile(profile, new)
        if token and new != profile:
            _move(journal, token, profile, new)
    nudge.settings_changed()


def _move(journal: Journal, token: secrets.Token, profile: str, new: str) -> None:
    try:
        secrets.keep(new, token.value)
        secrets.forget(profile)
    except secrets.SecretsError:
        looks.can_ask_no_more(journal, new)
        raise
