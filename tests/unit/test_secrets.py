"""A token is in the system's keyring and nowhere else; without a keyring it is nowhere."""

import traceback

import keyring
import pytest
from keyring.backends import SecretService, chainer, fail, null

from birdlog import secrets
from secret_service import lock, secret_service

SECRET = "pat-na1-do-not-show-this"


@pytest.fixture
def use():
    """Put another keyring in the place of the system's."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


class Plain(null.Keyring):
    """A keyring that keeps its secrets in a file that anybody can read, as one of the library's does."""

    priority = 0.5
    kept: str | None = None

    def set_password(self, service, username, password):
        self.kept = password


class Talkative(SecretService.Keyring):
    """A keyring whose errors quote what it was given."""

    priority = 5

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        raise RuntimeError(f"no room for {password}")


def test_a_token_is_kept_replaced_and_forgotten(real_keyring):
    assert secrets.condition() == "ok"
    assert secrets.token("work") is None
    secrets.keep("work", f"{SECRET}\n")
    assert secrets.token("work").value == SECRET
    secrets.keep("work", "another")
    assert secrets.token("work").value == "another"
    assert secrets.token("home") is None
    secrets.forget("work")
    assert secrets.token("work") is None
    secrets.forget("work")


def test_two_birdlogs_have_tokens_of_their_own(real_keyring, monkeypatch):
    secrets.keep("work", SECRET)
    monkeypatch.setenv("BIRDLOG_BASE_DIR", "/elsewhere")
    assert secrets.token("work") is None


def test_a_locked_keyring_is_said_and_asks_nobody(tmp_path, use, monkeypatch):
    with secret_service(tmp_path) as environment:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        use(SecretService.Keyring())
        secrets.keep("work", SECRET)
        lock(environment)
        assert secrets.condition() == "locked"
        for act in (lambda: secrets.token("work"), lambda: secrets.keep("work", "b")):
            with pytest.raises(secrets.SecretsError) as refused:
                act()
            assert refused.value.code == "locked"
            assert refused.value.title == "Your keyring is locked."


@pytest.mark.parametrize("absent", [fail.Keyring, null.Keyring, Plain])
def test_what_is_no_keyring_keeps_nothing(use, absent):
    backend = absent()
    use(backend)
    assert secrets.condition() == "missing"
    with pytest.raises(secrets.SecretsError) as refused:
        secrets.keep("work", SECRET)
    assert refused.value.code == "missing"
    assert getattr(backend, "kept", None) is None


def test_of_several_keyrings_only_one_that_keeps_secrets_is_used(use):
    plain = Plain()
    chain = type("Chain", (chainer.ChainerBackend,), {"priority": 10, "backends": [plain]})
    use(chain())
    with pytest.raises(secrets.SecretsError, match="missing"):
        secrets.keep("work", SECRET)
    assert plain.kept is None


def test_a_keyring_whose_bus_is_gone_is_none(use, monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    use(SecretService.Keyring())
    assert secrets.condition() == "missing"


def test_a_keyring_that_quotes_the_token_does_not_get_it_shown(use):
    use(Talkative())
    with pytest.raises(secrets.SecretsError) as refused:
        secrets.keep("work", SECRET)
    assert refused.value.code == "failed"
    assert SECRET not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize("given", ["", "  \n", "two words", "two\nlines", "naïve", "x" * 5000])
def test_what_can_be_no_token_is_refused(real_keyring, given):
    with pytest.raises(secrets.SecretsError, match="no-token"):
        secrets.keep("work", given)


def test_a_token_shows_in_no_text():
    token = secrets.Token(SECRET)
    assert SECRET not in f"{token} {token!r} {[token]}"
