"""What another program writes into the journal shows in the window at once, and nothing is polled for it."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QTimer

from birdlog import paths
from birdlog_gui.log.entries import Role

pytestmark = pytest.mark.usefixtures("settings", "installed", "connected")

WRITER = """
from birdlog.journal.store import Journal
from example_journal import sent
with Journal.open() as journal:
    mail = sent({number}, {subject!r}, "maria@acme.example")
    journal.add_or_move(mail, "2030-01-01T00:00:0{number}Z", "sent")
"""


def write_elsewhere(number: int, subject: str) -> None:
    code = WRITER.format(number=number, subject=subject)
    subprocess.run([sys.executable, "-c", code], check=True, cwd=__file__.rpartition("/")[0])


def test_a_mail_that_another_program_logs_appears(window, qtbot):
    write_elsewhere(1, "From another program")

    qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)
    assert window.log.model.index(0, 0).data(Role.SUBJECT) == "From another program"
    assert window.log.list_stack.currentWidget() is window.log.list


def test_one_after_the_other_appears(window, qtbot):
    for number in range(1, 4):
        write_elsewhere(number, f"Mail {number}")
        qtbot.waitUntil(lambda number=number: window.log.model.rowCount() == number)


def test_a_journal_that_is_deleted_while_the_window_is_open_begins_anew(window, qtbot):
    write_elsewhere(1, "Before")
    qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)

    for file in paths.data_dir().glob("journal.sqlite3*"):
        file.unlink()

    qtbot.waitUntil(lambda: window.log.model.rowCount() == 0)
    write_elsewhere(2, "After")
    qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)


def test_nothing_ticks_while_the_window_is_closed(start, qtbot):
    program = start()
    program.window.show()
    qtbot.waitExposed(program.window)
    program.window.hide()

    timers = program.findChildren(QTimer) + program.window.findChildren(QTimer)

    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in timers))
