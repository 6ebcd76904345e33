"""Telling the person of mails that came back, once: by the tray, as soon as there is one."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, QTimer

from birdlog.journal import news
from birdlog.journal.store import Journal
from birdlog_gui.tray import Tray

_NEWS_TOGETHER_MS = 1_500
"""Mails that come back together, as those that came while Thunderbird was closed, are told of together."""

_NO_TRAY_COMES_MS = 60_000


class Telling(QObject):
    """Tells by `tray` what the journal has that was not told yet.

    `failing` gives the journal, or None where it can't be opened, and says that it fails.
    """

    def __init__(
        self, tray: Tray, failing: Callable[[], AbstractContextManager[Journal | None]], language: str
    ) -> None:
        super().__init__(tray)
        self._tray, self._failing, self._language = tray, failing, language
        self._together = QTimer(self, singleShot=True, interval=_NEWS_TOGETHER_MS)
        self._together.timeout.connect(self._tell)

    @property
    def is_due(self) -> bool:
        """Whether something will be told in a moment."""
        return self._together.isActive()

    def await_news(self) -> None:
        """Tell in a moment what is new, if anything is."""
        with self._failing() as journal:
            if journal and news.untold(journal).until and not self.is_due:
                self._together.start()

    def _tell(self) -> None:
        from birdlog_gui.notification import notification

        with self._failing() as journal:
            untold = news.untold(journal) if journal else None
            if journal and untold and untold.until:
                if untold.entries and not self._tray.tell(notification(untold.entries, self._language)):
                    self._await_tray()
                    return
                news.tell(journal, untold)
                self._together.setInterval(_NEWS_TOGETHER_MS)

    def _await_tray(self) -> None:
        """Try again, less and less often: right after log-in there may be no tray yet."""
        if self._together.interval() < _NO_TRAY_COMES_MS:
            self._together.start(2 * self._together.interval())
