"""A real Thunderbird that all tests of a session share; each test finds everything as on the first day."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from scene import FORWARD, HUBSPOT_TOKEN, LOG, PROFILE

from birdlog.demo.rig.rig import ANA, ANA_AT_HOME, Rig
from birdlog.demo.rig.waiting import wait_for
from hubspot_server.server import ALL_SCOPES, HubSpotServer

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "screenshots" / "e2e"

_failed = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items):
    """Try a test that fails here again: five programs on a busy machine do stumble. R stands for it."""
    for item in items:
        if item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash[_failed] = item.stash.get(_failed, False) or report.failed
    return report


@pytest.fixture(scope="session")
def xpi():
    """The add-on, freshly built."""
    subprocess.run([sys.executable, ROOT / "packaging" / "build_xpi.py"], check=True, capture_output=True)
    return ROOT / "dist" / "birdlog.xpi"


@pytest.fixture(scope="session")
def english_rig():
    with Rig(locale="en-US") as rig:
        yield rig


@pytest.fixture(scope="session")
def brazilian_rig():
    with Rig(locale="pt-BR") as rig:
        yield rig


@pytest.fixture
def empty_rig(english_rig, request):
    """An English Thunderbird without the add-on and without a profile for it."""
    yield from _first_day(english_rig, request)


@pytest.fixture
def rig(empty_rig, xpi):
    """An English Thunderbird with the add-on and one profile, for Ana at the office."""
    return _set_up(empty_rig, xpi)


@pytest.fixture
def rig_in_portuguese(brazilian_rig, xpi, request):
    """A Brazilian Thunderbird with the add-on and one profile, for Ana at the office."""
    for each in _first_day(brazilian_rig, request):
        yield _set_up(each, xpi)


@pytest.fixture
def hubspot():
    """A HubSpot that answers on this machine."""
    with HubSpotServer() as running:
        running.tokens = {HUBSPOT_TOKEN: ALL_SCOPES}
        yield running


@pytest.fixture
def keyring(empty_rig):
    """An unlocked keyring on Ana's session bus."""
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=empty_rig.environment
    ) as daemon:
        daemon.stdin.write(b"password")
        daemon.stdin.close()
        yield
        daemon.terminate()


@pytest.fixture
def rig_with_hubspot(empty_rig, xpi, hubspot, keyring):
    """An English Thunderbird with the add-on and one profile, whose CRM is HubSpot with an access token."""
    addresses = ("--bcc", LOG, "--forward", FORWARD, "--identity", ANA.email)
    empty_rig.birdlog("profile", "add", "work", "--preset", "hubspot", *addresses)
    empty_rig.birdlog("profile", "set", "work", f"api-base={hubspot.url}")
    empty_rig.birdlog("profile", "token", "work", given=HUBSPOT_TOKEN)
    empty_rig.thunderbird.install_addon(xpi)
    empty_rig.wait_for_helper()
    return empty_rig


@pytest.fixture(scope="module", params=["en-US", "pt-BR", "de", "ja", "ar"])
def foreign_rig(request, xpi):
    """A Thunderbird in one of five languages, with the add-on and one profile."""
    with Rig(locale=request.param) as rig:
        yield _set_up(rig, xpi)


@pytest.fixture
def rig_in_any_language(foreign_rig, request):
    """The same for one test; it keeps what earlier tests of the file left in it."""
    yield foreign_rig
    if request.node.stash.get(_failed, False):
        _keep_evidence(foreign_rig, request.node.name)


def _first_day(rig, request):
    _forget_everything(rig)
    yield rig
    if request.node.stash.get(_failed, False):
        _keep_evidence(rig, request.node.name)


def _forget_everything(rig):
    thunderbird = rig.thunderbird
    if not thunderbird.answers():
        if thunderbird.running():  # it hangs: one test's trouble is not the next one's
            thunderbird.kill()
        thunderbird.start_again()
    thunderbird.set_offline(False)
    thunderbird.tidy()
    if thunderbird.has_addon():
        thunderbird.uninstall_addon()
    wait_for(lambda: not rig.helper_pids(), "the helper to end")
    rig.stop_crm()
    shutil.rmtree(rig.base, ignore_errors=True)
    rig.birdlog("install")
    thunderbird.empty_local_folders()
    for identity in (ANA, ANA_AT_HOME):
        thunderbird.keep_sent_copy(identity.email, "imap")
        thunderbird.set_own_bcc(identity.email, [])
    wait_for(rig.postfix.is_idle, "the mail server to be idle")
    rig.postfix.configure()
    rig.dovecot.empty("ana")
    thunderbird.wait_until_mailboxes_are_empty()
    rig.door.forget()
    thunderbird.do("clearConsole")


def _set_up(rig, xpi):
    identity = ("--identity", ANA.email)
    rig.birdlog(
        "profile", "add", PROFILE, "--preset", "custom", "--bcc", LOG, "--forward", FORWARD, *identity
    )
    rig.thunderbird.install_addon(xpi)
    rig.wait_for_helper()
    return rig


def _keep_evidence(rig, name):
    rig.keep = True
    evidence = {"logs": rig.folder, "journal": rig.journal()}
    if rig.thunderbird.answers():
        evidence["picture"] = rig.screenshot(PICTURES / (re.sub(r"\W+", "-", name) + ".png"))
        evidence["console"] = rig.thunderbird.console()
    print(*(f"{what}: {found}" for what, found in evidence.items()), sep="\n")
