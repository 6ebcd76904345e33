"""Before a mail leaves, Thunderbird shows whether it will be logged; what leaves follows what was shown."""

import json
import zipfile

import pytest
from scene import (
    BOB,
    CARLA,
    FORWARD,
    LOG,
    MARIA,
    PROFILE,
    arrive,
    outgoing,
    plain_reply,
    set_by_hand,
    settled_journal,
)

from birdlog.demo.rig.rig import ANA, ANA_AT_HOME
from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e

COLLEAGUE = "col@oficina.example"
TEXT = "(content, id) => content.document.getElementById(id).textContent"
PEOPLE = """(content) => [...content.document.querySelectorAll(".people section")].map((section) => [
  section.querySelector("h2").textContent,
  ...[...section.querySelectorAll("li")].map((row) =>
    [...row.querySelectorAll(".who p")].map((line) => line.textContent).join(": ")),
])"""
CLICK = "(content, selector) => content.document.querySelector(selector).click()"
FOCUSED = "(content) => content.document.activeElement.textContent"


@pytest.fixture
def private_rig(rig):
    rig.birdlog("never-log", "add", MARIA)
    return rig


def state(button):
    """`ok`, `warn`, `block`, `idle` or `absent`, as the button's picture says."""
    return button["icon"].rpartition("state-")[2].removesuffix(".svg")


def shows(compose, wanted, pills=None):
    """Wait until the button shows a state and, where given, Bcc shows these addresses."""
    compose.wait_for_button(lambda button: state(button) == wanted, wanted)
    if pills is not None:
        compose.wait_for_pills(pills)


def open_popup(compose):
    """Open the pop-up and wait until it says something."""
    compose.open_popup()
    wait_for(lambda: compose.in_popup(TEXT, "headline"), "the pop-up")


def people(compose, expected):
    """Wait until the pop-up lists these people, in groups."""
    wait_for(lambda: compose.in_popup(PEOPLE) == expected, f"{expected}, not {compose.in_popup(PEOPLE)}")


def click(compose, selector):
    """Click something in the pop-up once it is there."""
    there = "(content, selector) => Boolean(content.document.querySelector(selector))"
    wait_for(lambda: compose.in_popup(there, selector), selector)
    compose.in_popup(CLICK, selector)


# The verdict follows the recipients, and the mail follows the verdict


def test_the_verdict_follows_the_recipients_and_the_mail_follows_it(private_rig):
    compose = private_rig.thunderbird.compose(to=[COLLEAGUE], subject="Round", body="<p>Hi.</p>")
    shows(compose, "block", [])
    compose.add("To", BOB)
    shows(compose, "ok", [LOG])
    compose.add("Cc", MARIA)
    shows(compose, "block", [])
    assert MARIA in compose.button()["title"]
    compose.remove("Cc", MARIA)
    shows(compose, "ok", [LOG])
    compose.remove("To", COLLEAGUE)
    compose.send_and_wait()
    _, envelope = outgoing(private_rig, "Round")
    assert envelope == {BOB, LOG}
    (entry,) = settled_journal(private_rig)
    assert (entry["state"], entry["recipients"]) == ("sent", [BOB])


def test_who_is_added_last_decides_too(private_rig):
    compose = private_rig.thunderbird.compose(to=[BOB], subject="Last", body="<p>Hi.</p>")
    shows(compose, "ok", [LOG])
    compose.add("Bcc", MARIA)
    compose.send_and_wait()  # whether or not the preview has caught up
    _, envelope = outgoing(private_rig, "Last")
    assert envelope == {BOB, MARIA}


def test_the_identity_chooses_the_crm(rig):
    rig.birdlog(
        "profile",
        "add",
        "home",
        "--preset",
        "custom",
        "--bcc",
        "home@crm.example",
        "--identity",
        ANA_AT_HOME.email,
    )
    compose = rig.thunderbird.compose(to=[BOB], subject="From home", body="<p>Hi.</p>")
    shows(compose, "ok", [LOG])
    compose.set_identity(ANA_AT_HOME.email)
    shows(compose, "ok", ["home@crm.example"])
    compose.send_and_wait()
    _, envelope = outgoing(rig, "From home")
    assert envelope == {BOB, "home@crm.example"}


@pytest.mark.parametrize(
    ("answer", "reached", "reason"), [("#ask-yes", True, None), ("#ask-no", False, "turned-off")]
)
def test_the_question_of_a_mixed_mail_is_answered_in_the_pop_up(private_rig, answer, reached, reason):
    private_rig.birdlog("profile", "set", PROFILE, "mixed=ask")
    compose = private_rig.thunderbird.compose(to=[BOB, MARIA], subject="Asked", body="<p>Hi.</p>")
    shows(compose, "warn", [])
    open_popup(compose)
    click(compose, answer)
    shows(compose, "warn" if reached else "block", [LOG] if reached else [])
    compose.close_popup()
    compose.send_and_wait()
    _, envelope = outgoing(private_rig, "Asked")
    assert (LOG in envelope) is reached
    (entry,) = settled_journal(private_rig)
    assert (entry["state"], entry["reason"]) == ("sent" if reached else "skipped", reason)


