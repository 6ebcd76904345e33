"""The CRM's two addresses."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from birdlog.rules.preset import preset
from birdlog.texts import match_locale
from birdlog_gui.controls import button
from birdlog_gui.fields.addresses import AddressPair
from birdlog_gui.fields.remark import Remark
from birdlog_gui.wizard.draft import Draft
from birdlog_gui.wizard.step import Step


class AddressesStep(Step):
    """Both addresses, with the CRM's help page."""

    def __init__(self, draft: Draft, language: str, parent: QWidget | None = None) -> None:
        super().__init__(draft, language, parent)
        self.name = self.tr("Its addresses")
        self.help = button("", self._open_help)
        self.pair = AddressPair(language)
        self.missing = Remark()
        self.setFocusProxy(self.pair)
        self._rows.addWidget(self.help, alignment=Qt.AlignmentFlag.AlignLeading)
        self._rows.addWidget(self.pair)
        self._rows.addWidget(self.missing)
        self._rows.addStretch()
        self.pair.changed.connect(self._show_missing)

    def is_of_use(self) -> bool:
        return preset(self._draft.preset).addresses_needed

    def enter(self) -> None:
        known = preset(self._draft.preset)
        self.heading.setText(self.tr("Where does {crm} take your mail?").format(crm=known.crm))
        self.words.setText(known.where[match_locale(self._language)])
        self.help.setText(self.tr("Open {crm}'s help page").format(crm=known.crm))
        self.help.setVisible(known.help is not None)
        self.pair.know(known.name)
        self.pair.show_addresses(self._draft.bcc, self._draft.forward)
        self._show_missing()

    def faulty(self) -> QWidget | None:
        return self.pair.faulty

    def take(self) -> None:
        self._draft.bcc, self._draft.forward = self.pair.addresses

    def _show_missing(self) -> None:
        """Say what goes without, where only one of the two is given."""
        bcc, forward = self.pair.addresses
        if bcc and not forward:
            self.missing.say(None, self.tr("Without the second one, what you receive is not logged."))
        elif forward and not bcc:
            self.missing.say(None, self.tr("Without the first one, what you send is not logged."))
        else:
            self.missing.say(None)
        self.changed.emit()

    def _open_help(self) -> None:
        QDesktopServices.openUrl(QUrl(preset(self._draft.preset).help or ""))
