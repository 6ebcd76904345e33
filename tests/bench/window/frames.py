"""The window under the hands of someone who searches and scrolls.

Prints as JSON what each step took (ms) until it was painted, by what is done, and the resident memory (MiB)
before and after.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

from measured import resident
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from birdlog_gui import language
from birdlog_gui.program import Program
from large_journal import words

SEARCHES = 100
SCROLLED = 10_000
"""Entries."""


class Hands:
    """Does what a person does, one step after the other, and keeps what each took."""

    def __init__(self, application: QApplication, program: Program) -> None:
        self._application, self._window = application, program.window
        self._log = program.window.log
        self._list, self._model = self._log.list, self._log.model
        self.took: dict[str, list[float]] = defaultdict(list)

    def search(self, word: str) -> None:
        """Type `word` key by key, and take it back."""
        for letter in word:
            began = time.perf_counter()
            self._step("a key of a search", lambda letter=letter: QTest.keyClick(self._log.search, letter))
            self._wait_for_list()
            self.took["a key of a search until what it finds is shown"].append(_since(began))
        for _ in word:
            self._step("a key of a search", lambda: QTest.keyClick(self._log.search, Qt.Key.Key_Backspace))
            self._wait_for_list()

    def turn_wheel(self) -> None:
        """Scroll by one notch."""
        place = QPointF(self._list.viewport().rect().center())
        screen = QPointF(self._list.viewport().mapToGlobal(place.toPoint()))
        notch = QPoint(0, -120)
        buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, screen, QPoint(), notch, buttons, keys, phase, False)
        self._step("a turn of the wheel", lambda: self._application.sendEvent(self._list.viewport(), event))

    def press(self, name: str, key: Qt.Key) -> None:
        """Press a key in the list."""
        self._step(name, lambda: QTest.keyClick(self._list, key))

    def read_on(self) -> None:
        """Drag the scroll bar to the end of what is read, where more is read."""
        bar = self._list.verticalScrollBar()
        self._step("reading on at the end of the list", lambda: bar.setSliderPosition(bar.maximum()))

    def drag(self) -> None:
        """Drag the scroll bar from the end of the list to its beginning."""
        bar = self._list.verticalScrollBar()
        for step in reversed(range(50)):
            self._step(
                "a step of the scroll bar",
                lambda step=step: bar.setSliderPosition(bar.maximum() * step // 50),
            )

    @property
    def rows(self) -> int:
        """How many entries are read by now."""
        return self._model.rowCount()

    def settle(self) -> None:
        """Let all be done that is under way."""
        for _ in range(20):
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)

    def _step(self, name: str, act: Callable[[], object]) -> None:
        """Do it and paint what it changed, as the system has it painted."""
        began = time.perf_counter()
        act()
        self._application.sendEvent(self._window, QEvent(QEvent.Type.UpdateRequest))
        self.took[name].append(_since(began))
        self._wait_for_list()

    def _wait_for_list(self) -> None:
        self._application.processEvents()
        # What was to be deleted later goes when the program waits, which it does not here.
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        while self._model.is_reading:
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._application.sendEvent(self._window, QEvent(QEvent.Type.UpdateRequest))


def _since(began: float) -> float:
    return 1e3 * (time.perf_counter() - began)


def _searched() -> Iterator[str]:
    """The beginnings of frequent words, which fill the list in a small journal too, and what there is not."""
    known = words()
    for rank in range(SEARCHES):
        yield known[rank][:3] if rank % 10 else f"{known[rank][:2]}qq"


def _main() -> None:
    application = QApplication(sys.argv)
    language.install(application, "en")
    program = Program(application, "en")
    program.window.come_forward()
    hands = Hands(application, program)
    hands.settle()
    assert program.window.log.isVisible()
    before = resident()
    for word in _searched():
        hands.search(word)
    for _ in range(200):
        hands.turn_wheel()
    for _ in range(100):
        hands.press("Page Down", Qt.Key.Key_PageDown)
    rows = 0
    while rows < hands.rows < SCROLLED:
        rows = hands.rows
        hands.read_on()
    hands.drag()
    print(json.dumps({"took": hands.took, "before": before, "after": resident()}))
    program.close()


_main()
