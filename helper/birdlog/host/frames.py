"""Native messaging's frames: 4 bytes length in native byte order, then that many bytes of UTF-8 JSON."""

from __future__ import annotations

import json
import sys

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    from typing import Any, BinaryIO

LONGEST_OUT = 1_048_576  # bytes; Thunderbird disconnects at one more
LONGEST_IN = 4_194_304  # bytes; no message of PROTOCOL.md comes near, and none is kept in memory beyond it
_CHUNK = 65_536


class BrokenFrame(Exception):
    """The stream ended inside a frame: there is nothing more to be read from it."""


class UnreadableFrame(Exception):
    """The frame is no JSON object, or longer than `LONGEST_IN`; the stream stands at the next one."""


class OverlongFrame(Exception):
    """The message is longer than Thunderbird takes."""


def read_frame(stream: BinaryIO) -> dict[str, Any] | None:
    """Return the next message of the stream, or None at its end.

    Raises BrokenFrame where the stream ends in the middle, UnreadableFrame where the frame holds no JSON
    object (the whole frame has been read then).
    """
    head = _read(stream, 4)
    if not head:
        return None
    if len(head) < 4:
        raise BrokenFrame("the stream ended inside a frame's length")
    length = int.from_bytes(head, sys.byteorder)
    if length > LONGEST_IN:
        _skip(stream, length)
        raise UnreadableFrame("the frame is too long")
    payload = _read(stream, length)
    if len(payload) < length:
        raise BrokenFrame("the stream ended inside a frame")
    return _object(payload)


def frame(message: dict[str, Any]) -> bytes:
    """Return the message as one frame; raises OverlongFrame where it is over `LONGEST_OUT` bytes."""
    payload = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(payload) > LONGEST_OUT:
        raise OverlongFrame(f"{len(payload)} bytes")
    return len(payload).to_bytes(4, sys.byteorder) + payload


def _object(payload: bytes) -> dict[str, Any]:
    try:
        message = json.loads(payload.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as problem:
        raise UnreadableFrame("the frame is no JSON") from problem
    if not isinstance(message, dict):
        raise UnreadableFrame("the frame is no JSON object")
    return message


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _read(stream: BinaryIO, count: int) -> bytes:
    """Return `count` bytes, fewer only at the end of the stream; a pipe gives them in pieces."""
    pieces = []
    while count:
        piece = stream.read(min(count, _CHUNK))
        if not piece:
            break
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _skip(stream: BinaryIO, count: int) -> None:
    while count:
        piece = stream.read(min(count, _CHUNK))
        if not piece:
            raise BrokenFrame("the stream ended inside a frame")
        count -= len(piece)
