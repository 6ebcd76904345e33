"""Which of several CRMs comes first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from birdlog_gui.controls import button
from birdlog_gui.look import STEP
from birdlog_gui.preferences.setting import Setting, quietly


class OrderSetting(Setting):
    """Wants the names of all profiles in another order. Not there where there is one profile alone."""

    def __init__(self, name: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Order"), "Settings.profiles", language=language, parent=parent)
        self._name = name
        self._names: list[str] = []
        self.earlier = button(self.tr("Move up"), lambda: self._move(-1))
        self.later = button(self.tr("Move down"), lambda: self._move(1))
        words = quietly(self.tr("Of CRMs that serve the same address, the uppermost takes its mail."))
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(words, stretch=1)
        for part in (self.saved, self.earlier, self.later):
            row.addWidget(part)
        self.rows.addLayout(row)
        self.rows.addWidget(self.remark)

    def know(self, names: Sequence[str]) -> None:
        """These are all profiles, in their order."""
        self._names = list(names)
        place = self._names.index(self._name)
        self.earlier.setEnabled(place > 0)
        self.later.setEnabled(place < len(names) - 1)
        self.setVisible(len(names) > 1)

    def _move(self, by: int) -> None:
        names = list(self._names)
        place = names.index(self._name)
        names.insert(place + by, names.pop(place))
        self.ask(names)
