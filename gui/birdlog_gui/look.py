"""How things look: each state's colour and sign, and spacing. Every other colour is the palette's."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette

from birdlog.journal.states import ADDED_ELSEWHERE, RECIPIENT_BOUNCED, UNREADABLE_COPY, State

STEP = 4
"""All spacing is a multiple of this many device-independent pixels."""


class Tone(NamedTuple):
    """A meaning of colour, in a shade for light and one for dark surroundings (contrast at least 4.5)."""

    light: str
    dark: str

    def on(self, palette: QPalette) -> QColor:
        """The shade for `palette`."""
        return QColor(self.dark if is_dark(palette) else self.light)


GREY = Tone("#616161", "#b0b0b0")
BLUE = Tone("#1565c0", "#64b5f6")
GREEN = Tone("#2e7d32", "#81c784")
AMBER = Tone("#8d6e00", "#ffd54f")
RED = Tone("#c62828", "#ef9a9a")

_TONES: dict[State, Tone] = {
    "pending": GREY,
    "sent": BLUE,
    "confirmed": GREEN,
    "unconfirmed": AMBER,
    "bounced": RED,
    "failed": RED,
    "skipped": GREY,
    "missed": AMBER,
}

_REASONS = {
    ADDED_ELSEWHERE: RED,  # it is in the CRM and should not be
    RECIPIENT_BOUNCED: RED,  # the customer never got it
    UNREADABLE_COPY: AMBER,  # it was sent, and the CRM can't read it
}

_POINTING = ("state-sent", "state-bounced")


def tone(state: State, reason: str | None = None) -> Tone:
    """The tone of an entry's `state`, unless its `reason` says more than that: see `_REASONS`."""
    return _REASONS.get(reason or "", _TONES[state])


def sign(state: State) -> str:
    """The drawing that stands for an entry's `state`."""
    return f"state-{state}"


def points_along_the_line(drawing: str) -> bool:
    """Whether `drawing` is an arrow that turns round where one writes from right to left."""
    return drawing in _POINTING


def is_dark(palette: QPalette) -> bool:
    """Whether `palette` writes light on dark."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def quiet(palette: QPalette) -> QColor:
    """The colour of what stands beside the main text: still 4.5 to 1 against the background."""
    return blend(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.68)


def faint(palette: QPalette) -> QColor:
    """The colour of lines that only part things."""
    return blend(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.18)


def blend(front: QColor, back: QColor, share: float) -> QColor:
    """`front` over `back`, covering `share` (0 to 1) of it."""
    rest = 1 - share
    return QColor.fromRgbF(
        front.redF() * share + back.redF() * rest,
        front.greenF() * share + back.greenF() * rest,
        front.blueF() * share + back.blueF() * rest,
    )
