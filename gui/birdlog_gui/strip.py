"""The strip on top of the window: in one sentence whether all is well, with the one button that helps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from birdlog_gui.controls import button, sentence
from birdlog_gui.health import Health, Kind
from birdlog_gui.look import STEP
from birdlog_gui.sign import Sign


class HealthStrip(QWidget):
    """Shows a Health."""

    resume_wanted = Signal()
    needs_you_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._command = ""
        self._sign = Sign(6 * STEP, self)
        self.sentence = sentence()
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.needs_you = button(self.tr("Show them"), self.needs_you_wanted.emit)
        self.resume = button(self.tr("Resume"), self.resume_wanted.emit)
        self.copy_command = button(self.tr("Copy command"), self._copy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * STEP, 3 * STEP, 4 * STEP, 3 * STEP)
        layout.setSpacing(3 * STEP)
        for part in (self._sign, self.sentence, self.needs_you, self.resume, self.copy_command):
            layout.addWidget(part)

    def show_health(self, health: Health) -> None:
        """Say `health`."""
        self._sign.show_sign(health.sign, health.tone)
        self._command = health.command or ""
        command = f"\n{health.command}" if health.command else ""
        self.sentence.setText(health.sentence + command)
        self.needs_you.setVisible(health.needs_you > 0)
        self.resume.setVisible(health.kind == Kind.PAUSED)
        self.copy_command.setVisible(bool(health.command))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._command)
