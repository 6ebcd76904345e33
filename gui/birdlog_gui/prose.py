"""Text that can be selected, wraps anywhere and is as high as it needs to be. It is plain text, always."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette, QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from birdlog_gui.look import quiet


class Prose(QPlainTextEdit):
    """`scale` is the size against the system's font; a quiet one stands beside the main text."""

    def __init__(
        self, parent: QWidget | None = None, *, scale: float = 1.0, bold: bool = False, is_quiet: bool = False
    ) -> None:
        super().__init__(parent)
        self._scale, self._bold, self._is_quiet = scale, bold, is_quiet
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setBackgroundVisible(False)
        self._dress()

    def say(self, text: str) -> None:
        """Show `text`; hide where there is none."""
        if text != self.toPlainText():
            self.setPlainText(text)
        self.setVisible(bool(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.ApplicationFontChange):
            self._dress()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the pane around it scrolls

    def _dress(self) -> None:
        from PySide6.QtWidgets import QApplication

        font, palette = QFont(QApplication.font()), QPalette(QApplication.palette())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * self._scale)
        font.setWeight(QFont.Weight.DemiBold if self._bold else QFont.Weight.Normal)
        if self._is_quiet:
            palette.setColor(QPalette.ColorRole.Text, quiet(palette))
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setFont(font)
        self.setPalette(palette)
        self._fit()

    def _fit(self) -> None:
        lines = max(1, round(self.document().size().height()))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing())
