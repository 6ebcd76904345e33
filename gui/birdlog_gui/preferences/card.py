"""Somebody or something in a list: a summary, which opens to be changed in place."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from birdlog_gui.controls import Line, button
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless, isolated, tooltip
from birdlog_gui.preferences.setting import Setting, quietly
from birdlog_gui.question import Question

_LONGEST = 40


class Card(Setting):
    """Wants (what was described, what it is to be); the latter None where it is to go.

    PersonCard and TeamCard say what is described, and how the form shows it.

    A new one was nothing before. It is asked for by its button, a described one with each change; `given_up`
    brings a new one that the person does not want after all.
    """

    given_up = Signal(object)

    def __init__(
        self, title: str, *covers: str, language: str, before: Any = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, *covers, language=language, parent=parent)
        self.before = before
        self._refused: Any = None
        self.name, self.summary = QLabel(), quietly("")
        self.form = QWidget()
        self.column = QVBoxLayout(self.form)
        self.edit = button(self.tr("Change"), self._open)
        self.done = button(self.tr("Done"), self._close)
        self.add = button(self.tr("Add"), self._add)
        self.give_up = button(self.tr("Cancel"), lambda: self.given_up.emit(self))
        self.remove = button(self.tr("Remove…"), self._ask)
        self.question = Question(self.tr("Remove"), self.tr("Leave"))
        self.question.agreed.connect(lambda: self.ask((self.before, None)))
        self.question.refused.connect(self.remove.setFocus)

    @property
    @abstractmethod
    def described(self) -> Any:
        """What the form describes now."""

    @property
    @abstractmethod
    def is_complete(self) -> bool:
        """Whether what the form describes can be asked for."""

    @property
    def takes_over(self) -> bool:
        return super().takes_over and (self.form.isHidden() or self.described == self.before)

    def know(self, before: Any) -> None:
        """Show what is described in the settings, unless the person is changing it."""
        takes_over = self.takes_over
        self.before = before
        if takes_over:
            self.fill(before)
        self.tell()

    @abstractmethod
    def fill(self, described: Any) -> None:
        """Put this into the form."""

    @abstractmethod
    def headline(self, described: Any) -> str:
        """What it is called in the list."""

    @abstractmethod
    def details(self, described: Any) -> str:
        """What the list says of it beside that."""

    @abstractmethod
    def removal_words(self, described: Any) -> str:
        """What it means that it goes."""

    def lay_out(self) -> None:
        """Put summary and form in their places; the form has its inputs by then."""
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        font = self.name.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(font)
        head = QHBoxLayout()
        head.setSpacing(2 * STEP)
        head.addWidget(self.name, stretch=1)
        for part in (self.saved, self.edit, self.done):
            head.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * STEP)
        for part in (self.add, self.give_up, self.remove):
            buttons.addWidget(part)
        buttons.addStretch(1)
        self.column.setContentsMargins(6 * STEP, 2 * STEP, 0, STEP)
        self.column.setSpacing(3 * STEP)
        self.column.addWidget(self.remark)
        self.column.addLayout(buttons)
        self.column.addWidget(self.question)
        self.rows.addLayout(head)
        self.rows.addWidget(self.summary)
        self.rows.addWidget(self.form)
        self.rows.addSpacing(STEP)
        self.rows.addWidget(Line())
        self._show_form(self.before is None)
        self.tell()

    def commit(self) -> None:
        if self.before is None or self.form.isHidden():
            return
        kept = self._asked[-1][1] if self._asked else self.before
        described = self.described
        if self.is_complete and described not in (kept, self._refused):
            self.ask((kept, described))

    def tell(self) -> None:
        """Say what is described."""
        if self.before is not None:
            self.name.setText(harmless(self.headline(self.before), _LONGEST))
            self.name.setToolTip(tooltip(self.headline(self.before)))
            words = self.details(self.before)
            self.summary.setText(words)
            self.summary.setVisible(bool(words) and self.form.isHidden())
            self.edit.setAccessibleName(self.tr("Change {name}").format(name=self.headline(self.before)))
        self.name.setVisible(self.before is not None)
        self.add.setEnabled(self.is_complete)

    def _take_kept(self, value: Any) -> None:
        before, after = value
        self._refused = None
        if after is not None:
            self.before = after
            self._show_form(not self.form.isHidden() and before is not None)
            self.tell()

    def _take_refused(self) -> None:
        self._refused = self.described

    def _open(self) -> None:
        self.fill(self.before)
        self._show_form(True)
        self.tell()

    def _close(self) -> None:
        self.commit()
        self._show_form(False)
        self.tell()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        if self.is_complete:
            self.ask((None, self.described))

    def _ask(self) -> None:
        self.question.ask(self.removal_words(self.before))

    def _show_form(self, shown: bool) -> None:
        is_new = self.before is None
        self.form.setVisible(shown)
        self.edit.setVisible(not is_new and not shown)
        self.done.setVisible(not is_new and shown)
        self.add.setVisible(is_new)
        self.give_up.setVisible(is_new)
        self.remove.setVisible(not is_new)


def shortly(address: str) -> str:
    """An address as it stands in a summary, whatever is in it."""
    return isolated(harmless(address, _LONGEST))
