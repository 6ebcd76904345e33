"""Every state has a sign and a colour that reads in light and in dark."""

from importlib.resources import files

import pytest
from palettes import DARK, LIGHT, contrast
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from birdlog.journal.states import ADDED_ELSEWHERE, STATES
from birdlog_gui import badge, drawings, look
from birdlog_gui.health import Health, Kind

DRAWINGS = sorted(file.name.removesuffix(".svg") for file in (files("birdlog_gui") / "icons").iterdir())


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_the_word_of_a_state_stands_out(state, palette):
    assert contrast(look.tone(state).on(palette), palette.base().color()) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_stands_beside_the_main_text_can_still_be_read(palette):
    assert contrast(look.quiet(palette), palette.base().color()) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", Kind)
def test_the_health_has_a_sign_that_stands_out(kind, palette):
    health = Health(kind, "", 0)

    assert health.sign in DRAWINGS
    assert contrast(health.tone.on(palette), palette.window().color()) >= 3


def test_no_two_states_share_a_sign():
    assert len({look.sign(state) for state in STATES}) == len(STATES)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_drawing(state):
    assert look.sign(state) in DRAWINGS


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_valid_and_shows_at_16_px(qapp, name):
    assert QSvgRenderer((files("birdlog_gui") / "icons" / f"{name}.svg").read_bytes()).isValid()
    assert _ink(_painted(name)) >= 12


def test_an_arrow_turns_round_for_who_writes_from_right_to_left(qapp):
    assert _ink(_painted("state-sent"), range(8)) < _ink(_painted("state-sent"), range(8, 16))
    turned = _painted("state-sent", mirrored=True)
    assert _ink(turned, range(8)) > _ink(turned, range(8, 16))


def test_each_thing_that_the_tray_says_looks_different_at_16_px(qapp):
    healths = [Health(kind, "", 0) for kind in (Kind.WELL, Kind.PAUSED, Kind.NO_HELPER, Kind.NOT_CONNECTED)]
    healths += [Health(Kind.WELL, "", 1), Health(Kind.WELL, "", 2), Health(Kind.JOURNAL_DAMAGED, "", 0)]

    pictures = [badge.icon(health).pixmap(16, 16).toImage() for health in healths]

    assert all(one != other for n, one in enumerate(pictures) for other in pictures[n + 1 :])


def _painted(name: str, mirrored: bool = False) -> QImage:
    image = QImage(16, 16, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawings.paint(painter, name, QRectF(image.rect()), QColor("black"), mirrored=mirrored)
    painter.end()
    return image


def _ink(image: QImage, columns: range = range(16)) -> int:
    return sum(image.pixelColor(x, y).alpha() > 128 for x in columns for y in range(16))


def test_a_mail_that_should_not_be_in_the_crm_is_red_though_it_was_sent():
    assert look.tone("sent", ADDED_ELSEWHERE) == look.RED
    assert look.tone("sent") == look.BLUE
