"""Asking for the file that mails are exported to, and with it for its form."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

_SUFFIXES = ("csv", "jsonl")


class ExportDialog(QFileDialog):
    """The desktop's own dialog. `chosen` brings the file; the window is not held up meanwhile."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export mails"))
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._filters = (self.tr("Table for a spreadsheet (*.csv)"), self.tr("JSON Lines (*.jsonl)"))
        self.setNameFilters(self._filters)
        self.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("Folder:"))
        self.setLabelText(QFileDialog.DialogLabel.FileType, self.tr("Form:"))
        self.setDirectory(_folder())
        self.setDefaultSuffix(_SUFFIXES[0])
        self.selectFile(f"birdlog.{_SUFFIXES[0]}")
        self.filterSelected.connect(self._take_suffix)
        self.fileSelected.connect(lambda file: self.chosen.emit(Path(file)))

    def _take_suffix(self, chosen: str) -> None:
        """The name gets the suffix of the form that is chosen."""
        suffix = _SUFFIXES[self._filters.index(chosen)]
        self.setDefaultSuffix(suffix)
        named = self.selectedFiles()
        if named:
            self.selectFile(Path(named[0]).with_suffix(f".{suffix}").name)


def _folder() -> str:
    """Where the person's own files are."""
    places = QStandardPaths.StandardLocation
    documents = QStandardPaths.writableLocation(places.DocumentsLocation)
    home = QStandardPaths.writableLocation(places.HomeLocation)
    return documents if Path(documents).is_dir() else home
