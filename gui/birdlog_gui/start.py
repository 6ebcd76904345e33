"""The start of the program that is the first: the window is painted before what works behind it begins."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from birdlog_gui import language, opening
from birdlog_gui.instance import Wish, use_activation_token

if TYPE_CHECKING:
    from birdlog_gui.program import Program

_UNPAINTED_MS = 500
"""A window that opens on another desktop or behind a locked screen is not painted before one looks there."""


def run(wish: Wish, folder: Path) -> int:
    """Run the program until it ends; its exit status. `folder` is where it can be told what is wanted."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Birdlog")
    application.setDesktopFileName("birdlog")
    application.setQuitOnLastWindowClosed(False)
    QPixmapCache.setCacheLimit(0)  # what is in it Qt throws away bit by bit, waking every 10 to 30 seconds
    language.install(application, language.wanted())
    Start(application, wish, folder)
    return application.exec()


class Start(QObject):
    """Opens the window, if that is asked for, and then begins the program."""

    def __init__(self, application: QApplication, wish: Wish, folder: Path) -> None:
        super().__init__(application)
        self._application, self._wish, self._folder = application, wish, folder
        self._opening: opening.Opening | None = None
        self.program: Program | None = None
        if wish.command == "show":
            self._open()
        else:
            self._begin()

    def _open(self) -> None:
        use_activation_token(self._wish.token)
        self._wish = self._wish._replace(token=None)
        self._opening, window = opening.show(language.wanted())
        window.painted.connect(self._begin)
        QTimer.singleShot(_UNPAINTED_MS, self, self._begin)

    def _begin(self) -> None:
        if self.program:
            return
        from birdlog_gui.instance import Listener
        from birdlog_gui.program import Program
        from birdlog_gui.signals import Signals

        Signals(self._application)
        self.program = Program(self._application, language.wanted(), self._opening)
        Listener(self._folder, self._application).wished.connect(self.program.grant)
        self.program.start(self._wish)
        gc.freeze()  # what is there by now stays: a collection need not look at it
