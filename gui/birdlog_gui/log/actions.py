"""Doing what the log page asks for: requests to Thunderbird, questions to the CRM, and forgetting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from birdlog.journal import replies
from birdlog.journal.entry import Entry
from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog.settings import SettingsError
from birdlog_gui.log.page import LogPage

if TYPE_CHECKING:
    from birdlog.journal.retry import Way
    from birdlog_gui.background import Background
    from birdlog_gui.log.inquiry import Inquiry


class LogActions(QObject):
    """Serves `page`, as long as that lives.

    `failing` gives the journal, or None where it can't be opened, and says that it fails.
    """

    def __init__(
        self, page: LogPage, failing: Callable[[], AbstractContextManager[Journal | None]], language: str
    ) -> None:
        super().__init__(page)
        self._page, self._failing, self._language = page, failing, language
        self._inquiry: Inquiry | None = None
        self._forgetting: Background | None = None
        page.forget_wanted.connect(lambda address: self.forget((address,)))
        page.never_log_wanted.connect(self.never_log)
        page.allow_wanted.connect(self.allow)
        page.again_wanted.connect(lambda entry, way: self.log_again((entry,), way))
        page.open_wanted.connect(self._open_mail)
        page.inquiry_wanted.connect(self._ask_crm)
        page.log_wanted.connect(self._log_replies)
        page.dismiss_wanted.connect(self._dismiss_reply)

    def close(self) -> None:
        """Let go of a question to the CRM that is still open."""
        if self._inquiry:
            self._inquiry.close()

    def forget(self, addresses: Iterable[str]) -> None:
        """Take every entry that names one of `addresses` out of the journal, beside the window."""
        from birdlog_gui.background import Background

        with self._failing() as journal:
            if journal is None:
                return
            if self._forgetting is None:
                self._forgetting = Background(JournalError, parent=self)
                self._forgetting.ended.connect(self._tell_failure)
            self._forgetting.start(partial(_forget, journal.path, tuple(addresses)))

    def _tell_failure(self, outcome: object) -> None:
        with self._failing():
            if isinstance(outcome, JournalError):
                raise outcome

    def log_again(self, entries: Iterable[Entry], way: Way) -> None:
        """Ask Thunderbird to log the mails of `entries` once more, as far as they can be logged that way."""
        from birdlog.journal import retry
        from birdlog.settings import load

        with self._saying(), self._failing() as journal:
            if journal is None:
                return
            settings = load()
            for entry in entries:
                if way in retry.retry(journal, entry, settings).ways:
                    self._page.told_of_request(entry, retry.ask(journal, entry, way))

    def never_log(self, patterns: Iterable[str]) -> None:
        """Put `patterns` (addresses, or `*@domain`) on the never-log list, which can be undone in place."""
        from birdlog import settings_edit
        from birdlog.rules import never_log
        from birdlog.settings import load

        detail = self._page.detail
        with self._saying():
            held = {never_log.key(pattern) for pattern in load().never_log}
            taken, refused = settings_edit.add_never_log(patterns)
            if new := tuple(pattern for pattern in taken if never_log.key(pattern) not in held):
                detail.told_of_never_log(new, listed=True)
            elif refused:
                detail.tell(self.tr("This can't be put on the never-log list."))
            else:
                detail.tell(self.tr("It is on your never-log list already."))

    def allow(self, patterns: Iterable[str]) -> None:
        """Take `patterns` off the never-log list again."""
        from birdlog import settings_edit

        with self._saying():
            removed, _absent = settings_edit.remove_never_log(patterns)
            self._page.detail.told_of_never_log(removed, listed=False)

    @contextmanager
    def _saying(self) -> Iterator[None]:
        """Say beside the buttons what is wrong with the settings."""
        try:
            yield
        except SettingsError as error:
            self._page.detail.tell(" ".join(error.in_locale(self._language)))

    def _ask_crm(self, entry: Entry) -> None:
        if self._inquiry is None:
            self._inquiry = self._make_inquiry()
        if self._inquiry.ask(entry.id):
            self._page.detail.told_of_inquiry(entry.id, None, "")

    def _make_inquiry(self) -> Inquiry:
        from birdlog_gui.log.inquiry import Inquiry

        made = Inquiry(self._language, self)
        made.ended.connect(self._page.detail.told_of_inquiry)
        return made

    def _open_mail(self, message_id: str) -> None:
        from birdlog.journal import requests

        with self._failing() as journal:
            if journal:
                requests.add(journal, "open", {"message_id": message_id})

    def _log_replies(self, message_ids: list[str]) -> None:
        with self._failing() as journal:
            if journal:
                replies.log(journal, message_ids)

    def _dismiss_reply(self, message_id: str) -> None:
        with self._failing() as journal:
            if journal:
                replies.dismiss(journal, message_id)


def _forget(file: Path, addresses: tuple[str, ...]) -> None:
    with Journal.open(file) as journal:
        for address in addresses:
            journal.forget(address)
