"""What becomes of windows after a test."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication


def let_go_of_windows(application: QApplication) -> None:
    """Delete every window that a test has left. What pops up from a widget goes with that."""
    for window in application.topLevelWidgets():
        if window.windowType() == Qt.WindowType.Window:
            window.close()
            window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
