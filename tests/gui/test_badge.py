"""The tray's icon reads in every size that panels use, on light and on dark ones, without colours too."""

import pytest
from palettes import contrast
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from birdlog_gui import badge
from birdlog_gui.health import Health, Kind

pytestmark = pytest.mark.usefixtures("qapp")

SIZES = (16, 22, 24, 32, 48, 64)
RATIOS = (1, 1.5, 2, 3)
GROUNDS = {
    "light": QColor("#f2f2f2"),
    "white": QColor("white"),
    "dark": QColor("#2b2b2b"),
    "black": QColor("black"),
}
STATES = {
    "well": Health(Kind.WELL, "", 0),
    "working": Health(Kind.WORKING, "", 0),
    "needs-you": Health(Kind.WELL, "", 3),
    "needs-you-much": Health(Kind.WELL, "", 12),
    "paused": Health(Kind.PAUSED, "", 0),
    "no-helper": Health(Kind.NO_HELPER, "", 0),
    "keyring": Health(Kind.KEYRING_LOCKED, "", 0),
    "damaged": Health(Kind.JOURNAL_DAMAGED, "", 0),
    "closed": Health(Kind.NOT_CONNECTED, "", 0),
}
MARKED = [name for name in STATES if name != "closed"]


def picture(state: str, size: int, ratio: float) -> QImage:
    return badge.icon(STATES[state]).pixmap(QSize(size, size), ratio).toImage()


def on_ground(image: QImage, ground: QColor) -> QImage:
    whole = QImage(image.size(), QImage.Format.Format_RGB32)
    whole.fill(ground)
    image.setDevicePixelRatio(1)
    painter = QPainter(whole)
    painter.drawImage(0, 0, image)
    painter.end()
    return whole


def colours(image: QImage, left: float, top: float, right: float, bottom: float) -> list[QColor]:
    """The colours of a part of it, given in shares of its width and height."""
    wide, high = image.width(), image.height()
    return [
        image.pixelColor(x, y)
        for x in range(round(wide * left), round(wide * right))
        for y in range(round(high * top), round(high * bottom))
    ]


def most_frequent(found: list[QColor], but: QColor) -> QColor:
    names = [colour.name() for colour in found if colour != but]
    return QColor(max(set(names), key=names.count))


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_it_is_painted_in_the_pixels_that_the_screen_has(state, size, ratio):
    image = picture(state, size, ratio)

    assert image.size() == QSize(size, size) * ratio
    assert image.devicePixelRatio() == pytest.approx(ratio)


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_the_bird_stands_out_from_the_panel(state, size, ratio, ground):
    upper = colours(on_ground(picture(state, size, ratio), ground), 0, 0, 0.8, 0.4)

    assert contrast(most_frequent(upper, but=ground), ground) >= 3


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", MARKED)
def test_the_sign_stands_out_from_the_mark_that_it_is_on(state, size, ratio):
    mark = colours(picture(state, size, ratio), 0.55, 0.55, 0.95, 0.95)
    ground = most_frequent(mark, but=QColor("white"))
    readable = [colour for colour in mark if contrast(colour, ground) >= 4.5]

    assert len(readable) >= len(mark) * 0.05


@pytest.mark.parametrize("size", SIZES)
def test_states_differ_by_shape_and_not_by_colour_alone(size):
    """Seen in grey, and with all marks in one grey."""
    shapes = {}
    for state in ("well", "working", "needs-you", "needs-you-much", "paused", "no-helper", "closed"):
        mark = colours(picture(state, size, 1), 0, 0.4, 1, 1)
        shapes[state] = tuple(colour.alpha() > 128 and colour.lightness() > 200 for colour in mark)

    assert len(set(shapes.values())) == len(shapes)


def test_more_than_nine_are_told_from_nine(qapp):
    nine, more = Health(Kind.WELL, "", 9), Health(Kind.WELL, "", 10)
    images = [badge.icon(each).pixmap(QSize(22, 22), 1).toImage() for each in (nine, more)]

    assert images[0] != images[1]


def test_a_panel_that_is_sent_the_icon_gets_the_usual_sizes():
    sizes = {size.width() for size in badge.icon(STATES["well"]).availableSizes()}

    assert {16, 22, 24, 32, 48, 64} <= sizes
