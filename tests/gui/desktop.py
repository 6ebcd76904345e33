"""birdlog-tray as a process on a screen of its own, for tests that need the real thing."""

import os
import subprocess
import sys
from pathlib import Path

from birdlog.demo.rig.process import Program
from birdlog.demo.rig.screen import VirtualScreen
from birdlog.demo.rig.waiting import wait_for
from secret_service import PASSWORD

PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="30"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
</channel>
"""
"""Settings of Xfce's panel: a bar at the bottom with a tray and nothing else."""

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

    def start_panel(self) -> Path:
        """Start a panel whose tray speaks D-Bus, and a notification service; what is told to the latter."""
        home = Path(self._env["HOME"])
        settings = home / ".config" / "xfce4" / "xfconf" / "xfce-perchannel-xml" / "xfce4-panel.xml"
        settings.parent.mkdir(parents=True)
        settings.write_text(PANEL, encoding="utf-8")
        self._env["NO_AT_BRIDGE"] = "1"  # else GTK launches a bus of its own, which stays
        told = self._folder / "dunst.log"
        self._programs.append(Program("dunst", ["dunst", "-print"], told, env=self._env))
        panel = ["xfce4-panel", "--disable-wm-check"]
        self._programs.append(Program("xfce4-panel", panel, self._folder / "panel.log", env=self._env))
        wait_for(lambda: "org.kde.StatusNotifierWatcher" in self._names_on_bus(), "the panel's tray")
        return told

    def start_keyring(self) -> None:
        """Start a keyring with its password's dialog, unlocked."""
        Path(self._env["HOME"]).mkdir(exist_ok=True)
        daemon = f"printf {PASSWORD} | gnome-keyring-daemon --foreground --unlock --components=secrets"
        log = self._folder / "keyring.log"
        self._programs.append(Program("gnome-keyring-daemon", ["sh", "-c", daemon], log, env=self._env))
        wait_for(lambda: "org.freedesktop.secrets" in self._names_on_bus(), "the keyring")

    def _names_on_bus(self) -> str:
        bus = ("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames")
        return self.ask("dbus-send", "--session", "--print-reply", f"--dest={bus[0]}", *bus[1:])

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

    @property
    def env(self) -> dict[str, str]:
        """What a program needs to find this screen and its bus."""
        return dict(self._env)

    def ask(self, *command: str) -> str:
        """What a program says on this screen."""
        done = subprocess.run(command, env=self._env, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def windows(self) -> list[str]:
        """The Birdlog windows that are shown."""
        return self.ask("xdotool", "search", "--onlyvisible", "--name", "^Birdlog$").split()

    def shape(self, window: str) -> dict[str, int]:
        """X, Y, WIDTH and HEIGHT of a window; nothing where it is gone."""
        said = self.ask("xdotool", "getwindowgeometry", "--shell", window).split()
        return {name: int(value) for name, _equals, value in (line.partition("=") for line in said)}

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
