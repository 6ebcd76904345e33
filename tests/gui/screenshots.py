"""Pictures of every view of the window, written to screenshots/window/: `make screenshots`.

Each picture is made by a process of its own, since language and scale belong to the start of a program.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "screenshots" / "window"
DOCS = ROOT / "docs" / "images"
_SMALLEST = 0
"""Of a PNG, Qt takes the quality for how little it is compressed."""


class Picture(NamedTuple):
    """A view in one of its dresses; `scale` in whole device pixels."""

    view: str
    dark: bool
    language: str
    scale: int
    rtl: bool

    @property
    def name(self) -> str:
        """The file it is written to."""
        dress = "dark" if self.dark else "light"
        return f"{self.view}-{dress}-{self.language}-{self.scale * 100}{'-rtl' if self.rtl else ''}.png"


KEPT = {
    "log": Picture("log-came-back", dark=False, language="en", scale=2, rtl=False),
    "overview": Picture("overview-month", dark=True, language="en", scale=2, rtl=False),
    "contacts": Picture("contacts-a-contact", dark=False, language="en", scale=2, rtl=False),
    "set-up": Picture("wizard-test-mail-sent", dark=False, language="en", scale=2, rtl=False),
    "settings": Picture("preferences-crm", dark=False, language="en", scale=2, rtl=False),
}
"""The pictures that the README shows, by the names of their files."""


def main() -> None:
    """Make the pictures of all views, or of those whose names begin as the options say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("views", nargs="*", default=[""], help="beginnings of names")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--docs", action="store_true", help="only those that docs/images keeps, anew")
    parser.add_argument("--view", help=argparse.SUPPRESS)
    parser.add_argument("--dark", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--rtl", action="store_true", help="from right to left")
    options = parser.parse_args()
    if options.view:
        _picture(options.view, options.dark, options.rtl, options.folder)
        return
    if options.docs:
        DOCS.mkdir(parents=True, exist_ok=True)
        for name, picture in KEPT.items():
            _start(picture, DOCS / f"{name}.png")
        return
    from pictures import views

    options.folder.mkdir(parents=True, exist_ok=True)
    wanted = [view for view in views() if view.startswith(tuple(options.views))]
    pictures = [
        Picture(view, dark, language, scale, options.rtl)
        for view, dark, language, scale in product(wanted, (False, True), ("en", "pt_BR"), (1, 2))
    ]
    with ThreadPoolExecutor(os.cpu_count()) as together:
        for name in together.map(lambda picture: _start(picture, options.folder / picture.name), pictures):
            print(name)


def _start(picture: Picture, into: Path) -> str:
    """Make a picture in a process of its own; its name."""
    dress = [flag for flag, is_wanted in (("--dark", picture.dark), ("--rtl", picture.rtl)) if is_wanted]
    with tempfile.TemporaryDirectory() as base:
        environment = os.environ | {
            "BIRDLOG_BASE_DIR": base,
            "HOME": base,
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "LC_ALL": f"{picture.language}.UTF-8",
            "LANGUAGE": picture.language,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": str(picture.scale),
            "TZ": "UTC",
        }
        command = [
            sys.executable,
            __file__,
            "--view",
            picture.view,
            *dress,
            "--folder",
            str(into),
        ]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{picture.name}\n{done.stderr}")
    return picture.name


def _picture(view: str, dark: bool, rtl: bool, into: Path) -> None:
    from palettes import DARK, LIGHT
    from pictures import views
    from pictures.stage import Stage
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from birdlog_gui import language

    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setPalette(DARK if dark else LIGHT)
    if rtl:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    language.install(application, language.wanted())
    stage = Stage(application)
    shown = views()[view](stage)
    stage.settle()
    if not shown.grab().save(str(into), quality=_SMALLEST):
        sys.exit(f"{into} can't be written")
    stage.clear()


if __name__ == "__main__":
    main()
