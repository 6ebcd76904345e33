"""Which of the person's addresses the CRM serves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from birdlog_gui.controls import button
from birdlog_gui.fields.identities import IdentityChooser
from birdlog_gui.fields.remark import Remark
from birdlog_gui.plain import isolated
from birdlog_gui.wizard.draft import Draft, Surroundings
from birdlog_gui.wizard.step import Step


class IdentitiesStep(Step):
    """The addresses as Thunderbird told them; where it has told none, what to do so that it does."""

    install_wanted = Signal()

    def __init__(self, draft: Draft, language: str, parent: QWidget | None = None) -> None:
        super().__init__(draft, language, parent)
        self.name = self.tr("Your addresses")
        self.chooser = IdentityChooser()
        self.install = button(self.tr("Set up the helper"), self.install_wanted.emit)
        self.remark = Remark()
        self.setFocusProxy(self.chooser)
        self._rows.addWidget(self.install, alignment=Qt.AlignmentFlag.AlignLeading)
        self._rows.addWidget(self.chooser)
        self._rows.addWidget(self.remark)
        self._rows.addStretch()
        self._say()

    def know(self, around: Surroundings) -> None:
        super().know(around)
        self.chooser.offer(around.own)
        self._say()

    def enter(self) -> None:
        self.heading.setText(self.tr("Whose mail is logged to {crm}?").format(crm=self._draft.crm))
        self.chooser.choose(self._draft.identities)
        self._say()

    def take(self) -> None:
        self._draft.identities = self.chooser.chosen

    def _say(self) -> None:
        around = self._around
        self.install.setVisible(not around.is_helper_installed)
        if around.own:
            words = self.tr(
                "Thunderbird has these addresses. Mail from one that you leave out is not logged."
            )
        elif not around.is_helper_installed:
            words = self.tr(
                "Thunderbird has not told your addresses yet: it can't find the Birdlog helper. Until you"
                " choose, the mail of all your addresses is logged."
            )
        else:
            words = self.tr(
                "Thunderbird has not told your addresses yet. Open it, with the Birdlog add-on installed, and"
                " they appear here. Until you choose, the mail of all your addresses is logged."
            )
        self.words.setText(words)
        self._say_add_on()

    def _say_add_on(self) -> None:
        """Say how the add-on comes into Thunderbird, as long as none has come."""
        if self._around.add_on is None or self._around.has_thunderbird_come:
            self.remark.say(None)
            return
        words = self.tr(
            "The add-on is the file {file}. In Thunderbird, open Add-ons and Themes, click the gear wheel and"
            " choose Install Add-on From File."
        )
        self.remark.say(None, words.format(file=isolated(str(self._around.add_on))))
