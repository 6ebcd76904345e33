"""How the system's keyring is, which alone keeps access tokens: ready, locked, or not there."""

from __future__ import annotations

import json
from typing import Literal, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from birdlog import secrets
from birdlog.texts import text
from birdlog_gui.command import Command
from birdlog_gui.controls import button, sentence
from birdlog_gui.look import AMBER, GREEN, GREY, STEP, Tone
from birdlog_gui.sign import Sign

State = Literal["asking", "unlocking", "ok", "locked", "missing", "unknown"]

_LOOKS: dict[State, tuple[str, Tone]] = {
    "asking": ("state-pending", GREY),
    "unlocking": ("state-pending", GREY),
    "ok": ("state-confirmed", GREEN),
    "locked": ("alert", AMBER),
    "missing": ("alert", AMBER),
    "unknown": ("alert", AMBER),
}


class KeyringInquiry(QObject):
    """Asks how the keyring is. `found` brings ok, locked, missing or unknown.

    `unlocks`: what is being asked, or was asked last, was to unlock it.
    """

    found = Signal(str)

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = Command(language, self)
        self._command.ended.connect(self._end)
        self.unlocks = False

    def ask(self) -> None:
        """Ask how it is; nothing is opened for that. Nothing happens while it is being asked."""
        self._run(unlocks=False)

    def unlock(self) -> None:
        """Have a locked keyring ask the person for its password."""
        self._run(unlocks=True)

    def close(self) -> None:
        """Ask no longer; a dialog for the password goes."""
        self._command.close()

    def _run(self, unlocks: bool) -> None:
        if self._command.is_running:
            return
        self.unlocks = unlocks
        if not self._command.run("keyring", "--json", *(("--unlock",) if unlocks else ())):
            self.found.emit("unknown")

    def _end(self, _status: int, out: str, _said: str) -> None:
        try:
            self.found.emit(json.loads(out)["condition"])
        except ValueError:
            self.found.emit("unknown")


class KeyringState(QWidget):
    """A line that says how the keyring is, with what to do; looks when it is shown, not before.

    `changed` brings the State that was found, for whoever offers something that needs the keyring.
    """

    changed = Signal(str)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.state: State = "asking"
        self._inquiry = KeyringInquiry(language, self)
        self._inquiry.found.connect(self._found)
        self._sign = Sign(6 * STEP, self)
        self.title, self.remedy = sentence(), sentence()
        for label in (self.title, self.remedy):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.unlock = button(self.tr("Unlock…"), self._unlock)
        self.again = button(self.tr("Look again"), self.look)
        self._lay_out()
        self._show("asking")

    def look(self) -> None:
        """Look how the keyring is now."""
        self._show("asking")
        self._inquiry.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._inquiry.close()

    def _unlock(self) -> None:
        self._show("unlocking")
        self._inquiry.unlock()

    def _found(self, state: str) -> None:
        self._show(cast("State", state))
        self.changed.emit(state)

    def _show(self, state: State) -> None:
        self.state = state
        self._sign.show_sign(*_LOOKS[state])
        self.title.setText(self._title(state))
        remedy = secrets.remedy(state, self._language) if state in ("locked", "missing") else ""
        self.remedy.setText(remedy)
        self.remedy.setVisible(bool(remedy))
        self.unlock.setVisible(state == "locked")
        self.again.setVisible(state in ("missing", "unknown"))

    def _title(self, state: State) -> str:
        if state == "ok":
            return text("keyring.ok", self._language)
        if state in ("locked", "missing"):
            return text(f"secrets.{state}.title", self._language)
        return {
            "asking": self.tr("Looking for your keyring…"),
            "unlocking": self.tr("Your keyring asks for its password…"),
            "unknown": self.tr("Birdlog could not find out whether your keyring can be used."),
        }[state]

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(STEP)
        words.addStretch()
        words.addWidget(self.title)
        words.addWidget(self.remedy)
        words.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * STEP)
        layout.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, stretch=1)
        for act in (self.unlock, self.again):
            layout.addWidget(act, alignment=Qt.AlignmentFlag.AlignTop)
