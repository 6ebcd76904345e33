"""The contacts of the embedded CRM: the list, and beside it the contact that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from birdlog.crm.local import place
from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog.settings import Settings
from birdlog_gui import drawings
from birdlog_gui.contacts import work
from birdlog_gui.contacts.card import MAILS, CardPane
from birdlog_gui.contacts.desk import Desk
from birdlog_gui.contacts.importing import ImportStrip
from birdlog_gui.contacts.model import PAGE, ContactModel
from birdlog_gui.contacts.person import PersonForm
from birdlog_gui.contacts.row import ContactDelegate
from birdlog_gui.controls import button
from birdlog_gui.empty import Emptiness
from birdlog_gui.look import STEP
from birdlog_gui.page import Page
from birdlog_gui.watch import FileWatch

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from birdlog.crm.local.card import Body, Card, Mail, Stage
    from birdlog.crm.local.directory import Page as Listing
    from birdlog.crm.local.directory import Place

_TYPING_MS = 120
_NEWS_TOGETHER_MS = 250
_SLOW_MS = 400
"""What takes no longer is not worth a word."""

_SPLIT = "contacts/split"
_FILES = "*.csv *.tsv *.txt *.vcf *.vcard *.jsonl *.json"


class ContactsPage(Page):
    """Lists contacts and shows the chosen one. All that has to do with the database is done at a desk.

    `entry_wanted` brings the number of an entry that the log is to show, `open_wanted` the Message-ID of a
    mail for the running Thunderbird.
    """

    entry_wanted = Signal(int)
    open_wanted = Signal(str)

    def __init__(self, store: QSettings, language: str) -> None:
        super().__init__()
        self._store, self._language = store, language
        self._journal: Journal | None = None
        self._database: str | None = None
        self._watch: FileWatch | None = None
        self._chosen: int | None = None
        self._problem: Exception | None = None
        self._desk, self._import_desk = Desk(self), Desk(self)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self._restore()

    def show_journal(self, journal: Journal | None, problem: JournalError | None) -> None:
        """Lead from the mails to what `journal` has about them."""
        self._journal = journal

    def know(self, settings: Settings) -> None:
        """Show the contacts of the database that these settings name."""
        if settings.crm_database == self._database:
            return
        self._database = settings.crm_database
        for desk in (self._desk, self._import_desk):
            desk.use(self._database)
        self._chosen = None
        if self.isVisible():
            self._follow_file()
            self._list_anew()

    def refresh_times(self) -> None:
        self.model.refresh_appearance()
        self.card.refresh_times()

    def close_down(self) -> None:
        self._store.setValue(_SPLIT, self.splitter.saveState())
        self.imports.abandon()
        self._desk.close()
        self._import_desk.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_file()
        self._list_anew()
        self._show_chosen()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._watch:
            self._watch.stop()
            self._watch.deleteLater()
            self._watch = None
        self._news.stop()

    def add_contact(self) -> None:
        """Let a new contact be filled in."""
        self.detail.setCurrentWidget(self._new_pane)
        self._show_list_or_reason()
        self.new.open()

    def take_in(self, file: Path) -> None:
        """Import `file`."""
        self.imports.start(file)

    def choose_file(self) -> None:
        """Ask which file is to be imported."""
        kinds = (self.tr("Contacts ({patterns})").format(patterns=_FILES), self.tr("All files (*)"))
        title = self.tr("Import contacts")
        chosen, _kind = QFileDialog.getOpenFileName(self, title, "", ";;".join(kinds))
        if chosen:
            self.take_in(Path(chosen))

    def select(self, contact_id: int) -> None:
        """Show that contact, and its line in the list where it is there."""
        self._chosen = contact_id
        row = self.model.row_of(contact_id)
        if row is None:
            self.list.clearSelection()
        else:
            self.list.setCurrentIndex(self.model.index(row))
        self._chosen = contact_id
        self._show_chosen()

    def _make_parts(self) -> None:
        self.imports = ImportStrip(self._import_desk, self._language)
        self.search = QLineEdit(clearButtonEnabled=True, placeholderText=self.tr("Search contacts"))
        self.search.setAccessibleName(self.tr("Search contacts"))
        self.search.addAction(drawings.sign_icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.add = button(self.tr("Add"), self.add_contact)
        self.add.setToolTip(self.tr("Add a contact"))
        self.import_file = button(self.tr("Import…"), self.choose_file)
        self.import_file.setToolTip(self.tr("Contacts as CSV or vCard, or Birdlog's own records"))
        self.model = ContactModel(self)
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("Contacts"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(ContactDelegate(self.list))
        self.list.setModel(self.model)
        self.empty, self.nobody = Emptiness(), Emptiness()
        self.nobody.say("", self.tr("Choose a contact to see the mails with them."))
        self.card = CardPane(self._entry_of, self._language)
        self.new = PersonForm(self.tr("New contact"), self.tr("Add contact"), is_new=True)
        self._new_pane = _pane(self.new)
        self._new_pane.setAccessibleName(self.tr("New contact"))
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._news = QTimer(self, singleShot=True, interval=_NEWS_TOGETHER_MS)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)

    def _lay_out(self) -> None:
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        tools.setSpacing(2 * STEP)
        tools.addWidget(self.search, stretch=1)
        tools.addWidget(self.add)
        tools.addWidget(self.import_file)
        self.list_stack = _stack(self.list, self.empty)
        self.detail = _stack(self.nobody, self.card, self._new_pane)
        left = QWidget()
        left.setMinimumWidth(80 * STEP)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.list_stack)
        self.splitter = QSplitter(childrenCollapsible=False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(1, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.imports)
        rows.addWidget(self.splitter, stretch=1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._go_to_first)
        self._typing.timeout.connect(self._list_anew)
        self._news.timeout.connect(self._take_news)
        self._slow.timeout.connect(self._say_reading)
        self.model.more_wanted.connect(self._ask_for_more)
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.empty.acted.connect(self._help_empty_list)
        self.imports.ended.connect(self._take_news)
        self.new.saved.connect(self._add_person)
        self.new.left.connect(self._leave_new)
        self.new.known_wanted.connect(self._show_known)
        self.card.person_saved.connect(self._save_person)
        self.card.company_saved.connect(self._save_company)
        self.card.deal_added.connect(self._add_deal)
        self.card.deal_moved.connect(self._move_deal)
        self.card.older_wanted.connect(self._ask_for_older)
        self.card.body_wanted.connect(self._ask_for_body)
        self.card.entry_wanted.connect(self.entry_wanted)
        self.card.open_wanted.connect(self.open_wanted)
        for form in (self.new, self.card.person):
            form.companies_wanted.connect(lambda typed, form=form: self._ask_for_companies(typed, form))

    def _add_shortcuts(self) -> None:
        for keys, act in (
            (QKeySequence.StandardKey.Find, self.search.setFocus),
            (QKeySequence.StandardKey.New, self.add_contact),
        ):
            action = QAction(self)
            action.setShortcut(keys)
            action.triggered.connect(lambda _checked, act=act: act())
            self.addAction(action)

    def _restore(self) -> None:
        self.splitter.setSizes([100 * STEP, 170 * STEP])
        split = self._store.value(_SPLIT)
        if isinstance(split, QByteArray):
            self.splitter.restoreState(split)

    # The list

    def _list_anew(self) -> None:
        search = self.search.text().strip()
        limit = max(self.model.rowCount(), PAGE) if search == self.model.search else PAGE

        self._slow.start()
        self._desk.ask("list", work.listing(search, limit), partial(self._show_list, search), self._fail)

    def _show_list(self, search: str, listing: Listing) -> None:
        self._slow.stop()
        self._problem = None
        self.model.show(search, listing)
        row = None if self._chosen is None else self.model.row_of(self._chosen)
        if row is not None and not self.list.selectionModel().isRowSelected(row):
            self.list.setCurrentIndex(self.model.index(row))
        self._show_list_or_reason()

    def _ask_for_more(self, after: Place) -> None:
        search = self.model.search

        self._desk.ask(
            "more", work.listing(search, PAGE, after), partial(self.model.add, search, after), self._fail
        )

    def _take_news(self) -> None:
        if self.isVisible():
            self._list_anew()
            self._show_chosen()

    def _fail(self, problem: Exception) -> None:
        self._slow.stop()
        self._problem = problem
        self._show_list_or_reason()

    def _say_reading(self) -> None:
        if not self.model.rowCount():
            self.empty.say("", self.tr("Reading the contacts…"))
            self.list_stack.setCurrentWidget(self.empty)

    def _show_list_or_reason(self) -> None:
        is_empty = not self.model.rowCount() or self._problem is not None
        is_new = self.detail.currentWidget() is self._new_pane
        self.list_stack.setCurrentWidget(self.empty if is_empty else self.list)
        has_nothing = is_empty and not self.model.search
        self.search.setHidden(has_nothing and not self.search.text())
        self.tools.setHidden(self._problem is not None and has_nothing)
        self.detail.setHidden(
            (is_empty and not is_new and not self.model.search) or self._problem is not None
        )
        if self._problem:
            title, words = self._in_words(self._problem)
            self.empty.say(title, words, self.tr("Try again"))
        elif self.model.search:
            self.empty.say(self.tr("Nobody found"), "", self.tr("Show all contacts"))
        elif is_empty:
            words = self.tr("Contacts appear here as mail is logged. You can also add one, or import a file.")
            self.empty.say(self.tr("No contacts yet"), words)

    def _help_empty_list(self) -> None:
        if self._problem:
            self._list_anew()
            self._show_chosen()
        else:
            self.search.clear()

    def _go_to_first(self) -> None:
        """Enter in the search goes on to what it found."""
        if self.model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(0))

    # The contact

    def _choose(self) -> None:
        selected = self.list.selectionModel().selectedRows()
        contact = self.model.contact(selected[0]) if selected else None
        if contact and contact.id != self._chosen:
            self._chosen = contact.id
            self._show_chosen()

    def _show_chosen(self) -> None:
        contact_id = self._chosen
        if contact_id is None:
            return
        is_shown = self.card.card is not None and self.card.card.id == contact_id
        limit = max(MAILS, len(self.card.mails)) if is_shown else MAILS

        self._desk.ask(
            "card",
            work.card(contact_id, limit + 1),
            lambda found: self._show_card(*found, limit),
            self._fail,
        )

    def _show_card(self, card: Card | None, mails: tuple[Mail, ...], limit: int) -> None:
        if card is None:
            self._chosen = None
            self.detail.setCurrentWidget(self.nobody)
            return
        self.card.show_card(card, mails[:limit], is_more=len(mails) > limit)
        self.detail.setCurrentWidget(self.card)
        self._show_list_or_reason()

    def _ask_for_older(self) -> None:
        contact_id, before = self._chosen or 0, self.card.mails[-1].place

        def show(mails: tuple[Mail, ...]) -> None:
            if contact_id == self._chosen and self.card.mails and self.card.mails[-1].place == before:
                self.card.add_mails(mails[:MAILS], is_more=len(mails) > MAILS)

        self._desk.ask("older", work.mails(contact_id, MAILS + 1, before), show, self._fail)

    def _ask_for_body(self, mail_id: int) -> None:
        def show(body: Body) -> None:
            if row := self.card.rows.get(mail_id):
                row.show_body(body)

        self._desk.ask(f"body {mail_id}", work.body(mail_id), show, self._fail)

    def _entry_of(self, message_id: str) -> int | None:
        """The journal's entry about the mail with this Message-ID, if there is one."""
        if self._journal is None or not message_id:
            return None
        try:
            sent = self._journal.by_sent_message_id(message_id)
            return sent[0].id if sent else self._journal.logged_before(message_id)
        except JournalError:  # the log says it
            return None

    # What is changed

    def _add_person(self, address: str, name: str, company: str) -> None:
        self._desk.change(work.add_contact(address, name, company), self._show_added, self._refuse_new)

    def _show_added(self, contact_id: int) -> None:
        self.search.clear()
        self.select(contact_id)
        self._list_anew()
        self.card.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse_new(self, problem: Exception) -> None:
        self.new.say(" ".join(self._in_words(problem)).strip(), getattr(problem, "known", None))

    def _show_known(self, contact_id: int) -> None:
        self._leave_new()
        self.select(contact_id)

    def _leave_new(self) -> None:
        self.detail.setCurrentWidget(self.nobody if self._chosen is None else self.card)
        self._show_list_or_reason()
        (self.list if self.model.rowCount() else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_person(self, name: str, company: str) -> None:
        self._change(work.change_contact(self._chosen or 0, name, company))

    def _save_company(self, company_id: int, name: str) -> None:
        self._change(work.rename_company(company_id, name))

    def _add_deal(self, name: str, stage: Stage) -> None:
        self._change(work.add_deal(self._chosen or 0, name, stage))

    def _move_deal(self, deal_id: int, stage: Stage) -> None:
        self._change(work.set_stage(deal_id, stage))

    def _change(self, change: Callable[[Engine], None]) -> None:
        """Change the contact that is shown, and show what it is like then."""
        self._desk.change(
            change,
            lambda _nothing: self._take_change(),
            lambda problem: self.card.refuse(" ".join(self._in_words(problem)).strip()),
        )

    def _take_change(self) -> None:
        self.card.saved()
        self._list_anew()
        self._show_chosen()

    def _ask_for_companies(self, typed: str, form: PersonForm) -> None:
        if typed.strip():
            read = work.companies(typed.strip())
            self._desk.ask("companies", read, form.offer_companies, lambda _problem: None)

    def _in_words(self, problem: Exception) -> tuple[str, str]:
        """What is wrong, and what it means and helps; the latter may be empty."""
        said = problem.in_locale(self._language)  # type: ignore[attr-defined]
        return ("", said) if isinstance(said, str) else said

    def _follow_file(self) -> None:
        """Learn of what others write into the file, as long as the contacts are looked at."""
        if self._watch:
            self._watch.stop()
            self._watch = None
        file = place.file(self._database)
        if file and file.parent.is_dir():
            self._watch = FileWatch(file.parent, (file.name, f"{file.name}-wal"), self)
            self._watch.changed.connect(self._news.start)


def _stack(*pages: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    for page in pages:
        stack.addWidget(page)
    return stack


def _pane(inside: QWidget) -> QScrollArea:
    """A form as the contact beside the list is shown: at the top, no wider than one reads."""
    column = QWidget()
    column.setBackgroundRole(QPalette.ColorRole.Base)
    column.setMaximumWidth(120 * STEP)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 6 * STEP)
    layout.addWidget(inside)
    layout.addStretch()
    pane = QScrollArea(widgetResizable=True)
    pane.setFrameShape(QFrame.Shape.NoFrame)
    pane.setBackgroundRole(QPalette.ColorRole.Base)
    pane.setWidget(column)
    return pane
