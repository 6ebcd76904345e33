"""An input with its name above it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from birdlog_gui.look import STEP


def name_of(title: str, field: QWidget) -> QLabel:
    """A label that names `field`, whose mnemonic (`&`) leads there; screen readers hear the name as well."""
    label = QLabel(title)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setBuddy(field)
    field.setAccessibleName(title.replace("&", ""))
    return label


def labelled(label: QLabel, *parts: QWidget) -> QVBoxLayout:
    """`label` above `parts`, which stand side by side; the first one takes the room."""
    row = QHBoxLayout()
    row.setSpacing(2 * STEP)
    for place, part in enumerate(parts):
        row.addWidget(part, stretch=0 if place else 1)
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(STEP)
    column.addWidget(label)
    column.addLayout(row)
    return column
