"""Two ways of doing something, measured in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """Medians of what is ours and of what it is held against, in one unit."""

    what: str
    ours: float
    beside: str
    theirs: float
    unit: str = "ms"

    def __str__(self) -> str:
        figures = f"{self.what}: {self.ours:.1f} {self.unit}; {self.beside}: {self.theirs:.1f} {self.unit}"
        return f"{figures}; ratio {self.ours / self.theirs:.2f}"


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
    medians = [1e3 * statistics.median(seconds[run]) for run in (ours, theirs)]
    return Comparison(what, medians[0], beside, medians[1])
