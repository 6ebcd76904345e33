"""Thunderbird, driven by Marionette: the program, and what a person does in its windows."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from birdlog.demo.rig import profile
from birdlog.demo.rig.compose import Compose
from birdlog.demo.rig.dovecot import PASSWORD
from birdlog.demo.rig.marionette import NO_ALERT, Marionette, MarionetteError
from birdlog.demo.rig.process import Program, missing
from birdlog.demo.rig.profile import Identity, Pref, Servers
from birdlog.demo.rig.waiting import PATIENCE, wait_for

ADDON_ID = "birdlog@birdlog.addon"
LOCAL = "none"
IMAP = "imap"


_CHROME = "resource://birdlog-rig"

_MAP_CHROME = """
const resources = Services.io.getProtocolHandler("resource").QueryInterface(Ci.nsIResProtocolHandler);
resources.setSubstitution("birdlog-rig", Services.io.newURI(arguments[0]));
"""


class Thunderbird:
    """A Thunderbird with a profile of its own: `start`, `quit`, `kill` or `stop` it, start it again."""

    def __init__(
        self,
        folder: Path,
        servers: Servers,
        identities: Sequence[Identity],
        *,
        marionette_port: int,
        env: Mapping[str, str],
        locale: str = "en-US",
        prefs: Mapping[str, Pref] | None = None,
    ) -> None:
        self.profile = folder / "profile"
        self.locale = locale
        self._servers = servers
        self._port = marionette_port
        self._env = {**env, "MOZ_CRASHREPORTER_DISABLE": "1"}
        self._log = folder / "thunderbird.log"
        self._program: Program | None = None
        self._bridge: Marionette | None = None
        chosen = {"intl.locale.requested": locale, "marionette.port": marionette_port, **(prefs or {})}
        profile.make(self.profile, servers, identities, chosen)

    # The program.

    def start(self) -> None:
        """Start the program without waiting for it; one that runs or has crashed is cleared away first."""
        self.stop()
        binary = shutil.which("thunderbird")
        if not binary:
            raise missing("Thunderbird", "thunderbird")
        command: list[str | Path] = [
            binary,
            "--profile",
            self.profile,
            "--marionette",
            "--remote-allow-system-access",
        ]
        self._program = Program("Thunderbird", command, self._log, env=self._env)

    def wait_until_ready(self) -> None:
        """Wait until the main window is there and the account is logged in."""
        assert self._program is not None
        self._program.wait_until_it_answers(self._port)
        self._bridge = Marionette(self._port, script_timeout=PATIENCE)
        self.execute(_MAP_CHROME, (Path(__file__).parent / "chrome").as_uri() + "/")
        wait_for(self._has_main_window, "Thunderbird's main window")
        self.do("logIn", {"origin": "imap://127.0.0.1", "user": self._servers.user, "password": PASSWORD})

    def start_again(self) -> None:
        """Start a Thunderbird that was quit or killed, with the same profile."""
        self.start()
        self.wait_until_ready()

    def _has_main_window(self) -> bool:
        with contextlib.suppress(MarionetteError):  # no window yet
            return bool(self.do("isReady"))
        return False

    def running(self) -> bool:
        """Does the program run?"""
        return self._program is not None and self._program.running()

    def answers(self) -> bool:
        """Does the program run, and do what it is asked?"""
        try:
            return self.running() and self._bridge is not None and bool(self.execute("return true"))
        except (OSError, MarionetteError):
            return False

    def quit(self) -> None:
        """Quit as by File → Quit, and wait for the end."""
        assert self._program is not None
        self.do("quit")
        self._program.wait_until_it_ends()
        self._forget()

    def kill(self) -> None:
        """kill -9, as a crash or a power cut."""
        assert self._program is not None
        self._program.kill()
        self._forget()
        # It may be from before an add-on was installed anew, and hold the addresses of its old pages.
        shutil.rmtree(self.profile / "startupCache", ignore_errors=True)

    def stop(self) -> None:
        """End the program."""
        if self._program is not None:
            self._program.stop()
            self._forget()

    def wait_until_closed(self) -> None:
        """Wait, however long it takes, until the person closes Thunderbird."""
        if self._program is not None:
            wait_for(lambda: not self.running(), "Thunderbird to be closed", patience=float("inf"))

    def _forget(self) -> None:
        self._program = None
        if self._bridge is not None:
            self._bridge.close()
            self._bridge = None

    # The bridge.

    @property
    def _marionette(self) -> Marionette:
        assert self._bridge is not None, "Thunderbird does not run"
        return self._bridge

    def do(self, function: str, argument: object = None) -> Any:
        """Call a function of chrome/rig.sys.mjs inside Thunderbird; what it returns."""
        script = f"return ChromeUtils.importESModule('{_CHROME}/rig.sys.mjs').rig.{function}(arguments[0]);"
        return self.execute(script, argument)

    def execute(self, script: str, argument: object = None) -> Any:
        """Run a script in the chrome context: `arguments[0]` is the argument; a promise is waited for."""
        return self._marionette.execute(script, argument)

    # The add-on.

    def install_addon(self, xpi: Path) -> None:
        """Install the add-on for good, so that it outlives a restart, and wait until it runs."""
        self._marionette.ask("Addon:Install", {"path": str(xpi.absolute()), "temporary": False})
        wait_for(lambda: self.do("addonIsRunning"), "the add-on to run")
        # Written by itself much later: a Thunderbird killed before would not know the add-on and its storage.
        self.execute("Services.prefs.savePrefFile(null)")

    def has_addon(self) -> bool:
        """Is the add-on installed?"""
        return bool(self.do("isInstalled"))

    def uninstall_addon(self) -> None:
        """Remove the add-on with all that it stored."""
        self._marionette.ask("Addon:Uninstall", {"id": ADDON_ID})

    def console(self) -> list[dict[str, str]]:
        """What Thunderbird's console says about the add-on: {text, source, level}."""
        return list(self.do("console"))

    def console_warnings(self) -> list[str]:
        """The warnings and errors among them."""
        return [entry["text"] for entry in self.console() if entry["level"] != "info"]

    # Writing.

    def compose(
        self,
        to: Sequence[str] = (),
        *,
        cc: Sequence[str] = (),
        bcc: Sequence[str] = (),
        subject: str = "",
        body: str = "",
        html: bool = True,
        identity: str | None = None,
        attachments: Sequence[Path] = (),
    ) -> Compose:
        """Open a compose window for a new mail."""
        fields = {
            "to": list(to), "cc": list(cc), "bcc": list(bcc), "subject": subject, "body": body, "html": html,
            "identity": identity, "attachments": [str(path) for path in attachments],
        }  # fmt: skip
        return Compose(self, self.do("compose", fields))

    def reply(self, subject: str, folder: str = "INBOX", to_all: bool = False, server: str = IMAP) -> Compose:
        """Reply to the message whose subject holds `subject`."""
        return self._compose_from("ReplyAll" if to_all else "Reply", subject, folder, server)

    def edit_as_new(self, subject: str, folder: str = "Sent", server: str = IMAP) -> Compose:
        """Edit as New Message."""
        return self._compose_from("EditAsNew", subject, folder, server)

    def redirect(self, subject: str, folder: str = "INBOX", server: str = IMAP) -> Compose:
        """Redirect."""
        return self._compose_from("Redirect", subject, folder, server)

    def forward(self, subject: str, folder: str = "INBOX", server: str = IMAP) -> Compose:
        """Forward inline, by hand."""
        return self._compose_from("ForwardInline", subject, folder, server)

    def open_draft(self, subject: str, folder: str = "Drafts", server: str = IMAP) -> Compose:
        """Open a draft to go on with it."""
        return self._compose_from("Draft", subject, folder, server)

    def _compose_from(self, kind: str, subject: str, folder: str, server: str) -> Compose:
        fields = {"type": kind, "subject": subject, "folder": folder, "server": server}
        return Compose(self, self.do("composeFrom", fields))

    def composes(self) -> list[Compose]:
        """The compose windows that are open."""
        return [Compose(self, number) for number in self.do("composeIds")]

    def wait_for_compose(self, known: Sequence[Compose] = ()) -> Compose:
        """Wait for a compose window that is none of the `known` ones."""
        return Compose(self, self.do("waitForCompose", {"known": [each.number for each in known]}))

    def send_outbox(self) -> None:
        """File → Send Unsent Messages."""
        self.do("sendOutbox")

    def outbox(self) -> list[str]:
        """The subjects in the Outbox."""
        return list(self.do("outbox"))

    def delete_from_outbox(self, subject: str, for_good: bool = False) -> None:
        """Delete a mail from the Outbox: into the trash, or for good."""
        self.do("deleteFromOutbox", {"subject": subject, "forGood": for_good})

    def set_offline(self, offline: bool) -> None:
        """Work offline, or online again (the Outbox is not sent by that)."""
        self.do("setOffline", offline)

    # Accounts.

    def keep_sent_copy(self, identity: str, where: str) -> None:
        """Where the identity keeps its Sent copy: "imap", "local" or "off"."""
        self.do("keepSentCopy", {"identity": identity, "where": where})

    def set_own_bcc(self, identity: str, addresses: Sequence[str]) -> None:
        """The identity's own setting “Bcc these addresses”."""
        self.do("setOwnBcc", {"identity": identity, "addresses": list(addresses)})

    def add_list(self, name: str, people: Sequence[str]) -> None:
        """Make a mailing list in the personal address book."""
        self.do("addList", {"name": name, "people": list(people)})

    def empty_local_folders(self) -> None:
        """Delete what lies in Local Folders (the Outbox too) and the mailing lists."""
        self.do("emptyLocalFolders")

    def wait_until_mailboxes_are_empty(self) -> None:
        """Wait until Thunderbird has seen that every folder of the IMAP account is empty."""
        self.do("seeEmptyMailboxes")

    # Reading.

    def get_mail(self) -> None:
        """Get Messages."""
        self.do("getMail")

    def show(self, subject: str, folder: str = "INBOX", server: str = IMAP) -> None:
        """Select the message whose subject holds `subject`, and wait until it is shown."""
        self.do("show", {"folder": folder, "server": server, "subject": subject})

    def message(self, subject: str, folder: str = "INBOX", server: str = IMAP) -> dict[str, Any]:
        """Wait for a message: {message_id, subject, tags (keys), bcc, read}."""
        return dict(self.do("message", {"folder": folder, "server": server, "subject": subject}))

    def shown_message_id(self) -> str | None:
        """The Message-ID of the message that is shown, without brackets."""
        shown = self.do("shownMessageId")
        return str(shown) if shown else None

    def subjects(self, folder: str = "INBOX", server: str = IMAP) -> list[str]:
        """The subjects that Thunderbird shows in a folder ("Re: " stripped)."""
        return list(self.do("subjects", {"folder": folder, "server": server}))

    def move(self, subject: str, folder: str, local_folder: str) -> None:
        """Move a message of the IMAP account into a folder of Local Folders, which is made if need be."""
        self.do("moveMessage", {"folder": folder, "subject": subject, "target": local_folder})

    def delete(self, subject: str, folder: str = "INBOX", server: str = IMAP) -> None:
        """Delete a message for good."""
        self.do("deleteMessage", {"folder": folder, "server": server, "subject": subject})

    def message_button(self) -> dict[str, Any] | None:
        """The add-on's button in the header of the shown message: {title, label, badge, icon, disabled}."""
        state = self.do("messageButton")
        return dict(state) if state else None

    def click_message_button(self) -> None:
        """Click the add-on's button in the header of the shown message."""
        self.do("clickMessageButton")

    def open_list_menu(self) -> list[str]:
        """Open the context menu on the selected message; the labels of the add-on's entries."""
        return list(self.do("openListMenu"))

    def choose_from_list_menu(self, label: str) -> None:
        """Choose an entry of the open context menu."""
        self.do("chooseFromListMenu", {"label": label})

    def open_button_menu(self) -> list[str]:
        """Open the context menu on the add-on's button in the message header; the labels of its entries."""
        return list(self.do("openButtonMenu"))

    def choose_from_button_menu(self, label: str) -> None:
        """Choose an entry of the button's open context menu."""
        self.do("chooseFromButtonMenu", {"label": label})

    def select(self, subjects: Sequence[str], folder: str = "INBOX", server: str = IMAP) -> None:
        """Select the messages whose subjects hold these."""
        self.do("select", {"folder": folder, "server": server, "subjects": list(subjects)})

    def open_folder_menu(self, folder: str = "INBOX", server: str = IMAP) -> list[str]:
        """Open the context menu on a folder; the labels of the add-on's entries."""
        return list(self.do("openFolderMenu", {"folder": folder, "server": server}))

    def choose_from_folder_menu(self, label: str) -> None:
        """Choose an entry of the folder's open context menu."""
        self.do("chooseFromFolderMenu", {"label": label})

    def folder_menu(self) -> list[str]:
        """The labels of the add-on's entries in the folder's open context menu."""
        return list(self.do("folderMenuEntries"))

    def close_folder_menu(self) -> None:
        """Close the folder's context menu."""
        self.do("closeFolderMenu")

    # Pop-ups, tabs and dialogs.

    def in_addon_window(self, page: str, script: str, argument: object = None) -> Any:
        """Run `(content, argument) => …` in the add-on's page that has a window of its own."""
        return self.do("addonWindow", {"page": page, "script": script, "argument": argument})

    def addon_windows(self) -> list[str]:
        """The add-on's pages that have a window of their own."""
        return list(self.do("addonWindowsOpen"))

    def in_popup(self, script: str, argument: object = None, compose: Compose | None = None) -> Any:
        """Run `(content, argument) => …` in the open pop-up (of the main window, or of a compose window)."""
        number = compose.number if compose else None
        return self.do("popup", {"id": number, "script": script, "argument": argument})

    def close_popup(self) -> None:
        """Close the main window's pop-up."""
        self.do("closePopup")

    def open_options(self) -> None:
        """Open the add-on's options page in a tab."""
        self.do("openOptions")

    def in_tab(self, script: str, argument: object = None) -> Any:
        """Run `(content, argument) => …` in the page of the current tab."""
        return self.do("tabPage", {"script": script, "argument": argument})

    def dialogs(self) -> list[str]:
        """The texts of the dialogs that wait for an answer."""
        alert = self._alert()
        return [alert] if alert is not None else list(self.do("dialogs") or [])

    def wait_for_dialog(self) -> str:
        """Wait for a dialog; its text."""
        return wait_for(lambda: next(filter(None, self.dialogs()), None), "a dialog")

    def answer_dialog(self, button: str = "accept") -> None:
        """Press "accept" or "cancel" in the dialog that waits."""
        if self._alert() is None:
            self.do("answerDialog", {"button": button})
        else:
            self._marionette.ask("WebDriver:AcceptAlert" if button == "accept" else "WebDriver:DismissAlert")

    def _alert(self) -> str | None:
        """The text of a dialog that blocks the main window, and with it every script there."""
        try:
            return str(self._marionette.ask("WebDriver:GetAlertText"))
        except MarionetteError as problem:
            if problem.code == NO_ALERT:
                return None
            raise

    def tidy(self) -> None:
        """Close compose windows, pop-ups, tabs and dialogs that a test left behind."""
        for _ in self.dialogs():
            self.answer_dialog("accept")
        for compose in self.composes():
            compose.close()
        self.do("closeAddonWindows")
        self.do("closeTabs")
