"""Odd mails, bad moments, broken helpers: what must not be logged is not, and the journal stays true."""

import imaplib
import json
import os
import signal
import sys
from pathlib import Path

import pytest
from scene import (
    BOB,
    CARLA,
    FORWARD,
    LOG,
    MARIA,
    PROFILE,
    html_reply_with_attachment,
    outgoing,
    plain_reply,
    settled_journal,
)

from birdlog.demo.rig.dovecot import PASSWORD
from birdlog.demo.rig.rig import ANA, ANA_AT_HOME
from birdlog.demo.rig.waiting import wait_for

pytestmark = pytest.mark.e2e

KEYS = {
    *("id", "kind", "state", "reason", "explanation", "subject", "message_id", "profile", "crm_address"),
    *("recipients", "findings", "bounce", "created", "updated"),
}
HEADLINE = "content => content.document.getElementById('headline').textContent"
IS_ON = "content => content.document.getElementById('switch').checked"
PRESS = "(content, id) => { content.setTimeout(() => content.document.getElementById(id).click(), 0); }"

TYPE_AND_SEND = """
const { id, row, text } = arguments[0];
const win = [...Services.wm.getEnumerator("msgcompose")].find((one) => one.docShell.outerWindowID === id);
win.showAndFocusAddressRow(`addressRow${row}`);
const input = win.document.querySelector(`#addressRow${row} input.address-row-input`);
input.value = text;
input.dispatchEvent(new win.InputEvent("input"));
win.goDoCommand("cmd_sendButton");
"""

SELECT_ALL = """
const { gDBView, threadTree } = Services.wm.getMostRecentWindow("mail:3pane").gTabmail.currentAbout3Pane;
threadTree.selectedIndices = [...Array(gDBView.rowCount).keys()];
"""

CLOSE_AS_A_PERSON = """
const [id] = arguments;
const win = [...Services.wm.getEnumerator("msgcompose")].find((one) => one.docShell.outerWindowID === id);
win.gContentChanged = true;
Services.tm.dispatchToMainThread(() => win.goDoCommand("cmd_close"));
"""

# A program in the helper's place: what it answers to each message.
ANSWERS = """#!{python}
import json, struct, sys
while len(length := sys.stdin.buffer.read(4)) == 4:
    id = json.loads(sys.stdin.buffer.read(struct.unpack("=I", length)[0]))["id"]
    answer = json.dumps({answer}).encode()
    sys.stdout.buffer.write(struct.pack("=I", len(answer)) + answer)
    sys.stdout.buffer.flush()
"""
# All in one language: between a start and the interpreter's reading the next program may take the place, and
# a shell would take Python's `import` for the program of that name, which holds the screen until a click.
TALKS = "#!{python}\nimport sys\nprint('Welcome to this computer', flush=True)\nsys.stdin.buffer.read()\n"
NO_HELPERS = {
    "one that ends at once": f"#!{sys.executable}\n",
    "one that talks": TALKS.format(python=sys.executable),
    "one that agrees to anything": ANSWERS.format(
        python=sys.executable, answer='{"v": 1, "id": id, "ok": True, "body": {}}'
    ),
    "one that says nothing": ANSWERS.format(python=sys.executable, answer="None"),
}


def write(rig, subject, to=(BOB,), **more):
    return rig.thunderbird.compose(to=list(to), subject=subject, body="<p>Hi.</p>", **more)


def titled(words):
    return lambda button: words in button["title"]


def subjects_at(rig, recipient):
    return [str(delivery.message["Subject"]) for delivery in rig.door.to(recipient)]


def entry_of(rig, subject, *states):
    """Wait for the one entry with this subject, in one of these states."""
    rig.wait_for_entry(lambda each: each["subject"] == subject and each["state"] in states, subject)
    (entry,) = [each for each in rig.journal() if each["subject"] == subject]
    return entry


def is_free(rig):
    wait_for(lambda: not rig.thunderbird.composes(), "no compose window to be left")
    wait_for(rig.postfix.is_idle, "the mail server to be idle")