def test_the_switch_turned_off_and_on_answers_no_question_that_comes_later(private_rig):
    private_rig.birdlog("profile", "set", PROFILE, "mixed=ask")
    compose = private_rig.thunderbird.compose(to=[BOB], subject="Later", body="<p>Hi.</p>")
    shows(compose, "ok", [LOG])
    open_popup(compose)
    click(compose, "#switch")
    shows(compose, "block", [])
    click(compose, "#switch")
    shows(compose, "ok", [LOG])
    compose.close_popup()
    compose.add("To", MARIA)
    shows(compose, "warn", [])


# The pop-up


def test_the_pop_up_says_who_gets_the_credit_and_on_whose_record_it_lands(rig):
    rig.birdlog("profile", "remove", PROFILE)
    rig.birdlog("profile", "add", PROFILE, "--preset", "local", "--bcc", LOG, "--identity", ANA.email)
    rig.start_crm()
    compose = rig.thunderbird.compose(to=[BOB], subject="First", body="<p>Hi.</p>")
    compose.send_and_wait()
    wait_for(lambda: rig.timeline(BOB), "Bob to be a contact")
    compose = rig.thunderbird.compose(
        to=[BOB], cc=[CARLA], bcc=[COLLEAGUE], subject="Second", body="<p>Hi.</p>"
    )
    shows(compose, "ok", [COLLEAGUE, LOG])
    open_popup(compose)
    people(
        compose,
        [["On the record of", BOB, f"{CARLA}: New contact"], ["On no record", f"{COLLEAGUE}: In Bcc"]],
    )
    assert compose.in_popup(TEXT, "credit") == f"Will be credited to {ANA.email}."
    assert rig.thunderbird.console_warnings() == []


@pytest.mark.parametrize(
    ("choice", "pattern"), [(1, "bob@kunde.example"), (2, "*@kunde.example")], ids=["address", "domain"]
)
def test_a_recipient_is_put_on_the_never_log_list_and_taken_off_again(rig, choice, pattern):
    compose = rig.thunderbird.compose(to=[BOB], subject="Private", body="<p>Hi.</p>")
    shows(compose, "ok", [LOG])
    open_popup(compose)
    click(compose, ".more")
    click(compose, f".choices button:nth-child({choice})")
    people(compose, [["Recipients", f"{BOB}: Never logged"]])
    shows(compose, "block", [])
    assert [json.loads(line)["pattern"] for line in never_log(rig)] == [pattern]
    assert compose.in_popup(TEXT, "said") == f"Now on your never-log list: {pattern}."
    assert compose.in_popup(FOCUSED) == "Undo"
    click(compose, ".row button")
    people(compose, [["On the record of", BOB]])
    shows(compose, "ok", [LOG])
    assert never_log(rig) == []


def never_log(rig):
    """The lines of `birdlog never-log list --json`."""
    return rig.birdlog("never-log", "list", "--json").splitlines()


def test_a_list_that_is_edited_elsewhere_is_followed_in_an_open_window(rig):
    compose = rig.thunderbird.compose(to=[BOB], subject="Elsewhere", body="<p>Hi.</p>")
    shows(compose, "ok", [LOG])
    rig.birdlog("never-log", "add", BOB)
    shows(compose, "block", [])


def test_the_choices_are_reached_by_keyboard_and_escape_closes_them_alone(rig):
    compose = rig.thunderbird.compose(to=[BOB], subject="Keys", body="<p>Hi.</p>")
    shows(compose, "ok", [LOG])
    open_popup(compose)
    people(compose, [["On the record of", BOB]])
    reachable = """(content) => [...content.document.querySelectorAll("button, input")]
      .filter((one) => one.checkVisibility() && one.tabIndex >= 0)
      .map((one) => one.ariaLabel || one.labels?.[0]?.textContent.trim() || one.textContent)"""
    assert compose.in_popup(reachable) == ["Log this mail", f"Never log {BOB}", "Settings", "Open Birdlog"]
    click(compose, ".more")
    compose.in_popup(
        """(content) => {
          const choice = content.document.querySelector(".choices button");
          choice.focus();
          choice.dispatchEvent(new content.KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
        }"""
    )
    expanded = "(content) => content.document.activeElement.getAttribute('aria-expanded')"
    wait_for(lambda: compose.in_popup(expanded) == "false", "the choices to close and the focus to go back")


