"""What stands in place of a list or a pane that has nothing in it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from birdlog_gui import drawings
from birdlog_gui.controls import button, sentence
from birdlog_gui.look import STEP, quiet

_WIDEST = 120 * STEP


class Emptiness(QWidget):
    """The bird, a title, what will appear here, and one button where that helps."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.words = _centred(), _centred()
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.title.setFont(font)
        self.button = button("", self.acted.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8 * STEP, 8 * STEP, 8 * STEP, 8 * STEP)
        layout.setSpacing(3 * STEP)
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(_Bird(16 * STEP), alignment=centre)
        layout.addWidget(self.title)
        layout.addLayout(self._column(self.words))
        layout.addWidget(self.button, alignment=centre)
        layout.addStretch(3)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    def _column(self, words: QLabel) -> QHBoxLayout:
        """The words in a column that can be read at a glance, however wide the window is."""
        words.setMaximumWidth(_WIDEST)
        column = QHBoxLayout()
        column.addStretch(1)
        column.addWidget(words, stretch=100)
        column.addStretch(1)
        return column

    def say(self, title: str, words: str, button: str = "") -> None:
        """Say `title` and `words`; `button` is what it says, if there is one."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.words.setText(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))


class _Bird(QWidget):
    def __init__(self, size: int) -> None:
        super().__init__()
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(0.5)
        drawings.paint(painter, drawings.BIRD_SYMBOLIC, QRectF(self.rect()), quiet(self.palette()))
        painter.end()


def _centred() -> QLabel:
    label = sentence()
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
