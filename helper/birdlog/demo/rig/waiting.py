"""Waiting for something to become true: never for a time to pass."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 40.0
"""Seconds until a condition that is still false counts as a fault; a busy machine is none."""

_PAUSE = 0.05


class WaitedInVain(AssertionError):
    """A condition did not become true within the patience."""


def wait_for(condition: Callable[[], T | None], what: str, patience: float = PATIENCE) -> T:
    """The first true value that `condition` returns; WaitedInVain, naming `what`, after `patience` s."""
    end = time.monotonic() + patience
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise WaitedInVain(f"waited {patience:.0f} s in vain for: {what}")
        time.sleep(_PAUSE)
