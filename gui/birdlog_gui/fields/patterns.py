"""The never-log list: what is on it, a line for more, and the import of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from birdlog.rules import never_log
from birdlog.rules.never_log_file import candidates
from birdlog_gui.background import Background
from birdlog_gui.controls import button
from birdlog_gui.fields.labelled import labelled, name_of
from birdlog_gui.fields.pattern_list import PatternList
from birdlog_gui.fields.remark import Remark, named
from birdlog_gui.look import STEP

_LARGEST_FILE = 64 * 1024 * 1024
_NAMED = 3
_FEWEST, _MOST = 3, 8
"""Rows that the list has room for without being scrolled."""


_Act = Callable[[tuple[str, ...]], None]


class PatternsField(QWidget):
    """Shows patterns (`name@domain`, `*@domain`, `*@*.domain`) and takes more. A long list can be searched;
    what was done last can be undone.

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
        self.remark, self.done = Remark(), Remark()
        self.undo = button(self.tr("&Undo"), self.take_back)
        self.search = QLineEdit(placeholderText=self.tr("Find in the list"))
        self.search.setClearButtonEnabled(True)
        self.list = _List()
        self._model = PatternList(self)
        self._keys: dict[str, str] = {}
        self._last: tuple[_Act, tuple[str, ...]] | None = None
        self._reading = Background(OSError, parent=self)
        self._lay_out()
        self._connect()
        self.show_patterns(())

    @property
    def patterns(self) -> tuple[str, ...]:
        """What is on the list, in its order."""
        return self._model.patterns

    def show_patterns(self, patterns: Iterable[str]) -> None:
        """Show these normalised patterns in place of those before."""
        if self._model.show(patterns):
            self.list.updateGeometry()
        self._show_state()

    def take(self, written: Iterable[str]) -> None:
        """Put these on the list, and say which can't be read."""
        self._take(*never_log.sorted_out(written))

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
        gone = self._model.at(rows)
        self._drop(gone)
        next_one = self._model.index(min(rows[0], self._model.rowCount() - 1))
        self.list.setCurrentIndex(next_one)
        self._offer_undo(self.tr("%n entry(s) taken off the list.", "", len(gone)), self._put, gone)

    def take_back(self) -> None:
        """Undo what was done last."""
        if self._last:
            act, patterns = self._last
            self._offer_undo("")
            act(patterns)

    def _take(self, taken: tuple[str, ...], refused: tuple[str, ...]) -> None:
        held = set(map(self._key, self.patterns))
        new = {self._key(each): each for each in taken}
        fresh = tuple(each for key, each in new.items() if key not in held)
        self._say(len(taken) - len(fresh), refused)
        if fresh:
            self._put(fresh)
            self._offer_undo(self.tr("%n entry(s) put on the list.", "", len(fresh)), self._drop, fresh)

    def _put(self, patterns: tuple[str, ...]) -> None:
        self.search.clear()
        self.show_patterns((*self.patterns, *patterns))
        self.list.scrollToBottom()
        self.added.emit(patterns)

    def _drop(self, patterns: tuple[str, ...]) -> None:
        gone = set(patterns)
        self.show_patterns(each for each in self.patterns if each not in gone)
        self.removed.emit(patterns)

    def _offer_undo(self, words: str, act: _Act | None = None, patterns: tuple[str, ...] = ()) -> None:
        self._last = (act, patterns) if act else None
        self.done.say(None, words)
        self.undo.setVisible(act is not None)

    def _key(self, pattern: str) -> str:
        """What two patterns have in common that say the same; worked out once, since lists are long."""
        key = self._keys.get(pattern)
        if key is None:
            key = self._keys[pattern] = never_log.key(pattern)
        return key

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        layout.addLayout(labelled(name_of(self.tr("Never l&og mail with"), self.line), self.line, self.add))
        layout.addWidget(self.remark)
        undo = QHBoxLayout()
        undo.setSpacing(2 * STEP)
        undo.addWidget(self.done, stretch=1)
        undo.addWidget(self.undo)
        layout.addLayout(undo)
        layout.addWidget(self.search)
        layout.addWidget(self.list, stretch=1)
        below = QHBoxLayout()
        below.setSpacing(2 * STEP)
        below.addWidget(self.remove)
        below.addStretch()
        below.addWidget(self.import_file)
        layout.addLayout(below)
        self.setFocusProxy(self.line)
        self.undo.hide()

    def _connect(self) -> None:
        self.list.setModel(self._model)
        self.list.setAccessibleName(self.tr("Never-log list"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.textChanged.connect(self._model.look_for)
        self._model.modelReset.connect(self._show_state)
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
            self._take(*outcome)

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
        self.remove.setEnabled(self.list.selectionModel().hasSelection())
        self.list.setVisible(bool(self.patterns))
        self.remove.setVisible(bool(self.patterns))
        self.search.setVisible(len(self.patterns) > _MOST or bool(self.search.text()))


def _candidates_in(file: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a file names, sorted into what can be read, normalised, and what can't."""
    with file.open("rb") as opened:
        return never_log.sorted_out(candidates(opened.read(_LARGEST_FILE)))


class _List(QTableView):
    """As high as its patterns, between a few and some more rows.

    A table with rows of one height is laid out without a look at each row, which a QListView has at all.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self._rows = self.verticalHeader()
        self._rows.hide()
        self._rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._rows.setMinimumSectionSize(1)
        self._rows.setDefaultSectionSize(self.fontMetrics().height() + STEP)

    def sizeHint(self) -> QSize:
        rows = self.model().rowCount() if self.model() else 0
        return QSize(super().sizeHint().width(), self._height_of(min(max(rows, _FEWEST), _MOST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height_of(_FEWEST))

    def _height_of(self, rows: int) -> int:
        return rows * self._rows.defaultSectionSize() + 2 * self.frameWidth()