def put_into_inbox(rig, raw, shown):
    """Let a mail lie in the inbox as it is: no mail server has filled in what it lacks."""
    imap = imaplib.IMAP4("127.0.0.1", rig.dovecot.imap_port, timeout=30)
    imap.login("ana", PASSWORD)
    imap.append("INBOX", None, None, raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    imap.logout()
    rig.thunderbird.get_mail()
    rig.thunderbird.show(shown)


def without(header, message):
    del message[header]
    return bytes(message)


def log_to_crm(rig, state):
    """Click the button and wait for the entry that follows; the entry."""
    known = {entry["id"] for entry in rig.journal()}
    rig.thunderbird.click_message_button()
    entry = rig.wait_for_entry(lambda each: each["id"] not in known and each["state"] == state, state)
    is_free(rig)
    return entry


def test_a_never_log_person_is_found_wherever_the_address_stands(rig):
    rig.birdlog("never-log", "add", MARIA, "maria@münchen.example")
    punycode = "maria@xn--mnchen-3ya.example"
    mails = [
        write(rig, "Private 1", cc=["MARIA@Familia.EXAMPLE"]),
        write(rig, "Private 2", bcc=[MARIA]),
        write(rig, "Private 3", bcc=[MARIA, LOG]),
        write(rig, "Private 4", to=[f"Team: {BOB}, {MARIA};"]),
        write(rig, "Private 5", to=[BOB, f'"Souza, Maria" <{punycode}>']),
        write(rig, "Private 6", to=[LOG, BOB], cc=[MARIA]),
        write(rig, "Private 7", to=[FORWARD, BOB], cc=[MARIA]),
    ]
    for compose in mails:
        compose.send_and_wait()
        rig.door.wait_for(BOB, f"Private {mails.index(compose) + 1}")
    assert subjects_at(rig, LOG) == []
    assert subjects_at(rig, FORWARD) == []
    entries = settled_journal(rig)
    assert {(entry["state"], entry["reason"]) for entry in entries} == {("skipped", "partly-never-log")}
    assert len(entries) == len(mails)
    assert all(entry["subject"] is None and entry["recipients"] == [] for entry in entries)
    assert all(set(entry) == KEYS for entry in entries)


@pytest.mark.parametrize("row", ["Cc", "Bcc"])
def test_an_address_typed_in_the_moment_of_send_counts(rig, row):
    rig.birdlog("never-log", "add", MARIA)
    compose = write(rig, "Typed late")
    compose.wait_for_pills([LOG])
    typed = {"id": compose.number, "row": row, "text": f'"Souza, Maria" <{MARIA.upper()}>'}
    rig.thunderbird.execute(TYPE_AND_SEND, typed)
    compose.wait_until_closed()
    _, envelope = outgoing(rig, "Typed late")
    assert {address.lower() for address in envelope} == {BOB, MARIA}
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["reason"]) == ("skipped", "partly-never-log")


def test_never_log_said_while_the_window_is_open_counts_though_the_helper_is_killed(rig):
    compose = write(rig, "Just now private", to=[CARLA])
    compose.wait_for_pills([LOG])
    helper = rig.wait_for_helper()
    rig.birdlog("never-log", "add", CARLA)
    os.kill(helper, signal.SIGKILL)
    compose.send_and_wait()
    rig.door.wait_for(CARLA, "Just now private")
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["reason"]) == ("skipped", "never-log")
    assert "Just now private" not in subjects_at(rig, LOG)


def test_many_mails_sent_before_their_pills_are_shown_are_each_logged_once(rig):
    names = [f"Mail {number}" for number in range(6)]
    windows = []
    for name in names:
        windows.append(write(rig, name))
        windows[-1].send()
    for compose in windows:
        compose.wait_until_closed()
    for name in names:
        assert outgoing(rig, name)[1] == {BOB, LOG}
    entries = settled_journal(rig)
    assert sorted(entry["subject"] for entry in entries) == names
    assert {entry["state"] for entry in entries} == {"sent"}


def test_odd_recipients_are_logged_as_any_others(rig):
    crowd = [f"customer{number}@kunde.example" for number in range(150)]
    names = ['"Kunde, Bob" <bob@kunde.example>', '"Jürgen \\"X\\" Ö" <carla@kunde.example>']
    rig.thunderbird.add_list("Customers", [BOB, CARLA])
    mails = {
        "Crowd": write(rig, "Crowd", to=[*crowd, BOB]),
        "Names": write(rig, "Names", to=names, bcc=['"Q, ""r" <q@kunde.example>']),
        "Nobody visible": write(rig, "Nobody visible", to=[], bcc=[BOB]),
        "Undisclosed": write(rig, "Undisclosed", to=["undisclosed-recipients:;"], bcc=[BOB]),
        "Hidden list": write(rig, "Hidden list", bcc=["Customers <Customers>"]),
        "Plain 🐦 words": write(rig, "Plain 🐦 words", html=False),
    }
    for subject, compose in mails.items():
        compose.send_and_wait()
        _, envelope = outgoing(rig, subject)
        assert {BOB, LOG} <= envelope, subject
    write(rig, "Only the CRM", to=[LOG]).send_and_wait()
    rig.door.wait_for(LOG, "Only the CRM")
    entries = {entry["subject"]: entry for entry in settled_journal(rig)}
    assert {entry["state"] for entry in entries.values()} == {"sent"}
    assert set(entries) == {*mails, "Only the CRM"}
    assert entries["Crowd"]["recipients"] == [*crowd, BOB]
    assert entries["Names"]["recipients"] == [BOB, CARLA]
    assert rig.thunderbird.console_warnings() == []


