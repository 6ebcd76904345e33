"""The rig as a whole: starts everything at once, waits until it is ready, and ends what it started."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from birdlog.demo.rig.door import Door
from birdlog.demo.rig.dovecot import Dovecot
from birdlog.demo.rig.postfix import Postfix
from birdlog.demo.rig.process import MARK, Program, RigProblem, end_strays, free_ports, pids_running
from birdlog.demo.rig.profile import Identity, Servers
from birdlog.demo.rig.screen import PersonsScreen, Screen, VirtualScreen
from birdlog.demo.rig.thunderbird import Thunderbird
from birdlog.demo.rig.waiting import wait_for
from birdlog.paths import BASE_DIR_VARIABLE
from birdlog.texts import text

ANA = Identity("Ana Souza", "ana@oficina.example")
ANA_AT_HOME = Identity("Ana Souza", "ana@casa.example")
HOME_DOMAINS = ("oficina.example", "casa.example")
CRM_DOMAIN = "crm.example"

_KEPT = ("TERM", "TZ", "USER", "LOGNAME")


class Rig:
    """A person, Ana, with her Thunderbird, her mail server and a CRM. Use it as a context manager.

    Everything lives in the temporary `folder`, which goes at the end unless something went wrong or `keep`
    is set.
    """

    def __init__(
        self,
        locale: str = "en-US",
        identities: Sequence[Identity] = (ANA, ANA_AT_HOME),
        on_persons_screen: bool = False,
        keep: bool = False,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="birdlog-rig-", dir=_passable_folder()))
        self.folder.chmod(0o711)  # Postfix's daemons, which are other users, pass through it
        self.home = self._private("home")
        self.base = self.home / "birdlog"
        self._programs = self._private("bin")
        self._temporary = self._private("tmp")
        self._runtime = self._private("run")
        self.locale = locale
        self._identities = identities
        self._on_persons_screen = on_persons_screen
        self.keep = keep
        self._crm: Program | None = None
        self._stack = contextlib.ExitStack()
        self.screen: Screen
        self.dovecot: Dovecot
        self.postfix: Postfix
        self.door: Door
        self.thunderbird: Thunderbird

    def __enter__(self) -> Self:
        try:
            self._stack.callback(end_strays, self.folder)
            self._start_all()
            self._wait_for_all()
        except BaseException as problem:
            self.__exit__(type(problem), problem, problem.__traceback__)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        if not self.keep and (kind is None or issubclass(kind, (KeyboardInterrupt, SystemExit))):
            shutil.rmtree(self.folder, ignore_errors=True)

    def _private(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(mode=0o700)
        return folder

    # Starting.

    def _start_all(self) -> None:
        imap, lmtp, smtp, door, marionette = free_ports(5)
        env = self._environment()
        self.door = Door(door)
        self.door.start()
        self._stack.callback(self.door.stop)
        transports = dict.fromkeys(HOME_DOMAINS, lmtp)
        self.postfix = Postfix(self.folder / "postfix", smtp, transports, door, env)
        self._stack.callback(self.postfix.stop)
        self.dovecot = Dovecot(self.folder / "dovecot", imap, lmtp, env)
        self._stack.callback(self.dovecot.stop)
        self.screen = PersonsScreen() if self._on_persons_screen else VirtualScreen(self.folder, env)
        self._stack.callback(self.screen.stop)
        servers = Servers(imap, smtp, "ana")
        self.thunderbird = Thunderbird(
            self.folder,
            servers,
            self._identities,
            marionette_port=marionette,
            env={**env, **self.screen.env},
            locale=self.locale,
            # Where nobody sits, pop-ups stay open though the focus is elsewhere.
            prefs={"ui.popup.disable_autohide": not self._on_persons_screen},
        )
        self._stack.callback(self.thunderbird.stop)
        self._lead_links_here()
        self.thunderbird.start()
        self.birdlog("install")

    def _lead_links_here(self) -> None:
        """Let `thunderbird mid:…` open the mail in the rig's Thunderbird instead of making a new profile."""
        program = self._programs / "thunderbird"
        real = shlex.quote(shutil.which("thunderbird") or "thunderbird")
        program.write_text(
            f'#!/bin/sh\nexec {real} --profile {shlex.quote(str(self.thunderbird.profile))} "$@"\n'
        )
        program.chmod(0o700)

    def _wait_for_all(self) -> None:
        self.dovecot.wait_until_ready()
        self.thunderbird.wait_until_ready()
        self.postfix.wait_until_ready()

    def _environment(self) -> dict[str, str]:
        """Little of the person's; two Thunderbirds with one TMPDIR delete each other's unsent mails."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        own = {
            "HOME": str(self.home),
            "PATH": f"{self._programs}:{os.environ.get('PATH', os.defpath)}",
            "TMPDIR": str(self._temporary),
            "XDG_RUNTIME_DIR": str(self._runtime),
            "LANG": "C.UTF-8",
            "LC_MESSAGES": self.locale.replace("-", "_") + ".UTF-8",
            MARK: str(self.folder),
        }
        return {**kept, **own}

    @property
    def environment(self) -> dict[str, str]:
        """What a program of Ana's finds in its environment."""
        return {**self._environment(), **self.screen.env, BASE_DIR_VARIABLE: str(self.base)}

    # The helper.

    def birdlog(self, *arguments: str, answer: int = 0, given: str | None = None) -> str:
        """Run `birdlog …` as Ana would; its standard output. `answer` is the exit status that is expected."""
        command = [_script("birdlog"), *arguments]
        done = subprocess.run(
            command,
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        if done.returncode != answer:
            said = done.stderr.strip()
            line = " ".join(arguments)
            raise RigProblem(text("demo.command-failed", arguments=line, status=done.returncode, said=said))
        return done.stdout

    def journal(self, *arguments: str) -> list[dict[str, Any]]:
        """`birdlog journal list --json`, newest first."""
        lines = self.birdlog("journal", "list", "--json", *arguments).splitlines()
        return [json.loads(line) for line in lines]

    def wait_for_entry(self, matches: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """Wait until an entry of the journal matches; the entry."""
        return wait_for(
            lambda: next(filter(matches, self.journal()), None), f"a journal entry: {what}; {self.journal()}"
        )

    def helper_pids(self) -> list[int]:
        """The helpers that Thunderbird runs."""
        return pids_running(self.folder, ["birdlog.helper.json"])

    def wait_for_helper(self) -> int:
        """Wait until Thunderbird runs a helper; its process id."""
        return wait_for(self.helper_pids, "the helper to run")[0]

    # The CRM.

    def start_crm(self) -> None:
        """Start the embedded CRM behind the door for addresses at crm.example; its reports go to Postfix."""
        self.stop_crm()
        (port,) = free_ports(1)
        relay = f"127.0.0.1:{self.postfix.port}"
        command = [_script("birdlog"), "crm", "serve", "--lmtp", f"127.0.0.1:{port}", "--relay", relay]
        self._crm = Program("The embedded CRM", command, self.folder / "crm.log", env=self.environment)
        self._stack.callback(self.stop_crm)
        self._crm.wait_until_it_answers(port)
        self.door.hand_on(CRM_DOMAIN, port)

    def stop_crm(self) -> None:
        """End the embedded CRM."""
        if self._crm is not None:
            self._crm.stop()
            self._crm = None

    def timeline(self, address: str) -> list[dict[str, Any]]:
        """`birdlog crm timeline ADDRESS --json`."""
        return [json.loads(line) for line in self.birdlog("crm", "timeline", address, "--json").splitlines()]

    def show_window(self, entry: int) -> None:
        """Open the status window at an entry; raises RigProblem where the tray part is not installed."""
        command = [_script("birdlog-tray"), "--entry", str(entry)]
        window = Program("birdlog-tray", command, self.folder / "tray.log", env=self.environment)
        self._stack.callback(window.stop)

    def wait_until_window_answers(self, entry: int) -> None:
        """Ask the window that is open for the entry once more: it answers when it has painted itself."""
        command = [_script("birdlog-tray"), "--entry", str(entry)]
        subprocess.run(command, env=self.environment, check=True, timeout=30)

    def close_window(self) -> None:
        """End the status window and its tray icon."""
        subprocess.run([_script("birdlog-tray"), "--quit"], env=self.environment, check=True, timeout=30)

    def screenshot(self, path: Path) -> Path:
        """Save what the screen shows; the path."""
        self.screen.screenshot(path)
        return path


def _passable_folder() -> Path:
    """The system's folder for temporary files; /tmp where it is private, as with libpam-tmpdir."""
    folder = Path(tempfile.gettempdir()).absolute()
    passable = all(each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.parents))
    return folder if passable else Path("/tmp")


def _script(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise RigProblem(text("demo.no-command", name=name))
    return found
