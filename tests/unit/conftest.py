"""What every test here has: a Birdlog folder of its own, and English; on request a journal or records."""

import pytest

from birdlog import paths
from birdlog.journal.store import Journal


@pytest.fixture(autouse=True)
def base(tmp_path, monkeypatch):
    """The folder of all of Birdlog's state: no test sees or changes what the person has."""
    monkeypatch.setenv(paths.BASE_DIR_VARIABLE, str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture
def file(base):
    """Where `journal` is."""
    return base / "journal.sqlite3"


@pytest.fixture
def journal(file):
    """An empty journal."""
    with Journal.open(file) as opened:
        yield opened


@pytest.fixture
def engine():
    """The embedded CRM's records, empty."""
    from birdlog.crm.local import records

    engine = records.open_records()
    yield engine
    engine.dispose()