def test_what_the_person_did_last_counts(rig):
    compose = write(rig, "Changed my mind")
    compose.wait_for_pills([LOG])
    compose.remove("Bcc", LOG)
    compose.wait_for_button(titled("Will not be logged"), "red")
    compose.set_identity(ANA_AT_HOME.email)
    compose.wait_for_button(titled("No CRM is set up"), "grey")
    compose.set_identity(ANA.email)
    compose.wait_for_button(titled("You turned logging off"), "red again")
    compose.add("Cc", CARLA)
    compose.save_draft()
    compose.close()
    draft = rig.thunderbird.open_draft("Changed my mind")
    draft.wait_for_button(titled("You turned logging off"), "the draft to be off")
    draft.add("Bcc", LOG)
    draft.wait_for_button(titled("Will be logged"), "green")
    draft.open_popup()
    wait_for(lambda: draft.in_popup(IS_ON), "the switch to be on")
    draft.in_popup(PRESS, "switch")
    draft.wait_for_pills([])
    draft.close_popup()
    draft.add("Bcc", LOG)
    draft.wait_for_button(titled("Will be logged"), "green again")
    draft.send_and_wait()
    assert outgoing(rig, "Changed my mind")[1] == {BOB, CARLA, LOG}
    assert entry_of(rig, "Changed my mind", "sent")["reason"] is None


def test_a_draft_that_is_saved_as_its_window_closes_stays_off(rig):
    compose = write(rig, "Later")
    compose.wait_for_pills([LOG])
    compose.remove("Bcc", LOG)
    compose.wait_for_button(titled("You turned logging off"), "red")
    rig.thunderbird.execute(CLOSE_AS_A_PERSON, compose.number)
    rig.thunderbird.wait_for_dialog()  # whether to save it
    rig.thunderbird.answer_dialog("accept")
    compose.wait_until_closed()
    rig.thunderbird.message("Later", folder="Drafts")
    draft = rig.thunderbird.open_draft("Later")
    draft.wait_for_button(titled("You turned logging off"), "the draft to be off")


def test_settings_that_break_are_said_and_keep_nothing_from_being_logged(rig):
    file = rig.base / "config" / "settings.toml"
    whole = file.read_text()
    compose = write(rig, "While it is broken")
    compose.wait_for_pills([LOG])
    file.write_text(f"{whole}\n[[[")
    compose.add("Cc", CARLA)
    compose.wait_for_button(titled("settings.toml, line"), "the button to say so")
    compose.send_and_wait()
    assert outgoing(rig, "While it is broken")[1] == {BOB, CARLA, LOG}
    file.write_text(whole)
    other = write(rig, "Mended")
    other.wait_for_button(lambda button: "settings.toml" not in button["title"], "the button to be well")
    other.send_and_wait()
    assert entry_of(rig, "While it is broken", "sent")
    assert entry_of(rig, "Mended", "sent")


def test_open_windows_follow_what_the_person_changes_in_the_settings(rig):
    file = rig.base / "config" / "settings.toml"
    first = file.read_text()
    compose = write(rig, "Followed")
    compose.wait_for_pills([LOG])
    rig.birdlog("never-log", "add", BOB)
    compose.wait_for_pills([])
    rig.birdlog("never-log", "remove", BOB)
    compose.wait_for_pills([LOG])
    file.write_text(first.replace(LOG, "new@crm.example"))
    compose.add("Cc", CARLA)
    compose.wait_for_pills(["new@crm.example"])
    rig.birdlog("profile", "remove", PROFILE)
    compose.wait_for_pills([])
    file.write_text(first)
    compose.remove("Cc", CARLA)
    compose.wait_for_pills([LOG])
    compose.send_and_wait()
    assert outgoing(rig, "Followed")[1] == {BOB, LOG}
    assert entry_of(rig, "Followed", "sent")["findings"] == []


