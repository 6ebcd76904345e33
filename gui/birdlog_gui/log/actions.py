"""Doing what the log page asks for: requests to Thunderbird, questions to the CRM, and forgetting."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from birdlog.journal import replies
from birdlog.journal.entry import Entry
from birdlog.journal.store import Journal
from birdlog_gui.log.page import LogPage

if TYPE_CHECKING:
    from birdlog.journal.retry import Way
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
        page.forget_wanted.connect(self._forget)
        page.again_wanted.connect(self._log_again)
        page.open_wanted.connect(self._open_mail)
        page.inquiry_wanted.connect(self._ask_crm)
        page.log_wanted.connect(self._log_replies)
        page.dismiss_wanted.connect(self._dismiss_reply)

    def close(self) -> None:
        """Let go of a question to the CRM that is still open."""
        if self._inquiry:
            self._inquiry.close()

    def _forget(self, address: str) -> None:
        with self._failing() as journal:
            if journal:
                journal.forget(address)

    def _log_again(self, entry: Entry, way: Way) -> None:
        from birdlog.journal import retry

        with self._failing() as journal:
            if journal:
                self._page.told_of_request(entry, retry.ask(journal, entry, way))

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
