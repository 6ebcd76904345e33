"""What the tray tells of mails that came back, in a notification: one for each, or one for all of many."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from birdlog.journal.entry import Entry, explanation
from birdlog.journal.states import RECIPIENT_BOUNCED
from birdlog_gui.log.entries import subject
from birdlog_gui.plain import harmless, unmarked

translate = QCoreApplication.translate

_NAMED = 3
"""Subjects that a notification of many names; the window lists all."""

_SUBJECT = 60


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification, in plain text. A click on it opens `entry`; where None, the list of what needs the
    person.
    """

    title: str
    text: str
    entry: int | None


def notification(entries: tuple[Entry, ...], language: str) -> Notification:
    """What to say of these entries, of which there is at least one, in `language`."""
    if len(entries) == 1:
        return _of_one(entries[0], language)
    lines = [_subject(entry) for entry in entries[:_NAMED]]
    if len(entries) > _NAMED:
        lines.append("…")
    return Notification(_Counting().mails(len(entries)), "\n".join(lines), None)


def _of_one(entry: Entry, language: str) -> Notification:
    if entry.reason == RECIPIENT_BOUNCED:
        title = translate("Notification", "Not delivered: {subject}")
    else:
        title = translate("Notification", "Came back: {subject}")
    words = unmarked(harmless(explanation(entry, language)))
    return Notification(title.format(subject=_subject(entry)), words, entry.id)


def _subject(entry: Entry) -> str:
    return unmarked(harmless(subject(entry), _SUBJECT))


class _Counting(QObject):
    """Sentences with a number. Before 6.12, lupdate finds the plural of self.tr alone, not of translate."""

    def mails(self, count: int) -> str:
        return self.tr("%n mail(s) came back", "", count)
