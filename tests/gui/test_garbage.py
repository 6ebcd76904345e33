"""Garbage is collected by the window's thread, when the person looks elsewhere and not for each change."""

import gc
import weakref

import pytest
from PySide6.QtCore import Qt

from birdlog_gui import garbage
from birdlog_gui.garbage import Garbage


class Litter:
    """Refers to itself, so that only a collection frees it."""

    def __init__(self):
        self.own = self


@pytest.fixture
def collector(qapp):
    """What collects, beside a piece of litter that it can see."""
    made = Garbage(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def litter():
    """A weak look at litter that nobody holds any more."""
    return weakref.ref(Litter())


def test_nothing_is_collected_by_itself(collector):
    assert not gc.isenabled()


def test_it_is_collected_when_the_person_turns_to_another_program(collector, litter, qapp, qtbot):
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)

    qtbot.waitUntil(lambda: litter() is None)


def test_it_stays_while_the_person_is_at_it(collector, litter, qapp):
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    collector.collect_at_times()
    qapp.processEvents()

    assert litter() is not None


def test_it_is_collected_some_time_after_something_was_done(collector, litter, monkeypatch, qtbot):
    monkeypatch.setattr(garbage, "_PAUSE_S", -1)

    collector.collect_at_times()

    qtbot.waitUntil(lambda: litter() is None)
