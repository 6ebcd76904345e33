"""birdlog-tray --show, told apart only by what it says once its list is painted."""

import gc
import sys

gc.disable()  # as the program does itself before it imports anything

from measured import tell_painted  # noqa: E402

from birdlog_gui import __main__ as tray  # noqa: E402
from birdlog_gui import opening  # noqa: E402
from birdlog_gui.window import StatusWindow  # noqa: E402


def _show(language: str) -> tuple[opening.Opening, StatusWindow]:
    found, window = shown(language)
    assert window.log.model.rowCount() > 0
    window.painted.connect(tell_painted)
    return found, window


shown, opening.show = opening.show, _show
sys.argv = ["birdlog-tray", "--show"]
tray.main()