def test_a_program_that_is_no_helper_is_neither_followed_nor_remembered(rig):
    rig.birdlog("never-log", "add", MARIA)
    first = write(rig, "The settings are known")
    first.wait_for_pills([LOG])
    first.close()
    manifest = rig.home / ".mozilla" / "native-messaging-hosts" / "birdlog.helper.json"
    launcher = Path(json.loads(manifest.read_text())["path"])
    genuine = launcher.read_text()
    for name, program in NO_HELPERS.items():
        launcher.write_text(program)
        for helper in rig.helper_pids():
            os.kill(helper, signal.SIGKILL)
        write(rig, f"With {name}").send_and_wait()
        assert outgoing(rig, f"With {name}")[1] == {BOB, LOG}
        write(rig, f"Love, {name}", to=[MARIA], bcc=[LOG]).send_and_wait()
        rig.door.wait_for(MARIA, f"Love, {name}")
    launcher.write_text(genuine)
    for helper in rig.helper_pids():
        os.kill(helper, signal.SIGKILL)
    entries = settled_journal(rig)
    assert sorted(entry["subject"] for entry in entries if entry["state"] == "sent") == sorted(
        f"With {name}" for name in NO_HELPERS
    )
    skipped = [entry for entry in entries if entry["state"] == "skipped"]
    assert len(skipped) == len(NO_HELPERS) == len(entries) - len(skipped)
    assert not [subject for subject in subjects_at(rig, LOG) if subject.startswith("Love")]
    assert rig.thunderbird.console_warnings() == []


def test_a_mail_that_fails_and_then_must_not_be_logged_is_one_entry(rig):
    rig.postfix.stop()
    compose = write(rig, "Second thoughts", to=[CARLA])
    compose.send()
    rig.thunderbird.wait_for_dialog()
    rig.thunderbird.answer_dialog("accept")
    entry_of(rig, "Second thoughts", "failed")
    rig.postfix.start_again()
    rig.birdlog("never-log", "add", CARLA)
    compose.wait_for_pills([])
    compose.send_and_wait()
    rig.door.wait_for(CARLA, "Second thoughts")
    (entry,) = settled_journal(rig)
    assert (entry["state"], entry["reason"], entry["subject"]) == ("skipped", "never-log", None)


def test_odd_messages_are_forwarded_whole(rig):
    windows = plain_reply("Angebot")
    windows.set_content("Grüße “x” €\n", charset="windows-1252", cte="8bit")
    picture = html_reply_with_attachment("Bild", b"%PDF-1.4\n")
    picture.get_payload()[0].get_payload()[1].add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<a@b>")
    beside = html_reply_with_attachment("Daneben", b"%PDF-1.4\n")  # as Apple Mail sends it
    for cid, name in (("<c@d>", "plans.zip"), (None, "more.zip")):
        text = beside.get_payload()[0].get_payload()[1]
        text.add_related(b"PK", "application", "zip", cid=cid, filename=name)
    whole = plain_reply("Weitergeleitet")
    whole.add_attachment(html_reply_with_attachment("Inner", b"%PDF-1.4\n"))
    mails = {
        "Angebot": bytes(windows),
        "Bild": bytes(picture),
        "Daneben": bytes(beside),
        "Weitergeleitet": bytes(whole),
        "Nameless": without("Message-ID", plain_reply("Nameless")),
        "To nobody": without("To", plain_reply("To nobody")),
    }
    for subject, raw in mails.items():
        put_into_inbox(rig, raw, subject)
        entry = log_to_crm(rig, "sent")
        assert (entry["subject"], entry["recipients"]) == (subject, [BOB])
        assert entry["message_id"] is None or subject != "Nameless"
        (delivery,) = [each for each in rig.door.to(FORWARD) if subject in each.message["Subject"]]
        kinds = {part.get_content_type() for part in delivery.message.walk()}
        assert {"text/plain", "text/html"} <= kinds
        if subject == "Angebot":
            assert "Grüße “x” €" in delivery.message.get_body(("plain",)).get_content()
        if subject == "Bild":
            assert {"image/png", "application/pdf"} <= kinds
        if subject == "Daneben":
            attached = [part.get_filename() for part in delivery.message.iter_attachments()]
            assert sorted(attached) == ["more.zip", "order.pdf", "plans.zip"]
        if subject == "Weitergeleitet":
            assert "message/rfc822" in kinds
    assert len(rig.journal()) == len(mails)
    assert rig.thunderbird.console_warnings() == []


