"""The columns of the list: which are shown, where, how wide, and by which the list is sorted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QByteArray, QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QStyle, QStyleOptionHeader, QTableView

from birdlog import utc
from birdlog.journal.entry import state_text
from birdlog.journal.states import STATES
from birdlog.settings import Settings
from birdlog_gui import times
from birdlog_gui.controls import ground
from birdlog_gui.log.entries import Column, title
from birdlog_gui.log.row import MARGIN, width_for
from birdlog_gui.look import STEP, faint, quiet

_COLUMNS = "log/columns"
_CRM_IS_SHOWN = "log/crm-column"
_SHARES = {Column.WHO: 3, Column.SUBJECT: 5, Column.REASON: 5}
"""Columns that part what room there is, and their shares of it at first."""

_NARROWEST = 12 * STEP
_ARROW = 3 * STEP


class ColumnHeader(QHeaderView):
    """All columns together are as wide as the list is: there is no scrolling sideways."""

    def __init__(self, table: QTableView, store: QSettings, language: str) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table, self._store, self._language = table, store, language
        self._is_fitting = False
        self._shares: dict[Column, float] = dict(_SHARES)
        self._has_several_crms = False
        self.setViewport(ground())
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROWEST)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.sectionResized.connect(self._resized)

    def start(self) -> None:
        """Come back as it was left, once the table has its model."""
        self.setSortIndicator(Column.WHEN, Qt.SortOrder.DescendingOrder)
        self.size_to_texts()
        kept = self._store.value(_COLUMNS)
        if isinstance(kept, QByteArray):
            self._is_fitting = True
            self.restoreState(kept)
            self._is_fitting = False
            self._take_shares()
        self.setSectionsClickable(True)
        self._show_crm_column()
        self._table.setSortingEnabled(True)

    def keep(self) -> None:
        """Keep it for the next start."""
        self._store.setValue(_COLUMNS, self.saveState())

    def know(self, settings: Settings) -> None:
        """Show which CRM a mail went to where there are several, unless the person has decided about it."""
        self._has_several_crms = len(settings.profiles) > 1
        self._show_crm_column()

    def fit(self) -> None:
        """Make the columns as wide as the list, those that part the room in proportion."""
        self._fit(None)

    def size_to_texts(self) -> None:
        """Make the columns of few words as wide as those are."""
        now, metrics = datetime.now(UTC), self._table.fontMetrics()
        ago = [utc.written(now - timedelta(days=days, minutes=50)) for days in (0, 1, 4, 500)]
        texts = {
            Column.STATE: [state_text(state, self._language) for state in STATES],
            Column.WHEN: [times.relative(at, now) for at in ago],
        }
        self._is_fitting = True
        for column, said in texts.items():
            self.resizeSection(column, width_for(column, [*said, title(column)], metrics))
        self.resizeSection(Column.CRM, 28 * STEP)
        self._is_fitting = False
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 3 * STEP)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The title above the texts of its column, and the arrow of the order beside it."""
        painter.save()
        painter.setPen(faint(self.palette()))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        place = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        said = title(Column(logicalIndex))
        if logicalIndex == self.sortIndicatorSection():
            place = self._paint_arrow(painter, place, said)
        painter.setPen(quiet(self.palette()))
        elided = self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()

    def column_menu(self) -> QMenu:
        """Which columns are shown."""
        menu = QMenu(self.tr("Columns"), self)
        shown = [column for column in Column if not self.isSectionHidden(column)]
        for column in Column:
            action = QAction(title(column), menu, checkable=True, checked=column in shown)
            action.setEnabled(shown != [column])
            action.toggled.connect(partial(self._show_column, column))
            menu.addAction(action)
        return menu

    def sort_menu(self) -> QMenu:
        """By which column the list is sorted, and in which direction: what a click on a title does."""
        menu = QMenu(self.tr("Sort by"), self)
        by, direction = self.sortIndicatorSection(), self.sortIndicatorOrder()
        group = QActionGroup(menu)
        for column in Column:
            action = QAction(title(column), group, checkable=True, checked=column == by)
            action.triggered.connect(partial(self.setSortIndicator, column, direction))
            menu.addAction(action)
        menu.addSeparator()
        ways = QActionGroup(menu)
        for words, way in (
            (self.tr("Ascending"), Qt.SortOrder.AscendingOrder),
            (self.tr("Descending"), Qt.SortOrder.DescendingOrder),
        ):
            action = QAction(words, ways, checkable=True, checked=way == direction)
            action.triggered.connect(partial(self.setSortIndicator, by, way))
            menu.addAction(action)
        return menu

    def _paint_arrow(self, painter: QPainter, place: QRect, said: str) -> QRect:
        """Paint it after the title; return where that may stand."""
        begin = min(self.fontMetrics().horizontalAdvance(said) + STEP, place.width() - _ARROW)
        arrow = QStyleOptionHeader()
        arrow.initFrom(self)
        is_down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        arrow.sortIndicator = arrow.SortIndicator.SortDown if is_down else arrow.SortIndicator.SortUp
        beside = QRect(place.left() + begin, place.center().y() - _ARROW // 2 + 1, _ARROW, _ARROW)
        arrow.rect = QStyle.visualRect(self.layoutDirection(), place, beside)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorHeaderArrow, arrow, painter, self)
        title_place = QRect(place.left(), place.top(), begin, place.height())
        return QStyle.visualRect(self.layoutDirection(), place, title_place)

    def _open_menu(self, place: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(place))

    def _show_column(self, column: Column, shown: bool) -> None:
        self.setSectionHidden(column, not shown)
        if column == Column.CRM:
            self._store.setValue(_CRM_IS_SHOWN, shown)
        self.fit()

    def _show_crm_column(self) -> None:
        decided = self._store.value(_CRM_IS_SHOWN, None)
        shown = self._has_several_crms if decided is None else decided in (True, "true")
        self.setSectionHidden(Column.CRM, not shown)
        self.fit()

    def _resized(self, column: int, _before: int, _now: int) -> None:
        """Of what the person drags, the others take or give the room."""
        if not self._is_fitting:
            self._fit(Column(column))
            self._take_shares()

    def _take_shares(self) -> None:
        """From now on the room is parted as it is now."""
        for column in _SHARES:
            if not self.isSectionHidden(column):
                self._shares[column] = self.sectionSize(column)

    def _fit(self, kept: Column | None) -> None:
        """Part the room anew among those columns that part it; `kept` stays as wide as it is."""
        shown = [column for column in Column if not self.isSectionHidden(column)]
        parting = [column for column in shown if column in _SHARES and column != kept]
        if not parting:
            return
        room = self._table.viewport().width() - sum(map(self.sectionSize, set(shown) - set(parting)))
        self._is_fitting = True
        for at, column in enumerate(parting):
            share = self._shares[column] / sum(self._shares[each] for each in parting[at:])
            width = max(round(room * share), _NARROWEST)
            self.resizeSection(column, width)
            room -= width
        self._is_fitting = False
