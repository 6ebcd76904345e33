"""A real keyring for a test: gnome-keyring on a session bus of its own, with a folder of its own."""

import os
import subprocess
import sys
from contextlib import closing, contextmanager

PASSWORD = "password"

_SCRIPT = """
printf %s "$1" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
echo "$DBUS_SESSION_BUS_ADDRESS"
read -r _
"""
_LOCK = ("org.freedesktop.Secret.Service.Lock", "array:objpath:/org/freedesktop/secrets/aliases/default")

_BEHIND_THE_LOGIN = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"


@contextmanager
def secret_service(folder):
    """Run it; gives what the environment of its users must hold. Its home and its sockets are in `folder`."""
    home, runtime = folder / "home", folder / "runtime"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "XDG_DATA_HOME": str(home / "data")}
    with subprocess.Popen(
        ["dbus-run-session", "--", "sh", "-c", _SCRIPT, "sh", PASSWORD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | own,
        text=True,
    ) as session:
        address = session.stdout.readline().strip()
        try:
            yield {"DBUS_SESSION_BUS_ADDRESS": address}
        finally:
            session.stdin.close()
            session.wait(timeout=10)


def lock(environment):
    """Lock the keyring, as a session does that was left alone."""
    method, argument = _LOCK
    subprocess.run(
        [
            *("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets"),
            *("/org/freedesktop/secrets", method, argument),
        ],
        env=os.environ | environment,
        check=True,
        capture_output=True,
    )


def unlock(environment):
    """Unlock the keyring, as the person's log-in does; nothing asks for the password."""
    import secretstorage
    from jeepney.io.blocking import open_dbus_connection
    from secretstorage.util import DBusAddressWrapper, format_secret, open_session

    with closing(open_dbus_connection(environment["DBUS_SESSION_BUS_ADDRESS"])) as bus:
        secret = format_secret(open_session(bus), PASSWORD.encode(), "text/plain")
        collection = secretstorage.get_default_collection(bus).collection_path
        service = DBusAddressWrapper(secretstorage.defines.SS_PATH, _BEHIND_THE_LOGIN, bus)
        service.call("UnlockWithMasterPassword", "o(oayays)", collection, secret)


_ASK = """
import sys
from birdlog import secrets
found = secrets.token(sys.argv[1])
print(found.value if found else "")
"""


def kept_token(profile):
    """The token that the keyring holds for `profile`, or nothing, as a program of its own sees it.

    The keyring's library stays with the service that a process has used first.
    """
    command = [sys.executable, "-c", _ASK, profile]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
