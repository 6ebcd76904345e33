"""Asking no faster than HubSpot allows."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

# HubSpot's usage guidelines, 2026: 100 requests in 10 seconds, 5 searches in one. A little less, since other
# programs of the same account may ask too.
REQUESTS = (90, 10.0)
SEARCHES = (4, 1.0)


@dataclass(slots=True)
class Window:
    """At most `count` turns in any `seconds`."""

    count: int
    seconds: float
    turns: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Return how many seconds the next turn has to wait."""
        while self.turns and now - self.turns[0] >= self.seconds:
            self.turns.popleft()
        return self.turns[0] + self.seconds - now if len(self.turns) >= self.count else 0.0


class Pace:
    """Gives turns, each when its windows have room; waits until then."""

    def __init__(
        self, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.sleep = sleep
        self._clock = clock
        self._requests, self._searches = Window(*REQUESTS), Window(*SEARCHES)

    def turn(self, *, search: bool) -> None:
        """Wait for a turn; a search counts as a request too."""
        windows = (self._requests, self._searches) if search else (self._requests,)
        while (wait := max(window.wait(self._clock()) for window in windows)) > 0:
            self.sleep(wait)
        for window in windows:
            window.turns.append(self._clock())
