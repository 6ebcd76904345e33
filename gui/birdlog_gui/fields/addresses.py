"""The two addresses of a CRM, which know of each other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from birdlog.rules.preset import preset
from birdlog_gui.fields.address import AddressField
from birdlog_gui.look import STEP


class AddressPair(QWidget):
    """Shows and takes both addresses of a profile; `can_copy` gives each a Copy button.

    `changed` comes when one of them is another one than before.
    """

    changed = Signal()

    def __init__(self, language: str, parent: QWidget | None = None, *, can_copy: bool = False) -> None:
        super().__init__(parent)
        self.bcc = AddressField("bcc", self.tr("For mail that you &send (BCC)"), language, can_copy=can_copy)
        title = self.tr("For mail that you &receive (forwarding)")
        self.forward = AddressField("forward", title, language, can_copy=can_copy)
        self._preset = "custom"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4 * STEP)
        layout.addWidget(self.bcc)
        layout.addWidget(self.forward)
        for field in (self.bcc, self.forward):
            field.changed.connect(self._tell_each_other)
            field.elsewhere.connect(self._exchange)
        self.setFocusProxy(self.bcc)

    def know(self, preset: str) -> None:
        """Judge by the CRM `preset`."""
        self._preset = preset
        self.bcc.know(preset, self.forward.address)
        self.forward.know(preset, self.bcc.address)

    def show_addresses(self, bcc: str | None, forward: str | None) -> None:
        """Put both there."""
        self.bcc.show_address(bcc)
        self.forward.show_address(forward)

    @property
    def addresses(self) -> tuple[str | None, str | None]:
        """What stands there for sent and for received mail; None where nothing does."""
        return self.bcc.address or None, self.forward.address or None

    @property
    def faulty(self) -> AddressField | None:
        """The first field that holds what can't be kept, or has to hold something and does not."""
        for field in (self.bcc, self.forward):
            if field.found and field.found.level == "block":
                return field
        needed = preset(self._preset).addresses_needed and not any(self.addresses)
        return self.bcc if needed else None

    def _tell_each_other(self) -> None:
        self.know(self._preset)
        self.changed.emit()

    def _exchange(self) -> None:
        bcc, forward = self.addresses
        self.show_addresses(forward, bcc)
