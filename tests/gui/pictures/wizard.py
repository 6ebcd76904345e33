"""The set-up, step by step, and the ends that a test mail can come to."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from birdlog import utc
from birdlog.host.messages import Identity
from birdlog.journal import requests
from birdlog.journal.store import Journal, Observation, Thunderbird
from birdlog_gui.wizard.window import SetUpWindow
from pictures.stage import Stage

_OWN = ("ana@firma.example", "ana.souza@gmail.com", "vertrieb@firma.example")
_BCC, _FORWARD = "7812@bcc.eu1.hubspot.com", "7812@forward.eu1.hubspot.com"
_NOW = utc.written(datetime.now(UTC))


def crm(stage: Stage) -> QWidget:
    return _at(stage, "crm")


def addresses(stage: Stage) -> QWidget:
    window = _at(stage, "addresses")
    window.addresses.pair.show_addresses(_BCC, "7812@forward.hubspt.com")
    return window


def identities(stage: Stage) -> QWidget:
    window = _at(stage, "identities")
    window.identities.chooser.choose(_OWN[:1])
    return window


def identities_unknown(stage: Stage) -> QWidget:
    return _at(stage, "identities", own=())


def senders(stage: Stage) -> QWidget:
    return _at(stage, "senders")


def never_log(stage: Stage) -> QWidget:
    window = _at(stage, "never-log")
    window.never_log.patterns.take(["maria@familia.example", "*@banco.example"])
    return window


def token(stage: Stage) -> QWidget:
    window = _at(stage, "token")
    stage.settle(lambda: window.token.keyring.state == "missing")
    return window


def test_mail(stage: Stage) -> QWidget:
    return _written(stage)


def test_mail_sent(stage: Stage) -> QWidget:
    window = _written(stage)
    _send(window, "sent")
    stage.settle(lambda: len(window.trial.progress.marks) > 1)
    return window


def test_mail_waits(stage: Stage) -> QWidget:
    window = _written(stage, running=False)
    window.trial.send.click()
    return window


def test_mail_came_back(stage: Stage) -> QWidget:
    window = _written(stage)
    _send(window, "sent", "address-unknown")
    stage.settle(lambda: window.trial.progress.level == "block")
    return window


def _at(stage: Stage, step: str, own: tuple[str, ...] = _OWN) -> SetUpWindow:
    with Journal.open() as journal:
        if own:
            told = tuple(Identity(each) for each in own)
            journal.remember(Thunderbird("one", None, None, None, told, _NOW))
    stage.program.set_up()
    window = stage.program._set_up.window
    window.show_step(step)
    return window


def _written(stage: Stage, running: bool = True) -> SetUpWindow:
    if not running:
        stage.stop_thunderbird()
    window = _at(stage, "addresses")
    window.addresses.pair.show_addresses(_BCC, _FORWARD)
    while window.current is not window.trial:
        window.next.click()
    return window


def _send(window: SetUpWindow, state: str, reason: str | None = None) -> None:
    window.trial.send.click()
    with Journal.open() as journal:
        (request,) = requests.open_requests(journal)
        requests.close(journal, request.id, "done", None)
        seen = Observation(
            request.id, "bcc", state, profile="HubSpot", identity=_OWN[0], crm_address=_BCC, subject="Test"
        )
        id, _ = journal.add_or_move(seen, _NOW, "sent")
        if reason:
            values = {"address": _BCC, "crm": "HubSpot"}
            journal.move(
                id, "bounced", reason=reason, reason_values=values, bounce=None, evidence="x", at=_NOW
            )
