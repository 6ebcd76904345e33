"""Doing what the set-up asks for: writing the profile, setting the helper up, and having a test mail sent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from birdlog import nudge
from birdlog.journal import trial
from birdlog.journal.requests import Request
from birdlog.journal.store import Journal
from birdlog.settings import Settings, SettingsError, load
from birdlog.setup import manifest
from birdlog.setup.installation import add_on
from birdlog_gui import thunderbird
from birdlog_gui.wizard.draft import Draft, Surroundings
from birdlog_gui.wizard.progress import look, progress
from birdlog_gui.wizard.window import SetUpWindow


class SetUp(QObject):
    """The set-up, as long as its window is open.

    `failing` gives the journal, or None where it can't be opened, and says that it fails; `install` sets the
    helper up and returns what was in the way, or "".
    """

    def __init__(
        self,
        settings: Settings,
        failing: Callable[[], AbstractContextManager[Journal | None]],
        install: Callable[[], str],
        language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._failing, self._install, self._language = failing, install, language
        self._settings = settings
        self._request: Request | None = None
        self.window = SetUpWindow(Draft.beginning(settings), language)
        self.window.save_wanted.connect(self._save)
        self.window.identities.install_wanted.connect(self._set_helper_up)
        self.window.trial.mail_wanted.connect(self._send)
        self.window.trial.withdrawal_wanted.connect(self._withdraw)
        self.window.trial.thunderbird_wanted.connect(thunderbird.start)
        self.know(settings)

    @property
    def is_over(self) -> bool:
        """Whether it was closed with the profile written: it begins anew then."""
        return not self.window.isVisible() and self.window.draft.written is not None

    def show(self) -> None:
        """Bring the window to the front."""
        self.window.show()
        self.refresh()
        self.window.raise_()
        self.window.activateWindow()

    def know(self, settings: Settings) -> None:
        """Go by these settings from now on."""
        self._settings = settings
        self.window.trial.judge_by(settings)

    def refresh(self) -> None:
        """Take over what changed in the journal and around it, while one sees it."""
        if not self.window.isVisible():
            return
        with self._failing() as journal:
            if journal:
                self.window.know(self._surroundings(journal))
                self._follow(journal)

    def close(self) -> None:
        """Close the window, and let go of it."""
        self.window.close()
        self.window.deleteLater()

    def _surroundings(self, journal: Journal) -> Surroundings:
        come = journal.thunderbirds()
        own = dict.fromkeys(identity.email for each in come for identity in each.identities)
        return Surroundings(tuple(own), bool(come), nudge.connected(), manifest.is_installed(), add_on())

    def _follow(self, journal: Journal) -> None:
        if self._request is None:
            return
        seen = look(journal, self._settings, self._request, nudge.connected(), datetime.now(UTC))
        has_begun = seen.request.instance is not None or seen.request.outcome is not None
        self.window.trial.show_progress(progress(seen, self._language), can_withdraw=not has_begun)

    def _save(self) -> None:
        try:
            self.window.draft.write(load())
            self.know(load())
        except SettingsError as error:
            self.window.tell(" ".join(error.in_locale(self._language)))
            return
        self.window.saved()

    def _set_helper_up(self) -> None:
        self.window.tell(self._install())
        self.refresh()

    def _send(self, identity: str, to: str) -> None:
        with self._failing() as journal:
            if journal:
                now = datetime.now(UTC)
                self._request = trial.ask(journal, self._settings, identity, to, now, locale=self._language)
                self._follow(journal)

    def _withdraw(self) -> None:
        with self._failing() as journal:
            if journal and self._request:
                trial.withdraw(journal, self._request)
                self._follow(journal)
