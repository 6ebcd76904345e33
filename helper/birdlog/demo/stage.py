"""The stage: sets up the rig, lets the story play, and clears all away whatever happens."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import click

import birdlog
from birdlog.demo.rig import postfix
from birdlog.demo.rig.marionette import MarionetteError
from birdlog.demo.rig.process import RigProblem
from birdlog.demo.rig.rig import Rig
from birdlog.demo.rig.screen import has_screen
from birdlog.demo.rig.waiting import WaitedInVain
from birdlog.demo.story import WIDTH, Story
from birdlog.setup import installation
from birdlog.texts import match_locale, text

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

PICTURES = Path("screenshots") / "demo"


def perform() -> None:
    """Play the demo. Raises RigProblem where something is missing; Ctrl-C ends it in order."""
    add_on = _add_on()
    _ask_for_password()
    postfix.as_root()  # what can't work is said before anything is started
    for number in _SIGNALS:
        signal.signal(number, _end)
    rig = Rig(locale=_thunderbirds_locale(), on_persons_screen=has_screen())
    try:
        with rig:
            click.echo(textwrap.fill(text("demo.begin", folder=rig.folder), WIDTH))
            Story(rig, add_on, PICTURES.absolute()).play()
            if has_screen():
                click.echo("\n" + textwrap.fill(text("demo.open"), WIDTH))
                rig.thunderbird.wait_until_closed()
    except (WaitedInVain, MarionetteError) as problem:
        raise RigProblem(text("demo.stuck", what=problem, folder=rig.folder)) from problem
    except KeyboardInterrupt:
        click.echo("\n" + text("demo.interrupted"))


def _end(number: int, _: object) -> None:
    """End at the first signal; a second one does not disturb the clearing away."""
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(1)


def _add_on() -> Path:
    """The add-on's package: a checkout's own build, else what was put beside the Python package."""
    beside = Path(birdlog.__file__).with_name(installation.ADD_ON_FILE)
    found = installation.add_on() or (beside if beside.exists() else None)
    if found is None:
        raise RigProblem(text("demo.no-add-on"))
    return found


def _ask_for_password() -> None:
    """Let sudo ask for its password now, where it may, since nobody can answer it later."""
    if os.geteuid() == 0 or not shutil.which("sudo") or not sys.stdin.isatty():
        return
    if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode != 0:
        click.echo(text("demo.sudo"))
        subprocess.run(["sudo", "-v"], check=False)


def _thunderbirds_locale() -> str:
    return match_locale(None).replace("_", "-") if match_locale(None) != "en" else "en-US"
