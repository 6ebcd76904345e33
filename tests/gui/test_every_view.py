"""What holds for each view of the window, for those who use the keyboard or hear it, in both languages."""

import pytest
from pictures import views
from pictures.stage import Stage
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from windows import let_go_of_windows

from birdlog_gui import language

BY_TAB = Qt.FocusPolicy.TabFocus.value


@pytest.fixture
def stage(qapp, base):
    """A place for one view; what was made there is gone afterwards."""
    made = Stage(qapp)
    yield made
    made.clear()
    let_go_of_windows(qapp)


@pytest.fixture(params=["en", "pt_BR"])
def spoken(request, qapp):
    """The view's language."""
    before = QLocale()
    translators = language.install(qapp, request.param)
    yield request.param
    QLocale.setDefault(before)
    for translator in translators:
        qapp.removeTranslator(translator)


@pytest.fixture(params=sorted(views()))
def view(request, stage, spoken, qtbot):
    """A view that is shown."""
    shown = views()[request.param](stage)
    stage.settle()
    return shown


def parts(view: QWidget, kind: type = QWidget) -> list[QWidget]:
    return [part for part in view.findChildren(kind) if part.isVisibleTo(view)]


def reached_by_tab(view: QWidget) -> list[QWidget]:
    return [
        part
        for part in parts(view)
        if part.focusPolicy().value & BY_TAB and part.isEnabledTo(view) and not part.focusProxy()
    ]


def accessible_name(part: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def described(part: QWidget) -> str:
    return f"{type(part).__name__} {part.objectName()} in {type(part.parent()).__name__}"


def is_cut(part: QWidget) -> bool:
    return bool(part.text()) and part.width() < part.minimumSizeHint().width()


def nameless(view: QWidget) -> list[str]:
    return [described(part) for part in reached_by_tab(view) if not accessible_name(part).strip()]


def never_reached(view: QWidget) -> list[str]:
    wanted, met, part = set(reached_by_tab(view)), set(), view
    for _ in range(5_000):
        part = part.nextInFocusChain()
        met.add(part)
        if part is view:
            break
    return [described(part) for part in wanted - met]


def markup(view: QWidget) -> list[str]:
    return [
        described(label) for label in parts(view, QLabel) if label.textFormat() != Qt.TextFormat.PlainText
    ]


def cut(view: QWidget) -> list[str]:
    said = [part for kind in (QAbstractButton, QLabel) for part in parts(view, kind)]
    return [described(part) for part in said if is_cut(part)]


def test_what_the_tab_key_reaches_is_everything_and_has_a_name_and_no_words_are_cut_or_markup(view):
    assert [nameless(view), never_reached(view), markup(view), cut(view)] == [[], [], [], []]
