"""birdlog-tray as a process on a screen of its own, for tests that need the real thing."""

import os
import subprocess
import sys
from pathlib import Path

from birdlog.demo.rig.process import Program
from birdlog.demo.rig.screen import VirtualScreen
from birdlog.demo.rig.waiting import wait_for

TRAY = Path(sys.executable).parent / "birdlog-tray"


class Desktop:
    """A screen with a window manager, and a tray if asked for; it ends with what was started there."""

    def __init__(self, folder: Path, tray: bool) -> None:
        folder.mkdir()
        self._folder = folder
        self._env = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        self._env |= {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
        self.screen = VirtualScreen(folder, self._env, tray=tray)
        self._env |= self.screen.env
        self._programs: list[Program] = []

    def start(self, *options: str) -> Program:
        """Start birdlog-tray and let it run."""
        log = self._folder / f"birdlog-tray-{len(self._programs)}.log"
        self._programs.append(Program("birdlog-tray", [TRAY, *options], log, env=self._env))
        return self._programs[-1]

    def run(self, *options: str) -> int:
        """Start birdlog-tray and wait for its end; the exit status."""
        return self.start(*options).wait_until_it_ends()

    def without(self, name: str) -> None:
        """Take a variable away from what is started from now on."""
        self._env.pop(name, None)

    def ask(self, *command: str) -> str:
        """What a program says on this screen."""
        done = subprocess.run(command, env=self._env, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def windows(self) -> list[str]:
        """The Birdlog windows that are shown."""
        return self.ask("xdotool", "search", "--onlyvisible", "--name", "^Birdlog$").split()

    def wait_for_window(self) -> str:
        """The one window, as soon as it is shown."""
        return wait_for(self.windows, "the window")[0]

    def wait_until_no_window(self) -> None:
        """Wait until the window is closed."""
        wait_for(lambda: not self.windows(), "the window to close")

    def stop(self) -> None:
        """End everything that was started."""
        for program in self._programs:
            program.stop()
        self.screen.stop()
