"""The mailboxes that a user of the CRM connected to it, each with the day since which it is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from birdlog.mail.addresses import is_address
from birdlog_gui.controls import button
from birdlog_gui.look import STEP

_NO_DAY = QDate(1970, 1, 1)
"""Stands for a connection without a day: it always was."""

Connection = tuple[str, str | None]


class ConnectionsField(QWidget):
    """`changed` comes when a row is left, added or taken away."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ConnectionRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(STEP)
        self.add = button(self.tr("Add a mailbox"), self._add_empty)
        label = QLabel(self.tr("Mailboxes connected to it"))
        label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(label)
        layout.addLayout(self._list)
        layout.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeading)

    @property
    def connections(self) -> tuple[Connection, ...]:
        """What the rows say; empty ones are none."""
        return tuple(connection for row in self.rows if (connection := row.connection)[0])

    @property
    def is_complete(self) -> bool:
        """Whether each that is described is an address."""
        return all(is_address(address) for address, _ in self.connections)

    def show_connections(self, connections: Iterable[Connection]) -> None:
        """Show these in place of those before."""
        for row in self.rows:
            self._drop(row)
        self.rows = []
        for connection in connections:
            self._add(connection)

    def _add_empty(self) -> None:
        self._add(("", None)).line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, connection: Connection) -> ConnectionRow:
        row = ConnectionRow(connection)
        row.changed.connect(self.changed)
        row.gone.connect(self._remove)
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def _remove(self, row: ConnectionRow) -> None:
        self.rows.remove(row)
        self._drop(row)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, row: ConnectionRow) -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()


class ConnectionRow(QWidget):
    """One mailbox. `gone` brings the row that the person wants gone."""

    changed = Signal()
    gone = Signal(object)

    def __init__(self, connection: Connection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        address, since = connection
        self._since = since
        self.line = QLineEdit(address)
        self.line.setAccessibleName(self.tr("Mailbox"))
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(self.tr("Connected since"))
        self.day.setMinimumDate(_NO_DAY)
        self.day.setSpecialValueText(self.tr("always"))
        self.day.setDate(_day(since) or _NO_DAY)
        self.remove = button(self.tr("Remove"), lambda: self.gone.emit(self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        layout.addWidget(self.line, stretch=1)
        since_label = QLabel(self.tr("since"))
        since_label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(since_label)
        layout.addWidget(self.day)
        layout.addWidget(self.remove)
        self.line.editingFinished.connect(self.changed)
        self.day.dateChanged.connect(lambda _day: self.changed.emit())

    @property
    def connection(self) -> Connection:
        """What it says; a day that was not changed is written as it was."""
        day = self.day.date()
        if day == _NO_DAY:
            return self.line.text().strip(), None
        written = self._since if day == _day(self._since) else day.toString(Qt.DateFormat.ISODate)
        return self.line.text().strip(), written


def _day(since: str | None) -> QDate | None:
    """The day of a date or a time in ISO 8601; None where there is none."""
    day = QDate.fromString((since or "")[:10], Qt.DateFormat.ISODate)
    return day if day.isValid() and day > _NO_DAY else None
