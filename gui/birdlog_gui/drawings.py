"""The drawings of icons/: read once, tinted where they have no colour of their own, sharp at every size."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

_ICONS = Path(__file__).parent / "icons"

BIRD = "birdlog"
BIRD_SYMBOLIC = "birdlog-symbolic"


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor, *, mirrored: bool = False) -> None:
    """Paint the drawing `name` into `rect`; `mirrored` for a sign that points along the line of writing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mirrored:
        painter.translate(rect.center().x() * 2, 0)
        painter.scale(-1, 1)
    _renderer(name, colour.name()).render(painter, rect)
    painter.restore()


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """The drawing `name` in `size` device-independent pixels, for a screen of `ratio` pixels for each."""
    image = QPixmap(QSize(size, size) * ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint(painter, name, QRectF(image.rect()), colour)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def sign_icon(name: str) -> QIcon:
    """An icon of a one-coloured drawing, in the colour that the palette gives to text by then."""
    return QIcon(_SignEngine(name))


def bird_icon() -> QIcon:
    """The bird in colour, for windows and the task bar."""
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(pixmap(BIRD, size, QColor()))
    return icon


class _SignEngine(QIconEngine):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        return _SignEngine(self._name)

    def paint(self, painter: QPainter, rect, mode: QIcon.Mode, state: QIcon.State) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        palette = QApplication.palette()
        group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        role = QPalette.ColorRole.HighlightedText if mode == QIcon.Mode.Selected else QPalette.ColorRole.Text
        paint(painter, self._name, QRectF(rect), palette.color(group, role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        image = QPixmap(size)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, image.rect(), mode, state)
        painter.end()
        return image


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (_ICONS / f"{name}.svg").read_bytes()
    return QSvgRenderer(drawing.replace(b"currentColor", colour.encode()))
