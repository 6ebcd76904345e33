"""A mail that comes in several messages, since one frame is too short for it."""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    from typing import TypeVar

    from birdlog.host.messages import MailCopy, Received

    Part = TypeVar("Part", Received, MailCopy)


def joined(held: list[Part], part: Part) -> Part | None:
    """The message with the data of all its parts, of which this one is; None where some are still to come.

    `held` has the parts that came before, in memory: the extension keeps the mail until the last part is
    acknowledged, and begins again where one is missing here. Raises Refusal.
    """
    from birdlog.host.refusal import Refusal

    if part.part == 0:
        held.clear()
    if len(held) != part.part or (held and held[0].event != part.event):
        held.clear()
        raise Refusal("part-missing")
    held.append(part)
    if len(held) < part.parts:
        return None
    whole = part._replace(data=b"".join(each.data for each in held))
    held.clear()
    return whole
