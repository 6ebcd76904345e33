"""The pipe to Thunderbird: standard input and output, kept from everybody else in this process."""

from __future__ import annotations

import os
import sys
from _thread import allocate_lock

from birdlog.host.frames import frame, read_frame

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    from typing import Any, BinaryIO


class Transport:
    """Messages in and out of two unbuffered byte streams."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source = source
        self._sink = sink
        self._sending = (
            allocate_lock()
        )  # an answer that was long in the making comes from a thread of its own

    @classmethod
    def of_standard_streams(cls) -> Transport:
        """Take standard input and output for messages alone.

        Whatever else in this process prints goes to standard error from now on, and whatever reads finds the
        end: one stray byte on standard output would end the connection.
        """
        source, sink = os.dup(0), os.dup(1)
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        return cls(os.fdopen(source, "rb", buffering=0), os.fdopen(sink, "wb", buffering=0))

    def fileno(self) -> int:
        """The descriptor to wait on for the next message; nothing is kept in a buffer above it."""
        return self._source.fileno()

    def receive(self) -> dict[str, Any] | None:
        """Return the next message, None at the end; raises what `read_frame` raises."""
        return read_frame(self._source)

    def send(self, message: dict[str, Any]) -> None:
        """Write a message; raises OverlongFrame before a byte of it is written."""
        rest = memoryview(frame(message))
        with self._sending:
            while rest:
                rest = rest[self._sink.write(rest) :]
