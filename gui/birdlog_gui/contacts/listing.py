"""The list of contacts with its search, and what stands there in its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QStackedWidget, QVBoxLayout, QWidget

from birdlog_gui import drawings
from birdlog_gui.contacts import work
from birdlog_gui.contacts.model import PAGE, ContactModel
from birdlog_gui.contacts.row import ContactDelegate
from birdlog_gui.controls import button
from birdlog_gui.empty import Emptiness
from birdlog_gui.look import STEP

if TYPE_CHECKING:
    from birdlog.crm.local.directory import Page, Place
    from birdlog_gui.contacts.desk import Desk

_TYPING_MS = 120
_SLOW_MS = 400
"""What takes no longer is not worth a word."""


class ContactList(QWidget):
    """Lists what a search finds. `chosen` brings a contact, `shown` comes when it may be empty or no longer,
    `again_wanted` when the person wants a database that failed to be tried again.
    """

    chosen = Signal(int)
    shown = Signal()
    again_wanted = Signal()
    add_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, desk: Desk, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self._chosen: int | None = None
        self._problem: tuple[str, str] | None = None
        self._make_parts()
        self._lay_out()
        self._connect()

    @property
    def has_nothing(self) -> bool:
        """Whether there is no contact at all to look at, as far as is known."""
        return self._problem is not None or not (self.model.rowCount() or self.model.search)

    def list_anew(self) -> None:
        """Read what is listed, as far as one has scrolled."""
        search = self.search.text().strip()
        limit = max(self.model.rowCount(), PAGE) if search == self.model.search else PAGE
        self._slow.start()
        self._desk.ask("list", work.listing(search, limit), partial(self._show, search, limit), self.fail)

    def clear(self) -> None:
        """List nothing: it is another database."""
        self._chosen, self._problem = None, None
        self.model.clear()

    def select(self, contact_id: int) -> None:
        """Choose that contact, whether it is in the list by now or not."""
        self._chosen = contact_id
        row = self.model.row_of(contact_id)
        if row is None:
            self.list.clearSelection()
        else:
            self.list.setCurrentIndex(self.model.index(row))

    def fail(self, problem: Exception) -> None:
        """Say in place of the list why the database can't be read."""
        self._slow.stop()
        self._problem = work.in_words(problem, self._language)
        self._show_list_or_reason()

    def focus_list(self) -> None:
        """Let the keys go to the list, or where there is none, to what makes the first entry."""
        (self.list if self.model.rowCount() else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_parts(self) -> None:
        self.search = QLineEdit(clearButtonEnabled=True, placeholderText=self.tr("Search contacts"))
        self.search.setAccessibleName(self.tr("Search contacts"))
        self.search.addAction(drawings.sign_icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.add = button(self.tr("Add"), self.add_wanted.emit)
        self.add.setToolTip(self.tr("Add a contact"))
        self.import_file = button(self.tr("Import…"), self.import_wanted.emit)
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
        self.empty = Emptiness()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)

    def _lay_out(self) -> None:
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        tools.setSpacing(2 * STEP)
        tools.addWidget(self.search, stretch=1)
        tools.addWidget(self.add)
        tools.addWidget(self.import_file)
        tools.addStretch()  # where there is nothing to search for, and no line takes the room
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(self._stack)
        self.setMinimumWidth(80 * STEP)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._go_to_first)
        self._typing.timeout.connect(self.list_anew)
        self._slow.timeout.connect(self._say_reading)
        self.model.more_wanted.connect(self._ask_for_more)
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.empty.acted.connect(self._help)

    def _show(self, search: str, limit: int, page: Page) -> None:
        self._slow.stop()
        self._problem = None
        if search == self.model.search and limit < self.model.rowCount():  # one has scrolled on meanwhile
            self.list_anew()
            return
        self.model.show(search, page)
        row = None if self._chosen is None else self.model.row_of(self._chosen)
        if row is not None and not self.list.selectionModel().isRowSelected(row):
            self.list.setCurrentIndex(self.model.index(row))
        self._show_list_or_reason()

    def _ask_for_more(self, after: Place) -> None:
        search = self.model.search
        read = work.listing(search, PAGE, after)
        self._desk.ask("more", read, partial(self.model.add, search, after), self.fail)

    def _choose(self) -> None:
        selected = self.list.selectionModel().selectedRows()
        contact = self.model.contact(selected[0]) if selected else None
        if contact and contact.id != self._chosen:
            self._chosen = contact.id
            self.chosen.emit(contact.id)

    def _go_to_first(self) -> None:
        """Enter in the search goes on to what it found."""
        if self.model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(0))

    def _say_reading(self) -> None:
        if not self.model.rowCount():
            self.empty.say("", self.tr("Reading the contacts…"))
            self._stack.setCurrentWidget(self.empty)

    def _show_list_or_reason(self) -> None:
        is_listed = self.model.rowCount() > 0 and self._problem is None
        self._stack.setCurrentWidget(self.list if is_listed else self.empty)
        self._tools.setHidden(self._problem is not None)
        self.search.setHidden(self.has_nothing and not self.search.text())
        if self._problem:
            self.empty.say(*self._problem, self.tr("Try again"))
        elif self.model.search:
            self.empty.say(self.tr("Nobody found"), "", self.tr("Show all contacts"))
        elif not is_listed:
            words = self.tr("Contacts appear here as mail is logged. You can also add one, or import a file.")
            self.empty.say(self.tr("No contacts yet"), words)
        self.shown.emit()

    def _help(self) -> None:
        if self._problem:
            self.again_wanted.emit()
        else:
            self.search.clear()
