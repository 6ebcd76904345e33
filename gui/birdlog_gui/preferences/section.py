"""A section of the settings: a column that scrolls, with groups of settings in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from birdlog.journal.store import Journal
from birdlog.settings import Settings
from birdlog_gui.look import STEP
from birdlog_gui.preferences.edits import Edits
from birdlog_gui.preferences.setting import Setting, quietly

_WIDEST = 160 * STEP
_LARGER = 1.3


class Section(QScrollArea):
    """Has a title and groups. What a part of it wants changed it gives to `keep`."""

    def __init__(self, title: str, edits: Edits, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edits, self.language = edits, language
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.heading = _Heading(title)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(8 * STEP, 6 * STEP, 8 * STEP, 8 * STEP)
        self.column.setSpacing(4 * STEP)
        self.column.addWidget(self.heading)
        self.column.addSpacing(STEP)
        self._inside = _Column(self.column)
        self.setWidget(self._inside)

    def know(self, settings: Settings) -> None:
        """Show these settings."""

    def show_journal(self, journal: Journal | None) -> None:
        """Go by what this journal says, where that matters."""

    def close_down(self) -> None:
        """Let go of what is still under way."""

    @property
    def covers(self) -> set[str]:
        """The settings that are reached here, such as `Profile.bcc`."""
        return {name for setting in self.findChildren(Setting) for name in setting.covers}

    def commit(self) -> None:
        """Keep what is typed and not kept yet."""
        for setting in self.findChildren(Setting):
            setting.commit()

    def group(self, title: str, *parts: QWidget, meaning: str = "") -> None:
        """Add parts that belong together below a title of theirs."""
        if self.column.count() > 2:
            self.column.addSpacing(3 * STEP)
        if title:
            self.column.addWidget(_subtitle(title))
        if meaning:
            self.column.addWidget(quietly(meaning))
        for part in parts:
            self.column.addWidget(part)

    def end(self) -> None:
        """No more groups come: what room there is stays below the last."""
        self.column.addStretch(1)

    def keep(self, setting: Setting, change: Callable[[Any], object]) -> None:
        """Make a change of what `setting` wants, with the value, and tell it what came of it."""
        setting.wanted.connect(lambda value: self.edits.ask(lambda: change(value), setting.answer))


class _Column(QWidget):
    """What is in the section: as wide as one reads with ease, from the leading edge."""

    def __init__(self, column: QVBoxLayout) -> None:
        super().__init__()
        self._held = QWidget()
        self._held.setLayout(column)
        self._held.setMaximumWidth(_WIDEST)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._held)


class _Heading(QLabel):
    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        self.setFont(font)


def _subtitle(title: str) -> QLabel:
    label = QLabel(title)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    font = label.font()
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label
