"""Every view of the window, to be pictured: a file for each part, a function for each view.

A function is given a `Stage`, sets it up and returns the widget that is pictured. Its name, after that of its
file, is the picture's.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pictures.stage import Stage

View = Callable[["Stage"], "QWidget"]


def views() -> dict[str, View]:
    """All views by name, those of a part together."""
    return {f"{part}-{name}": view for part in _parts() for name, view in _views_of(part).items()}


def _parts() -> list[str]:
    return sorted(module.name for module in iter_modules(__path__) if module.name != "stage")


def _views_of(part: str) -> dict[str, View]:
    module = import_module(f"{__name__}.{part}")
    return {
        name.replace("_", "-"): view
        for name, view in vars(module).items()
        if inspect.isfunction(view) and view.__module__ == module.__name__ and not name.startswith("_")
    }
