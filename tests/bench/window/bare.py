"""The least that a tray program with a window can be: what the window's figures are held against."""

import sys
from pathlib import Path

from measured import tell_when_painted
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

_ICON = Path(__file__).parents[3] / "gui/birdlog_gui/icons/birdlog.svg"

application = QApplication(sys.argv)
tray = QSystemTrayIcon(QIcon(str(_ICON)))
tray.show()
window = QMainWindow()
window.resize(1080, 680)
window.show()
tell_when_painted(application, window)
sys.exit(application.exec())
