"""A line that is filled in where it is wanted: Enter keeps it, Escape leaves all as it was."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from birdlog_gui.controls import button
from birdlog_gui.fields.remark import Remark
from birdlog_gui.look import STEP

_SLOW_MS = 400
"""What takes no longer is not worth a word."""

LONGEST = 300
"""Characters of a name."""


class Form(QWidget):
    """Something to fill in. `saved` is for those who derive from it; `left` comes when it was left alone."""

    left = Signal()

    def __init__(self, save: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.save = button(save, self.submit)
        self.save.setDefault(True)
        self.cancel = button(self.tr("Cancel"), self.left.emit)
        self.remark = Remark()
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(lambda: self.remark.say(None, self.tr("Saving…")))

    def submit(self) -> None:
        """What Enter and the first button do."""

    def say(self, words: str) -> None:
        """Say why it is not saved, or nothing; it can be filled in on."""
        self._slow.stop()
        self.remark.say("block" if words else None, words)
        self.save.setEnabled(True)

    def begin_saving(self) -> None:
        """It is being saved: no second time meanwhile."""
        self.remark.say(None)
        self.save.setEnabled(False)
        self._slow.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._slow.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.save.isEnabled():
            self.submit()
        else:
            super().keyPressEvent(event)


class Field(Form):
    """One line of text. `saved` brings it."""

    saved = Signal(str)

    def __init__(self, name: str, save: str, parent: QWidget | None = None) -> None:
        super().__init__(save, parent)
        self.line = QLineEdit(placeholderText=name, maxLength=LONGEST)
        self.line.setAccessibleName(name)
        self._row = QHBoxLayout()
        self._row.setSpacing(2 * STEP)
        for part in (self.line, self.save, self.cancel):
            self._row.addWidget(part)
        self._row.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addLayout(self._row)
        column.addWidget(self.remark)

    def put_beside(self, part: QWidget) -> None:
        """Put another input between the line and the buttons."""
        self._row.insertWidget(1, part)

    def open(self, text: str) -> None:
        """Show it with `text` in it, ready to be typed over."""
        self.say("")
        self.line.setText(text)
        self.show()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        self.begin_saving()
        self.saved.emit(self.line.text())
