"""Birdlog's tray icon and status window (PySide6). It imports birdlog; birdlog never imports it."""

import ctypes
import sys


def _keep_none() -> None:
    """Make None immortal, as it is from Python 3.12 on.

    PySide6 6.12.0 counts on that in every Python: each Qt function that returns nothing takes a reference
    away from None, and after some thousand calls an older Python aborts ("deallocating None").
    """
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40


if sys.version_info < (3, 12):
    _keep_none()
