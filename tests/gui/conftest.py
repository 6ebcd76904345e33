"""The window's tests: real widgets, a real journal and real settings in a folder of each test's own."""

import gc
import os
from pathlib import Path

import pytest

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from example_journal import SETTINGS, fill
from windows import let_go_of_windows

from birdlog import nudge, paths
from birdlog.journal.store import Journal
from birdlog.setup import manifest
from birdlog_gui import language
from birdlog_gui.program import Program
from secret_service import secret_service

HARMLESS_WARNINGS = (
    "This plugin does not support grabbing the keyboard",  # of the offscreen platform, as is the next one
    "This plugin does not support propagateSizeHints()",  # of the offscreen platform
    "This plugin does not support raise()",
    "No such signal QPlatformNativeInterface::systemTrayWindowChanged",
)


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application, speaking English."""
    language.install(qapp, "en")
    return qapp


@pytest.fixture(autouse=True)
def base(tmp_path, monkeypatch):
    """All state in the test's own folder, nothing of the person's in reach."""
    monkeypatch.setenv("BIRDLOG_BASE_DIR", str(tmp_path / "base"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")  # else each program launches a bus that stays
    return tmp_path / "base"


@pytest.fixture(autouse=True)
def no_garbage_collected():
    """As in the program, which collects it in its own time: else a thread of the test's might."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def no_qt_warning(request):
    """A warning of Qt that nobody expects fails the test."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    qtlog = request.getfixturevalue("qtlog")
    yield
    told = [str(record.message) for record in qtlog.records]
    assert [text for text in told if not any(known in text for known in HARMLESS_WARNINGS)] == []


@pytest.fixture
def settings():
    """A person who logs to HubSpot."""
    paths.settings_file().write_text(SETTINGS, encoding="utf-8")


@pytest.fixture
def installed():
    """`birdlog install` has been run."""
    file = manifest.user_file()
    file.parent.mkdir(parents=True)
    file.write_text(manifest.content(Path("/nowhere/birdlog-host")), encoding="utf-8")


@pytest.fixture
def keyring(tmp_path, monkeypatch):
    """A real keyring, unlocked."""
    folder = tmp_path / "keyring"
    folder.mkdir()
    with secret_service(folder) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield environment


@pytest.fixture
def connected():
    """A helper is running that Thunderbird's add-on has said hello to."""
    listener = nudge.listen()
    yield
    nudge.stop(listener)


@pytest.fixture
def journal():
    """The person's journal, opened beside the window as the helper opens it."""
    with Journal.open() as opened:
        yield opened


@pytest.fixture
def ids(journal):
    """The example's entries, by name."""
    return fill(journal)


@pytest.fixture
def start(qapp, qtbot):
    """Starts the program in this process; what it makes is gone after the test."""
    programs = []

    def starter(language: str = "en") -> Program:
        programs.append(Program(qapp, language))
        return programs[-1]

    yield starter
    for program in programs:
        program.close()
        program.deleteLater()
    let_go_of_windows(qapp)


@pytest.fixture
def window(start, qtbot):
    """The window of a program that has just started, shown."""
    shown = start().window
    shown.show()
    qtbot.waitExposed(shown)
    return shown
