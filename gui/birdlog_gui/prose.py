"""Text that can be selected, wraps anywhere and is as high as it needs to be. It is plain text, always."""

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPalette, QTextLayout, QTextOption, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QSizePolicy, QWidget

from birdlog_gui.look import STEP, quiet

_LINE_SEPARATOR = "\u2028"  # what a layout breaks a line at
_WRAP = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class Prose(QPlainTextEdit):
    """`scale` is the size against the system's font; a quiet one stands beside the main text."""

    def __init__(
        self, parent: QWidget | None = None, *, scale: float = 1.0, bold: bool = False, is_quiet: bool = False
    ) -> None:
        self._is_dressing = True
        super().__init__(parent)
        self._scale, self._bold, self._is_quiet = scale, bold, is_quiet
        self._heights: dict[int, int] = {}
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(_WRAP)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.document().setDocumentMargin(0)
        self._dress()

    def say(self, text: str) -> None:
        """Show `text`; hide where there is none."""
        if text != self.toPlainText():
            self.setPlainText(text)
            self._heights.clear()
            self.updateGeometry()
        self.setVisible(bool(text))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = max(self._text_height(max(width, STEP)), self._line_height())
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = max(self.width(), 40 * STEP)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(10 * STEP, self._line_height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and not self._is_dressing:
            self._dress()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the pane around it scrolls

    def _text_height(self, width: int) -> int:
        """How high the text is, laid out as the editor does it."""
        layout = QTextLayout(self.toPlainText().replace("\n", _LINE_SEPARATOR), self.font())
        option = QTextOption()
        option.setWrapMode(_WRAP)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            height += line.height()
        layout.endLayout()
        return ceil(height)

    def _line_height(self) -> int:
        return ceil(self.fontMetrics().lineSpacing())

    def _dress(self) -> None:
        """Take font and colours from those of the desktop."""
        self._is_dressing = True
        font, palette = QFont(QApplication.font()), QPalette()  # an empty one: the rest follows the desktop
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * self._scale)
        font.setWeight(QFont.Weight.DemiBold if self._bold else QFont.Weight.Normal)
        if self._is_quiet:
            palette.setColor(QPalette.ColorRole.Text, quiet(QApplication.palette()))
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setFont(font)
        self.setPalette(palette)
        self._heights.clear()
        self.updateGeometry()
        self._is_dressing = False
