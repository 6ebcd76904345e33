"""While Thunderbird runs: have the CRM asked, by a program of its own, whenever something is due, and let go
once a day of entries that are old.

The host itself asks nobody; it only knows from the journal when the next look is due. A thread of its own
waits for that, on every system, so that Thunderbird never does.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

from birdlog import settings
from birdlog.journal import looks, retention
from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog.settings import SettingsError

BEFORE_THE_FIRST = 2.0  # seconds in which what Thunderbird asks at its start is answered undisturbed
LONGEST_WAIT = 300.0  # seconds; a computer that slept has other ideas of how long that was
AFTER_A_LOOK = 10.0  # a look in vain, as while another program asks, is repeated ever later
A_DAY = timedelta(days=1)


class Lookout:
    """Starts `birdlog journal confirm --due` when something is due. It ends with the process."""

    def __init__(self) -> None:
        self._news = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="lookout", daemon=True)

    def wake(self) -> None:
        """Look into the journal again: something may have come into it."""
        self._news.set()
        if not self._thread.is_alive():
            self._thread.start()

    def _watch(self) -> None:
        time.sleep(BEFORE_THE_FIRST)
        pause, tidied = 0.0, datetime.min.replace(tzinfo=UTC)
        while True:
            if datetime.now(UTC) - tidied >= A_DAY:
                tidied = datetime.now(UTC)
                tidy(tidied)
            self._news.wait(max(seconds_to_wait(datetime.now(UTC)), pause))
            self._news.clear()
            if seconds_to_wait(datetime.now(UTC)) > 0:
                continue
            ask()
            in_vain = seconds_to_wait(datetime.now(UTC)) <= 0
            pause = min(max(2 * pause, AFTER_A_LOOK), LONGEST_WAIT) if in_vain else 0.0


def seconds_to_wait(now: datetime) -> float:
    """Return how long nothing has to be asked; at most LONGEST_WAIT."""
    try:
        with Journal.open() as journal:
            due = looks.next_due(journal)
    except JournalError:
        return LONGEST_WAIT
    return LONGEST_WAIT if due is None else min((due - now).total_seconds(), LONGEST_WAIT)


def tidy(now: datetime) -> None:
    """Take out of the journal what the person does not want kept so long; next day again where that fails."""
    try:
        kept_days = settings.load().entries_kept_days
        if kept_days is not None:
            with Journal.open() as journal:
                retention.drop_old(journal, kept_days, now)
    except (SettingsError, JournalError):
        return


def ask() -> None:
    """Have the CRMs asked about what is due, and wait until they were."""
    from birdlog.host import detached
    from birdlog.setup import programs

    program = programs.command()
    if program is None:
        return
    try:
        detached.start([str(program), "journal", "confirm", "--due"]).wait()
    except OSError:  # it can't be started now; what is due stays due
        return
