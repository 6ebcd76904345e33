"""birdlog-tray --show, told apart only by what it says once its window is painted."""

import sys

from measured import tell_when_painted
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from birdlog_gui import __main__ as tray
from birdlog_gui.program import Program


def _start(program: Program, wish: object) -> None:
    started(program, wish)
    application = QApplication.instance()
    QTimer.singleShot(0, application, lambda: tell_when_painted(application, program.window))


started, Program.start = Program.start, _start
sys.argv = ["birdlog-tray", "--show"]
tray.main()
