"""Who a contact is, to be filled in: for a new one the address, and for each name and company."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from birdlog_gui.contacts.field import LONGEST, Form
from birdlog_gui.controls import button
from birdlog_gui.fields.labelled import labelled, name_of
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless
from birdlog_gui.prose import Prose


class PersonForm(Form):
    """`saved` brings address, name and company; `companies_wanted` what is typed of a company's name;
    `known_wanted` the contact that has the address already.
    """

    saved = Signal(str, str, str)
    companies_wanted = Signal(str)
    known_wanted = Signal(int)

    def __init__(self, title: str, save: str, parent: QWidget | None = None, *, is_new: bool) -> None:
        super().__init__(save, parent)
        self._known: int | None = None
        self.address, self.name, self.company = (QLineEdit(maxLength=LONGEST) for _ in range(3))
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.company.setCompleter(completer)
        self.company.textEdited.connect(self.companies_wanted)
        self.show_known = button(self.tr("Show this contact"), lambda: self.known_wanted.emit(self._known))
        self.show_known.hide()
        heading = Prose(self, scale=1.12, bold=True)
        heading.say(title)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * STEP)
        for part in (self.save, self.cancel, self.show_known):
            buttons.addWidget(part)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * STEP)
        column.addWidget(heading)
        self.known_address = Prose(self, is_quiet=True)
        if is_new:
            column.addLayout(labelled(name_of(self.tr("A&ddress"), self.address), self.address))
        else:
            column.addWidget(self.known_address)
        column.addLayout(labelled(name_of(self.tr("&Name"), self.name), self.name))
        column.addLayout(labelled(name_of(self.tr("Com&pany"), self.company), self.company))
        column.addWidget(self.remark)
        column.addLayout(buttons)
        self._first = self.address if is_new else self.name

    def open(self, address: str = "", name: str = "", company: str = "") -> None:
        """Show it, filled in with what is known."""
        self.say("")
        for line, text in ((self.address, address), (self.name, name), (self.company, company)):
            line.setText(text)
        self.known_address.say(harmless(address))
        self.show()
        self._first.selectAll()
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_companies(self, names: Sequence[str]) -> None:
        """Complete what is typed by these."""
        self._names.setStringList(list(names))
        if names and self.company.hasFocus():
            self.company.completer().complete()

    def say(self, words: str, known: int | None = None) -> None:
        self._known = known
        self.show_known.setVisible(known is not None)
        super().say(words)

    def submit(self) -> None:
        self.begin_saving()
        self.show_known.hide()
        self.saved.emit(self.address.text(), self.name.text(), self.company.text())
