"""The log: what became of each mail, and beside the list what is known about the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from birdlog.journal.entry import Entry
from birdlog.journal.problem import JournalError
from birdlog.journal.replies import unlogged
from birdlog.journal.search import Filter
from birdlog.journal.states import NEEDS_YOU
from birdlog.journal.store import Journal
from birdlog.settings import Settings
from birdlog_gui.attention import Attention
from birdlog_gui.controls import QuietLabel
from birdlog_gui.empty import Emptiness
from birdlog_gui.log import days
from birdlog_gui.log.choice import Choice
from birdlog_gui.log.entries import EntryModel
from birdlog_gui.log.filters import FilterBar
from birdlog_gui.log.replies import RepliesStrip
from birdlog_gui.log.split import Split
from birdlog_gui.log.table import EntryTable
from birdlog_gui.log.work_strip import WorkStrip
from birdlog_gui.look import STEP
from birdlog_gui.page import Page

if TYPE_CHECKING:
    from birdlog.journal.requests import Request
    from birdlog_gui.log.detail import DetailPane
    from birdlog_gui.log.several import SeveralPane

_SAID_AFTER_MS = 300
_LOOKED_AT = 1_000
"""Rows of a range that are looked through for mails that can be logged again."""


class LogPage(Page):
    """Lists a journal. What changes more than the page itself it asks for by a signal."""

    forget_wanted = Signal(str)
    never_log_wanted = Signal(object)
    allow_wanted = Signal(object)
    again_wanted = Signal(object, str)
    open_wanted = Signal(str)
    inquiry_wanted = Signal(object)
    log_wanted = Signal(list)
    dismiss_wanted = Signal(str)
    copy_wanted = Signal(object)
    export_wanted = Signal(object)
    choice_again_wanted = Signal(object)
    never_log_choice_wanted = Signal(object)
    forget_choice_wanted = Signal(object)
    retry_wanted = Signal()
    set_up_wanted = Signal()
    looked_at = Signal(object)
    journal_failed = Signal(object)

    def __init__(self, attention: Attention, store: QSettings, language: str) -> None:
        super().__init__()
        self._language, self._store = language, store
        self._journal: Journal | None = None
        self._problem: JournalError | None = None
        self._settings = Settings()
        self._requests: dict[int, str] = {}
        self._kept: set[int] = set()
        self._to_select: int | None = None
        self._detail: DetailPane | None = None
        self._several: SeveralPane | None = None
        self._make_parts(attention)
        self._lay_out()
        self._connect()

    @property
    def detail(self) -> DetailPane:
        """The pane beside the list, made when the first mail is chosen: it costs as much as all the rest."""
        if self._detail is None:
            self._detail = self._make_detail()
        return self._detail

    @property
    def settings(self) -> Settings:
        """The settings that it goes by."""
        return self._settings

    @property
    def several(self) -> SeveralPane:
        """What stands in its place where several mails are chosen."""
        if self._several is None:
            self._several = self._make_several()
        return self._several

    def show_journal(self, journal: Journal | None, problem: JournalError | None) -> None:
        """List `journal`, or say why there is none."""
        self._journal, self._problem = journal, problem
        self._show_replies()
        self._list_anew()

    def know(self, settings: Settings) -> None:
        """Offer for a mail that came back what these settings allow."""
        self._settings = settings
        self.model.know(settings)
        self.list.columns.know(settings)
        self.filters.know(settings)
        self._show_replies()
        self._show_list_or_reason()
        self._show_current()

    def told_of_request(self, entry: Entry, request: Request) -> None:
        """Say from now on what becomes of the request to log `entry` once more."""
        self._requests[entry.id] = request.id
        self._show_current()

    def refresh(self) -> None:
        """Take over what changed in the journal."""
        self.model.refresh()
        self._show_replies()
        self._show_list_or_reason()
        self._show_current()
        if self.isActiveWindow() and self.isVisible():
            self._look_at_chosen()

    def select(self, entry_id: int) -> None:
        """Show that entry, whatever is listed; nothing where it is no longer there."""
        self._to_select = entry_id
        if not self._select_wanted() and self.filters.is_filtered:
            self.filters.clear()
            self._select_wanted()
        if self._to_select is not None and not self.model.is_reading:
            self._list_its_day(entry_id)
            self._select_wanted()

    def _select_wanted(self) -> bool:
        """Select what is to be selected, if it has been read; else it is as soon as it is."""
        row = self.model.row_of(self._to_select) if self._to_select is not None else None
        if row is None:
            return False
        self._to_select = None
        self.list.show_row(row)
        return True

    def show_filter(self, wanted: Filter, words: str = "") -> None:
        """List what a filter lets through; `words` name what its controls have no words for, as a reason."""
        self.filters.show_filter(wanted, words)
        self.list.setFocus()

    def show_what_needs_you(self) -> None:
        """List the mails that came back, could not be sent or were not logged."""
        self.show_filter(Filter(needs_you=True))

    def refresh_times(self) -> None:
        self.model.refresh_appearance()
        if self._detail:
            self._detail.refresh_times()
        self.replies.refresh_times()
        listing = self.model.listing
        if listing and listing.wanted != self.filters.wanted():  # a day has begun
            self._list_anew()

    def choice(self) -> Choice:
        """The mails that are chosen."""
        rows = self.list.chosen_rows()
        entries = tuple(entry for first, last in rows for entry in self.model.entries(first, last))
        listing = self.model.listing
        whole = (listing.wanted, listing.order) if listing and self.list.is_all_chosen else None
        return Choice(entries, whole)

    def everything(self) -> Choice:
        """All the mails that are listed."""
        listing = self.model.listing
        return Choice((), (listing.wanted, listing.order) if listing else None)

    def close_down(self) -> None:
        self.splitter.keep()
        self.list.columns.keep()
        self.model.close_down()

    def _make_parts(self, attention: Attention) -> None:
        self.replies, self.work = RepliesStrip(), WorkStrip()
        self.filters = FilterBar(self._language)
        self.search, self.filter = self.filters.search, self.filters.which
        self.model = EntryModel(self._language, attention.needs, self)
        self.list = EntryTable(self.model, self._store, self._language)
        self.list.setAccessibleName(self.tr("Mails"))
        self.reading = QuietLabel(self.tr("Looking through the mails…"))
        self.reading.setContentsMargins(3 * STEP, 0, 3 * STEP, STEP)
        self.reading.hide()
        self.reading_long = QTimer(self, singleShot=True, interval=_SAID_AFTER_MS)
        self.list_empty, self.detail_empty = Emptiness(), Emptiness()
        self.detail_empty.say("", self.tr("Choose a mail to see what became of it."))
        self.list_stack, self.detail_stack = _stack(self.list, self.list_empty), _stack(self.detail_empty)

    def _make_detail(self) -> DetailPane:
        from birdlog_gui.log.detail import DetailPane

        made = DetailPane(self._language)
        made.forget_wanted.connect(self.forget_wanted)
        made.never_log_wanted.connect(self.never_log_wanted)
        made.allow_wanted.connect(self.allow_wanted)
        made.again_wanted.connect(self.again_wanted)
        made.open_wanted.connect(self.open_wanted)
        made.inquiry_wanted.connect(self.inquiry_wanted)
        self.list.doubleClicked.connect(made.open_in_thunderbird)
        self.open_chosen = self._add_list_action(made.open, QKeySequence("Return"), QKeySequence("Enter"))
        self._add_list_action(made.copy_details)
        self.detail_stack.addWidget(made)
        return made

    def _make_several(self) -> SeveralPane:
        from birdlog_gui.log.several import SeveralPane

        made = SeveralPane()
        for signal, wanted in (
            (made.copy_wanted, self.copy_wanted),
            (made.export_wanted, self.export_wanted),
            (made.again_wanted, self.choice_again_wanted),
            (made.never_log_wanted, self.never_log_choice_wanted),
            (made.forget_wanted, self.forget_choice_wanted),
        ):
            signal.connect(lambda wanted=wanted: wanted.emit(self.choice()))
        self.detail_stack.addWidget(made)
        return made

    def _lay_out(self) -> None:
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.filters, self.work, self.reading):
            column.addWidget(part)
        column.addWidget(self.list_stack, stretch=1)
        self.splitter = Split(upper, self.detail_stack, self._store)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.replies)
        rows.addWidget(self.splitter, stretch=1)

    def _connect(self) -> None:
        self.filters.changed.connect(self._list_anew)
        self.list.chosen.connect(self._choose)
        self.model.failed.connect(self.journal_failed)
        self.model.reading.connect(self._show_reading)
        self.reading_long.timeout.connect(self.reading.show)
        self.model.modelAboutToBeReset.connect(self._keep_chosen)
        self.model.modelReset.connect(self._show_anew)
        self.list_empty.acted.connect(self._help_empty_list)
        self.replies.log_wanted.connect(self.log_wanted)
        self.replies.dismiss_wanted.connect(self.dismiss_wanted)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self._add_key(self, QKeySequence.StandardKey.Find, self.search.setFocus)
        self._add_key(self.list_stack, QKeySequence.StandardKey.Copy, self._copy_chosen)

    def _add_key(self, part: QWidget, key: QKeySequence.StandardKey, act: Callable[[], None]) -> None:
        """What a key does in a part of the page."""
        action = QAction(part)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked: act())
        part.addAction(action)

    def _copy_chosen(self) -> None:
        if self._chosen():
            self.detail.copy()
        elif self.list.selectionModel().hasSelection():
            self.copy_wanted.emit(self.choice())

    def _open_menu(self, place: QPoint) -> None:
        from birdlog_gui.log.menu import list_menu

        list_menu(self).popup(self.list.viewport().mapToGlobal(place))

    def _add_list_action(
        self, button: QPushButton, *keys: QKeySequence | QKeySequence.StandardKey
    ) -> QAction:
        """What `button` does with the chosen mail, in the list's menu and by its keys."""
        action = QAction(button.text(), self.list)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(button.click)
        self.list.addAction(action)
        return action

    def _list_anew(self) -> None:
        self.model.show(self._journal, self.filters.wanted())

    def _show_reading(self, is_reading: bool) -> None:
        """Say so where it takes long: what is there at once needs no words."""
        if is_reading:
            self.reading_long.start()
        else:
            self.reading_long.stop()
            self.reading.hide()

    def _keep_chosen(self) -> None:
        self._kept = {entry.id for entry in self.choice().entries[:_LOOKED_AT]}

    def _show_anew(self) -> None:
        """What was chosen stays so where it is in sight in this list too."""
        read = self.model.entries(0, self.model.rowCount())
        self.list.choose_rows([row for row, entry in enumerate(read) if entry.id in self._kept])
        self._select_wanted()
        self._show_list_or_reason()
        if not self.list.selectionModel().hasSelection():  # else it has been shown
            self._show_current()

    def _list_its_day(self, entry_id: int) -> None:
        """List the day of an entry alone: it may be far below all that came since."""
        try:
            entry = self._journal.entry(entry_id) if self._journal else None
        except JournalError as problem:
            self.journal_failed.emit(problem)
            return
        if entry is None:
            self._to_select = None
            return
        day = days.day_of(entry.created)
        self.filters.show_filter(Filter(since=days.begin_of(day), until=days.begin_of(day.addDays(1))))

    def _choose(self) -> None:
        self._show_current()
        self._look_at_chosen()

    def _look_at_chosen(self) -> None:
        entry = self._chosen()
        if entry:
            self.looked_at.emit(entry)

    def _chosen(self) -> Entry | None:
        """The entry that alone is chosen; the current one may be what the focus has merely come to."""
        rows = self.list.chosen_rows()
        is_one = len(rows) == 1 and rows[0][0] == rows[0][1] and not self.list.is_all_chosen
        return self.model.entries(*rows[0])[0] if is_one else None

    def _show_current(self) -> None:
        entry = self._chosen()
        if self.list.selectionModel().hasSelection() and entry is None:
            self._show_several()
        elif entry is None or self._journal is None:
            self.detail_stack.setCurrentWidget(self.detail_empty)
        elif self._show_entry(self._journal, entry):
            self.detail_stack.setCurrentWidget(self.detail)
        if self._detail:
            self.open_chosen.setEnabled(entry is not None and self._detail.open.isEnabled())

    def _show_several(self) -> None:
        rows = self.list.chosen_rows()
        count = sum(last - first + 1 for first, last in rows)
        is_all_read = not self.model.canFetchMore(QModelIndex())
        some = (self.model.entries(first, min(last, first + _LOOKED_AT)) for first, last in rows)
        can_log_again = any(entry.state in NEEDS_YOU for entries in some for entry in entries)
        self.several.show_count(count if is_all_read or not self.list.is_all_chosen else None, can_log_again)
        self.detail_stack.setCurrentWidget(self.several)

    def _show_entry(self, journal: Journal, entry: Entry) -> bool:
        from birdlog.journal import requests  # as the pane itself: not before a mail is chosen
        from birdlog.journal.retry import retry

        try:
            steps, again = journal.steps(entry.id), retry(journal, entry, self._settings)
            request = requests.find(journal, self._requests.get(entry.id, ""))
        except JournalError as problem:
            self.journal_failed.emit(problem)
            return False
        self.detail.show_entry(entry, steps, again, request)
        return True

    def _show_replies(self) -> None:
        try:
            self.replies.show_replies(unlogged(self._journal, self._settings) if self._journal else ())
        except JournalError as problem:
            self.journal_failed.emit(problem)

    def _show_list_or_reason(self) -> None:
        is_empty = not self.model.rowCount()
        self.list_stack.setCurrentWidget(self.list_empty if is_empty else self.list)
        self.detail_stack.setHidden(is_empty)
        self.filters.setHidden(is_empty and not self.filters.is_filtered)
        if not is_empty:
            return
        if self._problem:
            title, words = self._problem.in_locale(self._language)
            self.list_empty.say(title, words, self.tr("Try again"))
        elif self.filters.is_filtered:
            self.list_empty.say(self.tr("No mail found"), "", self.tr("Show all mails"))
        else:
            act = "" if self._settings.profiles else self.tr("Set up Birdlog")
            self.list_empty.say(self.tr("No mail yet"), f"{self._what_comes()}\n\n{self._first_step()}", act)

    def _what_comes(self) -> str:
        return self.tr("Each mail that Birdlog logs, or leaves out, appears here with what became of it.")

    def _first_step(self) -> str:
        if self._settings.profiles:
            return self.tr(
                "Write to a contact in Thunderbird: before you send, the Birdlog button in that window says"
                " whether the mail will be logged."
            )
        return self.tr("First tell Birdlog which CRM your mail goes to.")

    def _help_empty_list(self) -> None:
        if self._problem:
            self.retry_wanted.emit()
        elif not self.filters.is_filtered:
            self.set_up_wanted.emit()
        else:
            self.filters.clear()


def _stack(*pages: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    for page in pages:
        stack.addWidget(page)
    return stack
