"""The native messaging manifest: how Thunderbird finds the helper.

Thunderbird looks in the user's folder first, then in the system's; a usable manifest in the first hides the
others. On Windows the registry names the file.
"""

import json
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from birdlog import paths
from birdlog.files import remove, write
from birdlog.setup import launcher

NAME = "birdlog.helper"
ADD_ON = "birdlog@birdlog.addon"
REGISTRY_KEY = rf"Software\Mozilla\NativeMessagingHosts\{NAME}"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a system's Thunderbird looks: below the home folder, then in these."""

    user: str
    system: tuple[str, ...]


FOLDERS = {
    "linux": Folders(
        user=".mozilla/native-messaging-hosts",
        system=("/usr/lib/mozilla/native-messaging-hosts", "/usr/lib64/mozilla/native-messaging-hosts"),
    ),
    # The user's "Application Support" is Firefox's alone.
    "darwin": Folders(
        user="Library/Mozilla/NativeMessagingHosts",
        system=("/Library/Application Support/Mozilla/NativeMessagingHosts",),
    ),
}


def content(path: Path) -> str:
    """Return the manifest, as JSON, of the helper that is started by `path`."""
    manifest: dict[str, Any] = {
        "name": NAME,
        "description": "Birdlog's helper: logs Thunderbird mail to a CRM",
        "path": str(path),
        "type": "stdio",
        "allowed_extensions": [ADD_ON],
    }
    return json.dumps(manifest, indent=2) + "\n"


def user_file() -> Path:
    """Return the user's manifest."""
    if sys.platform == "win32":
        return paths.data_dir() / f"{NAME}.json"
    return Path.home() / _folders().user / f"{NAME}.json"


def system_files() -> tuple[Path, ...]:
    """Return the manifests that Thunderbird reads where the user has none."""
    if sys.platform == "win32":
        return ()
    return tuple(Path(folder) / f"{NAME}.json" for folder in _folders().system)


def is_installed() -> bool:
    """Whether Thunderbird finds a manifest; whether the helper starts then, `birdlog doctor` says."""
    return any(file.exists() for file in (user_file(), *system_files()))


def install(path: Path) -> Path:
    """Write the user's manifest for the launcher `path`; returns the manifest's file."""
    file = user_file()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write(file, content(path))
    if sys.platform == "win32":
        import winreg

        winreg.SetValue(winreg.HKEY_CURRENT_USER, REGISTRY_KEY, winreg.REG_SZ, str(file))
    return file


def uninstall() -> list[Path]:
    """Remove the user's manifest and the launcher that it names; returns what was there."""
    file = user_file()
    named = _launcher_of(file)
    if sys.platform == "win32":
        import winreg

        with suppress(FileNotFoundError):
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, REGISTRY_KEY)
    return [each for each in (file, *dict.fromkeys((named, launcher.file()))) if each and remove(each)]


def _launcher_of(file: Path) -> Path | None:
    """The launcher that a manifest names, if `birdlog install` wrote it."""
    try:
        path = Path(json.loads(file.read_text(encoding="utf-8"))["path"])
        return path if launcher.MARK in path.read_text(encoding="utf-8") else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _folders() -> Folders:
    return FOLDERS["darwin" if sys.platform == "darwin" else "linux"]