def test_a_forward_that_is_looked_at_says_on_whose_record_it_lands(rig):
    rig.birdlog("profile", "remove", PROFILE)
    addresses = ("--bcc", LOG, "--forward", FORWARD, "--identity", ANA.email)
    rig.birdlog("profile", "add", PROFILE, "--preset", "local", *addresses)
    rig.start_crm()
    set_by_hand(rig, "look-before-forward = true")
    message = plain_reply("Our order")
    message["Cc"] = CARLA
    arrive(rig, message)
    rig.thunderbird.click_message_button()
    compose = rig.thunderbird.wait_for_compose()
    open_popup(compose)
    people(compose, [["On the record of", f"{BOB}: New contact"]])
    assert compose.in_popup(TEXT, "credit") == f"Will be credited to {ANA.email}."


# What is in the mail


def test_a_large_attachment_is_judged_by_what_thunderbird_knows_of_it(rig, tmp_path):
    rig.birdlog("profile", "set", PROFILE, "attachments-limit=44 MB")
    file = tmp_path / "film.bin"
    with file.open("wb") as film:
        film.truncate(45 * 1024 * 1024)
    compose = rig.thunderbird.compose(to=[BOB], subject="Film", body="<p>Hi.</p>", attachments=[file])
    shows(compose, "warn", [LOG])
    assert "The attachments are 45 MB" in compose.button()["title"]


ENCRYPT = """
const { RNP } = ChromeUtils.importESModule("chrome://openpgp/content/modules/RNP.sys.mjs");
const { OpenPGPMasterpass } = ChromeUtils.importESModule("chrome://openpgp/content/modules/masterpass.sys.mjs");
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
return (async (email) => {
  const password = await OpenPGPMasterpass.retrieveOpenPGPPassword();
  const key = await RNP.genKey(`<${email}>`, "ECC", 0, 0, password);
  const identity = MailServices.accounts.allIdentities.find((one) => one.email === email);
  identity.setUnicharAttribute("openpgp_key_id", key);
})(arguments[0]);
"""
FORGET_KEY = """
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
MailServices.accounts.allIdentities.forEach((one) => one.setUnicharAttribute("openpgp_key_id", ""));
"""
TOGGLE = """
const [window] = Services.wm.getEnumerator("msgcompose");
window.focus();
window.toggleEncryptMessage();
"""


def test_while_encryption_is_on_the_crm_gets_no_pill(rig):
    thunderbird = rig.thunderbird
    thunderbird.execute(ENCRYPT, ANA.email)
    try:
        compose = thunderbird.compose(to=[BOB], subject="Secret", body="<p>Hi.</p>")
        shows(compose, "ok", [LOG])
        thunderbird.execute(TOGGLE)
        shows(compose, "block", [])
        assert "encrypted" in compose.button()["title"]
        thunderbird.execute(TOGGLE)
        shows(compose, "ok", [LOG])
        compose.send_and_wait()
        _, envelope = outgoing(rig, "Secret")
        assert envelope == {BOB, LOG}
    finally:
        thunderbird.execute(FORGET_KEY)


# Other add-ons

OTHER = {
    "manifest_version": 2,
    "name": "Another add-on",
    "version": "1.0",
    "browser_specific_settings": {"gecko": {"id": "other@birdlog.example"}},
    "permissions": ["compose"],
    "background": {"scripts": ["background.js"]},
}
ADDS = """
messenger.compose.onBeforeSend.addListener((tab, details) => ({ details: { bcc: [...details.bcc, "%s"] } }));
"""
INSTALL = """
const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
file.initWithPath(arguments[0]);
return AddonManager.installTemporaryAddon(file).then((addon) => addon.startupPromise);
"""
UNINSTALL = """
const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
return AddonManager.getAddonByID("other@birdlog.example").then((addon) => addon.uninstall());
"""


def test_what_another_add_on_adds_after_birdlog_is_seen_and_said(private_rig, tmp_path):
    thunderbird = private_rig.thunderbird
    other = tmp_path / "other.xpi"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("manifest.json", json.dumps(OTHER))
        package.writestr("background.js", ADDS % LOG)
    thunderbird.execute(INSTALL, str(other))
    try:
        compose = thunderbird.compose(to=[MARIA], subject="Between us", body="<p>Hi.</p>")
        shows(compose, "block", [])
        compose.send_and_wait()
    finally:
        thunderbird.execute(UNINSTALL)
    private_rig.door.wait_for(LOG, "Between us")
    (entry,) = settled_journal(private_rig)
    assert (entry["state"], entry["reason"]) == ("sent", "added-elsewhere")
    assert "never-log" in entry["explanation"]
    assert (entry["subject"], entry["recipients"]) == (None, [])
