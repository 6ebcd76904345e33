"""The never-log list as a model: tens of thousands of patterns, of which some are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from birdlog_gui.plain import harmless

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class PatternList(QAbstractListModel):
    """`patterns` are all there are, in their order; its rows are those that were looked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.patterns: tuple[str, ...] = ()
        self._rows: Sequence[str] = ()
        self._wanted = ""

    def show(self, patterns: Iterable[str]) -> bool:
        """Have these in place of those before; whether they are others."""
        new = tuple(patterns)
        if new == self.patterns:
            return False
        self.patterns = new
        self._find()
        return True

    def look_for(self, wanted: str) -> None:
        """Have as rows those in which `wanted` occurs, or that cover it where it is an address."""
        self._wanted = wanted.strip().lower()
        self._find()

    def at(self, rows: Iterable[int]) -> tuple[str, ...]:
        """The patterns of these rows."""
        return tuple(self._rows[row] for row in rows)

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        return harmless(self._rows[index.row()])

    def _find(self) -> None:
        self.beginResetModel()
        self._rows = _found(self._wanted, self.patterns) if self._wanted else self.patterns
        self.endResetModel()


def _found(wanted: str, patterns: Sequence[str]) -> list[str]:
    covering = _covering(wanted)
    return [pattern for pattern in patterns if wanted in pattern or pattern in covering]


def _covering(address: str) -> frozenset[str]:
    """The patterns for several addresses that would cover this one."""
    _local, at, host = address.rpartition("@")
    if not at or not host:
        return frozenset()
    labels = host.split(".")
    parents = {"*@*." + ".".join(labels[place:]) for place in range(1, len(labels))}
    return frozenset({f"*@{host}", *parents})
