"""The set-up's window: the list of steps at the side, one step at a time, and Back and Next below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from birdlog_gui import drawings
from birdlog_gui.controls import Line, button
from birdlog_gui.fields.remark import Remark
from birdlog_gui.look import STEP
from birdlog_gui.wizard.addresses import AddressesStep
from birdlog_gui.wizard.crm import CrmStep
from birdlog_gui.wizard.draft import Draft, Surroundings
from birdlog_gui.wizard.identities import IdentitiesStep
from birdlog_gui.wizard.never_log import NeverLogStep
from birdlog_gui.wizard.rail import Rail
from birdlog_gui.wizard.senders import SendersStep
from birdlog_gui.wizard.step import Step
from birdlog_gui.wizard.token import TokenStep
from birdlog_gui.wizard.trial import TrialStep


class SetUpWindow(QWidget):
    """Asks step by step. `save_wanted` comes once all is said: whoever saves it says so by `saved`, or by
    `tell` why not.
    """

    save_wanted = Signal()
    closed = Signal()

    def __init__(self, draft: Draft, language: str) -> None:
        super().__init__()
        self.draft = draft
        self.crm = CrmStep(draft, language)
        self.addresses = AddressesStep(draft, language)
        self.identities = IdentitiesStep(draft, language)
        self.senders = SendersStep(draft, language)
        self.never_log = NeverLogStep(draft, language)
        self.token = TokenStep(draft, language)
        self.trial = TrialStep(draft, language)
        self._steps: dict[str, Step] = {
            "crm": self.crm,
            "addresses": self.addresses,
            "identities": self.identities,
            "senders": self.senders,
            "never-log": self.never_log,
            "token": self.token,
            "trial": self.trial,
        }
        self._current: Step = self.crm
        self.setWindowTitle(self.tr("Set up Birdlog"))
        self.setWindowIcon(drawings.bird_icon())
        self._lay_out()
        self._connect()
        self.show_step("crm")

    @property
    def current(self) -> Step:
        """The step that is shown."""
        return self._current

    def know(self, around: Surroundings) -> None:
        """Go by what is the case around the set-up."""
        for step in self._steps.values():
            step.know(around)
        self._show_buttons()

    def show_step(self, name: str) -> None:
        """Bring a step to the front."""
        self._current = self._steps[name]
        self.tell("")
        self._current.enter()
        self.pages.setCurrentIndex(list(self._steps).index(name))
        self._show_buttons()
        (self._current.focusProxy() or self.next).setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, words: str) -> None:
        """Say why it does not go on."""
        self.remark.say("block" if words else None, words)

    def saved(self) -> None:
        """Go on: what was said is in the settings."""
        if self.token.is_of_use() and self.token.has_token_to_keep:
            self.token.keep()
        else:
            self.show_step("trial")

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.token.close_down()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus, QPushButton):
            focus.click()
        elif not self._current.keeps_enter(focus):
            (self.next if self.next.isVisible() else self.trial.send).click()

    def _lay_out(self) -> None:
        self.rail = Rail()
        self.pages = QStackedWidget()
        for step in self._steps.values():
            self.pages.addWidget(_scrolled(step))
        self.remark = Remark()
        self.later = button("", self.close)
        self.back = button(self.tr("&Back"), self._go_back)
        self.skip = button(self.tr("S&kip"), self._skip)
        self.next = button("", self._go_on)
        below = QHBoxLayout()
        below.setContentsMargins(6 * STEP, 3 * STEP, 6 * STEP, 3 * STEP)
        below.setSpacing(2 * STEP)
        below.addWidget(self.later)
        below.addStretch()
        for act in (self.back, self.skip, self.next):
            below.addWidget(act)
        said = QVBoxLayout()
        said.setContentsMargins(6 * STEP, 0, 6 * STEP, 0)
        said.addWidget(self.remark)
        right = QVBoxLayout()
        right.setSpacing(2 * STEP)
        right.addWidget(self.pages, stretch=1)
        right.addLayout(said)
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addWidget(self.rail)
        both.addLayout(right, stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(both, stretch=1)
        layout.addWidget(Line())
        layout.addLayout(below)
        self.resize(200 * STEP, 150 * STEP)

    def _connect(self) -> None:
        for step in self._steps.values():
            step.changed.connect(self._show_buttons)
        self.trial.mend_wanted.connect(self.show_step)

    def _in_use(self) -> list[str]:
        return [name for name, step in self._steps.items() if step.is_of_use()]

    def _place(self) -> int:
        name = next(name for name, step in self._steps.items() if step is self._current)
        return self._in_use().index(name)

    def _is_last_of_data(self) -> bool:
        """Whether all is said once this step is left."""
        return self._in_use()[self._place() + 1 :] == ["trial"]

    def _go_back(self) -> None:
        if self._current.faulty() is None:
            self._current.take()
        self.show_step(self._in_use()[self._place() - 1])

    def _skip(self) -> None:
        self._current.skip()
        self._pass_on()

    def _go_on(self) -> None:
        if self._current is self.trial:
            self.close()
            return
        if faulty := self._current.faulty():
            faulty.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._current.take()
        self._pass_on()

    def _pass_on(self) -> None:
        if self._is_last_of_data():
            self.save_wanted.emit()
        else:
            self.show_step(self._in_use()[self._place() + 1])

    def _show_buttons(self) -> None:
        place, names = self._place(), self._in_use()
        self.rail.show_steps([self._steps[name].name for name in names], place)
        is_last, is_trial = self._is_last_of_data(), self._current is self.trial
        self.back.setEnabled(place > 0 and not self.token.is_busy)
        self.skip.setVisible(self._current.can_be_skipped)
        self.skip.setEnabled(not self.token.is_busy)
        self.next.setText(
            self.tr("&Done") if is_trial else self.tr("&Save and go on") if is_last else self.tr("&Next")
        )
        progress = self.trial.progress
        self.next.setVisible(not is_trial or bool(progress and progress.level == "ok"))
        self.next.setEnabled(not self.token.is_busy)
        self.later.setText(self.tr("Test it &later") if is_trial else self.tr("&Close"))
        self.later.setVisible(not is_trial or self.next.isHidden())


def _scrolled(step: Step) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.setContentsMargins(6 * STEP, 6 * STEP, 6 * STEP, 2 * STEP)
    layout.addWidget(step)
    area.setWidget(inside)
    return area
