"""The test mail: to whom, and how far it is."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from birdlog.journal import trial
from birdlog.mail.addresses import is_address
from birdlog.rules.finding import Finding
from birdlog.settings import Settings
from birdlog.texts import finding_json
from birdlog_gui.controls import button
from birdlog_gui.fields.labelled import labelled, name_of
from birdlog_gui.fields.remark import Remark
from birdlog_gui.log.way import Way
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless
from birdlog_gui.wizard.draft import Draft, Surroundings
from birdlog_gui.wizard.progress import Mend, Progress
from birdlog_gui.wizard.step import Step

_LIMIT = 1_000


class TrialStep(Step):
    """Asks for the test mail, and shows its way.

    `mail_wanted` brings the sender's and the recipient's address, `mend_wanted` the step at which what went
    wrong can be mended.
    """

    mail_wanted = Signal(str, str)
    withdrawal_wanted = Signal()
    thunderbird_wanted = Signal()
    mend_wanted = Signal(str)

    def __init__(self, draft: Draft, language: str, parent: QWidget | None = None) -> None:
        super().__init__(draft, language, parent)
        self.name = self.tr("Test mail")
        self.progress: Progress | None = None
        self._settings = Settings()
        self._suggested = ""
        self.writer, self.to = QComboBox(), QLineEdit()
        self.remark, self.outcome = Remark(), Remark()
        self.send = button(self.tr("Send the test mail"), self._send)
        self.withdraw = button(self.tr("Call it off"), self.withdrawal_wanted.emit)
        self.open = button(self.tr("Open Thunderbird"), self.thunderbird_wanted.emit)
        self.mend = button("", self._mend)
        self.way = Way(language)
        self.setFocusProxy(self.to)
        self._lay_out()
        self.writer.currentIndexChanged.connect(self._suggest)
        self.to.textChanged.connect(self._judge)

    @property
    def is_under_way(self) -> bool:
        """Whether a test mail was asked for, and it is not seen yet what became of it."""
        return self.progress is not None and not self.progress.is_over

    @property
    def _sender(self) -> str:
        """The address that the mail goes out from; empty where none is known."""
        return str(self.writer.currentData() or "")

    def know(self, around: Surroundings) -> None:
        super().know(around)
        self._offer_senders()

    def judge_by(self, settings: Settings) -> None:
        """Judge addresses by these settings."""
        self._settings = settings
        self._offer_senders()
        self._suggest()

    def enter(self) -> None:
        crm = self._draft.crm
        self.heading.setText(self.tr("See a mail arrive in {crm}").format(crm=crm))
        self.words.setText(
            self.tr(
                "Birdlog is set up. Now Thunderbird can send a short mail to another address of yours, and"
                " you see here whether {crm} gets it. {crm} may make a contact of that address; you can"
                " delete it there."
            ).format(crm=crm)
        )
        self._offer_senders()
        self._suggest()

    def show_progress(self, progress: Progress | None, can_withdraw: bool) -> None:
        """Show how far the mail is; None where none was asked for."""
        self.progress = progress
        self.way.show_marks(list(progress.marks) if progress else [], datetime.now(UTC))
        self.outcome.say(progress.level if progress else None, progress.words if progress else "")
        self.withdraw.setVisible(self.is_under_way and can_withdraw)
        self.open.setVisible(self.is_under_way and can_withdraw and not self._around.is_connected)
        self._show_mend(progress.mend if progress else None)
        self._judge()

    def tell(self, words: str) -> None:
        """Say what is in the way of asking."""
        self.outcome.say("block", words)

    def _lay_out(self) -> None:
        sender = labelled(name_of(self.tr("&From"), self.writer), self.writer)
        to = labelled(name_of(self.tr("&To another address of yours"), self.to), self.to)
        to.addWidget(self.remark)
        acts, mends = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((acts, (self.send,)), (mends, (self.mend, self.open, self.withdraw))):
            row.setSpacing(2 * STEP)
            for part in parts:
                row.addWidget(part)
            row.addStretch()
        self._rows.addLayout(sender)
        self._rows.addLayout(to)
        self._rows.addLayout(acts)
        self._rows.addWidget(self.way)
        self._rows.addWidget(self.outcome, alignment=Qt.AlignmentFlag(0))
        self._rows.addLayout(mends)
        self._rows.addStretch()
        self.show_progress(None, can_withdraw=False)

    def _offer_senders(self) -> None:
        """Those of the person's addresses whose mail this profile takes."""
        served = self._draft.served(self._around.own)
        if [self.writer.itemData(place) for place in range(self.writer.count())] != list(served):
            chosen = self._sender
            self.writer.clear()
            for each in served:
                self.writer.addItem(harmless(each), each)
            self.writer.setCurrentIndex(max(self.writer.findData(chosen), 0))
        self._judge()

    def _suggest(self) -> None:
        """Fill in an address of the person's that it can go to, unless something else was typed."""
        if self.to.text() != self._suggested:
            return
        sender, now = self._sender, datetime.now(UTC)
        found = trial.suggested(self._settings, sender, self._around.own, now) if sender else None
        self._suggested = found or ""
        self.to.setText(self._suggested)
        self._judge()

    def _judge(self) -> None:
        sender, to = self._sender, self.to.text().strip()
        can_send = False
        if not sender:
            self.remark.say(
                None, self.tr("Thunderbird has not told your addresses yet. Open it, and they appear here.")
            )
        elif not to:
            self.remark.say(
                None,
                self.tr(
                    "One outside your company, such as a private one: mail among colleagues is not logged."
                ),
            )
        elif not is_address(to):
            self.remark.say(None, self.tr("This is no mail address yet."))
        else:
            can_send = self._judge_by_rules(sender, to)
        self.send.setEnabled(can_send and not self.is_under_way)
        self.to.setEnabled(not self.is_under_way)
        self.writer.setEnabled(not self.is_under_way)
        self.changed.emit()

    def _judge_by_rules(self, sender: str, to: str) -> bool:
        decision = trial.expected(self._settings, sender, to, datetime.now(UTC))
        findings = [each for each in decision.findings if decision.log or each.level == "block"]
        self._say_finding(next(iter(findings), None))
        return decision.log

    def _say_finding(self, finding: Finding | None) -> None:
        if finding is None:
            self.remark.say(None)
            return
        if finding.code == "nobody-to-log":
            said = self.tr(
                "Your mail from there goes to {crm}, so it gets no record there. Choose another one."
            )
            self.remark.say("block", said.format(crm=self._draft.crm))
            return
        words = finding_json(finding, self._language)
        self.remark.say(finding.level, harmless(words["message"], _LIMIT), harmless(words["fix"], _LIMIT))

    def _show_mend(self, where: Mend | None) -> None:
        words = {
            "addresses": self.tr("Look at the addresses"),
            "identities": self.tr("Choose your addresses"),
            "senders": self.tr("Look at its users"),
            "never-log": self.tr("Look at what is never logged"),
            "token": self.tr("Look at the access token"),
            "recipient": self.tr("Choose another recipient"),
        }
        self.mend.setVisible(where is not None)
        self.mend.setText(words[where] if where else "")

    def _mend(self) -> None:
        where = self.progress.mend if self.progress else None
        if where == "recipient":
            self.to.setFocus()
            self.to.selectAll()
        elif where:
            self.mend_wanted.emit(where)

    def _send(self) -> None:
        self.mail_wanted.emit(self._sender, self.to.text().strip())
