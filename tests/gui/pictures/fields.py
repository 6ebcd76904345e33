"""The inputs that set-up and settings share."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from birdlog.settings import User
from birdlog_gui import language
from birdlog_gui.fields.addresses import AddressPair
from birdlog_gui.fields.identities import IdentityChooser
from birdlog_gui.fields.patterns import PatternsField
from birdlog_gui.fields.token import TokenField
from birdlog_gui.fields.users import UsersField
from birdlog_gui.look import STEP
from pictures.stage import Stage


def addresses(stage: Stage) -> QWidget:
    fits, wrong, swapped = (AddressPair(language.wanted(), can_copy=True) for _ in range(3))
    for pair in (fits, wrong, swapped):
        pair.know("hubspot")
    fits.show_addresses("7812@bcc.eu1.hubspot.com", "7812@forward.eu1.hubspot.com")
    wrong.show_addresses("7812@bcc.hubspt.com", "crm@relay.firma.example")
    swapped.show_addresses("7812@forward.hubspot.com", "7813@forward.hubspot.com")
    return _together(fits, wrong, swapped)


def people(stage: Stage) -> QWidget:
    identities, users, token = IdentityChooser(), UsersField(), TokenField()
    identities.offer(["ana@firma.example", "ana.souza@gmail.com", "vertrieb@firma.example"])
    identities.choose(["ana@firma.example"])
    users.show_users([User("ana@firma.example", (("ana.souza@gmail.com", None),)), User("bob")])
    token.line.setText("pat-eu1-123")
    return _together(identities, users, token)


def never_log(stage: Stage) -> QWidget:
    some, none = PatternsField(), PatternsField()
    some.take(["maria@familia.example", "*@banco.example", "*@*.firma.example", "maria"])
    return _together(some, none)


def _together(*parts: QWidget) -> QWidget:
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(6 * STEP, 6 * STEP, 6 * STEP, 6 * STEP)
    layout.setSpacing(6 * STEP)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch()
    whole.resize(560, whole.sizeHint().height())
    whole.show()
    return whole
