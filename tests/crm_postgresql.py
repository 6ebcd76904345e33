"""A PostgreSQL of the tests' own, reached through a socket in a folder that goes with it."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from birdlog.crm.local import records
from birdlog.demo.rig.waiting import wait_for

_AS_NOBODY = (
    ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"] if os.geteuid() == 0 else []
)
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
        self._server = None
        self.url = f"postgresql+psycopg://birdlog@/postgres?host={folder}"

    def make(self):
        """Make an empty database cluster."""
        options = ["--auth", "trust", "--username", "birdlog", "--no-sync", "--encoding", "UTF8"]
        command = [*_AS_NOBODY, PROGRAMS[0] / "initdb", "--pgdata", self._folder / "data", *options]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder)

    def start(self):
        """Start the server and wait for it. It ends with the tests, however they end."""
        options = ["-D", self._folder / "data", "-k", self._folder, "-h", "", "-F"]
        tied = ["setpriv", "--pdeathsig", "QUIT"]
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [*_AS_NOBODY, *tied, PROGRAMS[0] / "postgres", *options],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
            )
        wait_for(self._answers, "PostgreSQL to answer")

    def _answers(self):
        command = [PROGRAMS[0] / "pg_isready", "--quiet", "--host", self._folder]
        return subprocess.run(command, check=False).returncode == 0

    def stop(self):
        """Stop the server as a power cut would."""
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait()


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
