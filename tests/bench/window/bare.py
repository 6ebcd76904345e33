"""The least that a tray program with a window can be: what the window's figures are held against."""

import sys

from measured import tell_when_painted
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

application = QApplication(sys.argv)
tray = QSystemTrayIcon(QIcon.fromTheme("mail-send"))
tray.show()
window = QMainWindow()
window.resize(1080, 680)
window.show()
tell_when_painted(application, window)
sys.exit(application.exec())
