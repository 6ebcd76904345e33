"""The strip of replies that nobody logged: how many and, unfolded, each with what can be done about it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from birdlog.journal.replies import Reply
from birdlog_gui import times
from birdlog_gui.controls import Line, QuietLabel, button, sentence
from birdlog_gui.look import GREY, STEP
from birdlog_gui.plain import harmless, isolated, tooltip
from birdlog_gui.sign import Sign

_ROWS_SHOWN = 4  # more of them scroll
_LISTED = 100  # rows; what comes after them is shown as they are logged or dismissed


class RepliesStrip(QWidget):
    """Shows replies; hidden where there are none. What its buttons promise is for others to do."""

    log_wanted = Signal(list)
    dismiss_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._replies: tuple[Reply, ...] = ()
        self._sign = Sign(6 * STEP, self)
        self._sign.show_sign("state-missed", GREY)
        self.sentence = sentence()
        self.fold = button(self.tr("Show"), self._fold)
        self.log_all = button(self.tr("Log all"), self._log_all)
        self.rows: list[ReplyRow] = []
        self.list = QScrollArea(widgetResizable=True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Replies that nobody logged"))
        self.list.hide()
        self.hide()
        self._lay_out()

    def show_replies(self, replies: tuple[Reply, ...]) -> None:
        """List `replies`."""
        if replies == self._replies:
            return
        self._replies = replies
        self.sentence.setText(self.tr("%n repl(y/ies) nobody has logged yet.", "", len(replies)))
        self.log_all.setVisible(len(replies) > 1)
        self.log_all.setEnabled(any(not reply.asked for reply in replies))
        self._list_anew()
        self.setVisible(bool(replies))

    def refresh_times(self) -> None:
        """Say anew how long ago the replies came."""
        for row in self.rows:
            row.refresh_time()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        head.setSpacing(3 * STEP)
        head.addWidget(self._sign)
        head.addWidget(self.sentence, stretch=1)
        head.addWidget(self.log_all)
        head.addWidget(self.fold)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.list)
        whole.addWidget(Line())

    def _list_anew(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(13 * STEP, 0, 4 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        self.rows = [ReplyRow(reply) for reply in self._replies[:_LISTED]]
        for row in self.rows:
            row.log.clicked.connect(lambda _checked, id=row.message_id: self.log_wanted.emit([id]))
            row.dismiss.clicked.connect(lambda _checked, id=row.message_id: self.dismiss_wanted.emit(id))
            column.addWidget(row)
        column.addStretch()
        _align([row.time for row in self.rows])
        _align([row.log for row in self.rows])
        self.list.setWidget(inside)
        height = max((row.sizeHint().height() for row in self.rows), default=0) + STEP
        self.list.setFixedHeight(min(len(self.rows), _ROWS_SHOWN) * height + 2 * STEP)

    def _fold(self) -> None:
        self.list.setVisible(self.list.isHidden())
        self.fold.setText(self.tr("Show") if self.list.isHidden() else self.tr("Hide"))

    def _log_all(self) -> None:
        self.log_wanted.emit([reply.message_id for reply in self._replies if not reply.asked])


def _align(column: Sequence[QWidget]) -> None:
    """Make all of a column as wide as its widest."""
    widest = max((part.sizeHint().width() for part in column), default=0)
    for part in column:
        part.setMinimumWidth(widest)


class ReplyRow(QWidget):
    """One reply: who wrote it, when, its subject, and two buttons."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.message_id, self._at = reply.message_id, reply.at
        self.author, self.subject, self.time = Elided(reply.author), Elided(reply.subject), QuietLabel()
        self.log = button(self.tr("Log"), lambda: None)
        self.dismiss = button(self.tr("Not this one"), lambda: None)
        self.log.setAccessibleDescription(harmless(reply.subject))
        self.dismiss.setAccessibleDescription(harmless(reply.subject))
        if reply.asked:
            self.log.setEnabled(False)
            self.log.setText(self.tr("Asked for"))
            self.log.setToolTip(self.tr("Thunderbird logs it as soon as it runs and is online."))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * STEP)
        layout.addWidget(self.author, stretch=2)
        layout.addWidget(self.subject, stretch=3)
        for part in (self.time, self.log, self.dismiss):
            layout.addWidget(part)
        self.refresh_time()

    def refresh_time(self) -> None:
        """Say anew how long ago it was written."""
        now = datetime.now(UTC)
        self.time.setText(times.relative(self._at, now))
        self.time.setToolTip(tooltip(times.exact(self._at)))


class Elided(QLabel):
    """Text of a mail on one line, its end elided where there is no room; whole in the tooltip."""

    def __init__(self, words: str) -> None:
        super().__init__(harmless(words))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(tooltip(harmless(words)))

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * STEP, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, isolated(shown))
        painter.end()
