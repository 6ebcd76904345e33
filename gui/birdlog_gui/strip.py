"""The strip on top of the window: in one sentence whether all is well, with the one button that helps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from birdlog_gui.controls import button, sentence
from birdlog_gui.health import Health, Kind
from birdlog_gui.look import STEP
from birdlog_gui.sign import Sign


class HealthStrip(QWidget):
    """Shows a Health. What its buttons promise is for others to do."""

    resume_wanted = Signal()
    install_wanted = Signal()
    set_up_wanted = Signal()
    settings_file_wanted = Signal()
    keyring_wanted = Signal()
    needs_you_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._health: Health | None = None
        self._sign = Sign(6 * STEP, self)
        self.sentence, self.remark = sentence(), sentence()
        for label in (self.sentence, self.remark):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.needs_you = button(self.tr("Show them"), self.needs_you_wanted.emit)
        self.buttons = {
            Kind.PAUSED: button(self.tr("Resume"), self.resume_wanted.emit),
            Kind.NO_HELPER: button(self.tr("Set it up"), self.install_wanted.emit),
            Kind.KEYRING_LOCKED: button(self.tr("Unlock…"), self.keyring_wanted.emit),
            Kind.KEYRING_MISSING: button(self.tr("Look again"), self.keyring_wanted.emit),
            Kind.NO_PROFILE: button(self.tr("Set up Birdlog"), self.set_up_wanted.emit),
            Kind.SETTINGS_INVALID: button(self.tr("Open the file"), self.settings_file_wanted.emit),
        }
        self._lay_out()

    def show_health(self, health: Health) -> None:
        """Say `health`; a remark about what was before it goes."""
        if health == self._health:
            return
        self._health = health
        self._sign.show_sign(health.sign, health.tone)
        self.sentence.setText(health.sentence)
        self.tell(health.advice)
        self.needs_you.setVisible(health.needs_you > 0)
        for kind, act in self.buttons.items():
            act.setVisible(kind == health.kind)

    def tell(self, remark: str) -> None:
        """Say below the sentence what has just come of a button."""
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(STEP)
        words.addWidget(self.sentence)
        words.addWidget(self.remark)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * STEP, 3 * STEP, 4 * STEP, 3 * STEP)
        layout.setSpacing(3 * STEP)
        layout.addWidget(self._sign)
        layout.addLayout(words, stretch=1)
        for act in (self.needs_you, *self.buttons.values()):
            layout.addWidget(act)
