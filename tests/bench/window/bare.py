"""The least that a tray program with a window can be: what the window's figures are held against."""

import sys
from pathlib import Path

from measured import tell_painted
from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

_ICON = Path(__file__).parents[3] / "gui/birdlog_gui/icons/birdlog.svg"


class _Window(QMainWindow):
    is_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_painted:
            self.is_painted = True
            QTimer.singleShot(0, tell_painted)


application = QApplication(sys.argv)
tray = QSystemTrayIcon(QIcon(str(_ICON)))
tray.show()
window = _Window()
window.resize(1080, 680)
window.show()
sys.exit(application.exec())
