"""Two lines with a time at the end of the first one, as a contact and a mail are painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle

from birdlog_gui.look import STEP
from birdlog_gui.plain import isolated

_GAP = 3 * STEP


def small(font: QFont) -> QFont:
    """The font of the second line and of the time."""
    smaller = QFont(font)
    if font.pointSizeF() > 0:
        smaller.setPointSizeF(font.pointSizeF() * 0.92)
    return smaller


def height(font: QFont) -> int:
    """How high both lines are, with the room above and below them."""
    return QFontMetrics(font).height() + STEP // 2 + QFontMetrics(small(font)).height() + 5 * STEP


class TwoLines:
    """Paints into `area` of `whole`, which is mirrored where one writes from right to left."""

    def __init__(self, painter: QPainter, whole: QRect, area: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter, self._whole, self._area, self._direction = painter, whole, area, direction
        painter.setLayoutDirection(direction)

    def paint(self, words: tuple[str, str, str], font: QFont, colour: QColor, quiet: QColor) -> None:
        """Paint the first line in `colour`, the second one and the time in `quiet`, each cut where there is
        no room.
        """
        first, second, when = words
        lesser = small(font)
        upper, lower = self._lines(font, lesser)
        width = QFontMetrics(lesser).horizontalAdvance(isolated(when)) + 2 if when else 0
        time = QRect(upper.right() - width + 1, upper.top(), width, upper.height())
        self._text(time, when, lesser, quiet)
        self._text(upper.adjusted(0, 0, -(width + _GAP if when else 0), 0), first, font, colour)
        self._text(lower, second, lesser, quiet)

    def placed(self, rect: QRect) -> QRect:
        """Where `rect` is for the direction in which one writes."""
        return QStyle.visualRect(self._direction, self._whole, rect)

    def _lines(self, font: QFont, lesser: QFont) -> tuple[QRect, QRect]:
        heights = QFontMetrics(font).height(), QFontMetrics(lesser).height()
        top = self._area.top() + (self._area.height() - sum(heights) - STEP // 2) // 2
        upper = QRect(self._area.left(), top, self._area.width(), heights[0])
        return upper, QRect(upper.left(), upper.bottom() + 1 + STEP // 2, upper.width(), heights[1])

    def _text(self, place: QRect, text: str, font: QFont, colour: QColor) -> None:
        if not text:
            return
        self._painter.setFont(font)
        self._painter.setPen(colour)
        cut = QFontMetrics(font).elidedText(isolated(text), Qt.TextElideMode.ElideRight, place.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        self._painter.drawText(self.placed(place), flags, cut)
