"""Thunderbirds that are shut in (Flatpak, snap) and may not start a helper as they please."""

import sys
from pathlib import Path

_SYSTEM_FLATPAKS = Path("/var/lib/flatpak/app")
_SNAPS = Path("/snap")
_FLATPAK_NAMES = ("org.mozilla.Thunderbird", "org.mozilla.thunderbird")


def sandboxes() -> tuple[str, ...]:
    """Return which of them are installed: `flatpak`, `snap`."""
    if sys.platform != "linux":
        return ()
    user_flatpaks = Path.home() / ".local/share/flatpak/app"
    flatpaks = (folder / name for folder in (_SYSTEM_FLATPAKS, user_flatpaks) for name in _FLATPAK_NAMES)
    found = {"flatpak": any(each.exists() for each in flatpaks), "snap": (_SNAPS / "thunderbird").exists()}
    return tuple(name for name, there in found.items() if there)
