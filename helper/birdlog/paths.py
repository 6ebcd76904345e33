"""Where Birdlog keeps what: the one place that names a folder or a file.

Everything lives in the XDG folders of the system (platformdirs), or all of it under the one folder that
`BIRDLOG_BASE_DIR` names. Folders are made 0700; files that hold anything of a person's are 0600.
"""

import os
from pathlib import Path

BASE_DIR_VARIABLE = "BIRDLOG_BASE_DIR"


def config_dir() -> Path:
    """The folder of what the person sets: settings.toml, never-log.txt, and how the window stands."""
    return _folder("config")


def data_dir() -> Path:
    """The folder of what must not be lost: the journal and the embedded CRM's database."""
    return _folder("data")


def runtime_dir() -> Path:
    """The folder of what lives while a program runs: sockets, the window's single-instance lock.

    Not XDG_RUNTIME_DIR: a snap and a login over the network have another one, or none.
    """
    return _folder("run")


def settings_file() -> Path:
    """settings.toml, edited by hand or by command."""
    return config_dir() / "settings.toml"


def never_log_file() -> Path:
    """never-log.txt: one pattern a line, `#` begins a comment."""
    return config_dir() / "never-log.txt"


def settings_lock() -> Path:
    """The file that a program holds while it writes the two above."""
    return config_dir() / ".lock"


def confirm_lock() -> Path:
    """Held by the program that asks a CRM which mails it shows, so that no two ask at once."""
    return runtime_dir() / "confirm.lock"


def window_file() -> Path:
    """What the window remembers: its size and place, and which entries were looked at."""
    return config_dir() / "window.ini"


def journal_file() -> Path:
    """The journal, an SQLite database."""
    return data_dir() / "journal.sqlite3"


def crm_file() -> Path:
    """The embedded CRM's database where no other one is named."""
    return data_dir() / "crm.sqlite3"


def _folder(kind: str) -> Path:
    base = os.environ.get(BASE_DIR_VARIABLE)
    folder = Path(base).expanduser().absolute() / kind if base else _system_folder(kind)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _system_folder(kind: str) -> Path:
    import platformdirs  # costs the host's start-up nothing where the launcher names the base folder

    dirs = platformdirs.PlatformDirs("birdlog", appauthor=False)
    by_kind = {"config": dirs.user_config_path, "data": dirs.user_data_path, "run": dirs.user_state_path}
    return by_kind[kind]
