"""A mail on a contact's timeline: a line that unfolds into its text, which is plain, whatever is in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QStyleOptionFocusRect,
    QVBoxLayout,
    QWidget,
)

from birdlog.texts import text
from birdlog_gui import drawings, thunderbird, times
from birdlog_gui.contacts.lines import TwoLines, height
from birdlog_gui.controls import button
from birdlog_gui.log.fact_table import FactTable
from birdlog_gui.look import BLUE, GREEN, STEP, quiet
from birdlog_gui.plain import harmless, isolated, tooltip
from birdlog_gui.prose import Prose

if TYPE_CHECKING:
    from birdlog.crm.local.card import Attached, Body, Mail

_FIRST_CHARACTERS = 2_000
_FIRST_LINES = 40
_ARROW = 3 * STEP
_SIGN = 4 * STEP


class MailRow(QWidget):
    """Shows one mail. `body_wanted` brings its number when it is unfolded and has no text yet, `entry_wanted`
    that of the journal's entry about it, `open_wanted` its Message-ID.
    """

    body_wanted = Signal(int)
    unfolded = Signal()
    entry_wanted = Signal(int)
    open_wanted = Signal(str)

    def __init__(self, mail: Mail, entry: int | None, language: str) -> None:
        super().__init__()
        self.mail, self._entry, self._language = mail, entry, language
        self._whole: str | None = None
        self._inside: QWidget | None = None
        self.head = MailHead(self._subject(), self._second(), mail.direction, self)
        self.head.toggled.connect(self._unfold)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.head)
        self.refresh_time()

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in its order."""
        return [self.head, *((self.body, self.all, self.open, self.show_entry) if self._inside else ())]

    def refresh_time(self) -> None:
        """Say anew how long ago it was written."""
        self.head.say_when(times.relative(self.mail.at, datetime.now(UTC)), times.exact(self.mail.at))

    def show_body(self, body: Body) -> None:
        """Show its text, which is harmless already; the beginning of a long one."""
        self._whole = body.text
        first = _beginning(self._whole)
        is_long = len(first) < len(self._whole)
        self.body.say((f"{first}…" if is_long else first) or self.tr("This mail has no text."))
        self.all.setVisible(is_long)
        self._is_cut = body.is_cut
        self.rest.setVisible(self._is_cut and not is_long)

    def _subject(self) -> str:
        return harmless(self.mail.subject) or self.tr("(no subject)")

    def _second(self) -> str:
        way = self.tr("Sent") if self.mail.direction == "outgoing" else self.tr("Received")
        who = self.mail.credited_to
        said = self.tr("{way}, logged for {who}").format(way=way, who=isolated(harmless(who))) if who else way
        count = len(self.mail.attachments)
        return "  ·  ".join(filter(None, (said, self.tr("%n attachment(s)", "", count) if count else "")))

    def _unfold(self, is_open: bool) -> None:
        if self._inside is None:
            self._inside = self._make_inside()
            self._layout.addWidget(self._inside)
        if is_open and self._whole is None:
            self.body_wanted.emit(self.mail.id)
        self._inside.setVisible(is_open)
        self.unfolded.emit()

    def _make_inside(self) -> QWidget:
        self.facts = FactTable()
        self.facts.show_facts(self._facts())
        self.body = Prose(self)
        self.body.setAccessibleName(self.tr("Text of the mail"))
        self.body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.setTabChangesFocus(True)
        self.body.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.say(self.tr("Reading…"))
        self.all = button(self.tr("Show all of it"), self._show_all)
        self.rest = Prose(self, is_quiet=True)
        self.rest.say(self.tr("The rest is in the mail itself."))
        self.all.hide()
        self.rest.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(_ARROW + _SIGN + 4 * STEP, 2 * STEP, 0, 4 * STEP)
        column.setSpacing(3 * STEP)
        parts: tuple[QWidget, ...] = (self.facts, self.body, self.all, self.rest)
        for part in parts:
            column.addWidget(part)
        column.setAlignment(self.all, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(self._ways_out())
        return inside

    def _facts(self) -> list[tuple[str, str]]:
        mail = self.mail
        known = (
            (self.tr("From"), harmless(mail.sender)),
            (self.tr("To"), harmless(", ".join(mail.to), 1_000)),
            (self.tr("Cc"), harmless(", ".join(mail.cc), 1_000)),
            (self.tr("Written"), times.exact(mail.at)),
            (self.tr("Attachments"), "\n".join(map(self._attachment, mail.attachments))),
        )
        return [(name, value) for name, value in known if value]

    def _attachment(self, attached: Attached) -> str:
        key = "crm.timeline.attachment" if attached.logged else "crm.timeline.attachment-left-out"
        name = harmless(attached.name or "") or self.tr("without a name")
        return text(key, self._language, name=isolated(name), size=attached.size)

    def _ways_out(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        self.open = button(
            self.tr("Open in Thunderbird"), lambda: self.open_wanted.emit(self.mail.message_id)
        )
        if not thunderbird.can_open(self.mail.message_id):
            self.open.hide()
        self.show_entry = button(self.tr("Show in the log"), lambda: self.entry_wanted.emit(self._entry))
        if self._entry is None:
            self.show_entry.hide()
        row.addWidget(self.open)
        row.addWidget(self.show_entry)
        row.addStretch()
        return row

    def _show_all(self) -> None:
        self.body.say(self._whole or "")
        self.all.hide()
        self.rest.setVisible(self._is_cut)
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)


class MailHead(QAbstractButton):
    """The line: an arrow, the direction, subject and time, and who got the credit below."""

    def __init__(self, subject: str, second: str, direction: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject, self._second, self._when = subject, second, ""
        self._is_outgoing = direction == "outgoing"
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say_when(self, when: str, exactly: str) -> None:
        """Say when the mail was written."""
        self._when = when
        self.setToolTip(tooltip(self._subject) + tooltip(exactly))
        self.setAccessibleName(", ".join(isolated(part) for part in (self._subject, self._second, when)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80 * STEP, height(self.font()))

    def minimumSizeHint(self) -> QSize:
        return QSize(40 * STEP, height(self.font()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        words = self.rect().adjusted(_ARROW + _SIGN + 4 * STEP, 0, -2 * STEP, 0)
        lines = TwoLines(painter, self.rect(), words, self.layoutDirection())
        said = self._subject, self._second, self._when
        colour = self.palette().color(QPalette.ColorRole.Text)
        lines.paint(said, self.font(), colour, quiet(self.palette()))
        self._paint_arrow(painter, lines.placed(self._middle(0, _ARROW)))
        drawing, tone = ("mail-out", BLUE) if self._is_outgoing else ("mail-in", GREEN)
        sign = QRectF(lines.placed(self._middle(_ARROW + 2 * STEP, _SIGN)))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        drawings.paint(painter, drawing, sign, tone.on(self.palette()), mirrored=mirrored)
        if self.hasFocus():
            self._paint_focus(painter)
        painter.end()

    def _middle(self, left: int, size: int) -> QRect:
        return QRect(left, (self.height() - size) // 2, size, size)

    def _paint_arrow(self, painter: QPainter, place: QRect) -> None:
        option = QStyleOption()
        option.initFrom(self)
        option.rect = place
        arrows = QStyle.PrimitiveElement
        closed = (
            arrows.PE_IndicatorArrowLeft
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            else arrows.PE_IndicatorArrowRight
        )
        shown = arrows.PE_IndicatorArrowDown if self.isChecked() else closed
        self.style().drawPrimitive(shown, option, painter, self)

    def _paint_focus(self, painter: QPainter) -> None:
        option = QStyleOptionFocusRect()
        option.initFrom(self)
        option.backgroundColor = self.palette().color(QPalette.ColorRole.Base)
        option.state |= QStyle.StateFlag.State_KeyboardFocusChange
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)


def _beginning(whole: str) -> str:
    lines = whole.splitlines()[: _FIRST_LINES + 1]
    first = "\n".join(lines[:_FIRST_LINES])
    return first[:_FIRST_CHARACTERS].rstrip() if len(first) > _FIRST_CHARACTERS else first
