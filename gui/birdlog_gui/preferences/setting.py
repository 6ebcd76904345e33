"""One setting: its input, what it means, and in place what came of the last change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from birdlog.settings import SettingsError
from birdlog.setup.installation import InstallationError
from birdlog.texts import text
from birdlog_gui.controls import QuietLabel
from birdlog_gui.fields.labelled import name_of
from birdlog_gui.fields.remark import Remark, named
from birdlog_gui.look import STEP
from birdlog_gui.preferences.edits import Problem

_SAVED_MS = 3_000
_INDENT = 6 * STEP


class Setting(QWidget):
    """`covers` are the settings that are reached here, as `Profile.bcc`; `title` is what they are called.

    `wanted` brings the value that the person chose. It is kept or refused by whoever listens, who tells
    `answer`. Until then, and while something is being typed, what comes from the file is not shown.
    """

    wanted = Signal(object)

    def __init__(self, title: str, *covers: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.covers = title.replace("&", ""), covers
        self._language = language
        self._asked: list[Any] = []
        self.saved = _Saved()
        self.remark = Remark()
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(STEP)

    def ask(self, value: object) -> None:
        """Ask that `value` is kept."""
        self._asked.append(value)
        self.remark.say(None)
        self.wanted.emit(value)

    def answer(self, problem: Problem | None) -> None:
        """Say that it is kept, or why not: what was typed stays then."""
        value = self._asked.pop(0)
        if problem is None:
            self.saved.flash()
            self._take_kept(value)
        else:
            self.remark.say("block", problem_in_words(problem, self._language, self.title))
            self._take_refused()

    def _take_kept(self, value: Any) -> None:
        """Go by `value` from now on."""

    def _take_refused(self) -> None:
        """Show what is kept still, where that is not what the person typed."""

    @property
    def takes_over(self) -> bool:
        """Whether what comes from the file may be shown now."""
        return not self._asked

    def commit(self) -> None:
        """Ask for what is typed and was not asked for yet; nothing where nothing is."""


class Switch(Setting):
    """On or off."""

    def __init__(
        self, title: str, *covers: str, language: str, meaning: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, *covers, language=language, parent=parent)
        self.box = QCheckBox(title)
        self._known = False
        self.rows.addLayout(beside(self.box, self.saved))
        if meaning:
            self.rows.addLayout(indented(quietly(meaning)))
            self.box.setAccessibleDescription(meaning)
        self.rows.addLayout(indented(self.remark))
        self.box.clicked.connect(self.ask)
        self.setFocusProxy(self.box)

    def know(self, value: bool) -> None:
        """Show `value`."""
        self._known = value
        if self.takes_over:
            self.box.setChecked(value)

    def _take_kept(self, value: bool) -> None:
        self._known = value

    def _take_refused(self) -> None:
        self.know(self._known)


class TextLine(Setting):
    """A line of text, kept when the person leaves it or presses Enter; Escape brings back what is kept."""

    def __init__(
        self,
        title: str,
        *covers: str,
        language: str,
        meaning: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, *covers, language=language, parent=parent)
        self.line = QLineEdit(placeholderText=placeholder)
        self._kept, self._meaning = "", meaning
        self._refused: str | None = None
        self.rows.addLayout(beside(name_of(title, self.line), self.saved))
        self.rows.addWidget(self.line)
        if meaning:
            self.rows.addWidget(quietly(meaning))
        self.line.setAccessibleDescription(meaning)
        self.rows.addWidget(self.remark)
        self.line.editingFinished.connect(self.commit)
        self.line.textEdited.connect(self._forget_refusal)
        escape = QShortcut(QKeySequence("Esc"), self.line, self._take_back)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.setFocusProxy(self.line)

    @property
    def takes_over(self) -> bool:
        return super().takes_over and self.line.text().strip() == self._kept

    def know(self, value: str) -> None:
        """Show `value`, unless the person is typing something else."""
        if self.takes_over or self.line.text().strip() == value:
            self._show(value)
        else:
            self._kept = value

    def _take_kept(self, value: str) -> None:
        self._kept = value

    def commit(self) -> None:
        typed = self.line.text().strip()
        if typed not in (self._kept, self._refused, *self._asked):
            self._refused = None
            self.ask(typed)

    def _take_refused(self) -> None:
        self._refused = self.line.text().strip()
        self.line.setAccessibleDescription(self.remark.text)

    def _forget_refusal(self) -> None:
        self._refused = None
        self.remark.say(None)
        self.line.setAccessibleDescription(self._meaning)

    def _take_back(self) -> None:
        self._forget_refusal()
        self._show(self._kept)

    def _show(self, value: str) -> None:
        self._kept = value
        if self.line.text() != value:
            self.line.setText(value)
            self.line.setCursorPosition(0)


class Choice(Setting):
    """One of a few ways, each with what it means."""

    def __init__(
        self,
        title: str,
        *covers: str,
        language: str,
        ways: dict[str, tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, *covers, language=language, parent=parent)
        self.buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._known = ""
        label = QLabel(self.title)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.rows.addLayout(beside(label, self.saved, wide=True))
        for value, (words, meaning) in ways.items():
            self._add(value, words, meaning)
        self.rows.addWidget(self.remark)
        self._group.buttonClicked.connect(self._choose)

    def know(self, value: str) -> None:
        """Show `value`."""
        self._known = value
        if self.takes_over:
            self.buttons[value].setChecked(True)
            self.setFocusProxy(self.buttons[value])

    def _take_kept(self, value: str) -> None:
        self._known = value

    def _take_refused(self) -> None:
        self.know(self._known)

    def _add(self, value: str, words: str, meaning: str) -> None:
        button = QRadioButton(words)
        button.setAccessibleDescription(meaning)
        self._group.addButton(button)
        self.buttons[value] = button
        self.rows.addWidget(button)
        if meaning:
            self.rows.addLayout(indented(quietly(meaning)))

    def _choose(self) -> None:
        chosen = next(value for value, button in self.buttons.items() if button.isChecked())
        if chosen != self._known:
            self.ask(chosen)


class Selection(Setting):
    """One of many values, in a list that opens. `ways` are the values, each with its words."""

    def __init__(
        self,
        title: str,
        *covers: str,
        language: str,
        ways: dict[str, str],
        meaning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, *covers, language=language, parent=parent)
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(20)
        self._known = ""
        for value, words in ways.items():
            self.box.addItem(words, value)
        self.rows.addLayout(beside(name_of(title, self.box), self.saved))
        self.rows.addLayout(beside(self.box))
        if meaning:
            self.rows.addWidget(quietly(meaning))
            self.box.setAccessibleDescription(meaning)
        self.rows.addWidget(self.remark)
        self.box.activated.connect(lambda _place: self._choose())
        self.setFocusProxy(self.box)

    def know(self, value: str) -> None:
        """Show `value`, which need not be among the ways."""
        self._known = value
        if self.takes_over:
            if self.box.findData(value) < 0:
                self.box.addItem(named(value), value)
            self.box.setCurrentIndex(self.box.findData(value))

    def _take_kept(self, value: str) -> None:
        self._known = value

    def _take_refused(self) -> None:
        self.know(self._known)

    def _choose(self) -> None:
        if self.box.currentData() != self._known:
            self.ask(self.box.currentData())


class _Saved(QuietLabel):
    """Says for a moment that a change is kept; its place is there all the time, so that nothing moves."""

    def __init__(self) -> None:
        super().__init__()
        self._saved = self.tr("Saved")
        self._end = QTimer(self, singleShot=True, interval=_SAVED_MS)
        self._end.timeout.connect(self.clear)

    def flash(self, words: str = "") -> None:
        """Say it, or `words`."""
        self.setText(words or self._saved)
        self._end.start()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text() or self._saved) + STEP, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def quietly(words: str) -> QuietLabel:
    """What something means, in the colour of what stands beside the main text."""
    label = QuietLabel(words)
    label.setWordWrap(True)
    return label


def beside(*parts: QWidget, wide: bool = False) -> QHBoxLayout:
    """`parts` side by side, the room between the first and the rest, or in the first where it is `wide`."""
    row = QHBoxLayout()
    row.setSpacing(2 * STEP)
    row.addWidget(parts[0], stretch=1 if wide else 0)
    row.addStretch(0 if wide else 1)
    for part in parts[1:]:
        row.addWidget(part)
    return row


def indented(part: QWidget) -> QHBoxLayout:
    """`part` below the words of a box, not below the box."""
    row = QHBoxLayout()
    row.setContentsMargins(_INDENT, 0, 0, 0)
    row.addWidget(part)
    return row


def problem_in_words(problem: Problem, language: str, title: str = "") -> str:
    """Why a change was not made; the setting that the file calls by its key is called by its title."""
    if isinstance(problem, InstallationError):
        return text(f"setup.problem.{problem.code}", language)
    if isinstance(problem, OSError):
        path = named(str(problem.filename))
        return text("setup.problem.unwritable", language, path=path, problem=problem.strerror)
    values = {
        name: named(value) if isinstance(value, str) else value for name, value in problem.values.items()
    }
    if title and problem.file is None and "key" in values:
        values["key"] = title
    said = SettingsError(problem.problem, file=problem.file, line=problem.line, **values)
    return " ".join(said.in_locale(language))
