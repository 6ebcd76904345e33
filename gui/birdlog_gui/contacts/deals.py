"""A contact's deals: a quiet line for each, with how it stands, and a line to add one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from birdlog_gui import drawings
from birdlog_gui.contacts.field import Field
from birdlog_gui.controls import button
from birdlog_gui.log.replies import Elided
from birdlog_gui.look import GREEN, GREY, STEP, Tone
from birdlog_gui.plain import harmless
from birdlog_gui.sign import Sign

if TYPE_CHECKING:
    from birdlog.crm.local.card import Deal, Stage

LOOKS: dict[Stage, tuple[str, Tone]] = {
    "open": ("state-pending", GREY),
    "won": ("state-confirmed", GREEN),
    "lost": ("state-failed", GREY),
}


class DealList(QWidget):
    """Shows deals. `added` brings name and stage of a new one, `moved` a deal's number and its new stage."""

    added = Signal(str, str)
    moved = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deals: tuple[Deal, ...] | None = None
        self.rows: list[DealRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(STEP)
        self.add = button(self.tr("Add a deal"), self._open)
        self.form = Field(self.tr("What the deal is about"), self.tr("Add"))
        self.stage = QComboBox()
        self.stage.setAccessibleName(self.tr("How it stands"))
        for stage, (drawing, _tone) in LOOKS.items():
            self.stage.addItem(drawings.sign_icon(drawing), self._words(stage), stage)
        self.form.put_beside(self.stage)
        self.form.saved.connect(lambda name: self.added.emit(name, self.stage.currentData()))
        self.form.left.connect(self.close_form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        layout.addLayout(self._column)
        layout.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.form)
        self.form.hide()

    def show_deals(self, deals: tuple[Deal, ...]) -> None:
        """Show `deals` in their order."""
        if deals == self._deals:
            return
        self._deals = deals
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [self._row(deal) for deal in deals]
        for row in self.rows:
            self._column.addWidget(row)

    def close_form(self) -> None:
        """Put the line to add one away."""
        had_focus = self.form.isAncestorOf(self.window().focusWidget() or self)
        self.form.hide()
        self.add.show()
        if had_focus:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in its order."""
        inputs = (self.add, self.form.line, self.stage, self.form.save, self.form.cancel)
        return [*(row.stage for row in self.rows), *inputs]

    @property
    def line(self) -> QLineEdit:
        """Where the name of a new deal is typed."""
        return self.form.line

    def _row(self, deal: Deal) -> DealRow:
        row = DealRow(deal, {stage: self._words(stage) for stage in LOOKS})
        row.moved.connect(lambda stage: self.moved.emit(deal.id, stage))
        return row

    def _words(self, stage: Stage) -> str:
        words: dict[Stage, str] = {"open": self.tr("Open"), "won": self.tr("Won"), "lost": self.tr("Lost")}
        return words[stage]

    def _open(self) -> None:
        self.add.hide()
        self.stage.setCurrentIndex(0)
        self.form.open("")


class DealRow(QWidget):
    """One deal; its stage is a button that offers the other ones."""

    moved = Signal(str)

    def __init__(self, deal: Deal, words: dict[Stage, str]) -> None:
        super().__init__()
        sign = Sign(6 * STEP, self)
        sign.setBackgroundRole(self.palette().ColorRole.Base)
        sign.show_sign(*LOOKS[deal.stage])
        self.stage = QPushButton(words[deal.stage], flat=True)
        self.stage.setAccessibleName(f"{harmless(deal.name)}: {words[deal.stage]}")
        menu = QMenu(self.stage)
        for stage, word in words.items():
            action = menu.addAction(
                drawings.sign_icon(LOOKS[stage][0]), word, partial(self.moved.emit, stage)
            )
            action.setEnabled(stage != deal.stage)
        self.stage.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * STEP)
        row.addWidget(sign)
        row.addWidget(Elided(deal.name), stretch=1)
        row.addWidget(self.stage)
