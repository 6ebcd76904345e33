"""Programs that the rig starts: each in a process group of its own, with its output in a file."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from birdlog.demo.rig.waiting import WaitedInVain, wait_for
from birdlog.texts import text

MARK = "BIRDLOG_RIG"
"""The environment variable that every program of a rig inherits; its value is the rig's folder."""


class RigProblem(Exception):
    """Something that the rig needs is not there or did not start: one line for the person."""


def missing(program: str, packages: str) -> RigProblem:
    """The problem that a program is not installed, with the Debian packages that bring it."""
    return RigProblem(text("demo.missing", program=program, packages=packages))


def free_ports(count: int) -> list[int]:
    """`count` different loopback TCP ports that are free now.

    They lie below those that the system gives to outgoing connections (from 32768 on Linux), one of which
    could otherwise take a port before its server does.
    """
    found: list[int] = []
    while len(found) < count:
        port = random.randrange(10_000, 32_768)
        if port not in found and _is_free(port):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with contextlib.suppress(OSError), socket.socket() as probe:
        probe.bind(("127.0.0.1", port))
        return True
    return False


def answers(port: int) -> bool:
    """Does something accept connections on this loopback port?"""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


class Program:
    """A running program with its log file; `stop` ends its whole process group and nothing else."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        log: Path,
        *,
        env: Mapping[str, str] | None = None,
        pass_fds: Sequence[int] = (),
        tied: bool = False,
    ) -> None:
        """Start `command`, its output going to `log`. `tied`: it reads a pipe that closes with the rig."""
        self.name = name
        self.log = log
        if not shutil.which(command[0]):
            raise missing(name, str(command[0]))
        with log.open("ab") as output:
            self._popen = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.PIPE if tied else subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(env) if env is not None else None,
                pass_fds=tuple(pass_fds),
                process_group=0,
            )

    @property
    def pid(self) -> int:
        """The process id of the program, which is also its group's."""
        return self._popen.pid

    def running(self) -> bool:
        """Has the program not ended yet?"""
        return self._popen.poll() is None

    def wait_until_it_answers(self, port: int) -> None:
        """Wait until the program accepts connections on `port`; raises RigProblem if it ends before."""
        wait_for(lambda: answers(port) or not self.running(), f"{self.name} to answer on port {port}")
        if not self.running():
            raise self.not_started()

    def not_started(self) -> RigProblem:
        """The problem that the program did not start, with the last that it said."""
        said = self.log.read_text(errors="replace").strip().splitlines() or ["–"]
        return RigProblem(text("demo.not-started", program=self.name, said=said[-1], log=self.log))

    def wait_until_it_ends(self) -> int:
        """Wait for the program's end; its exit status."""
        wait_for(lambda: not self.running(), f"{self.name} to end")
        return int(self._popen.returncode)

    def signal(self, number: int) -> None:
        """Send a signal to the program's process group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)

    def stop(self) -> None:
        """End the program and what is left of its process group."""
        if self.running():
            self._ask_to_end()
            self._wait_or_kill()
        self.signal(signal.SIGKILL)

    def kill(self) -> None:
        """kill -9, as a crash."""
        self.signal(signal.SIGKILL)
        self._popen.wait()

    def _ask_to_end(self) -> None:
        if self._popen.stdin is not None:
            self._popen.stdin.close()
        else:
            self._popen.terminate()

    def _wait_or_kill(self) -> None:
        with contextlib.suppress(WaitedInVain):
            wait_for(lambda: not self.running(), f"{self.name} to end", patience=8)
            return
        self.kill()


def end_strays(folder: Path) -> None:
    """End what the rig's programs left behind (a tray that the helper started): what bears its mark."""
    for pid in _bearing(folder):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGTERM)
    with contextlib.suppress(WaitedInVain):
        wait_for(lambda: not _bearing(folder), "the last programs to end", patience=5)
    for pid in _bearing(folder):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def pids_running(folder: Path, words: Sequence[str]) -> list[int]:
    """The rig's processes whose command line holds every one of `words`."""
    return [pid for pid in _bearing(folder) if all(word in _command_line(pid) for word in words)]


def _bearing(folder: Path) -> list[int]:
    mark = f"{MARK}={folder}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with contextlib.suppress(OSError):
                if mark in (entry / "environ").read_bytes().split(b"\0") and not _is_zombie(entry):
                    found.append(int(entry.name))
    return found


def _is_zombie(entry: Path) -> bool:
    return (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z"


def _command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""
