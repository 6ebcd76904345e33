"""The set-up, from nothing to a mail that has been logged: its real widgets and a real Thunderbird."""

import os

import pytest
from scene import LOG

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from birdlog import paths
from birdlog.demo.rig.rig import ANA, ANA_AT_HOME
from birdlog.demo.rig.waiting import wait_for
from birdlog.settings import load
from birdlog_gui.program import Program

pytestmark = pytest.mark.e2e

REFUSAL = "550 5.1.1 No such address"


@pytest.fixture
def wizard(empty_rig, monkeypatch):
    """The set-up of a program that Ana starts for the first time, before the helper is there."""
    empty_rig.birdlog("uninstall")
    for name in ("HOME", "PATH", paths.BASE_DIR_VARIABLE):
        monkeypatch.setenv(name, empty_rig.environment[name])
    application = QApplication.instance() or QApplication([])
    program = Program(application, "en")
    program.set_up()
    yield program._set_up.window
    program.close()
    program.deleteLater()


def seen(condition, what):
    """Wait until a condition is true, while the window works."""

    def look():
        QApplication.processEvents()
        return condition()

    return wait_for(look, what)


def go_on_to_the_never_log_step(wizard, rig, xpi):
    """Set the helper up on the way, with Thunderbird open, and serve the address at the office alone."""
    wizard.next.click()
    assert wizard.current is wizard.identities
    wizard.identities.install.click()
    rig.thunderbird.install_addon(xpi)
    seen(lambda: ANA.email in wizard.identities.chooser.offered, "Thunderbird's addresses")
    wizard.identities.chooser.some.click()
    wizard.identities.chooser.boxes[ANA.email].click()
    wizard.next.click()


def test_from_nothing_to_a_test_mail_that_is_in_the_crm(wizard, empty_rig, xpi):
    wizard.crm.choices["local"].click()
    go_on_to_the_never_log_step(wizard, empty_rig, xpi)
    assert wizard.never_log.domains.text() == "oficina.example"
    wizard.next.click()
    trial = wizard.trial
    assert wizard.current is trial
    assert [profile.identities for profile in load().profiles] == [(ANA.email,)]
    assert (trial.writer.currentText(), trial.to.text()) == (ANA.email, ANA_AT_HOME.email)
    trial.send.click()
    seen(lambda: trial.progress.is_over, f"the test mail's end; {trial.outcome.text}")
    assert (trial.progress.level, trial.progress.marks[-1].words) == ("ok", "In the CRM")
    assert "Birdlog CRM has the mail" in trial.outcome.text
    (email,) = empty_rig.timeline(ANA_AT_HOME.email)
    assert email["subject"] == "Birdlog test"


def test_an_address_that_the_crm_does_not_know_is_named_and_mended(wizard, empty_rig, xpi):
    wizard.crm.choices["custom"].click()
    wizard.next.click()
    wizard.addresses.pair.show_addresses("lgo@crm.example", None)
    go_on_to_the_never_log_step(wizard, empty_rig, xpi)
    wizard.skip.click()
    wizard.next.click()
    trial = wizard.trial
    assert wizard.current is trial
    empty_rig.door.refusals["lgo@crm.example"] = REFUSAL
    trial.send.click()
    seen(lambda: trial.progress.level == "block", f"the report; {trial.outcome.text}")
    assert trial.progress.marks[-1].words == "Came back"
    assert "it has no address lgo@crm.example" in trial.outcome.text
    trial.mend.click()
    assert wizard.current is wizard.addresses
    wizard.addresses.pair.show_addresses(LOG, None)
    while wizard.current is not trial:
        wizard.next.click()
    trial.send.click()
    seen(lambda: trial.progress.level == "ok", f"the test mail's end; {trial.outcome.text}")
    assert "Birdlog can't ask there" in trial.outcome.text
    empty_rig.door.wait_for(LOG, "Birdlog test")
