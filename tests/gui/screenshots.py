"""Pictures of every view of the window, written to screenshots/window/: `make screenshots`.

Each picture is made by a process of its own, since language and scale belong to the start of a program.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from birdlog.journal.store import Journal

VIEWS = ("list", "bounce", "entry", "technical", "question", "empty", "first", "damaged", "narrow", "replies")
SHOWN = {
    "bounce": "bounced",
    "entry": "findings",
    "narrow": "long",
    "technical": "bounced",
    "question": "failed",
}
FOLDER = Path(__file__).parents[2] / "screenshots" / "window"


def main() -> None:
    """Make all pictures, or the one that the options name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--view", choices=VIEWS)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--rtl", action="store_true")
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    if options.view:
        _picture(options.view, options.dark, options.rtl, options.into)
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for view, dark, language, scale in product(VIEWS, (False, True), ("en", "pt_BR"), (1, 2)):
        _start(view, dark, language, scale)


def _start(view: str, dark: bool, language: str, scale: int) -> None:
    name = f"{view}-{'dark' if dark else 'light'}-{language}-{scale * 100}.png"
    with tempfile.TemporaryDirectory() as base:
        environment = os.environ | {
            "BIRDLOG_BASE_DIR": base,
            "HOME": base,
            "LC_ALL": f"{language}.UTF-8",
            "LANGUAGE": language,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": str(scale),
            "TZ": "UTC",
        }
        dress = ["--dark"] if dark else []
        command = [sys.executable, __file__, "--view", view, *dress, "--into", str(FOLDER / name)]
        subprocess.run(command, env=environment, check=True)
    print(name)


def _answer(journal: Journal) -> None:
    """Two customers have answered a mail that was logged."""
    from birdlog import utc
    from birdlog.journal import arrivals, replies
    from birdlog.journal.store import Observation
    from birdlog.rules.received import Received
    from birdlog.settings import load

    now = datetime.now(UTC)
    journal.add_or_move(
        Observation("answered", "bcc", "sent", message_id="offer@x"), utc.written(now), "sent"
    )
    settings = load()
    own = settings.profiles[0].identities or ("ana@empresa.example",)
    written = (
        ("joao.silva@cliente.example", "Re: Proposta revisada com os prazos de entrega de novembro", 7),
        ("eva@verylongcompanyname.example", "Re: Offer", 190),
    )
    mails = [
        arrivals.Arrived(
            Received(
                own[0],
                author,
                f"{minutes}@x",
                own,
                subject=subject,
                date=utc.written(now - timedelta(minutes=minutes)),
            ),
            ("offer@x",),
            {},
        )
        for author, subject, minutes in written
    ]
    replies.log(journal, arrivals.arrived(journal, settings, own, mails, utc.written(now))[1:])


def _picture(view: str, dark: bool, rtl: bool, into: Path) -> None:
    from example_journal import SETTINGS, fill
    from palettes import DARK, LIGHT
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from birdlog import nudge, paths
    from birdlog.journal.store import Journal
    from birdlog.setup import manifest
    from birdlog_gui import language
    from birdlog_gui.program import Program

    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setPalette(DARK if dark else LIGHT)
    if rtl:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    language.install(application, language.wanted())
    ids = {}
    if view != "first":
        paths.settings_file().write_text(SETTINGS, encoding="utf-8")
    if view == "damaged":
        paths.journal_file().write_bytes(b"this is no database at all" * 100)
    elif view not in ("empty", "first"):
        with Journal.open() as journal:
            ids = fill(journal)
            if view == "replies":
                _answer(journal)
    manifest.user_file().parent.mkdir(parents=True)
    manifest.user_file().touch()
    helper = nudge.listen()
    program = Program(application, language.wanted())
    window = program.window
    window.resize(680 if view == "narrow" else 1040, 660)
    window.show()
    shown = SHOWN.get(view)
    if shown:
        window.select(ids[shown])
        window.log.list.setFocus()
    if view == "replies":
        window.log.replies.fold.click()
    if view == "technical":
        window.log.detail.technical_fold.button.click()
    if view == "question":
        window.log.detail.forget.menu().actions()[0].trigger()
    for _ in range(5):
        application.processEvents()
    window.grab().save(str(into))
    nudge.stop(helper)


if __name__ == "__main__":
    main()
