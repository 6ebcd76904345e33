"""Rows that one can press: a frequent reason, and a mail that needs the person."""

from datetime import UTC, datetime

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionFocusRect,
    QVBoxLayout,
    QWidget,
)

from birdlog.journal.entry import Entry, state_text
from birdlog.journal.frequent_reasons import FrequentReason, sentence
from birdlog_gui import controls, times
from birdlog_gui.log.entries import subject
from birdlog_gui.look import STEP, blend, faint, quiet, sign, tone
from birdlog_gui.overview.words import number
from birdlog_gui.plain import harmless, isolated, tooltip
from birdlog_gui.sign import Sign

_HOVER = 0.06


class Row(QAbstractButton):
    """As high as what lies in it, all of which is part of it."""

    def __init__(self, inside: QBoxLayout) -> None:
        super().__init__()
        self._inside = inside
        self.setLayout(inside)
        inside.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return self._inside.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self._inside.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        base = self.palette().color(QPalette.ColorRole.Base)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), blend(self.palette().color(QPalette.ColorRole.Text), base, _HOVER))
        if self.hasFocus():
            focus = QStyleOptionFocusRect()
            focus.initFrom(self)
            focus.backgroundColor = base
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, focus, painter, self)
        painter.end()


class ReasonRow(Row):
    """A reason, how many mails have it, and that as a bar: `most` mails fill the width."""

    def __init__(self, reason: FrequentReason, most: int, language: str) -> None:
        said = harmless(sentence(reason, language))
        words, count = controls.leading(controls.sentence()), QLabel(number(reason.count))
        words.setText(said)
        count.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout()
        line.setSpacing(4 * STEP)
        line.addWidget(words, stretch=1)
        line.addWidget(count, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(STEP)
        column.addLayout(line)
        column.addWidget(_Bar(reason.count / most))
        super().__init__(column)
        self.reason, self.words = reason, said
        self.setAccessibleName(f"{said} {number(reason.count)}")


class EntryRow(Row):
    """A mail: its state, its subject, and when it was."""

    def __init__(self, entry: Entry, language: str) -> None:
        self.entry = entry
        self._state = state_text(entry.state, language)
        mark = Sign(7 * STEP)
        mark.show_sign(sign(entry.state), tone(entry.state, entry.reason))
        self.subject, self.when = _Elided(), _Elided(is_quiet=True)
        self.subject.setText(subject(entry))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.subject)
        words.addWidget(self.when)
        line = QHBoxLayout()
        line.setSpacing(3 * STEP)
        line.addWidget(mark)
        line.addLayout(words, stretch=1)
        super().__init__(line)
        self.setToolTip(tooltip(entry.subject or subject(entry)) + tooltip(times.exact(entry.created)))
        self.refresh_time()

    def refresh_time(self) -> None:
        """Say anew how long ago it was."""
        when = times.relative(self.entry.created, datetime.now(UTC))
        self.when.setText(f"{self._state}  ·  {isolated(when)}")
        self.setAccessibleName(f"{self._state}, {isolated(subject(self.entry))}, {isolated(when)}")


class _Elided(QLabel):
    """A line that ends in "…" where there is no room for all of it."""

    def __init__(self, *, is_quiet: bool = False) -> None:
        super().__init__()
        self._is_quiet = is_quiet
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        palette = self.palette()
        painter.setPen(quiet(palette) if self._is_quiet else palette.color(QPalette.ColorRole.Text))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter  # turned round by the painter
        painter.drawText(self.rect(), alignment | Qt.TextFlag.TextSingleLine, isolated(shown))
        painter.end()


class _Bar(QWidget):
    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self.setFixedHeight(STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        filled = QRect(0, 0, max(round(self.width() * self._share), 1), self.height())
        painter.fillRect(self.rect(), faint(self.palette()))
        area = QStyle.visualRect(self.layoutDirection(), self.rect(), filled)
        painter.fillRect(area, quiet(self.palette()))
        painter.end()
