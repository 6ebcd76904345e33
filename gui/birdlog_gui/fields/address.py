"""An address of the CRM, checked as it is typed."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from birdlog.rules import crm_address
from birdlog.rules.crm_address import Role
from birdlog.rules.finding import Finding
from birdlog.rules.preset import preset
from birdlog.texts import has_text, text
from birdlog_gui.controls import button
from birdlog_gui.fields.labelled import labelled, name_of
from birdlog_gui.fields.remark import Remark, named
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless, menu_text, tooltip

_LONGEST = 2_000
"""Characters that the line takes: what is pasted may have an address in it."""

_LONGEST_ON_BUTTON = 32


class AddressField(QWidget):
    """The BCC or the forwarding address of a CRM (`role`), with what is to be said of it below.

    Nothing that is typed is kept out. A pasted `Name <a@b>` or mailto: link is taken apart; where the
    clipboard holds an address that fits, a button offers it. `changed` comes with each other address,
    `elsewhere` where the person agrees that it belongs into the field of the other role.
    """

    changed = Signal()
    elsewhere = Signal()

    def __init__(
        self, role: Role, title: str, language: str, parent: QWidget | None = None, *, can_copy: bool = False
    ) -> None:
        super().__init__(parent)
        self._role, self._language = role, language
        self._preset, self._other = "custom", ""
        self._address = ""
        self._found: Finding | None = None
        self.line = QLineEdit(maxLength=_LONGEST)
        self.paste = button("", self._take_offer)
        self.copy = button(self.tr("Copy"), self._copy)
        self.move_away = button(self.tr("Move it there"), self.elsewhere.emit)
        self.remark = Remark()
        self._can_copy = can_copy
        self._offer: str | None = None
        self._label = name_of(title, self.line)
        self._lay_out()
        self.line.textChanged.connect(self._take_over)
        self._examine()

    @property
    def address(self) -> str:
        """What stands there, without white space around it; empty where nothing does."""
        return self._address

    @property
    def found(self) -> Finding | None:
        """What is said of it; a finding of level `block` can't be kept."""
        return self._found

    def show_address(self, address: str | None) -> None:
        """Put `address` there."""
        self.line.setText(address or "")
        self.line.setCursorPosition(0)

    def know(self, preset_name: str, other: str) -> None:
        """Judge by the CRM `preset_name` and by what the `other` field holds."""
        self._preset, self._other = preset_name, other
        self._examine()
        self._look_at_clipboard()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QGuiApplication.clipboard().dataChanged.connect(
            self._look_at_clipboard, Qt.ConnectionType.UniqueConnection
        )
        self._look_at_clipboard()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        QGuiApplication.clipboard().dataChanged.disconnect(self._look_at_clipboard)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate):
            self._look_at_clipboard()
        return super().event(event)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addLayout(labelled(self._label, self.line, self.paste, self.copy))
        layout.addWidget(self.remark)
        layout.addWidget(self.move_away, alignment=Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.line)

    def _take_over(self, written: str) -> None:
        address = written.strip()
        if len(address) - len(self._address) > 1:  # pasted or dropped
            address = crm_address.taken_apart(written)
        if address == self._address:
            return
        self._address = address
        if written.strip() != address:
            self.line.setText(address)
        self._examine()
        self._look_at_clipboard()
        self.changed.emit()

    def _examine(self) -> None:
        self._found = crm_address.examine(self._address, self._role, self._preset, self._other)
        if self._found is None:
            self.remark.say(None)
        else:
            sentence = f"crm-address.{self._found.code}"
            values = {name: named(value) for name, value in self._found.values.items()}
            keys = filter(has_text, (f"{sentence}.message", f"{sentence}.fix"))
            words = [text(key, self._language, **values) for key in keys]
            self.remark.say(None if self._found.code == "unfinished" else self._found.level, *words)
        self.line.setAccessibleDescription(self.remark.text)
        self.move_away.setVisible(bool(self._found and self._found.code.startswith("other-field")))
        self.copy.setVisible(self._can_copy)
        self.copy.setEnabled(bool(self._address))

    def _look_at_clipboard(self) -> None:
        """Offer what is copied, where it fits, and of a CRM with one address that of the other field. What is
        copied is looked at only while the person looks at the window.
        """
        self._offer, words = None, self.tr("Paste {address}")
        if self.isVisible() and self.isActiveWindow():
            self._offer = crm_address.fitting(_copied(), self._role, self._preset, self._other)
        if not self._offer and not self._address and preset(self._preset).one_address:
            self._offer, words = self._other, self.tr("Use {address}")
        if self._offer == self._address:
            self._offer = None
        if self._offer:
            shown = menu_text(harmless(self._offer, _LONGEST_ON_BUTTON))
            self.paste.setText(words.format(address=shown))
            self.paste.setToolTip(tooltip(self._offer))
        self.paste.setVisible(bool(self._offer))

    def _take_offer(self) -> None:
        if self._offer:
            self.line.setText(self._offer)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)


def _copied() -> str:
    return QGuiApplication.clipboard().text()[:_LONGEST]
