"""How soon the status window can be used, how much memory it takes, and how quick its list is."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import large_journal
from birdlog.demo.rig.screen import VirtualScreen
from birdlog.journal.search import Filter
from birdlog.journal.store import Journal
from comparison import Comparison, in_turn

HERE = Path(__file__).parent / "window"
MANY, FEW = 1_000_000, 1_000
PAGE = 100
STARTS = 10


class Start(NamedTuple):
    """What a start took until its window was painted: milliseconds by the clock and of the processor, MiB."""

    clock: float
    processor: float
    resident: float


def compare() -> Iterator[Comparison]:
    """The window with a million entries beside a bare program's, and beside one with a thousand."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = Path(folder, "many"), Path(folder, "few")
        large_journal.make(many, MANY)
        large_journal.set_up(many)
        large_journal.make(few, FEW)
        yield from _starts(Path(folder), many)
        yield from _pages(many, few)


def _starts(folder: Path, base: Path) -> Iterator[Comparison]:
    """Both in turn, after one start each that does not count: it leaves the bytecode, as installing does."""
    screen = VirtualScreen(folder, os.environ)
    environment = {**os.environ, **screen.env, "BIRDLOG_BASE_DIR": str(base)}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    starts: dict[str, list[Start]] = {"ours": [], "bare": []}
    try:
        for _ in range(STARTS + 1):
            for name, seen in starts.items():
                seen.append(_start(name, environment))
    finally:
        screen.stop()
    ours, bare = (_median(seen[1:]) for seen in starts.values())
    painted = f"start of the window with {MANY:,} entries until it is painted"
    bare_painted = "that of a bare PySide6 tray program with an empty window"
    yield Comparison(painted, ours.clock, bare_painted, bare.clock)
    yield Comparison("the processor's time for it", ours.processor, "the bare program's", bare.processor)
    yield Comparison(
        "its resident memory when all is there", ours.resident, "the bare program's", bare.resident, "MiB"
    )


def _median(starts: list[Start]) -> Start:
    return Start(*map(statistics.median, zip(*starts, strict=True)))


def _start(name: str, environment: dict[str, str]) -> Start:
    began = time.perf_counter()
    command = [sys.executable, HERE / f"{name}.py"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        processor = float(process.stdout.readline())
        clock = 1e3 * (time.perf_counter() - began)
        return Start(clock, processor, float(process.stdout.readline()))


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
