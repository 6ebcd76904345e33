"""What the first picture needs is there at once; all else is read when it is first wanted."""

import subprocess
import sys

import pytest

LATER = {
    "PySide6.QtCharts",
    "birdlog.journal.statistics",
    "birdlog.host.messages",
    "birdlog.journal.events",
    "birdlog.journal.retry",
    "birdlog.settings_edit",
    "birdlog.setup.manifest",
    "birdlog_gui.badge",
    "birdlog_gui.contacts.page",
    "birdlog.secrets",
    "birdlog_gui.command",
    "birdlog_gui.keyring_state",
    "birdlog.journal.export",
    "birdlog_gui.fields",
    "birdlog_gui.log.detail",
    "birdlog_gui.log.export_dialog",
    "birdlog_gui.log.menu",
    "birdlog_gui.log.several",
    "csv",
    "birdlog_gui.log.inquiry",
    "birdlog_gui.notification",
    "birdlog_gui.notifier",
    "birdlog_gui.overview.page",
    "birdlog_gui.program",
    "birdlog_gui.tray",
    "birdlog_gui.preferences",
    "birdlog_gui.wizard",
    "hashlib",
    "html",
    "jeepney",
    "keyring",
    "platformdirs",
    "sqlalchemy",
    "PySide6.QtNetwork",
    "socket",
    "tomlkit",
    "uuid",
}

START = """
import sys
from PySide6.QtWidgets import QApplication
from birdlog_gui import __main__ as tray, opening

def show(language):
    start, window = shown(language)
    window.painted.connect(lambda: print(window.log.model.rowCount(), *sys.modules))
    window.painted.connect(QApplication.quit)
    return start, window

shown, opening.show = opening.show, show
sys.argv = ["birdlog-tray", "--show"]
tray.main()
"""


@pytest.fixture
def first_picture(journal, ids, settings, monkeypatch):
    """How many entries the window lists once it is painted, and the modules that were read for it."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run([sys.executable, "-c", START], check=True, capture_output=True, text=True)
    rows, *modules = done.stdout.split()
    return int(rows), set(modules)


def test_the_first_picture_waits_for_nothing_that_it_does_not_show(first_picture, ids):
    rows, modules = first_picture
    assert rows == len(ids)
    assert "birdlog_gui.log.row" in modules
    assert not modules & LATER
