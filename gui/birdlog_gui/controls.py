"""Buttons and labels as all parts of the window make them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QWidget

from birdlog_gui.look import faint, quiet
from birdlog_gui.plain import isolated


def button(text: str, act: Callable[[], object]) -> QPushButton:
    """A button that says `text` and does `act`."""
    made = QPushButton(text)
    made.clicked.connect(lambda _checked: act())
    return made


def sentence() -> QLabel:
    """A label for plain text that wraps at its words."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label


def leading(label: QLabel) -> QLabel:
    """`label`, its lines at the side where one begins to write here, whatever script its words are in."""
    if QApplication.isRightToLeft():
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    return label


def ground() -> QWidget:
    """A viewport for a list. Asked for the one that a list brings, which Python does not know, PySide makes
    the classes of all widgets that there are: 15 ms.
    """
    made = QWidget()
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    return made


class Line(QWidget):
    """A thin line between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(faint(self.palette()))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        painter.end()


class QuietLabel(QLabel):
    """A label in the colour of what stands beside the main text, whatever the palette is by then."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(quiet(self.palette()))
        painter.setLayoutDirection(self.layoutDirection())
        wrapped = Qt.TextFlag.TextWordWrap if self.wordWrap() else Qt.TextFlag(0)
        painter.drawText(self.contentsRect(), int(self.alignment()) | wrapped, isolated(self.text()))
        painter.end()
