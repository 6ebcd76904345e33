"""Which of the person's own addresses a CRM serves, offered as Thunderbird told of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog.mail.addresses import fold
from birdlog_gui.fields.identities import IdentityChooser
from birdlog_gui.preferences.setting import Setting, beside


class IdentitiesSetting(Setting):
    """Wants a tuple of addresses; none stands for all."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Your addresses"), "Profile.identities", language=language, parent=parent)
        self.chooser = IdentityChooser()
        self._kept: tuple[str, ...] = ()
        self._told: tuple[str, ...] = ()
        self._is_showing = False
        self.rows.addWidget(self.chooser)
        self.rows.addLayout(beside(self.remark, self.saved, wide=True))
        self.chooser.changed.connect(self._take_over)
        self.setFocusProxy(self.chooser)

    def know(self, identities: tuple[str, ...]) -> None:
        """Show which are served."""
        self._kept = identities
        if self.takes_over and not _same(identities, self.chooser.chosen):
            self._show()

    def show_journal(self, journal: Journal | None) -> None:
        """Offer the addresses that Thunderbird told of."""
        try:
            known = journal.thunderbirds() if journal else []
        except JournalError:
            return
        told = tuple(dict.fromkeys(identity.email for each in known for identity in each.identities))
        if told != self._told:
            self._told = told
            self._is_showing = True
            self.chooser.offer(told)
            self._is_showing = False

    def _take_over(self) -> None:
        chosen = self.chooser.chosen
        if not self._is_showing and not _same(chosen, self._asked[-1] if self._asked else self._kept):
            self.ask(chosen)

    def _take_kept(self, value: tuple[str, ...]) -> None:
        self._kept = value

    def _take_refused(self) -> None:
        self._show()

    def _show(self) -> None:
        self._is_showing = True
        self.chooser.choose(self._kept)
        self._is_showing = False


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return {fold(each) for each in one} == {fold(each) for each in other}
