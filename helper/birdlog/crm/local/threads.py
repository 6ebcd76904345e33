"""Which messages hang together: a mail, and all that its References and In-Reply-To name (RFC 5322, 3.6.4).

Mails arrive in any order, and many of a thread never do. So every Message-ID that was seen is a member, be it
only mentioned, and points at a smaller one of the same thread (by its letters: that never makes a circle,
whoever else writes at the same time); one that points at itself stands for the thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select, update

from birdlog.crm.local import records
from birdlog.mail.forward.dialects import dialects
from birdlog.mail.forward.subject import prefix_of
from birdlog.mail.message import message_id
from birdlog.mail.parts import Parts, clean

MENTIONED_AT_MOST = 50
"""How many Message-IDs of a mail's References are read: the first, which began the thread, and the last."""


def mentioned(mail: Parts) -> tuple[str, ...]:
    """The Message-IDs in a mail's References and In-Reply-To, without angle brackets, each once."""
    words = " ".join([*mail.values("references"), *mail.values("in-reply-to")]).replace("><", "> <").split()
    marked = [message_id(clean(word)) for word in words if word.startswith("<") and word.endswith(">")]
    found = list(dict.fromkeys(found for found in marked if found))
    return tuple(found[:1] + found[1:][1 - MENTIONED_AT_MOST :])


def join(connection: Connection, members: Iterable[str]) -> None:
    """Make these members of one thread."""
    keys = sorted(set(members))
    while not _joined(connection, keys):
        pass  # another process changed the same thread in this moment


def threads_of(connection: Connection, members: Collection[str]) -> dict[str, str]:
    """Member → what stands for its thread, the same for all of a thread; members that are unknown are not in
    it.
    """
    table = records.thread_member
    up = (
        select(table.c.key.label("member"), table.c.key.label("at"), table.c.parent)
        .where(table.c.key.in_(members))
        .cte("up", recursive=True)
    )
    step = select(up.c.member, table.c.key, table.c.parent).join(up, table.c.key == up.c.parent)
    up = up.union_all(step.where(up.c.at != up.c.parent))
    query = select(up.c.member, up.c.at).where(up.c.at == up.c.parent)
    return {row.member: row.at for row in connection.execute(query)}


def topic(subject: str) -> str:
    """What a subject is without the `Re:` and `Fwd:` before it, for comparing."""
    known = dialects().reply_prefixes | dialects().forward_prefixes
    rest = subject
    while (prefix := prefix_of(rest)) and prefix in known:
        rest = rest.replace("\uff1a", ":").partition(":")[2]
    return " ".join(rest.split()).casefold()


def is_reply(subject: str) -> bool:
    """Whether a subject begins with a `Re:` of any language."""
    return prefix_of(subject) in dialects().reply_prefixes


def _joined(connection: Connection, keys: list[str]) -> bool:
    """Whether the keys were joined as they stood; false where one changed meanwhile."""
    table, known = records.thread_member, threads_of(connection, keys)
    first = min([*known.values(), *keys])
    for key in keys:
        if key not in known and records.insert_once(connection, table, {"key": key, "parent": first}) is None:
            return False
    for thread in sorted(set(known.values()) - {first}):
        moved = update(table).where(table.c.key == thread, table.c.parent == thread).values(parent=first)
        if connection.execute(moved).rowcount == 0:
            return False
    return True
