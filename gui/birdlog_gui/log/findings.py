"""What the check said about a mail before it was sent."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from birdlog.rules.finding import Finding
from birdlog.texts import finding_json
from birdlog_gui.look import AMBER, GREEN, RED, STEP, Tone
from birdlog_gui.plain import harmless
from birdlog_gui.prose import Prose
from birdlog_gui.sign import Sign

_LOOKS: dict[str, tuple[str, Tone]] = {
    "ok": ("state-confirmed", GREEN),
    "warn": ("alert", AMBER),
    "block": ("state-skipped", RED),
}
_LIMIT = 1_000
_TOP = Qt.AlignmentFlag.AlignTop


class FindingList(QWidget):
    """Shows findings, each with what to do about it."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._rows: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3 * STEP)

    def show_findings(self, findings: list[Finding]) -> None:
        """Show `findings` in place of those before."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.deleteLater()
        self._rows = [self._row(finding) for finding in findings]
        for row in self._rows:
            self._layout.addWidget(row)

    def _row(self, finding: Finding) -> QWidget:
        words = finding_json(finding, self._language)
        row, mark = QWidget(self), Sign(5 * STEP)
        mark.show_sign(*_LOOKS[finding.level])
        message, fix = Prose(row), Prose(row, is_quiet=True)
        message.say(harmless(words["message"], _LIMIT))
        fix.say(harmless(words["fix"], _LIMIT))
        texts = QVBoxLayout()
        texts.setSpacing(STEP // 2)
        texts.addWidget(message)
        texts.addWidget(fix)
        texts.addStretch()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * STEP)
        layout.addWidget(mark, alignment=_TOP)
        layout.addLayout(texts)
        return row
