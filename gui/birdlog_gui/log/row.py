"""Paints a row of the list: sign, subject and time, and below them state, contact and reason."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionFocusRect,
    QStyleOptionViewItem,
)

from birdlog.journal.entry import Entry
from birdlog_gui.log.entries import Role
from birdlog_gui.look import STEP, quiet, sign, tone
from birdlog_gui.plain import isolated
from birdlog_gui.sign import paint_sign

_MARGIN = 3 * STEP
_BADGE = 8 * STEP
_GAP = 3 * STEP


class RowDelegate(QStyledItemDelegate):
    """Two lines for each entry. Selection, hover and focus are the style's own."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = option.fontMetrics.height() + _small(option.font)[1].height()
        return QSize(40 * STEP, max(lines + STEP // 2, _BADGE) + 5 * STEP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setLayoutDirection(option.direction)
        row = _Row(painter, option)
        entry: Entry = index.data(Role.ENTRY)
        row.paint_badge(entry)
        row.paint_first_line(index.data(Role.SUBJECT), index.data(Role.WHEN), index.data(Role.NEEDS_YOU))
        row.paint_second_line(
            index.data(Role.STATE),
            entry,
            [index.data(Role.CONTACT), index.data(Role.WHY)],
        )
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            _paint_focus(painter, option, style)


class _Row:
    """Where things are in one row, and how they are painted there."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter, self._option = painter, option
        self._selected = bool(option.state & QStyle.StateFlag.State_Selected)
        active = option.state & QStyle.StateFlag.State_Active
        self._group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
        self._small_font, self._small = _small(option.font)
        self._area = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)

    def paint_badge(self, entry: Entry) -> None:
        area = self._placed(QRect(self._area.left(), 0, _BADGE, _BADGE))
        area.moveTop(self._option.rect.center().y() - _BADGE // 2 + 1)
        mirrored = self._option.direction == Qt.LayoutDirection.RightToLeft
        paint_sign(
            self._painter,
            area,
            sign(entry.state),
            self._state_colour(entry),
            self._background(),
            mirrored=mirrored,
        )

    def paint_first_line(self, subject: str, when: str, emphasis: bool) -> None:
        font = QFont(self._option.font)
        font.setWeight(QFont.Weight.DemiBold if emphasis else QFont.Weight.Normal)
        line = self._line(0, self._option.fontMetrics.height())
        width = _advance(self._small, when)
        time = QRect(line.right() - width + 1, line.top(), width, line.height())
        self._text(time, isolated(when), self._small_font, self._quiet())
        line.setRight(time.left() - _GAP)
        self._text(line, isolated(subject), font, self._colour())

    def paint_second_line(self, word: str, entry: Entry, rest: list[str]) -> None:
        line = self._line(self._option.fontMetrics.height() + STEP // 2, self._small.height())
        width = min(_advance(self._small, word), line.width())
        self._text(
            QRect(line.topLeft(), QSize(width, line.height())),
            word,
            self._small_font,
            self._state_colour(entry),
        )
        line.setLeft(line.left() + width)
        after = "".join(f"  ·  {isolated(part)}" for part in rest if part)
        self._text(line, after, self._small_font, self._quiet())

    def _line(self, below: int, height: int) -> QRect:
        both = self._option.fontMetrics.height() + STEP // 2 + self._small.height()
        top = self._option.rect.top() + (self._option.rect.height() - both) // 2 + below
        left = self._area.left() + _BADGE + _GAP
        return QRect(left, top, self._area.right() - left + 1, height)

    def _text(self, place: QRect, text: str, font: QFont, colour: QColor) -> None:
        self._painter.setFont(font)
        self._painter.setPen(colour)
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter  # turned round by the painter
        self._painter.drawText(self._placed(place), alignment | Qt.TextFlag.TextSingleLine, elided)

    def _placed(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self._option.direction, self._option.rect, rect)

    def _background(self) -> QColor:
        role = QPalette.ColorRole.Highlight if self._selected else QPalette.ColorRole.Base
        return self._option.palette.color(self._group, role)

    def _colour(self) -> QColor:
        role = QPalette.ColorRole.HighlightedText if self._selected else QPalette.ColorRole.Text
        return self._option.palette.color(self._group, role)

    def _quiet(self) -> QColor:
        return self._colour() if self._selected else quiet(self._option.palette)

    def _state_colour(self, entry: Entry) -> QColor:
        return self._colour() if self._selected else tone(entry.state, entry.reason).on(self._option.palette)


def _advance(metrics: QFontMetrics, text: str) -> int:
    """The width that `text` needs so as not to be elided: fractions of a pixel count."""
    return metrics.horizontalAdvance(text) + 2


def _small(font: QFont) -> tuple[QFont, QFontMetrics]:
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(font.pointSizeF() * 0.92)
    return small, QFontMetrics(small)


def _paint_focus(painter: QPainter, option: QStyleOptionViewItem, style: QStyle) -> None:
    focus = QStyleOptionFocusRect()
    focus.rect = option.rect
    focus.palette = option.palette
    focus.state = option.state | QStyle.StateFlag.State_KeyboardFocusChange
    focus.backgroundColor = option.palette.color(QPalette.ColorRole.Highlight)
    style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, focus, painter, option.widget)
