"""The never-log list: what is on it, a line for more, and the import of a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from birdlog.rules import never_log
from birdlog.rules.never_log_file import candidates
from birdlog_gui.background import Background
from birdlog_gui.controls import button
from birdlog_gui.fields.labelled import labelled, name_of
from birdlog_gui.fields.remark import Remark, named
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless

_LARGEST_FILE = 64 * 1024 * 1024
_NAMED = 3
_FEWEST, _MOST = 3, 8
"""Rows that the list has room for without being scrolled."""


class PatternsField(QWidget):
    """Shows patterns (`name@domain`, `*@domain`, `*@*.domain`) and takes more.

    `added` and `removed` bring the patterns that the person put on the list or took off it, normalised; the
    field shows them so already.
    """

    added = Signal(tuple)
    removed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(placeholderText=self.tr("name@example.com, or *@example.com for all of them"))
        self.line.setClearButtonEnabled(True)
        self.add = button(self.tr("Add"), self.take_line)
        self.import_file = button(self.tr("Import a file…"), self._choose_file)
        self.remove = button(self.tr("Take off the list"), self.take_off)
        self.remark = Remark()
        self.list = _List()
        self._model = _Patterns(self)
        self._keys: set[str] = set()
        self._reading = Background(OSError, parent=self)
        self._lay_out()
        self._connect()
        self.show_patterns(())

    @property
    def patterns(self) -> tuple[str, ...]:
        """What is on the list, in its order."""
        return tuple(self._model.stringList())

    def show_patterns(self, patterns: Iterable[str]) -> None:
        """Show these normalised patterns in place of those before."""
        shown = list(patterns)
        if shown != self._model.stringList():
            self._model.setStringList(shown)
            self.list.updateGeometry()
        self._keys = set(map(never_log.key, shown))
        self._show_state()

    def take(self, written: Iterable[str]) -> None:
        """Put these on the list, and say which can't be read."""
        taken, refused = never_log.sorted_out(written)
        new = {never_log.key(each): each for each in taken}
        fresh = tuple(each for key, each in new.items() if key not in self._keys)
        if fresh:
            self.show_patterns((*self.patterns, *fresh))
            self.list.scrollToBottom()
        self._say(len(taken) - len(fresh), refused)
        if fresh:
            self.added.emit(fresh)

    def take_line(self) -> None:
        """Put what stands in the line on the list; what can't be read stays there."""
        written = [each for each in self.line.text().replace(",", " ").replace(";", " ").split() if each]
        if not written:
            return
        self.take(written)
        self.line.setText(" ".join(never_log.sorted_out(written)[1]))

    def take_file(self, file: Path) -> None:
        """Put what a file names (one a line, or a CSV) on the list."""
        self.import_file.setEnabled(False)
        self._reading.start(lambda: _candidates_in(file))

    def take_off(self) -> None:
        """Take what is selected off the list."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        if not rows:
            return
        gone, patterns = set(rows), self.patterns
        self.show_patterns(each for row, each in enumerate(patterns) if row not in gone)
        next_one = self._model.index(min(rows[0], self._model.rowCount() - 1))
        self.list.setCurrentIndex(next_one)
        self.removed.emit(tuple(patterns[row] for row in rows))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        layout.addLayout(labelled(name_of(self.tr("Never l&og mail with"), self.line), self.line, self.add))
        layout.addWidget(self.remark)
        layout.addWidget(self.list, stretch=1)
        below = QHBoxLayout()
        below.setSpacing(2 * STEP)
        below.addWidget(self.remove)
        below.addStretch()
        below.addWidget(self.import_file)
        layout.addLayout(below)
        self.setFocusProxy(self.line)

    def _connect(self) -> None:
        self.list.setModel(self._model)
        self.list.setAccessibleName(self.tr("Never-log list"))
        self.list.selectionModel().selectionChanged.connect(self._show_state)
        self.line.returnPressed.connect(self.take_line)
        self.line.textChanged.connect(self._show_state)
        self._reading.ended.connect(self._take_read)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.list, self.take_off)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _choose_file(self) -> None:
        kinds = self.tr("Lists (*.txt *.csv);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import never-log entries"), "", kinds)
        if name:
            self.take_file(Path(name))

    def _take_read(self, outcome: object) -> None:
        self.import_file.setEnabled(True)
        if isinstance(outcome, OSError):
            self.remark.say("block", self.tr("The file can't be read: {why}.").format(why=outcome.strerror))
        elif isinstance(outcome, tuple):
            self.take(outcome)

    def _say(self, known: int, refused: tuple[str, ...]) -> None:
        if refused:
            entries = ", ".join(map(named, refused[:_NAMED])) + (" …" if len(refused) > _NAMED else "")
            words = self.tr("This can't be read: {entries}. Write name@example.com or *@example.com.")
            self.remark.say("warn", words.format(entries=entries))
        elif known:
            self.remark.say("ok", self.tr("It is on the list already."))
        else:
            self.remark.say(None)

    def _show_state(self) -> None:
        self.add.setEnabled(bool(self.line.text().strip()))
        self.remove.setEnabled(self.list.selectionModel() is not None and bool(self.list.selectedIndexes()))
        self.list.setVisible(self._model.rowCount() > 0)
        self.remove.setVisible(self._model.rowCount() > 0)


def _candidates_in(file: Path) -> tuple[str, ...]:
    with file.open("rb") as opened:
        return candidates(opened.read(_LARGEST_FILE))


class _Patterns(QStringListModel):
    """Patterns that may come of any file."""

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        value = super().data(index, role)
        return harmless(value) if isinstance(value, str) else value


class _List(QListView):
    """As high as its patterns, between a few and some more rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def sizeHint(self) -> QSize:
        rows = self.model().rowCount() if self.model() else 0
        return QSize(super().sizeHint().width(), self._height_of(min(max(rows, _FEWEST), _MOST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height_of(_FEWEST))

    def _height_of(self, rows: int) -> int:
        return rows * max(self.sizeHintForRow(0), self.fontMetrics().height()) + 2 * self.frameWidth()
