"""What fills a bar is told apart by everybody, in light and in dark."""

from itertools import combinations, product

import pytest
from palettes import DARK, LIGHT, contrast
from PySide6.QtGui import QColor, QImage, QPainter

from birdlog.journal.statistics import GROUPS
from birdlog_gui.overview.fills import FILLS

# How colours look to those who lack a kind of cones (severity 1; Machado, Oliveira & Fernandes 2009), in
# linear RGB.
SEEN_WITHOUT = {
    "red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "nothing": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
GREY = ((0.2126, 0.7152, 0.0722),) * 3
"""How they look on a printer without colours."""

SIDE = 16  # two tiles
PALETTES = {"light": LIGHT, "dark": DARK}


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def seen(colour: QColor, matrix) -> tuple[float, ...]:
    parts = [linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF())]
    return tuple(min(max(sum(f * p for f, p in zip(row, parts, strict=True)), 0), 1) for row in matrix)


def weight(linear_rgb) -> float:
    """Relative luminance (WCAG 2.1)."""
    return sum(factor * part for factor, part in zip((0.2126, 0.7152, 0.0722), linear_rgb, strict=True))


def patch(group: str, palette, matrix) -> list[list[float]]:
    """How light each pixel of a bar of that group is to somebody."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(image.rect(), palette.base())
    painter.fillRect(image.rect(), FILLS[group].brush(palette, 1))
    painter.end()
    return [[weight(seen(image.pixelColor(x, y), matrix)) for x in range(SIDE)] for y in range(SIDE)]


def differing(one, other, right: int, down: int) -> float:
    """The share of pixels in which two patches clearly differ, one of them moved."""
    count = 0
    for y, x in product(range(SIDE), repeat=2):
        light, dark = sorted((one[y][x], other[(y + down) % SIDE][(x + right) % SIDE]), reverse=True)
        count += (light + 0.05) / (dark + 0.05) >= 1.5
    return count / SIDE**2


@pytest.mark.parametrize("dress", PALETTES)
@pytest.mark.parametrize("lacks", [*SEEN_WITHOUT, "colours"])
def test_two_groups_never_look_alike(qapp, lacks, dress):
    matrix = SEEN_WITHOUT.get(lacks, GREY)
    patches = {group: patch(group, PALETTES[dress], matrix) for group in GROUPS}

    for one, other in combinations(GROUPS, 2):
        moves = product(range(0, SIDE // 2, 2), repeat=2)
        alike = min(differing(patches[one], patches[other], *move) for move in moves)
        assert alike >= 0.2, (one, other, alike)


@pytest.mark.parametrize("dress", PALETTES)
@pytest.mark.parametrize("group", GROUPS)
def test_the_line_around_a_bar_stands_out(group, dress):
    palette = PALETTES[dress]

    assert contrast(FILLS[group].pen(palette).color(), palette.base().color()) >= 3


def test_the_simulation_leaves_what_everybody_sees():
    for matrix in SEEN_WITHOUT.values():
        assert seen(QColor("white"), matrix) == pytest.approx((1, 1, 1), abs=0.001)
