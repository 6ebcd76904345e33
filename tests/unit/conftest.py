"""What every test here has: a Birdlog folder of its own, and English; on request a journal or records."""

import keyring
import pytest
from keyring.backends import SecretService

from birdlog import paths
from birdlog.journal.store import Journal
from secret_service import secret_service


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


@pytest.fixture(scope="session")
def _session_keyring(tmp_path_factory):
    with secret_service(tmp_path_factory.mktemp("keyring")) as environment:
        yield environment


@pytest.fixture
def real_keyring(_session_keyring, monkeypatch):
    """A real, unlocked keyring, for this process and those that it starts; what is kept goes by `base`."""
    for name, value in _session_keyring.items():
        monkeypatch.setenv(name, value)
    before = keyring.get_keyring()
    keyring.set_keyring(SecretService.Keyring())
    yield _session_keyring
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def postgresql():
    """The URL of a PostgreSQL of the tests' own; who has it leaves it empty."""
    from crm_postgresql import Cluster

    with Cluster.running() as cluster:
        yield cluster.url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, base):
    """The URL of an empty database of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{base / 'team.sqlite3'}"
        return
    from crm_postgresql import emptied

    with emptied(request.getfixturevalue("postgresql")) as url:
        yield url
