"""A PostgreSQL of the tests' own, reached through a socket in a folder that goes with it."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from birdlog.crm.local import records

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]


class Cluster:
    """A server that can be started and stopped. It refuses to run as root, so there it runs as nobody."""

    @classmethod
    @contextmanager
    def running(cls):
        """A running one, with an empty database."""
        if not PROGRAMS:
            pytest.skip("PostgreSQL is not installed")
        folder = Path(tempfile.mkdtemp(prefix="birdlog-pg-"))
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        cluster = cls(folder)
        try:
            cluster.make()
            cluster.start()
            yield cluster
            cluster.stop()
        finally:
            shutil.rmtree(folder)

    def __init__(self, folder):
        self._folder = folder
        self.url = f"postgresql+psycopg://birdlog@/postgres?host={folder}"

    def make(self):
        """Make an empty database cluster."""
        self._run("initdb", "--auth", "trust", "--username", "birdlog", "--no-sync", "--encoding", "UTF8")

    def start(self):
        """Start the server and wait for it."""
        options = f"-k {self._folder} -h '' -F"
        self._run("pg_ctl", "--log", self._folder / "log", "-w", "-o", options, "start")

    def stop(self):
        """Stop the server as a power cut would."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program, *arguments):
        as_nobody = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
        command = [*as_nobody, PROGRAMS[0] / program, "--pgdata", self._folder / "data", *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder)


@contextmanager
def emptied(url):
    """The URL, and an empty database behind it again at the end."""
    try:
        yield url
    finally:
        engine = records.open_records(url)
        found = MetaData()
        found.reflect(engine)
        found.drop_all(engine)
        engine.dispose()
