"""The access token of a profile: the keyring holds it, the journal knows that there is one.

So nobody asks the keyring about a profile that never had a token, and a mail is looked for where it can be.
"""

from __future__ import annotations

from datetime import UTC, datetime

from birdlog import nudge, secrets
from birdlog.journal import looks
from birdlog.journal.store import Journal


def keep(profile: str, given: str, may_ask: bool = False) -> None:
    """Keep a profile's token; what was sent and waits is looked for at once, where Thunderbird runs.

    `may_ask`: a locked keyring may ask the person for its password. Raises SecretsError and JournalError.
    """
    secrets.keep(profile, given, may_ask)
    with Journal.open() as journal:
        looks.can_ask(journal, profile, datetime.now(UTC))
    nudge.settings_changed()


def forget(profile: str) -> None:
    """Forget a profile's token, if it has one. Raises JournalError, and SecretsError where it may be left."""
    with Journal.open() as journal:
        known = looks.last_asked(journal, profile) is not None
        looks.can_ask_no_more(journal, profile)
    try:
        secrets.forget(profile)
    except secrets.SecretsError:
        if known:
            raise


def look(unlock: bool = False) -> secrets.Condition:
    """Say how the keyring is. Where it can be used, the CRMs that could not be asked for want of it are asked
    again, at once where Thunderbird runs.

    `unlock`: a locked keyring asks the person for its password first. Raises JournalError.
    """
    condition = secrets.unlock() if unlock else secrets.condition()
    if condition == "ok":
        with Journal.open() as journal:
            waiting = looks.without_keyring(journal)
            for asked in waiting:
                looks.can_ask(journal, asked.profile, datetime.now(UTC))
        if waiting:
            nudge.settings_changed()
    return condition
