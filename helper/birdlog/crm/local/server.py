"""`birdlog crm serve`: the doors, and what looks after the outbox, in one process."""

from __future__ import annotations

import asyncio
import contextlib
import signal

from sqlalchemy import Engine

from birdlog import texts
from birdlog.crm.local.door import SIZE_LIMIT, Address, Door, Say, lmtp_door, smtp_door
from birdlog.crm.local.relay import Relay


async def serve(
    engine: Engine,
    say: Say,
    lmtp: Address | None,
    smtp: Address | None,
    *,
    relay: Address | None = None,
    size_limit: int = SIZE_LIMIT,
) -> None:
    """Serve until SIGTERM or Ctrl-C. `say` gets one line when all doors are open, then one for each delivery
    and each report. Reports go to the mail server at `relay`; where that is None, none are written.

    Raises OSError where an address can't be listened on.
    """
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C comes as KeyboardInterrupt
            loop.add_signal_handler(number, stopped.set)
    reports = Relay(engine, relay, say) if relay else None
    door, opened = Door(engine, say, reports.new if reports else None), []
    with contextlib.ExitStack() as stack:
        for name, make, address in (("LMTP", lmtp_door, lmtp), ("SMTP", smtp_door, smtp)):
            if address is None:
                continue
            server = await loop.create_server(make(door, size_limit), address.host, address.port)
            stack.callback(server.close)
            host, port = server.sockets[0].getsockname()[:2]
            opened.append(f"{name} {host}:{port}")
        say(texts.text("crm.serve.ready", doors=", ".join(opened)))
        if reports:
            stack.callback(asyncio.create_task(reports.run()).cancel)
        await stopped.wait()
