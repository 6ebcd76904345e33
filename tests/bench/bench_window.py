"""How soon the status window can be used, how much memory it takes, and how quick its list is."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import large_journal
from birdlog.demo.rig.screen import VirtualScreen
from birdlog.journal.search import Filter
from birdlog.journal.store import Journal
from comparison import Comparison, in_turn

HERE = Path(__file__).parent / "window"
MANY, FEW = 1_000_000, 1_000
PAGE = 100


def compare() -> Iterator[Comparison]:
    """The window with a million entries beside a bare program's, and beside one with a thousand."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = Path(folder, "many"), Path(folder, "few")
        large_journal.make(many, MANY)
        large_journal.make(few, FEW)
        yield from _starts(Path(folder), many)
        yield from _pages(many, few)


def _starts(folder: Path, base: Path) -> Iterator[Comparison]:
    screen = VirtualScreen(folder, os.environ)
    environment = {**os.environ, **screen.env, "BIRDLOG_BASE_DIR": str(base)}
    resident: dict[str, list[float]] = {"ours": [], "bare": []}

    def start(name: str) -> None:
        done = subprocess.run(
            [sys.executable, HERE / f"{name}.py"], env=environment, check=True, capture_output=True, text=True
        )
        resident[name].append(float(done.stdout) / 1024)

    try:
        yield in_turn(
            f"start of the window with {MANY:,} entries until it is painted",
            lambda: start("ours"),
            "start of a bare PySide6 tray program with an empty window",
            lambda: start("bare"),
            rounds=10,
        )
    finally:
        screen.stop()
    ours, bare = (statistics.median(resident[name]) for name in ("ours", "bare"))
    yield Comparison("its resident memory", ours, "the bare program's", bare, "MiB")


def _pages(many: Path, few: Path) -> Iterator[Comparison]:
    words = large_journal.words()
    with Journal.open(large_journal.file(many)) as large, Journal.open(large_journal.file(few)) as small:
        for what, wanted in (
            ("a page of the list", Filter()),
            ("a page of what needs the person", Filter(needs_you=True)),
            ("a page of one state", Filter(state="confirmed")),
            ("a search for one letter", Filter(search=words[0][0])),
            ("a search for a frequent word", Filter(search=words[1])),
            ("a search for an address", Filter(search=f"{words[3]}@{words[3]}.exa")),
            ("a search for a word that there is not", Filter(search="qqqqqq")),
        ):
            yield in_turn(
                f"{what} of {MANY:,} entries",
                lambda wanted=wanted: large.page(wanted, PAGE),
                f"of {FEW:,}",
                lambda wanted=wanted: small.page(wanted, PAGE),
            )
