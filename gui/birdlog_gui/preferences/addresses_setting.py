"""Both addresses of a CRM, each with a Copy button."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from birdlog_gui.fields.address import AddressField
from birdlog_gui.fields.addresses import AddressPair
from birdlog_gui.fields.remark import named
from birdlog_gui.preferences.edits import Problem
from birdlog_gui.preferences.setting import Setting, beside


class AddressesSetting(Setting):
    """Asks for what was typed when the person leaves a field, for what was pasted or moved at once.

    What can't be an address of the CRM is not asked for: its field says why, and until when which one holds.
    """

    def __init__(self, preset: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Addresses"), "Profile.bcc", "Profile.forward", language=language, parent=parent
        )
        self.pair = AddressPair(language, can_copy=True)
        self.pair.know(preset)
        self._fields = {"bcc": self.pair.bcc, "forward": self.pair.forward}
        self._kept = dict.fromkeys(self._fields, "")
        self._refused: dict[str, str] | None = None
        self.rows.addWidget(self.pair)
        self.rows.addLayout(beside(self.remark, self.saved, wide=True))
        self.pair.changed.connect(self._take_over)
        for field in self._fields.values():
            field.line.editingFinished.connect(self.commit)
            field.copy.clicked.connect(lambda: self.saved.flash(self.tr("Copied")))

    def know(self, bcc: str | None, forward: str | None) -> None:
        """Show these, but for what the person is typing."""
        for key, address in (("bcc", bcc or ""), ("forward", forward or "")):
            field, is_typed = self._fields[key], self._fields[key].address != self._kept[key]
            self._kept[key] = address
            if not is_typed and not self._asked and field.address != address:
                field.show_address(address)

    def commit(self) -> None:
        other = {key: field for key, field in self._fields.items() if field.address != self._kept[key]}
        wanted = {key: field.address for key, field in other.items() if not _is_faulty(field)}
        if wanted and wanted != self._refused and wanted not in self._asked:
            self.ask(wanted)
        faulty = next((key for key, field in other.items() if _is_faulty(field)), None)
        if faulty and self._kept[faulty]:
            words = self.tr("Until this is put right, mail goes to {address} as before.")
            self.remark.say(None, words.format(address=named(self._kept[faulty])))

    def _take_over(self) -> None:
        self._refused = None
        self.remark.say(None)
        if not any(field.line.hasFocus() for field in self._fields.values()):
            self.commit()

    def _take_kept(self, value: dict[str, str]) -> None:
        self._kept |= value

    def answer(self, problem: Problem | None) -> None:
        self._refused = self._asked[0] if problem else None
        super().answer(problem)


def _is_faulty(field: AddressField) -> bool:
    return bool(field.found and field.found.level == "block")
