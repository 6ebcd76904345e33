"""Paints the cells of a row: the state as sign and word, all else as text that is elided at its end."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from birdlog.journal.entry import Entry
from birdlog_gui.log.entries import Column, EntryModel
from birdlog_gui.look import STEP, quiet, sign, tone
from birdlog_gui.plain import isolated
from birdlog_gui.sign import paint_sign

MARGIN = 2 * STEP
_SIGN = 5 * STEP
_GAP = 2 * STEP
_QUIET = (Column.WHEN, Column.CRM, Column.REASON)
_EMPHASISED = (Column.WHO, Column.SUBJECT)
_ON_ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
"""On the left side, which the painter turns round where one writes from right to left."""


def row_height(metrics: QFontMetrics) -> int:
    """How high a row is."""
    return max(metrics.height(), _SIGN) + 3 * STEP


def width_for(column: Column, texts: list[str], metrics: QFontMetrics) -> int:
    """The width of a column in which none of these texts is elided."""
    widest = max(map(metrics.horizontalAdvance, texts), default=0) + STEP
    return widest + 2 * MARGIN + (_SIGN + _GAP if column == Column.STATE else 0)


class CellDelegate(QStyledItemDelegate):
    """One line for each entry. Selection and hover are the style's own; the focus is around the row."""

    def __init__(self, table: QTableView, model: EntryModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(10 * STEP, row_height(option.fontMetrics))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        entry, column = self._model.entry(index), Column(index.column())
        if entry is None:
            return
        painter.save()
        painter.setLayoutDirection(option.direction)
        cell = _Cell(painter, option)
        words = self._model.words(entry)
        if column == Column.STATE:
            cell.paint_state(entry, words.state)
        else:
            emphasised = column in _EMPHASISED and self._model.needs_you(entry)
            cell.paint_text(words[column], is_quiet=column in _QUIET, is_emphasised=emphasised)
        painter.restore()


class _Cell:
    """Where things are in one cell, and how they are painted there."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter, self._option = painter, option
        self._selected = bool(option.state & QStyle.StateFlag.State_Selected)
        active = option.state & QStyle.StateFlag.State_Active
        self._group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
        self._area = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)

    def paint_state(self, entry: Entry, word: str) -> None:
        """Paint the sign and beside it the word."""
        top = self._area.center().y() - _SIGN // 2 + 1
        mirrored = self._option.direction == Qt.LayoutDirection.RightToLeft
        colour = (
            self._colour() if self._selected else tone(entry.state, entry.reason).on(self._option.palette)
        )
        place = self._placed(QRect(self._area.left(), top, _SIGN, _SIGN))
        paint_sign(self._painter, place, sign(entry.state), colour, self._background(), mirrored=mirrored)
        beside = self._area.adjusted(_SIGN + _GAP, 0, 0, 0)
        self._text(beside, word, self._option.font, colour)

    def paint_text(self, text: str, *, is_quiet: bool, is_emphasised: bool) -> None:
        """Paint what a column says."""
        font = QFont(self._option.font)
        font.setWeight(QFont.Weight.DemiBold if is_emphasised else QFont.Weight.Normal)
        colour = quiet(self._option.palette) if is_quiet and not self._selected else self._colour()
        self._text(self._area, text, font, colour)

    def _text(self, place: QRect, text: str, font: QFont, colour: QColor) -> None:
        self._painter.setFont(font)
        self._painter.setPen(colour)
        elided = QFontMetrics(font).elidedText(isolated(text), Qt.TextElideMode.ElideRight, place.width())
        self._painter.drawText(self._placed(place), _ON_ONE_LINE, elided)

    def _placed(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self._option.direction, self._option.rect, rect)

    def _background(self) -> QColor:
        role = QPalette.ColorRole.Highlight if self._selected else QPalette.ColorRole.Base
        return self._option.palette.color(self._group, role)

    def _colour(self) -> QColor:
        role = QPalette.ColorRole.HighlightedText if self._selected else QPalette.ColorRole.Text
        return self._option.palette.color(self._group, role)
