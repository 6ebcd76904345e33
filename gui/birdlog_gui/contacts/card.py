"""The contact that is looked at: who it is, company and deals, and the mails, newest first."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from birdlog_gui import thunderbird
from birdlog_gui.contacts.deals import DealList
from birdlog_gui.contacts.field import Field
from birdlog_gui.contacts.mail import MailRow
from birdlog_gui.contacts.person import PersonForm
from birdlog_gui.controls import QuietLabel, button
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless, isolated
from birdlog_gui.prose import Prose

if TYPE_CHECKING:
    from birdlog.crm.local.card import Card, Mail

_WIDEST = 180 * STEP

MAILS = 25
"""Mails that are read at once."""


class CardPane(QScrollArea):
    """Shows one contact.

    What it shows changes by what others do: `person_saved` brings name and company, `company_saved` the
    company and its new name, `deal_added` a name and a stage, `deal_moved` a deal and a stage,
    `older_wanted` comes for more mails.
    """

    person_saved = Signal(str, str)
    company_saved = Signal(int, str)
    deal_added = Signal(str, str)
    deal_moved = Signal(int, str)
    older_wanted = Signal()
    body_wanted = Signal(int)
    entry_wanted = Signal(int)
    open_wanted = Signal(str)

    def __init__(self, entry_of: Callable[[str], int | None], language: str) -> None:
        super().__init__()
        self._entry_of, self._language = entry_of, language
        self._card: Card | None = None
        self._mails: tuple[Mail, ...] = ()
        self.rows: dict[int, MailRow] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("The contact"))
        self._make_parts()
        self._lay_out()

    @property
    def card(self) -> Card | None:
        """The contact that is shown."""
        return self._card

    @property
    def mails(self) -> tuple[Mail, ...]:
        """The mails that are shown."""
        return self._mails

    def show_card(self, card: Card, mails: tuple[Mail, ...], *, is_more: bool) -> None:
        """Show `card` and the newest of its mails; `is_more` where there are older ones."""
        is_another = self._card is None or self._card.id != card.id
        self._card = card
        if is_another:
            self._close_forms()
            self.tell("")
            self.verticalScrollBar().setValue(0)
        self.name.say(harmless(card.name or "") or harmless(card.email))
        self.address.say(harmless(card.email))
        self._show_company(card)
        self.deals.show_deals(card.deals)
        self._show_mails(mails, is_more=is_more)
        self._order_stops()

    def add_mails(self, mails: tuple[Mail, ...], *, is_more: bool) -> None:
        """Show older ones below those that are there."""
        self._show_mails(self._mails + mails, is_more=is_more)
        self._order_stops()

    def tell(self, words: str) -> None:
        """Say below the address what has come of a button."""
        self.told.say(words)

    def refresh_times(self) -> None:
        """Say anew how long ago the mails were."""
        for row in self.rows.values():
            row.refresh_time()

    def minimumSizeHint(self) -> QSize:
        """As wide as the buttons need, whatever the language: there is no scrolling sideways."""
        width = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def edit_person(self) -> None:
        """Turn name and company into lines to be filled in."""
        if self._card:
            company = self._card.company.name if self._card.company else ""
            self._head.hide()
            self.person.open(self._card.email, self._card.name or "", company)

    def _make_parts(self) -> None:
        self.name = Prose(scale=1.35, bold=True)
        self.name.setAccessibleName(self.tr("Name"))
        self.address = Prose()
        self.address.setAccessibleName(self.tr("Address"))
        self.copy = button(self.tr("Copy address"), self._copy)
        self.write = button(self.tr("Write in Thunderbird"), self._write)
        self.edit = button(self.tr("Edit"), self.edit_person)
        self.told = Prose(is_quiet=True)
        self.company = Prose(is_quiet=True)
        self.company.setAccessibleName(self.tr("Company"))
        self.rename = QToolButton()
        self.rename.setText(self.tr("Rename"))
        self.rename.setToolTip(self.tr("Rename the company, for all its contacts"))
        self.rename.setAccessibleName(self.tr("Rename the company"))
        self.rename.setAutoRaise(True)
        self.rename.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rename.clicked.connect(self._rename)
        self.company_name = Field(self.tr("Name of the company"), self.tr("Rename"))
        self.company_name.saved.connect(self._save_company)
        self.company_name.left.connect(self._leave_company)
        self.person = PersonForm(self.tr("Edit contact"), self.tr("Save"), is_new=False)
        self.person.saved.connect(lambda _address, name, company: self.person_saved.emit(name, company))
        self.person.left.connect(self._leave_person)
        self.deals = DealList()
        self.deals.added.connect(self.deal_added)
        self.deals.moved.connect(self.deal_moved)
        self.no_mail = Prose(self, is_quiet=True)
        self.no_mail.say(self.tr("No mail with this contact has been logged yet."))
        self.older = button(self.tr("Older mails"), self._ask_for_older)

    def _lay_out(self) -> None:
        self._inside = inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        inside.setMaximumWidth(_WIDEST)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 6 * STEP)
        layout.setSpacing(4 * STEP)
        layout.addWidget(self._make_head())
        layout.addWidget(self.person)
        self._timeline = QVBoxLayout()
        self._timeline.setSpacing(0)
        layout.addLayout(_part(self.tr("Deals"), self.deals))
        mails = _part(self.tr("Mails"), self.no_mail)
        mails.addLayout(self._timeline)
        mails.addWidget(self.older, alignment=Qt.AlignmentFlag.AlignLeading)
        layout.addLayout(mails)
        layout.addStretch(1)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setWidget(inside)
        self.person.hide()
        self.company_name.hide()

    def _make_head(self) -> QWidget:
        self._head = QWidget()
        column = QVBoxLayout(self._head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        company = QHBoxLayout()
        company.setSpacing(2 * STEP)
        company.addWidget(self.company, alignment=Qt.AlignmentFlag.AlignVCenter)
        company.addWidget(self.rename)
        column.addWidget(self.name)
        column.addWidget(self.address)
        column.addLayout(company)
        column.addWidget(self.company_name)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 2 * STEP, 0, 0)
        buttons.setSpacing(2 * STEP)
        for each in (self.write, self.copy, self.edit):
            buttons.addWidget(each)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addWidget(self.told)
        self.told.hide()
        return self._head

    def _show_company(self, card: Card) -> None:
        company = card.company
        self.rename.setVisible(company is not None and self.company_name.isHidden())
        if company is None:
            self.company.say(self.tr("No company"))
            return
        parts = [isolated(harmless(company.name))]
        if company.domain and company.domain != company.name:
            parts.append(isolated(harmless(company.domain)))
        parts.append(self.tr("%n contact(s) of this company", "", company.contacts))
        self.company.say("  ·  ".join(parts))

    def _show_mails(self, mails: tuple[Mail, ...], *, is_more: bool) -> None:
        self._mails = mails
        rows = {mail.id: self._row(mail) for mail in mails}
        for id, row in self.rows.items():
            if rows.get(id) is not row:
                self._timeline.removeWidget(row)
                row.deleteLater()
        self.rows = rows
        for place, row in enumerate(rows.values()):
            if self._timeline.indexOf(row) != place:
                self._timeline.insertWidget(place, row)
        self.no_mail.setVisible(not mails)
        self.older.setVisible(is_more)
        self.older.setEnabled(True)

    def _row(self, mail: Mail) -> MailRow:
        known = self.rows.get(mail.id)
        if known and known.mail == mail:
            return known
        row = MailRow(mail, self._entry_of(mail.message_id or ""), self._language)
        row.body_wanted.connect(self.body_wanted)
        row.unfolded.connect(self._order_stops)
        row.entry_wanted.connect(self.entry_wanted)
        row.open_wanted.connect(self._open)
        return row

    def _order_stops(self) -> None:
        """The Tab key goes from the top to the bottom, whatever was made first."""
        in_mails = [stop for row in self.rows.values() for stop in row.stops]
        for one, following in pairwise([self.person.show_known, *self.deals.stops, *in_mails, self.older]):
            QWidget.setTabOrder(one, following)

    def _open(self, message_id: str) -> None:
        if not thunderbird.open_message(message_id):
            self.open_wanted.emit(message_id)

    def _copy(self) -> None:
        if self._card:
            QGuiApplication.clipboard().setText(self._card.email)
            self.tell(self.tr("Copied."))

    def _write(self) -> None:
        if self._card and not thunderbird.write_to(self._card.email):
            self.tell(self.tr("Thunderbird was not found on this computer."))

    def _rename(self) -> None:
        if self._card and self._card.company:
            self.rename.hide()
            self.company_name.open(self._card.company.name)

    def _save_company(self, name: str) -> None:
        if self._card and self._card.company:
            self.company_saved.emit(self._card.company.id, name)

    def _leave_person(self) -> None:
        self.person.hide()
        self._head.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_company(self) -> None:
        self.company_name.hide()
        self.rename.show()
        self.rename.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_forms(self) -> None:
        self.person.hide()
        self.company_name.hide()
        self.deals.close_form()
        self._head.show()

    def _ask_for_older(self) -> None:
        self.older.setEnabled(False)
        self.older_wanted.emit()


def _part(title: str, inside: QWidget) -> QVBoxLayout:
    part = QVBoxLayout()
    part.setContentsMargins(0, 2 * STEP, 0, 0)
    part.setSpacing(2 * STEP)
    part.addWidget(QuietLabel(title))
    part.addWidget(inside)
    return part
