"""What each key of a search and each step of scrolling takes in the real window, and how its memory grows."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import large_journal
from birdlog.demo.rig.screen import VirtualScreen
from comparison import Comparison

HERE = Path(__file__).parent
MANY, FEW = 1_000_000, 1_000
LAPS = 3


def compare() -> Iterator[Comparison]:
    """The window of many entries beside that of few: the median, and what 99 steps of 100 stay below."""
    with tempfile.TemporaryDirectory() as folder:
        bases = {entries: Path(folder, str(entries)) for entries in (MANY, FEW)}
        for entries, base in bases.items():
            large_journal.make(base, entries)
            large_journal.set_up(base)
        screen = VirtualScreen(Path(folder), os.environ)
        try:
            laps = [{entries: _run(base, screen) for entries, base in bases.items()} for _ in range(LAPS)]
        finally:
            screen.stop()
    for what in laps[0][MANY]["took"]:
        many, few = ([step for lap in laps for step in lap[entries]["took"][what]] for entries in bases)
        shown = f"{what} with {MANY:,} entries"
        yield Comparison(f"{shown}, median", statistics.median(many), f"{FEW:,}", statistics.median(few))
        yield Comparison(f"{shown}, 99th percentile", _most(many), f"{FEW:,}", _most(few))
    after, before = (statistics.median(lap[MANY][when] for lap in laps) for when in ("after", "before"))
    yield Comparison("resident memory after all that", after, "before it", before, "MiB")


def _run(base: Path, screen: VirtualScreen) -> dict[str, Any]:
    environment = {**os.environ, **screen.env, "BIRDLOG_BASE_DIR": str(base), "PYTHONPATH": str(HERE)}
    command = [sys.executable, HERE / "window" / "frames.py"]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _most(steps: list[float]) -> float:
    return statistics.quantiles(steps, n=100)[-1]
