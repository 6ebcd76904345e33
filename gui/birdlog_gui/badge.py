"""The tray's icon: the bird, with its state as a mark at the lower right that reads at 16 px.

The bird is in colour while what is sent is logged, else grey. Each mark has a shape of its own, white on a
ground of its own (contrast at least 4.5), so that it reads on any panel and without colours.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QIconEngine, QPainter, QPen, QPixmap

from birdlog_gui import drawings
from birdlog_gui.health import Health, Kind

SIZES = (16, 22, 24, 32, 44, 48, 64)
"""Pixels of the icons that are sent to a panel; what is painted here is painted in the size that it has."""

_MARK = 0.58
"""Height of the mark, of the icon's."""

_GAP = 0.055
_LOGS, _DOES_NOT_LOG = QColor("#178f93"), QColor("#85888c")  # 3 to 1 at least on light and dark panels
_WHITE = QColor("white")
_NEEDS_YOU = QColor("#c62828")
_MOST = 9


def icon(health: Health) -> QIcon:
    """The tray's icon for `health`, sharp in every size."""
    return QIcon(_Engine(health))


class _Engine(QIconEngine):
    def __init__(self, health: Health) -> None:
        super().__init__()
        self._health = health

    def clone(self) -> QIconEngine:
        return _Engine(self._health)

    def availableSizes(
        self, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off
    ) -> list[QSize]:
        return [QSize(size, size) for size in SIZES]

    def paint(self, painter: QPainter, rect, mode: QIcon.Mode, state: QIcon.State) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        ratio = painter.deviceTransform().m11()
        image = _pixmap(self._health, round(min(rect.width(), rect.height()) * ratio))
        image.setDevicePixelRatio(ratio)
        painter.drawPixmap(rect.topLeft(), image)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _pixmap(self._health, min(size.width(), size.height()))


def _pixmap(health: Health, size: int) -> QPixmap:
    """The icon in `size` pixels of the screen."""
    image = QPixmap(size, size)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bird = _LOGS if health.logs else _DOES_NOT_LOG
    drawings.paint(painter, drawings.BIRD_SYMBOLIC, QRectF(image.rect()), bird)
    if health.needs_you:
        _paint_count(painter, size, health.needs_you)
    elif health.kind in _MARKS:
        colour, paint_sign = _MARKS[health.kind]
        place = _place(size)
        _paint_ground(painter, size, place, QColor(colour))
        paint_sign(painter, place)
    painter.end()
    return image


def _place(size: int, width: int = 0) -> QRect:
    """Where the mark is, as high as wide or wider, as its sign needs. Even sides have a middle of pixels."""
    height = _even(size * _MARK)
    wide = min(max(height, _even(width)), size)
    return QRect(size - wide, size - height, wide, height)


def _even(length: float) -> int:
    return 2 * round(length / 2)


def _paint_ground(painter: QPainter, size: int, place: QRect, colour: QColor) -> None:
    gap, corner = max(1.0, size * _GAP), place.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawRoundedRect(QRectF(place).adjusted(-gap, -gap, gap, gap), corner + gap, corner + gap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.drawRoundedRect(QRectF(place), corner, corner)


def _paint_count(painter: QPainter, size: int, count: int) -> None:
    height = _place(size).height()
    text = str(count) if count <= _MOST else f"{_MOST}+"
    font = QFont()
    font.setPixelSize(max(8, round(height * (0.8 if len(text) == 1 else 0.62))))
    font.setWeight(QFont.Weight.Bold)
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    ink = QFontMetrics(font).tightBoundingRect(text)
    place = _place(size, round(ink.width() + height * 0.4))
    _paint_ground(painter, size, place, _NEEDS_YOU)
    painter.setFont(font)
    painter.setPen(_WHITE)
    at = QRectF(place).center() - QPointF(ink.x() + ink.width() / 2, ink.y() + ink.height() / 2)
    painter.drawText(at.toPoint(), text)  # between two pixels it would blur


def _stroke(place: QRect) -> int:
    """How thick a line of the sign is: whole pixels on either side of its middle, so that it is sharp."""
    return max(2, _even(place.height() * 0.18))


def _paint_alert(painter: QPainter, place: QRect) -> None:
    thick, tall = _stroke(place), round(place.height() * 0.4)
    gap = max(1, thick // 2)
    x = place.x() + (place.width() - thick) // 2
    y = place.y() + (place.height() - tall - gap - thick) // 2
    painter.fillRect(x, y, thick, tall, _WHITE)
    painter.fillRect(x, y + tall + gap, thick, thick, _WHITE)


def _paint_pause(painter: QPainter, place: QRect) -> None:
    thick, tall = _stroke(place), _even(place.height() * 0.52)
    x = place.x() + (place.width() - 3 * thick) // 2
    y = place.y() + (place.height() - tall) // 2
    for bar in (x, x + 2 * thick):
        painter.fillRect(bar, y, thick, tall, _WHITE)


def _paint_dots(painter: QPainter, place: QRect) -> None:
    wide = _stroke(place)
    gap = max(1, wide // 2)
    x = place.x() + (place.width() - 3 * wide - 2 * gap) // 2
    y = place.y() + (place.height() - wide) // 2
    for n in range(3):
        painter.fillRect(x + n * (wide + gap), y, wide, wide, _WHITE)


def _paint_check(painter: QPainter, place: QRect) -> None:
    pen = QPen(_WHITE, max(1.6, place.height() * 0.14))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    corners = ((0.27, 0.53), (0.43, 0.69), (0.74, 0.34))
    painter.drawPolyline([QPointF(place.topLeft()) + QPointF(x, y) * place.height() for x, y in corners])


_MARKS: dict[Kind, tuple[str, Callable[[QPainter, QRect], None]]] = {
    Kind.JOURNAL_DAMAGED: ("#c62828", _paint_alert),
    Kind.SETTINGS_INVALID: ("#c62828", _paint_alert),
    Kind.NO_HELPER: ("#9c5d00", _paint_alert),
    Kind.PAUSED: ("#546e7a", _paint_pause),
    Kind.KEYRING_LOCKED: ("#9c5d00", _paint_alert),
    Kind.KEYRING_MISSING: ("#9c5d00", _paint_alert),
    Kind.WORKING: ("#1565c0", _paint_dots),
    Kind.WELL: ("#2e7d32", _paint_check),
}
"""The mark of each kind: the colour of its ground and what paints its sign. One that is not here has none."""
