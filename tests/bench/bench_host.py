"""How long Thunderbird waits for the helper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from birdlog.host.frames import frame
from comparison import Comparison, in_turn

HOST = Path(sys.executable).with_name("birdlog-host")
NEVER_LOG = 10_000
MAIL = {
    "identity": "ana@oficina.example",
    "to": ["bob@kunde.example"],
    "cc": ["eve@kunde.example"],
    "phase": "send",
}


def compare() -> Iterator[Comparison]:
    """The helper's start beside a bare interpreter's; a decision beside an answer that decides nothing."""
    with tempfile.TemporaryDirectory() as base:
        environment = {**os.environ, "BIRDLOG_BASE_DIR": base}
        _set_up(environment)
        yield in_turn(
            "start of the helper until it has answered hello",
            lambda: _talk_once(environment),
            "start of a bare interpreter",
            lambda: subprocess.run([sys.executable, "-I", "-c", ""], check=True),
        )
        with _running(environment) as host:
            _ask(host, "hello", {})
            yield in_turn(
                f"a decision with {NEVER_LOG:,} never-log entries",
                lambda: _ask(host, "compose.decide", MAIL),
                "an answer that the type is unknown",
                lambda: _ask(host, "no.such.type", {}),
                rounds=500,
            )


def _set_up(environment: dict[str, str]) -> None:
    birdlog = str(HOST.with_name("birdlog"))
    addresses = ["--bcc", "123@bcc.hubspot.com", "--forward", "123@forward.hubspot.com"]
    subprocess.run(
        [birdlog, "profile", "add", "work", "--preset", "hubspot", *addresses],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    listed = Path(environment["BIRDLOG_BASE_DIR"], "listed.txt")
    listed.write_text("".join(f"person{number}@private.example\n" for number in range(NEVER_LOG)))
    subprocess.run(
        [birdlog, "never-log", "import", str(listed)], env=environment, check=True, stdout=subprocess.DEVNULL
    )


@contextmanager
def _running(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([HOST], env=environment, **pipes) as host:
        yield host
        host.stdin.close()


def _ask(host: subprocess.Popen[bytes], type: str, body: dict[str, object]) -> dict[str, object]:
    host.stdin.write(frame({"v": 1, "id": 1, "type": type, "body": body}))
    host.stdin.flush()
    length = int.from_bytes(host.stdout.read(4), sys.byteorder)
    answer: dict[str, object] = json.loads(host.stdout.read(length))
    return answer


def _talk_once(environment: dict[str, str]) -> None:
    with _running(environment) as host:
        _ask(host, "hello", {"extension": "1.0.0", "thunderbird": "153.7.0", "instance": "bench"})
