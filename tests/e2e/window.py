"""What the status window says of an entry: the real widgets, without a screen, with the rig's own journal."""

import os
from dataclasses import dataclass

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QPushButton

from birdlog.journal.retry import retry
from birdlog.journal.store import Journal
from birdlog.settings import parse
from birdlog_gui import language
from birdlog_gui.log.detail import DetailPane

_LANGUAGES = {"en-US": "en", "pt-BR": "pt_BR"}


@dataclass(frozen=True)
class Words:
    """What stands there, part by part, and the labels of the buttons that can be pressed."""

    verdict: str
    reason: str
    remedy: str
    answer: str
    buttons: tuple[str, ...]


def words_in_window(rig, entry_id):
    """What a person reads who opens the window at this entry."""
    application = QApplication.instance() or QApplication([])
    speech = _LANGUAGES[rig.locale]
    before, translators = QLocale(), language.install(application, speech)
    pane = DetailPane(speech)
    try:
        with Journal.open(rig.base / "data" / "journal.sqlite3") as journal:
            entry = journal.entry(entry_id)
            pane.show_entry(entry, journal.steps(entry_id), retry(journal, entry, _settings(rig)))
        return _read(pane)
    finally:
        pane.deleteLater()
        for translator in translators:
            application.removeTranslator(translator)
        QLocale.setDefault(before)


def _settings(rig):
    return parse((rig.base / "config" / "settings.toml").read_text(encoding="utf-8"))


def _read(pane):
    buttons = [each for each in pane.findChildren(QPushButton) if each.isEnabled() and not each.isHidden()]
    return Words(
        pane.verdict.toPlainText(),
        pane.reason.toPlainText(),
        pane.remedy.toPlainText(),
        pane.answer.toPlainText(),
        tuple(each.text() for each in buttons),
    )
