"""Two ways of doing something, measured in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """Medians in seconds of what is ours and of what it is held against."""

    what: str
    ours: float
    beside: str
    theirs: float

    def __str__(self) -> str:
        ours, theirs = self.ours * 1e3, self.theirs * 1e3
        return f"{self.what}: {ours:.1f} ms; {self.beside}: {theirs:.1f} ms; ratio {ours / theirs:.2f}"


def in_turn(
    what: str, ours: Callable[[], object], beside: str, theirs: Callable[[], object], rounds: int = ROUNDS
) -> Comparison:
    """Run both in turn `rounds` times, after one run each that does not count, and return their medians."""
    seconds: dict[Callable[[], object], list[float]] = {ours: [], theirs: []}
    for lap in range(rounds + 1):
        for run in (ours, theirs):
            start = time.perf_counter()
            run()
            if lap:
                seconds[run].append(time.perf_counter() - start)
    return Comparison(what, statistics.median(seconds[ours]), beside, statistics.median(seconds[theirs]))
