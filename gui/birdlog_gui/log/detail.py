"""What became of one mail: the verdict, the reason, what to do next, and the way that led there."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from birdlog import nudge
from birdlog.journal import retry
from birdlog.journal.entry import Entry, Step, explanation, remedy, state_text
from birdlog.journal.requests import Request
from birdlog.journal.states import RECIPIENT_BOUNCED
from birdlog.mail.addresses import domain, fold_domain
from birdlog.rules.finding import Finding
from birdlog.texts import has_text, text
from birdlog_gui import thunderbird
from birdlog_gui.controls import Line, QuietLabel, button
from birdlog_gui.fold import Fold
from birdlog_gui.log import facts
from birdlog_gui.log.entries import subject
from birdlog_gui.log.fact_table import FactTable
from birdlog_gui.log.findings import FindingList
from birdlog_gui.log.inquiry import NOT_SHOWN
from birdlog_gui.log.way import Stop, Way
from birdlog_gui.look import STEP, sign, tone
from birdlog_gui.plain import harmless, isolated, menu_text, tooltip
from birdlog_gui.prose import Prose
from birdlog_gui.question import Question
from birdlog_gui.sign import Sign

_WIDEST = 180 * STEP
_TELLING = ("own-mail-no-token", "logged-since", "same-address", "never-log")
"""What keeps a mail from being logged once more, where that says more than the remedy does."""

_LIMIT = 1_000
"""Characters of a sentence, with all the addresses in it: a screen full."""


class DetailPane(QScrollArea):
    """Shows one entry.

    `forget_wanted` brings an address about which nothing is to be kept, `never_log_wanted` and
    `allow_wanted` patterns that the never-log list is to have or no longer to have, `again_wanted` an entry
    that is to be logged once more and the way, `open_wanted` the Message-ID of a mail that the running
    Thunderbird is to show.
    """

    forget_wanted = Signal(str)
    never_log_wanted = Signal(object)
    allow_wanted = Signal(object)
    again_wanted = Signal(object, str)
    open_wanted = Signal(str)
    inquiry_wanted = Signal(object)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._entry: Entry | None = None
        self._steps: list[Step] = []
        self._request: Request | None = None
        self._to_forget = self._to_withhold = ""
        self._withheld: tuple[str, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What became of this mail"))
        self._make_parts()
        self._lay_out()

    @property
    def entry(self) -> Entry | None:
        """The entry that is shown."""
        return self._entry

    def show_entry(
        self,
        entry: Entry,
        steps: list[Step],
        again: retry.Retry = retry.NOTHING,
        request: Request | None = None,
    ) -> None:
        """Show `entry` and its way, how it can be logged once more, and what became of asking for that."""
        is_another = self._entry is None or self._entry.id != entry.id
        self._entry, self._steps = entry, steps
        self.sign.show_sign(sign(entry.state), tone(entry.state, entry.reason))
        self.verdict.say(state_text(entry.state, self._language))
        self.reason.say(harmless(explanation(entry, self._language), _LIMIT))
        self.remedy.say(harmless(remedy(entry, self._language), _LIMIT))
        self.subject.say(subject(entry))
        self.subject.setToolTip(tooltip(entry.subject or ""))
        self.facts.show_facts(facts.facts(entry))
        self._show_way(entry)
        others = [finding for finding in entry.findings if not _is_reason(finding, entry)]
        undelivered = [finding for finding in others if finding.code == RECIPIENT_BOUNCED]
        checked = [finding for finding in others if finding.code != RECIPIENT_BOUNCED]
        self.undelivered.show_findings(undelivered)
        self._undelivered_part.setVisible(bool(undelivered))
        self.findings.show_findings(checked)
        self._findings_part.setVisible(bool(checked))
        self.answer.say(facts.answer(entry))
        self.answer_fold.setVisible(bool(facts.answer(entry)))
        self.technical.show_facts(facts.technical_facts(entry))
        self._show_actions(entry)
        self._show_again(again, request)
        news = request != self._request or is_another
        self._request = request
        if is_another:
            self.question.hide()
            self.never_log_question.hide()
            self.answer_fold.close_again()
            self.tell("")
            self.verticalScrollBar().setValue(0)
        if request and news:
            self.tell(self._outcome(request))
        elif is_another and again.obstacle in _TELLING:
            self.tell(text(f"journal.retry.{again.obstacle}", self._language, **again.values))

    def minimumSizeHint(self) -> QSize:
        """As wide as the buttons need, whatever the language: there is no scrolling sideways."""
        width = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def refresh_times(self) -> None:
        """Say anew when things were."""
        if self._entry:
            self._show_way(self._entry)

    def open_in_thunderbird(self) -> None:
        """Open the mail where it was written or came in."""
        message_id = self._entry.message_id if self._entry else None
        if not message_id or not thunderbird.can_open(message_id) or thunderbird.open_message(message_id):
            return
        if nudge.connected():  # a Thunderbird in a sandbox, which no program outside can find
            self.open_wanted.emit(message_id)
        else:
            self.tell(self.tr("Thunderbird was not found on this computer."))

    def copy(self) -> None:
        """Copy all that is known about the mail."""
        if self._entry:
            QGuiApplication.clipboard().setText(facts.written(self._entry, self._steps, self._language))
            self.tell(self.tr("Copied."))

    def ask_to_forget(self, address: str) -> None:
        """Ask in place whether all about `address` may go; nothing is deleted before the answer."""
        self._to_forget = address
        question = self.tr("Delete everything that Birdlog keeps about {address}?")
        meaning = self.tr("The CRM and your mail stay as they are.")
        self.question.ask(f"{question.format(address=isolated(harmless(address)))} {meaning}")
        self._bring_into_view(self.question)

    def ask_to_never_log(self, address: str) -> None:
        """Ask in place whether mail with `address`, or with anybody at its domain, is never to be logged."""
        from birdlog.rules.free_mail import FREE_MAIL_DOMAINS

        self._to_withhold = address
        host = domain(address)
        question = self.tr("Never log mail with {address}?").format(address=isolated(harmless(address)))
        meaning = self.tr("From now on no mail with this address is logged. What the CRM has stays there.")
        everybody = self.tr("Nobody at {domain}").format(domain=menu_text(harmless(host)))
        self.never_log_question.ask(
            f"{question} {meaning}", "" if fold_domain(host) in FREE_MAIL_DOMAINS else everybody
        )
        self._bring_into_view(self.never_log_question)

    def _bring_into_view(self, part: QWidget) -> None:
        """Scroll to `part`, once it has its place."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(part))

    def told_of_never_log(self, patterns: tuple[str, ...], *, listed: bool) -> None:
        """Say that `patterns` are on the never-log list now, which can be undone, or no longer."""
        names = isolated(harmless(", ".join(patterns), _LIMIT))
        words = self.tr("On your never-log list: {names}.") if listed else self.tr("Off your list: {names}.")
        self.tell(words.format(names=names))
        self._withheld = patterns if listed else ()
        self.undo.setVisible(listed)

    def told_of_inquiry(self, entry: int, status: int | None, said: str) -> None:
        """Say that the CRM is being asked about `entry` (status None), or what it answered."""
        self.inquire.setEnabled(status is not None)
        if self._entry is None or self._entry.id != entry:
            return
        if status is None:
            self.tell(self.tr("The CRM is being asked…"))
        elif said:
            self.tell(harmless(said, _LIMIT))
        else:
            self.tell(self.tr("It does not show it yet.") if status == NOT_SHOWN else "")

    def tell(self, words: str) -> None:
        """Say beside the buttons what has come of one; what was told before can't be undone from here."""
        self.told.say(words)
        self.undo.hide()

    def _show_way(self, entry: Entry) -> None:
        stops = [Stop(step, facts.note(step, entry, self._language)) for step in self._steps]
        self.way.show_stops(stops, datetime.now(UTC))

    def _make_parts(self) -> None:
        self.sign = Sign(11 * STEP)
        self.verdict = Prose(scale=1.35, bold=True)
        self.reason, self.remedy = Prose(), Prose(is_quiet=True)
        self.again = {way: self._again_button(way) for way in retry.WAYS}
        self.answer = Prose(is_quiet=True)
        self.answer_fold = Fold(self.tr("The server's answer"), _column(self.answer))
        self.inquire = button(self.tr("Ask the CRM now"), lambda: self.inquiry_wanted.emit(self._entry))
        self._again_row = _row(self.inquire, *self.again.values())
        self.open = button(self.tr("Open in Thunderbird"), self.open_in_thunderbird)
        self.copy_details = button(self.tr("Copy details"), self.copy)
        self.never_log = QPushButton(self.tr("Never log…"))
        self.forget = QPushButton(self.tr("Forget…"))
        self.told = Prose(is_quiet=True)
        self.undo = button(self.tr("Undo"), lambda: self.allow_wanted.emit(self._withheld))
        self.undo.hide()
        self.question = Question(yes=self.tr("Delete"), no=self.tr("Keep"))
        self.question.agreed.connect(lambda: self.forget_wanted.emit(self._to_forget))
        self.never_log_question = Question(yes=self.tr("This address"), no=self.tr("Cancel"))
        self.never_log_question.agreed.connect(lambda: self.never_log_wanted.emit((self._to_withhold,)))
        self.never_log_question.agreed_otherwise.connect(
            lambda: self.never_log_wanted.emit((f"*@{domain(self._to_withhold)}",))
        )
        self.subject = Prose(scale=1.12, bold=True)
        self.subject.setAccessibleName(self.tr("Subject"))
        self.facts, self.way, self.findings = FactTable(), Way(self._language), FindingList(self._language)
        self.undelivered = FindingList(self._language)
        self.technical = FactTable()
        self.technical_fold = Fold(self.tr("Technical details"), self.technical)

    def _lay_out(self) -> None:
        self._inside = inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        inside.setMaximumWidth(_WIDEST)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 6 * STEP)
        layout.setSpacing(4 * STEP)
        layout.addLayout(self._head())
        layout.addWidget(self._again_row)
        layout.addWidget(_row(self.open, self.copy_details, self.never_log, self.forget))
        layout.addLayout(self._told_row())
        layout.addWidget(self.question)
        layout.addWidget(self.never_log_question)
        layout.addWidget(self.answer_fold)
        layout.addWidget(Line())
        layout.addWidget(self.subject)
        layout.addWidget(self.facts)
        layout.addWidget(_part(self.tr("What happened"), self.way))
        self._undelivered_part = _part(self.tr("Who did not get it"), self.undelivered)
        layout.addWidget(self._undelivered_part)
        self._findings_part = _part(self.tr("What the check said"), self.findings)
        layout.addWidget(self._findings_part)
        layout.addWidget(self.technical_fold)
        layout.addStretch(1)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setWidget(inside)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(STEP)
        for part in (self.verdict, self.reason, self.remedy):
            words.addWidget(part)
        words.addStretch()
        head = QHBoxLayout()
        head.setSpacing(4 * STEP)
        head.addWidget(self.sign, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(words)
        return head

    def _again_button(self, way: retry.Way) -> QPushButton:
        labels: dict[retry.Way, str] = {
            "as-it-was": self.tr("Log again"),
            "without-attachments": self.tr("Log without the attachments"),
            "without-history": self.tr("Log without the history"),
            "by-api": "",
        }
        made = button(labels[way], lambda: self.again_wanted.emit(self._entry, way))
        made.hide()
        return made

    def _show_again(self, again: retry.Retry, request: Request | None) -> None:
        """Offer the ways in which it can be logged once more, but not while Thunderbird is about to."""
        self._again_row.setVisible(bool(again.ways) or not self.inquire.isHidden())
        crm = menu_text(harmless(again.values.get("crm", "")))
        self.again["by-api"].setText(self.tr("Log it in {crm} directly").format(crm=crm))
        for way, offer in self.again.items():
            offer.setVisible(way in again.ways)
            offer.setEnabled(request is None or request.outcome not in (None, "done"))

    def _outcome(self, request: Request) -> str:
        """What became of a request to log it once more."""
        way = retry.asked_way(request)
        if request.outcome:
            key = f"journal.retry.outcome.{request.outcome}"
            nearest = (f"{key}.{request.reason}", f"{key}.{way}", key)
            return text(next(filter(has_text, nearest)), self._language)
        asked = text(f"journal.retry.asked.{way}", self._language)
        return asked if nudge.connected() else f"{asked} {text('journal.retry.waits', self._language)}"

    def _show_actions(self, entry: Entry) -> None:
        self.inquire.setVisible(entry.state == "unconfirmed")
        is_known = thunderbird.can_open(entry.message_id)
        self.open.setEnabled(is_known)
        self.open.setToolTip("" if is_known else self.tr("The journal does not know this mail's Message-ID."))
        for chooser, ask in ((self.never_log, self.ask_to_never_log), (self.forget, self.ask_to_forget)):
            menu = QMenu(chooser)
            for address in entry.recipients:
                menu.addAction(menu_text(harmless(address)), partial(ask, address))
            chooser.setMenu(menu)
            chooser.setEnabled(bool(entry.recipients))

    def _told_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.told, stretch=1)
        row.addWidget(self.undo, alignment=Qt.AlignmentFlag.AlignTop)
        return row


def _row(*buttons: QPushButton) -> QWidget:
    """Buttons side by side."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2 * STEP)
    for each in buttons:
        layout.addWidget(each)
    layout.addStretch()
    return row


def _column(part: QWidget) -> QWidget:
    """A widget that is hidden and shown as a whole, whatever `part` does with itself."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(part)
    return column


def _is_reason(finding: Finding, entry: Entry) -> bool:
    """Whether it is said on top already: of several customers only the first one is."""
    same = finding.values == entry.reason_values or finding.code != RECIPIENT_BOUNCED
    return finding.code == entry.reason and same


def _part(title: str, inside: QWidget) -> QWidget:
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 2 * STEP, 0, 0)
    layout.setSpacing(3 * STEP)
    layout.addWidget(QuietLabel(title))
    layout.addWidget(inside)
    return part
