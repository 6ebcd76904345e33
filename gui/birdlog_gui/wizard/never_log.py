"""What never reaches the CRM: colleagues' mail, and the people of the never-log list."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from birdlog.mail.addresses import fold_domain, is_address
from birdlog.rules.free_mail import FREE_MAIL_DOMAINS
from birdlog_gui.fields.labelled import labelled, name_of
from birdlog_gui.fields.patterns import PatternsField
from birdlog_gui.fields.remark import Remark, named
from birdlog_gui.look import STEP
from birdlog_gui.wizard.draft import Draft
from birdlog_gui.wizard.step import Step


class NeverLogStep(Step):
    """The company's domains, whose mail among each other is internal, and the never-log list."""

    def __init__(self, draft: Draft, language: str, parent: QWidget | None = None) -> None:
        super().__init__(draft, language, parent)
        self.name = self.tr("Never logged")
        self.heading.setText(self.tr("What shall never be logged?"))
        self.words.setText(self.tr("Mail that stays among colleagues is internal, and is not logged."))
        self.domains = QLineEdit(placeholderText=self.tr("company.com; several with commas"))
        self.remark = Remark()
        self.colleagues = QCheckBox(self.tr("Co&lleagues are on the never-log list as well"))
        self.consequence = Remark()
        self.patterns = PatternsField()
        self.setFocusProxy(self.domains)
        column = labelled(name_of(self.tr("&Domains of your company"), self.domains), self.domains)
        column.addWidget(self.remark)
        column.addSpacing(STEP)
        column.addWidget(self.colleagues)
        column.addWidget(self.consequence)
        self._rows.addLayout(column)
        self._rows.addWidget(self.patterns, stretch=1)
        self.domains.textChanged.connect(self._check)
        self.colleagues.clicked.connect(self._list_colleagues)
        self.patterns.removed.connect(self._check)

    def enter(self) -> None:
        own = self._draft.own_domains
        suggested = self._draft.company_domains(self._around.own)
        self.domains.setText(", ".join(suggested if own is None else own))
        self.patterns.show_patterns(self._draft.patterns)
        self._check()

    def faulty(self) -> QWidget | None:
        if self._wrong():
            return self.domains
        self.patterns.take_line()
        return self.patterns.line if self.patterns.line.text().strip() else None

    def take(self) -> None:
        self._draft.own_domains = tuple(dict.fromkeys(self._written()))
        self._draft.patterns = self.patterns.patterns

    def keeps_enter(self, focus: QWidget | None) -> bool:
        return focus is self.patterns.line

    def _written(self) -> list[str]:
        words = self.domains.text().replace(",", " ").replace(";", " ").split()
        return [fold_domain(each.rpartition("@")[2]) for each in words]

    def _wrong(self) -> list[str]:
        return [each for each in self._written() if not is_address(f"x@{each}") or "." not in each]

    def _check(self) -> None:
        domains = self._written()
        free = [each for each in domains if each in FREE_MAIL_DOMAINS]
        always = [each for each in self._draft.company_domains(self._around.own) if each not in domains]
        if wrong := self._wrong():
            words = self.tr("This is no domain: {entries}. Write company.com.")
            self.remark.say("block", words.format(entries=", ".join(map(named, wrong))))
        elif free:
            words = self.tr(
                "Anybody can have an address at {entries}, so mail there is never taken for internal."
            )
            self.remark.say("warn", words.format(entries=", ".join(map(named, free))))
        elif always:
            words = self.tr(
                "Mail from an address at {entries} to another one there is internal all the same."
            )
            self.remark.say(None, words.format(entries=", ".join(map(named, always))))
        else:
            self.remark.say(None)
        self._show_colleagues()

    def _show_colleagues(self) -> None:
        wanted = self._colleagues()
        self.colleagues.setVisible(bool(wanted))
        self.colleagues.setChecked(bool(wanted) and set(wanted) <= set(self.patterns.patterns))
        if not wanted:
            self.consequence.say(None)
        elif self.colleagues.isChecked():
            self.consequence.say(
                None, self.tr("Then mail to a customer is not logged either where a colleague gets a copy.")
            )
        else:
            self.consequence.say(
                None,
                self.tr(
                    "As it is, mail to a customer with a copy to a colleague is logged, and the colleague may"
                    " become a contact."
                ),
            )

    def _colleagues(self) -> list[str]:
        """The patterns of the company's domains, free-mail domains left out."""
        if self._wrong():
            return []
        return [f"*@{each}" for each in self._written() if each not in FREE_MAIL_DOMAINS]

    def _list_colleagues(self, wanted: bool) -> None:
        patterns, colleagues = self.patterns.patterns, self._colleagues()
        if wanted:
            self.patterns.take(colleagues)
        else:
            self.patterns.show_patterns(each for each in patterns if each not in colleagues)
        self._check()
