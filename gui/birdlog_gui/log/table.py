"""The list as a table whose rows are chosen as a whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QRect, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionFocusRect,
    QStyleOptionViewItem,
    QTableView,
)

from birdlog_gui.controls import ground
from birdlog_gui.log.columns import ColumnHeader
from birdlog_gui.log.entries import Column, EntryModel
from birdlog_gui.log.row import CellDelegate, row_height

_Selection = QAbstractItemView.SelectionBehavior.SelectRows


class EntryTable(QTableView):
    """Lists a model's entries. `chosen` says that others are chosen than before.

    Ctrl+A chooses all that is listed, of which `is_all_chosen` tells: also what was not read yet.
    """

    chosen = Signal()

    def __init__(self, model: EntryModel, store: QSettings, language: str) -> None:
        super().__init__()
        self._model = model
        self.setViewport(ground())
        self._is_all = self._is_choosing_all = False
        self.columns = ColumnHeader(self, store, language)
        self.setHorizontalHeader(self.columns)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self, model))
        self.setSelectionBehavior(_Selection)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self._size_rows()
        model.rowsInserted.connect(self._choose_inserted)
        model.rowsInserted.connect(lambda _, first, last: self._stay_in_place(first, last - first + 1))
        model.rowsRemoved.connect(lambda _, first, last: self._stay_in_place(first, first - last - 1))
        self.columns.start()

    @property
    def is_all_chosen(self) -> bool:
        """Whether all that is listed is chosen, read or not."""
        return self._is_all

    def chosen_rows(self) -> list[tuple[int, int]]:
        """The chosen rows, as ranges from one to another."""
        ranges = self.selectionModel().selection()
        return sorted({(each.top(), each.bottom()) for each in map(ranges.at, range(ranges.count()))})

    def show_row(self, row: int) -> None:
        """Choose a row and bring it into sight."""
        self.setCurrentIndex(self._model.index(row, Column.SUBJECT))
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def choose_rows(self, rows: list[int]) -> None:
        """Choose these rows again, without scrolling to them."""
        selection = QItemSelection()
        for row in rows:
            selection.select(self._model.index(row, 0), self._model.index(row, len(Column) - 1))
        self.selectionModel().select(selection, self.selectionModel().SelectionFlag.ClearAndSelect)

    def selectAll(self) -> None:
        self._is_choosing_all = True
        super().selectAll()
        self._is_choosing_all = False
        self._is_all = True
        self.chosen.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._is_choosing_all:
            self._is_all = False
            self.chosen.emit()

    def reset(self) -> None:
        self._is_all = False
        super().reset()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.accept()  # a row is one thing: there is nothing beside it to go to
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._size_rows()
            self.columns.size_to_texts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            painter = QPainter(self.viewport())
            self._paint_focus(painter, self._row_rect(current))
            painter.end()

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        option.showDecorationSelected = True

    def _row_rect(self, index: QModelIndex) -> QRect:
        return QRect(
            0, self.rowViewportPosition(index.row()), self.viewport().width(), self.rowHeight(index.row())
        )

    def _paint_focus(self, painter: QPainter, rect: QRect) -> None:
        focus = QStyleOptionFocusRect()
        focus.initFrom(self)
        focus.rect = rect
        focus.state |= QStyle.StateFlag.State_KeyboardFocusChange
        focus.backgroundColor = self.palette().color(QPalette.ColorRole.Highlight)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, focus, painter, self)

    def _size_rows(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setMinimumSectionSize(0)
        rows.setDefaultSectionSize(row_height(self.fontMetrics()))

    def _stay_in_place(self, first: int, more: int) -> None:
        """What is in sight of a list that was scrolled stays where it is when rows above come or go."""
        bar, height = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        if bar.value() > 0 and first * height < bar.value():
            bar.setValue(bar.value() + more * height)

    def _choose_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        """Where all is chosen, so is what is read on."""
        if self._is_all:
            self._is_choosing_all = True
            rows = QItemSelection(self._model.index(first, 0), self._model.index(last, len(Column) - 1))
            self.selectionModel().select(rows, self.selectionModel().SelectionFlag.Select)
            self._is_choosing_all = False
