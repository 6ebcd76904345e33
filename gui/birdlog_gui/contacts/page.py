"""The contacts of the embedded CRM: the list, and beside it the contact that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
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
from birdlog_gui.contacts import work
from birdlog_gui.contacts.card import MAILS, CardPane
from birdlog_gui.contacts.desk import Desk
from birdlog_gui.contacts.field import Form
from birdlog_gui.contacts.importing import ImportStrip
from birdlog_gui.contacts.listing import ContactList
from birdlog_gui.contacts.person import PersonForm
from birdlog_gui.empty import Emptiness
from birdlog_gui.look import STEP
from birdlog_gui.page import Page
from birdlog_gui.watch import FileWatch

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from birdlog.crm.local.card import Body, Card, Mail, Stage

_NEWS_TOGETHER_MS = 250
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
        self._database, self._chosen = settings.crm_database, None
        for desk in (self._desk, self._import_desk):
            desk.use(self._database)
        self.contacts.clear()
        self.detail.setCurrentWidget(self.nobody)
        if self.isVisible():
            self._follow_file()
            self._read_anew()

    def refresh_times(self) -> None:
        self.contacts.model.refresh_appearance()
        self.card.refresh_times()

    def close_down(self) -> None:
        self._store.setValue(_SPLIT, self.splitter.saveState())
        self.imports.abandon()
        self._desk.close()
        self._import_desk.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_file()
        self._read_anew()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._news.stop()
        self._stop_following()

    def add_contact(self) -> None:
        """Let a new contact be filled in."""
        self.detail.setCurrentWidget(self._new_pane)
        self._show_detail_or_none()
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
        """Show that contact, and choose it in the list where it is there."""
        self.contacts.select(contact_id)
        self._choose(contact_id)

    def _make_parts(self) -> None:
        self.imports = ImportStrip(self._import_desk, self._language)
        self.contacts = ContactList(self._desk, self._language)
        self.nobody = Emptiness()
        self.nobody.say("", self.tr("Choose a contact to see the mails with them."))
        self.card = CardPane(self._entry_of, self._language)
        self.new = PersonForm(self.tr("New contact"), self.tr("Add contact"), is_new=True)
        self._new_pane = _pane(self.new)
        self._new_pane.setAccessibleName(self.tr("New contact"))
        self._news = QTimer(self, singleShot=True, interval=_NEWS_TOGETHER_MS)

    def _lay_out(self) -> None:
        self.detail = QStackedWidget()
        for pane in (self.nobody, self.card, self._new_pane):
            self.detail.addWidget(pane)
        self.splitter = QSplitter(childrenCollapsible=False)
        self.splitter.addWidget(self.contacts)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(1, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.imports)
        rows.addWidget(self.splitter, stretch=1)

    def _connect(self) -> None:
        self.contacts.chosen.connect(self._choose)
        self.contacts.shown.connect(self._show_detail_or_none)
        self.contacts.again_wanted.connect(self._read_anew)
        self.contacts.add_wanted.connect(self.add_contact)
        self.contacts.import_wanted.connect(self.choose_file)
        self._news.timeout.connect(self._read_anew)
        self.imports.ended.connect(self._read_anew)
        self.new.saved.connect(self._add_person)
        self.new.left.connect(self._leave_new)
        self.new.known_wanted.connect(self.select)
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
            (QKeySequence.StandardKey.Find, self.contacts.search.setFocus),
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

    def _read_anew(self) -> None:
        """Take over what changed; a contact that is being filled in stays in front."""
        if self.isVisible():
            self.contacts.list_anew()
            self._ask_for_card(comes_forward=False)

    def _choose(self, contact_id: int) -> None:
        self._chosen = contact_id
        self._ask_for_card(comes_forward=True)

    def _ask_for_card(self, *, comes_forward: bool) -> None:
        contact_id, shown = self._chosen, self.card.card
        if contact_id is None:
            return
        limit = max(MAILS, len(self.card.mails)) if shown and shown.id == contact_id else MAILS

        def show(found: tuple[Card | None, tuple[Mail, ...]]) -> None:
            card, mails = found
            self._show_card(card, mails[:limit], is_more=len(mails) > limit)
            if comes_forward or self.detail.currentWidget() is not self._new_pane:
                self._show_card_or_nobody()

        self._desk.ask("card", work.card(contact_id, limit + 1), show, self.contacts.fail)

    def _show_card(self, card: Card | None, mails: tuple[Mail, ...], *, is_more: bool) -> None:
        if card:
            self.card.show_card(card, mails, is_more=is_more)
        else:
            self._chosen = None

    def _show_card_or_nobody(self) -> None:
        self.detail.setCurrentWidget(self.nobody if self._chosen is None else self.card)
        self._show_detail_or_none()

    def _show_detail_or_none(self) -> None:
        """There is nothing beside an empty list, save a first contact that is being filled in."""
        is_new = self.detail.currentWidget() is self._new_pane
        self.detail.setHidden(self.contacts.has_nothing and self._chosen is None and not is_new)

    def _ask_for_older(self) -> None:
        contact_id, before = self._chosen or 0, self.card.mails[-1].place

        def show(mails: tuple[Mail, ...]) -> None:
            if contact_id == self._chosen and self.card.mails and self.card.mails[-1].place == before:
                self.card.add_mails(mails[:MAILS], is_more=len(mails) > MAILS)

        self._desk.ask("older", work.mails(contact_id, MAILS + 1, before), show, self.contacts.fail)

    def _ask_for_body(self, mail_id: int) -> None:
        def show(body: Body) -> None:
            if row := self.card.rows.get(mail_id):
                row.show_body(body)

        self._desk.ask(f"body {mail_id}", work.body(mail_id), show, self.contacts.fail)

    def _ask_for_companies(self, typed: str, form: PersonForm) -> None:
        if typed.strip():
            read = work.companies(typed.strip())
            self._desk.ask("companies", read, form.offer_companies, lambda _problem: None)

    def _entry_of(self, message_id: str) -> int | None:
        """The journal's entry about the mail with this Message-ID, if there is one."""
        if self._journal is None or not message_id:
            return None
        try:
            sent = self._journal.by_sent_message_id(message_id)
            return sent[0].id if sent else self._journal.logged_before(message_id)
        except JournalError:  # the log says it
            return None

    def _add_person(self, address: str, name: str, company: str) -> None:
        self._desk.change(work.add_contact(address, name, company), self._show_added, self._refuse_new)

    def _show_added(self, contact_id: int) -> None:
        self.contacts.search.clear()
        self.contacts.list_anew()
        self.select(contact_id)

    def _refuse_new(self, problem: Exception) -> None:
        self.new.say(self._why(problem), getattr(problem, "known", None))

    def _leave_new(self) -> None:
        self._show_card_or_nobody()
        self.contacts.focus_list()

    def _save_person(self, name: str, company: str) -> None:
        self._change(work.change_contact(self._chosen or 0, name, company), self.card.person)

    def _save_company(self, company_id: int, name: str) -> None:
        self._change(work.rename_company(company_id, name), self.card.company_name)

    def _add_deal(self, name: str, stage: Stage) -> None:
        self._change(work.add_deal(self._chosen or 0, name, stage), self.card.deals.form)

    def _move_deal(self, deal_id: int, stage: Stage) -> None:
        self._change(work.set_stage(deal_id, stage), None)

    def _change(self, change: Callable[[Engine], None], form: Form | None) -> None:
        """Change the contact that is shown, which was filled in in `form`, and show what it is like then."""

        def take_over(_nothing: None) -> None:
            if form:
                form.left.emit()
            self._read_anew()

        def refuse(problem: Exception) -> None:
            (form.say if form else self.card.tell)(self._why(problem))

        self._desk.change(change, take_over, refuse)

    def _why(self, problem: Exception) -> str:
        return " ".join(filter(None, work.in_words(problem, self._language)))

    def _follow_file(self) -> None:
        """Learn of what others write into the file, as long as the contacts are looked at."""
        self._stop_following()
        file = place.file(self._database)
        if file and file.parent.is_dir():
            self._watch = FileWatch(file.parent, (file.name, f"{file.name}-wal"), self)
            self._watch.changed.connect(self._news.start)

    def _stop_following(self) -> None:
        if self._watch:
            self._watch.stop()
            self._watch.deleteLater()
            self._watch = None


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