def test_what_the_crm_could_not_read_is_refused_and_said(rig):
    secret = plain_reply("Secret")
    secret.set_content("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----\n")
    refused = {
        "Undated": (without("Date", plain_reply("Undated")), "missing-date"),
        "Anonymous": (without("From", plain_reply("Anonymous")), "missing-from"),
        "Secret": (bytes(secret), "encrypted"),
        "Mine": (bytes(plain_reply("Mine", sender=ANA.email)), "own-message"),
    }
    for subject, (raw, reason) in refused.items():
        put_into_inbox(rig, raw, subject)
        entry = log_to_crm(rig, "skipped")
        assert (entry["subject"], entry["reason"]) == (subject, reason)
        assert wait_for(lambda: rig.thunderbird.in_popup(HEADLINE), "the pop-up to speak") == "Not logged."
        rig.thunderbird.close_popup()
    assert subjects_at(rig, FORWARD) == []


def test_a_forward_that_fails_and_is_tried_again_is_one_entry(rig):
    put_into_inbox(rig, bytes(plain_reply("Again")), "Again")
    rig.postfix.stop()
    rig.thunderbird.click_message_button()
    rig.thunderbird.wait_for_dialog()
    rig.thunderbird.answer_dialog("accept")
    entry_of(rig, "Again", "failed")
    wait_for(lambda: not rig.thunderbird.composes(), "the forward's window to close")
    rig.postfix.start_again()
    rig.thunderbird.click_message_button()
    entry_of(rig, "Again", "sent")
    is_free(rig)
    assert len(rig.door.to(FORWARD)) == 1


def test_what_was_logged_before_is_logged_again_only_when_asked_for(rig):
    put_into_inbox(rig, bytes(plain_reply("Once more")), "Once more")
    log_to_crm(rig, "sent")
    button = rig.thunderbird.message_button
    wait_for(lambda: button()["title"] == "Already logged to the CRM.", "the button to say so")
    rig.thunderbird.click_message_button()
    wait_for(lambda: rig.thunderbird.in_popup(HEADLINE), "the pop-up to ask")
    assert len(rig.door.to(FORWARD)) == 1
    rig.thunderbird.in_popup(PRESS, "again")
    wait_for(lambda: len(rig.journal()) == 2, "a second entry")
    is_free(rig)
    assert len(rig.door.to(FORWARD)) == 2
    wait_for(lambda: button()["title"] == "Already logged to the CRM.", "the button to say so again")
    assert rig.thunderbird.console_warnings() == []


def test_several_messages_are_logged_from_the_context_menu_each_once(rig):
    subjects = ["First of all", "Second of all", "Third of all"]
    for subject in subjects:
        put_into_inbox(rig, bytes(plain_reply(subject)), subject)
    rig.thunderbird.execute(SELECT_ALL)
    (label,) = rig.thunderbird.open_list_menu()
    rig.thunderbird.choose_from_list_menu(label)
    for subject in subjects:
        entry_of(rig, subject, "sent")
    is_free(rig)
    assert len(rig.journal()) == len(rig.door.to(FORWARD)) == 3


def test_a_report_that_comes_while_there_is_no_helper_is_heard_of_once_there_is_one(rig):
    rig.door.refusals[LOG] = "552 5.3.4 Message too large"
    write(rig, "Too much").send_and_wait()
    entry_of(rig, "Too much", "sent", "bounced")
    rig.birdlog("uninstall")
    for helper in rig.helper_pids():
        os.kill(helper, signal.SIGKILL)
    rig.dovecot.wait_for_message(
        "ana", lambda mail: mail.get_content_type() == "multipart/report", "a report"
    )
    rig.thunderbird.get_mail()
    rig.thunderbird.message("Undelivered Mail")
    rig.birdlog("install")
    rig.thunderbird.quit()
    rig.thunderbird.start_again()
    assert entry_of(rig, "Too much", "bounced")["bounce"]["reason"] == "too-large"
    rig.thunderbird.quit()
    rig.thunderbird.start_again()
    rig.door.refusals.clear()
    (entry,) = settled_journal(rig)
    assert entry["state"] == "bounced"
    assert entry["profile"] == PROFILE
