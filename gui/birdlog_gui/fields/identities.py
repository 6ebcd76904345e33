"""Which of the person's own addresses a CRM serves."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from birdlog.mail.addresses import fold
from birdlog_gui.controls import sentence
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless, menu_text, tooltip

_LONGEST = 100


class IdentityChooser(QWidget):
    """All addresses, or those that are ticked. `changed` comes with each other choice.

    Where only some are wanted and none is ticked, that means all, and is said.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all = QRadioButton(self.tr("&All my addresses, and those that I add later"))
        self.some = QRadioButton(self.tr("&Only these:"))
        self.boxes: dict[str, QCheckBox] = {}
        self.words = sentence()
        group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(6 * STEP, 0, 0, 0)
        self._list.setSpacing(2 * STEP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        for way in (self.all, self.some):
            group.addButton(way)
            layout.addWidget(way)
        layout.addLayout(self._list)
        layout.addWidget(self.words)
        self.all.setChecked(True)
        self.some.toggled.connect(self._show_choice)
        self.setFocusProxy(self.all)
        self._show_choice()

    def offer(self, identities: Iterable[str]) -> None:
        """Offer these addresses; those that are ticked already stay, whether or not they are among them."""
        ticked = [identity for identity, box in self.boxes.items() if box.isChecked()]
        self._show_boxes([*identities, *ticked], {fold(each) for each in ticked})

    def choose(self, chosen: Iterable[str]) -> None:
        """Tick these addresses, offered or not; none stands for all."""
        wanted = list(chosen)
        self._show_boxes([*self.boxes, *wanted], {fold(each) for each in wanted})
        (self.some if wanted else self.all).setChecked(True)

    @property
    def offered(self) -> tuple[str, ...]:
        """All the addresses that can be chosen."""
        return tuple(self.boxes)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The addresses that are served; none stands for all."""
        if self.all.isChecked():
            return ()
        return tuple(identity for identity, box in self.boxes.items() if box.isChecked())

    def _show_boxes(self, identities: list[str], ticked: set[str]) -> None:
        for box in self.boxes.values():
            self._list.removeWidget(box)
            box.deleteLater()
        spelt: dict[str, str] = {}
        for identity in identities:
            spelt.setdefault(fold(identity), identity)
        self.boxes = {identity: self._box(identity, key in ticked) for key, identity in spelt.items()}
        self._show_choice()

    def _box(self, identity: str, is_ticked: bool) -> QCheckBox:
        box = QCheckBox(menu_text(harmless(identity, _LONGEST)))
        box.setToolTip(tooltip(identity))
        box.setChecked(is_ticked)
        box.toggled.connect(self._show_choice)
        self._list.addWidget(box)
        return box

    def _show_choice(self) -> None:
        self.some.setVisible(bool(self.boxes))
        for box in self.boxes.values():
            box.setVisible(self.some.isChecked())
        none = self.some.isChecked() and not self.chosen
        self.words.setText(self.tr("Tick at least one of them; as it is, all are served.") if none else "")
        self.words.setVisible(none)
        self.changed.emit()
