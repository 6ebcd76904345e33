"""How fast delivery reports are read, beside flufl.bounce (Mailman's) where that is installed.

The environment's BIRDLOG_BENCH_BOUNCES names another folder of mails than tests/data/bounce.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from email import message_from_bytes
from importlib import import_module
from pathlib import Path

from birdlog.mail.bounce import read
from comparison import Comparison, in_turn

BIRDLOG = Path(sys.executable).with_name("birdlog")
MAILS = Path(os.environ.get("BIRDLOG_BENCH_BOUNCES", Path(__file__).parents[1] / "data" / "bounce"))
MANY = 1_000
LARGE = 50 * 1024 * 1024
REPORT = (
    b"From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nCould not be delivered:\n\n"
    b"<a@b.example>:\n550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n"
)


def compare() -> Iterator[Comparison]:
    """Our reader beside flufl.bounce; the command on many reports, and on a large one."""
    files = sorted(path for path in MAILS.rglob("*") if path.is_file())
    mails = [path.read_bytes() for path in files]
    if detect := _flufl():
        yield in_turn(
            f"reading {len(mails)} mails as delivery reports",
            lambda: _each(read, mails),
            "flufl.bounce",
            lambda: _each(detect, mails),
        )
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder, "large.eml"), Path(folder, "small.eml")
        large.write_bytes(REPORT + b"x" * LARGE)
        small.write_bytes(REPORT)
        names = [str(path) for path in files] * -(-MANY // len(files))
        yield in_turn(
            f"`check bounce` on {len(names)} mails",
            lambda: _check(names),
            "on one",
            lambda: _check([str(small)]),
            rounds=5,
        )
        yield in_turn(
            "`check bounce` on a report of 50 MB",
            lambda: _check([str(large)]),
            "on one of a few lines",
            lambda: _check([str(small)]),
        )


def _each(act: Callable[[bytes], object], mails: list[bytes]) -> None:
    for mail in mails:
        act(mail)


def _flufl() -> Callable[[bytes], object] | None:
    try:
        all_failures = import_module("flufl.bounce").all_failures
    except ImportError:
        return None
    logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)

    def detect(raw: bytes) -> None:
        with suppress(Exception):  # it raises on some mails
            all_failures(message_from_bytes(raw))

    return detect


def _check(names: list[str]) -> None:
    subprocess.run([BIRDLOG, "check", "bounce", "--json", *names], stdout=subprocess.DEVNULL, check=False)
