"""The screen: an X server of the rig's own with what belongs to a desktop, or the person's own screen."""

from __future__ import annotations

import os
import shutil
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path

from birdlog.demo.rig.process import Program, missing
from birdlog.demo.rig.waiting import wait_for

SIZE = "1400x900x24"


class Screen(ABC):
    """Where windows open: `env` is what a program needs to find it."""

    env: Mapping[str, str]

    @abstractmethod
    def screenshot(self, path: Path) -> None:
        """Save what the screen shows as a PNG file."""

    def stop(self) -> None:  # noqa: B027 - the person's own screen stays
        """Take the screen down, if it is the rig's own."""


class PersonsScreen(Screen):
    """The screen that the person sits at: nothing to start, nothing to stop, and no picture taken of it."""

    def __init__(self) -> None:
        names = (
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "XDG_RUNTIME_DIR",
            "XDG_SESSION_TYPE",
            "DBUS_SESSION_BUS_ADDRESS",
        )
        self.env = {name: os.environ[name] for name in names if name in os.environ}

    def screenshot(self, path: Path) -> None:
        """The person sees the screen; a picture of it would show what is theirs."""


class VirtualScreen(Screen):
    """Xvfb on a free display, with a session bus, openbox and, if asked for, a tray."""

    def __init__(self, logs: Path, env: Mapping[str, str], tray: bool = True) -> None:
        self._logs = logs
        self._programs = [self._start_server(env)]
        bus = f"unix:path={logs}/bus"
        self.env = {"DISPLAY": self.display, "XDG_SESSION_TYPE": "x11", "DBUS_SESSION_BUS_ADDRESS": bus}
        inner = {**env, **self.env}
        # Without a session bus each program would start one of its own, which stays.
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={bus}"]
        self._programs.append(Program("dbus-daemon", command, logs / "bus.log", env=inner))
        self._programs.append(Program("openbox", ["openbox"], logs / "openbox.log", env=inner))
        if tray and shutil.which("trayer"):
            command = ["trayer", "--edge", "bottom", "--widthtype", "request", "--height", "24"]
            self._programs.append(Program("trayer", command, logs / "trayer.log", env=inner))

    def _start_server(self, env: Mapping[str, str]) -> Program:
        if not shutil.which("Xvfb"):
            raise missing("Xvfb", "xvfb openbox")
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
        server = Program("Xvfb", command, self._logs / "xvfb.log", env=env, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            server.stop()
            raise server.not_started()
        self.display = f":{number}"
        return server

    def screenshot(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["import", "-window", "root", str(path)], env={**os.environ, **self.env}, check=True, timeout=60
        )

    def window_titles(self) -> list[str]:
        """The titles of the windows that the window manager shows (needs xdotool)."""
        command = ["xdotool", "search", "--onlyvisible", "--name", "."]
        found = subprocess.run(
            command, env={**os.environ, **self.env}, capture_output=True, text=True, check=False
        )
        return [self._title(window) for window in found.stdout.split()]

    def wait_for_window(self, title: str) -> None:
        """Wait until a window whose title holds `title` is shown."""
        wait_for(lambda: any(title in shown for shown in self.window_titles()), f"a window titled {title}")

    def _title(self, window: str) -> str:
        command = ["xdotool", "getwindowname", window]
        return subprocess.run(
            command, env={**os.environ, **self.env}, capture_output=True, text=True, check=False
        ).stdout.strip()

    def stop(self) -> None:
        for program in reversed(self._programs):
            program.stop()


def has_screen() -> bool:
    """Does the person sit at a screen that programs started from here can use?"""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
