"""Paints a contact in the list: the name and the time of the last mail, below them company and address."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionFocusRect,
    QStyleOptionViewItem,
)

from birdlog_gui.contacts.lines import TwoLines, height
from birdlog_gui.contacts.model import Role
from birdlog_gui.look import STEP, quiet

_MARGIN = 3 * STEP


class ContactDelegate(QStyledItemDelegate):
    """Two lines for each contact. Selection, hover and focus are the style's own."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40 * STEP, height(option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        painter.save()
        palette, selected = option.palette, bool(option.state & QStyle.StateFlag.State_Selected)
        active = bool(option.state & QStyle.StateFlag.State_Active)
        group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        colour = palette.color(group, role)
        inside = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        words = index.data(), index.data(Role.SECOND), index.data(Role.WHEN)
        TwoLines(painter, option.rect, inside, option.direction).paint(
            words, option.font, colour, colour if selected else quiet(palette)
        )
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            _paint_focus(painter, option, style)


def _paint_focus(painter: QPainter, option: QStyleOptionViewItem, style: QStyle) -> None:
    focus = QStyleOptionFocusRect()
    focus.rect = option.rect
    focus.palette = option.palette
    focus.state = option.state | QStyle.StateFlag.State_KeyboardFocusChange
    focus.backgroundColor = option.palette.color(QPalette.ColorRole.Highlight)
    style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, focus, painter, option.widget)
