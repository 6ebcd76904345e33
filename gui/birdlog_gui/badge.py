"""The bird with its state: a dot at the lower right, cut out of the drawing so that it reads at 16 px."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from birdlog_gui import drawings
from birdlog_gui.health import Health, Kind

_SIZES = (16, 20, 22, 24, 32, 40, 44, 48, 64, 96, 128)
_DOT = 0.56
"""Diameter of the dot, of the icon's width."""

_GAP = 0.055
_GREY_BIRD = QColor("#8a8d91")  # 3.3 to 1 on white, 4.8 to 1 on a dark panel
_WHITE = QColor("white")
_DOTS = {
    Kind.JOURNAL_DAMAGED: ("#c62828", "alert"),
    Kind.SETTINGS_INVALID: ("#c62828", "alert"),
    Kind.NO_HELPER: ("#b26a00", "alert"),
    Kind.KEYRING_LOCKED: ("#b26a00", "alert"),
    Kind.KEYRING_MISSING: ("#b26a00", "alert"),
    Kind.PAUSED: ("#546e7a", "paused"),
    Kind.WELL: ("#2e7d32", "state-confirmed"),
}
_NEEDS_YOU = "#c62828"


def icon(health: Health) -> QIcon:
    """The tray's icon for `health`, in the sizes that panels use at 100 to 300 %."""
    result = QIcon()
    for size in _SIZES:
        result.addPixmap(_pixmap(health, size))
    return result


def _pixmap(health: Health, size: int) -> QPixmap:
    image = QPixmap(size, size)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bird = drawings.BIRD if health.working or health.needs_you else drawings.BIRD_SYMBOLIC
    drawings.paint(painter, bird, QRectF(image.rect()), _GREY_BIRD)
    if health.needs_you:
        _paint_dot(painter, size, QColor(_NEEDS_YOU))
        _paint_count(painter, _dot(size), health.needs_you)
    elif health.kind in _DOTS:
        colour, sign = _DOTS[health.kind]
        _paint_dot(painter, size, QColor(colour))
        inset = _dot(size).width() * 0.1
        drawings.paint(painter, sign, _dot(size).adjusted(inset, inset, -inset, -inset), _WHITE)
    painter.end()
    return image


def _dot(size: int) -> QRectF:
    diameter = round(size * _DOT)
    return QRectF(size - diameter, size - diameter, diameter, diameter)


def _paint_dot(painter: QPainter, size: int, colour: QColor) -> None:
    gap = max(1.0, size * _GAP)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawEllipse(_dot(size).adjusted(-gap, -gap, gap, gap))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.drawEllipse(_dot(size))


def _paint_count(painter: QPainter, dot: QRectF, count: int) -> None:
    font = QFont()
    font.setPixelSize(max(7, round(dot.height() * (0.8 if count < 10 else 0.62))))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(_WHITE)
    text = str(count) if count < 10 else "9+"
    ink = painter.fontMetrics().tightBoundingRect(text)
    painter.drawText(dot.center() - QPointF(ink.x() + ink.width() / 2, ink.y() + ink.height() / 2), text)
