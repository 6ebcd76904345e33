"""Which CRM."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from birdlog.rules.preset import preset, preset_names
from birdlog.texts import match_locale
from birdlog_gui.controls import sentence
from birdlog_gui.look import STEP
from birdlog_gui.wizard.draft import Draft
from birdlog_gui.wizard.step import Step

_ELSEWHERE, _HERE = "custom", "local"
"""These come last: any other CRM, and none."""


class CrmStep(Step):
    """A choice of all presets, with where the addresses of the chosen one are found."""

    def __init__(self, draft: Draft, language: str, parent: QWidget | None = None) -> None:
        super().__init__(draft, language, parent)
        self.name = self.tr("Your CRM")
        self.heading.setText(self.tr("Which CRM shall your mail be logged to?"))
        self.words.hide()
        self.choices = {name: self._choice(name) for name in _in_order()}
        self.where = sentence()
        group, choices = QButtonGroup(self), QVBoxLayout()
        choices.setSpacing(2 * STEP)
        for choice in self.choices.values():
            group.addButton(choice)
            choices.addWidget(choice)
        self._rows.addLayout(choices)
        self._rows.addWidget(self.where)
        self._rows.addStretch()

    def enter(self) -> None:
        chosen = self.choices[self._draft.preset]
        chosen.setChecked(True)
        self.setFocusProxy(chosen)

    def take(self) -> None:
        self._draft.preset = self._chosen()

    def _choice(self, name: str) -> QRadioButton:
        labels = {
            _HERE: self.tr("None yet: keep my contacts on this computer"),
            _ELSEWHERE: self.tr("Another one that takes mail by an address"),
        }
        choice = QRadioButton(labels.get(name, preset(name).crm))
        choice.toggled.connect(self._show_where)
        return choice

    def _chosen(self) -> str:
        return next((name for name, choice in self.choices.items() if choice.isChecked()), self._draft.preset)

    def _show_where(self) -> None:
        self.where.setText(preset(self._chosen()).where[match_locale(self._language)])
        self.take()
        self.changed.emit()


def _in_order() -> list[str]:
    named = [name for name in preset_names() if name not in (_ELSEWHERE, _HERE)]
    return [*sorted(named, key=lambda name: preset(name).crm.casefold()), _ELSEWHERE, _HERE]
