"""Answers that take longer than the next message may wait for: they come when they are ready."""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Later:
    """What is still to be done for an answer; `work` returns it, and may take its time."""

    def __init__(self, work: Callable[[], dict[str, Any]]) -> None:
        self.work = work

    def then(self, tell: Callable[[dict[str, Any]], None]) -> None:
        """Work in a thread of its own, which ends with the process, and tell the answer from there."""
        import threading

        threading.Thread(target=lambda: tell(self.work()), name="later", daemon=True).start()
