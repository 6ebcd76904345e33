"""A round sign: what a state or the health looks like as a widget. The words beside it say the same."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from birdlog_gui import drawings
from birdlog_gui.look import GREY, Tone, blend, points_along_the_line

_TINT = 0.15


class Sign(QWidget):
    """`size` device-independent pixels wide and high."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing, self._tone = "state-pending", GREY
        self.setFixedSize(size, size)

    def show_sign(self, drawing: str, tone: Tone) -> None:
        """Show `drawing` in `tone`."""
        self._drawing, self._tone = drawing, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ground = self.palette().color(self.backgroundRole())
        paint_sign(
            painter, self.rect(), self._drawing, self._tone.on(self.palette()), ground, mirrored=mirrored
        )
        painter.end()


def paint_sign(
    painter: QPainter, area: QRect, drawing: str, colour: QColor, ground: QColor, *, mirrored: bool = False
) -> None:
    """Paint `drawing` in `colour` on a disc of a light shade of it; `mirrored` turns arrows round."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(blend(colour, ground, _TINT))
    painter.drawEllipse(area)
    inset = area.width() // 4
    place = QRectF(area.adjusted(inset, inset, -inset, -inset))
    drawings.paint(painter, drawing, place, colour, mirrored=mirrored and points_along_the_line(drawing))
    painter.restore()
