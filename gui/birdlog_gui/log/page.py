"""The log: what became of each mail, and beside the list what is known about the one that is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from birdlog.journal.entry import Entry, state_text
from birdlog.journal.problem import JournalError
from birdlog.journal.replies import unlogged
from birdlog.journal.search import Filter
from birdlog.journal.states import STATES
from birdlog.journal.store import Journal
from birdlog.settings import Settings
from birdlog_gui import drawings
from birdlog_gui.attention import Attention
from birdlog_gui.empty import Emptiness
from birdlog_gui.log.entries import EntryModel
from birdlog_gui.log.replies import RepliesStrip
from birdlog_gui.log.row import RowDelegate
from birdlog_gui.look import STEP, sign
from birdlog_gui.page import Page

if TYPE_CHECKING:
    from birdlog.journal.requests import Request
    from birdlog_gui.log.detail import DetailPane

_TYPING_MS = 120
_NEEDS_YOU_CHOICE = 1  # its place in the filter, below all mails
_SPLIT = "window/split"


class LogPage(Page):
    """Lists a journal. What changes more than the page itself it asks for by a signal."""

    forget_wanted = Signal(str)
    again_wanted = Signal(object, str)
    open_wanted = Signal(str)
    inquiry_wanted = Signal(object)
    log_wanted = Signal(list)
    dismiss_wanted = Signal(str)
    retry_wanted = Signal()
    looked_at = Signal(object)
    journal_failed = Signal(object)

    def __init__(self, attention: Attention, store: QSettings, language: str) -> None:
        super().__init__()
        self._language, self._store = language, store
        self._journal: Journal | None = None
        self._problem: JournalError | None = None
        self._settings = Settings()
        self._requests: dict[int, str] = {}
        self._detail: DetailPane | None = None
        self._make_parts(attention)
        self._lay_out()
        self._connect()
        self._restore()

    @property
    def detail(self) -> DetailPane:
        """The pane beside the list, made when the first mail is chosen: it costs as much as all the rest."""
        if self._detail is None:
            self._detail = self._make_detail()
        return self._detail

    def show_journal(self, journal: Journal | None, problem: JournalError | None) -> None:
        """List `journal`, or say why there is none."""
        self._journal, self._problem = journal, problem
        self._show_replies()
        self._list_anew()

    def know(self, settings: Settings) -> None:
        """Offer for a mail that came back what these settings allow."""
        self._settings = settings
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
        """Show that entry, whatever was searched for before; nothing where it is no longer there."""
        row = self._row_of(entry_id)
        if row is None:
            self.search.clear()
            self.filter.setCurrentIndex(0)
            self._list_anew()
            row = self._row_of(entry_id)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row), QListView.ScrollHint.PositionAtCenter)

    def show_what_needs_you(self) -> None:
        """List the mails that came back, could not be sent or were not logged."""
        self.search.clear()
        self.filter.setCurrentIndex(_NEEDS_YOU_CHOICE)
        self.list.setFocus()

    def refresh_times(self) -> None:
        self.model.refresh_appearance()
        if self._detail:
            self._detail.refresh_times()
        self.replies.refresh_times()

    def close_down(self) -> None:
        self._store.setValue(_SPLIT, self.splitter.saveState())

    def _make_parts(self, attention: Attention) -> None:
        self.replies = RepliesStrip()
        self.search = QLineEdit(clearButtonEnabled=True, placeholderText=self.tr("Search subject or contact"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.addAction(drawings.sign_icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter = self._make_filter()
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.setMinimumContentsLength(14)
        self.model = EntryModel(self._language, attention.needs, self)
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("Mails"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setModel(self.model)
        self.list_empty, self.detail_empty = Emptiness(), Emptiness()
        self.detail_empty.say("", self.tr("Choose a mail to see what became of it."))
        self.list_stack, self.detail_stack = _stack(self.list, self.list_empty), _stack(self.detail_empty)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)

    def _make_detail(self) -> DetailPane:
        from birdlog_gui.log.detail import DetailPane

        made = DetailPane(self._language)
        made.forget_wanted.connect(self.forget_wanted)
        made.again_wanted.connect(self.again_wanted)
        made.open_wanted.connect(self.open_wanted)
        made.inquiry_wanted.connect(self.inquiry_wanted)
        self.list.doubleClicked.connect(made.open_in_thunderbird)
        self.open_chosen = self._add_list_action(made.open, QKeySequence("Return"), QKeySequence("Enter"))
        self.copy_chosen = self._add_list_action(made.copy_details, QKeySequence.StandardKey.Copy)
        self.detail_stack.addWidget(made)
        return made

    def _make_filter(self) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(self.tr("Which mails"))
        choice.addItem(self.tr("All mails"), Filter())
        choice.addItem(drawings.sign_icon("alert"), self.tr("Needs you"), Filter(needs_you=True))
        choice.insertSeparator(choice.count())
        for state in STATES:
            choice.addItem(drawings.sign_icon(sign(state)), state_text(state, self._language), Filter(state))
        return choice

    def _lay_out(self) -> None:
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        tools.setSpacing(2 * STEP)
        tools.addWidget(self.search, stretch=1)
        tools.addWidget(self.filter)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.list_stack)
        self.splitter = QSplitter(childrenCollapsible=False)
        left.setMinimumWidth(70 * STEP)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail_stack)
        self.splitter.setStretchFactor(1, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.replies)
        rows.addWidget(self.splitter, stretch=1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._list_anew)
        self.filter.currentIndexChanged.connect(self._list_anew)
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.model.failed.connect(self.journal_failed)
        self.list_empty.acted.connect(self._help_empty_list)
        self.replies.log_wanted.connect(self.log_wanted)
        self.replies.dismiss_wanted.connect(self.dismiss_wanted)
        find = QAction(self)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(self.search.setFocus)
        self.addAction(find)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

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

    def _restore(self) -> None:
        self.splitter.setSizes([112 * STEP, 158 * STEP])
        split = self._store.value(_SPLIT)
        if isinstance(split, QByteArray):
            self.splitter.restoreState(split)

    def _list_anew(self) -> None:
        wanted = self.filter.currentData() or Filter()
        self.model.show(self._journal, replace(wanted, search=self.search.text().strip()))
        self._show_list_or_reason()
        self._show_current()

    def _row_of(self, entry_id: int) -> int | None:
        try:
            return self.model.row_of(entry_id)
        except JournalError as problem:
            self.journal_failed.emit(problem)
            return None

    def _choose(self) -> None:
        self._show_current()
        self._look_at_chosen()

    def _look_at_chosen(self) -> None:
        entry = self._chosen()
        if entry:
            self.looked_at.emit(entry)

    def _chosen(self) -> Entry | None:
        """The entry of the selected row; the current one may be what the focus has merely come to."""
        selected = self.list.selectionModel().selectedRows()
        return self.model.entry(selected[0]) if selected else None

    def _show_current(self) -> None:
        entry = self._chosen()
        if entry is None or self._journal is None:
            self.detail_stack.setCurrentWidget(self.detail_empty)
        elif self._show_entry(self._journal, entry):
            self.detail_stack.setCurrentWidget(self.detail)
        if self._detail:
            self.copy_chosen.setEnabled(entry is not None)
            self.open_chosen.setEnabled(entry is not None and self._detail.open.isEnabled())

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
        self.tools.setHidden(is_empty and not self._is_filtered())
        if not is_empty:
            return
        if self._problem:
            title, words = self._problem.in_locale(self._language)
            self.list_empty.say(title, words, self.tr("Try again"))
        elif self._is_filtered():
            self.list_empty.say(self.tr("No mail found"), "", self.tr("Show all mails"))
        else:
            self.list_empty.say(self.tr("No mail yet"), f"{self._what_comes()}\n\n{self._first_step()}")

    def _what_comes(self) -> str:
        return self.tr("Each mail that Birdlog logs, or leaves out, appears here with what became of it.")

    def _first_step(self) -> str:
        if self._settings.profiles:
            return self.tr(
                "Write to a contact in Thunderbird: before you send, the Birdlog button in that window says"
                " whether the mail will be logged."
            )
        return self.tr(
            "First make a profile with the command above. Your CRM shows the BCC and forwarding addresses"
            " in its settings."
        )

    def _is_filtered(self) -> bool:
        return bool(self.search.text().strip() or self.filter.currentIndex() > 0)

    def _help_empty_list(self) -> None:
        if self._problem:
            self.retry_wanted.emit()
        else:
            self.search.clear()
            self.filter.setCurrentIndex(0)


def _stack(*pages: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    for page in pages:
        stack.addWidget(page)
    return stack
