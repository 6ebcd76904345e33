"""How the bar of each group is filled: in a tone and a pattern, so that no colour stands alone."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from birdlog.journal.statistics import Group
from birdlog_gui.look import AMBER, BLUE, GREY, RED, STEP, Tone, blend

_TILE = 2 * STEP
_LINE = 1.6
_DOT = 1.7  # radius
_TINT = 0.4


class Pattern(Enum):
    """What a bar is filled with."""

    SOLID = auto()
    TINT = auto()
    HOLLOW = auto()
    DOTS = auto()
    STRIPES = auto()
    CHEQUERS = auto()


@dataclass(frozen=True, slots=True)
class Fill:
    """A pattern in a tone."""

    tone: Tone
    pattern: Pattern

    def pen(self, palette: QPalette) -> QPen:
        """The line around it."""
        return QPen(self.tone.on(palette), 1)

    def brush(self, palette: QPalette, ratio: float) -> QBrush:
        """It on a screen of `ratio` pixels for each device-independent one."""
        ink, ground = self.tone.on(palette), palette.color(QPalette.ColorRole.Base)
        if self.pattern == Pattern.SOLID:
            return QBrush(ink)
        if self.pattern == Pattern.TINT:
            return QBrush(blend(ink, ground, _TINT))
        if self.pattern == Pattern.HOLLOW:
            return QBrush(ground)
        return QBrush(_tile(self.pattern, ink, ground, ratio))


FILLS: dict[Group, Fill] = {
    "logged": Fill(BLUE, Pattern.SOLID),
    "pending": Fill(GREY, Pattern.HOLLOW),
    "skipped": Fill(GREY, Pattern.TINT),
    "missed": Fill(AMBER, Pattern.DOTS),
    "bounced": Fill(RED, Pattern.STRIPES),
    "failed": Fill(RED, Pattern.CHEQUERS),
}
"""Blue for what was logged: that the CRM shows it is said in words, and green and red look alike to many."""


class Swatch(QWidget):
    """A square of a fill, beside the word for it."""

    def __init__(self, fill: Fill, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fill = fill
        self.setFixedSize(4 * STEP, 4 * STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._fill.pen(self.palette()))
        painter.setBrush(self._fill.brush(self.palette(), self.devicePixelRatioF()))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


def _tile(pattern: Pattern, ink: QColor, ground: QColor, ratio: float) -> QPixmap:
    """A piece of the pattern that continues itself on all sides."""
    tile = QPixmap(QSize(_TILE, _TILE) * ratio)
    tile.setDevicePixelRatio(ratio)
    tile.fill(ground)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, _LINE))
    _PAINTERS[pattern](painter, ink)
    painter.end()
    return tile


def _paint_dots(painter: QPainter, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for x, y in ((1, 1), (3, 3)):
        painter.drawEllipse(QPointF(x, y) * _TILE / 4, _DOT, _DOT)


def _paint_stripes(painter: QPainter, ink: QColor) -> None:
    for offset in (-_TILE, -_TILE // 2, 0, _TILE // 2, _TILE):
        painter.drawLine(QPointF(offset - 1, _TILE + 1), QPointF(offset + _TILE + 1, -1))


def _paint_chequers(painter: QPainter, ink: QColor) -> None:
    half = _TILE / 2
    painter.fillRect(QRectF(0, 0, half, half), ink)
    painter.fillRect(QRectF(half, half, half, half), ink)


_PAINTERS = {
    Pattern.DOTS: _paint_dots,
    Pattern.STRIPES: _paint_stripes,
    Pattern.CHEQUERS: _paint_chequers,
}
