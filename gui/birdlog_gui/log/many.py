"""Doing something with many mails at once: beside the window, with a way to break it off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QGuiApplication

from birdlog.journal.problem import GivenUp, JournalError
from birdlog.settings import SettingsError
from birdlog_gui.log.choice import Choice
from birdlog_gui.log.page import LogPage
from birdlog_gui.plain import harmless, isolated

if TYPE_CHECKING:
    from birdlog.journal.entry import Entry
    from birdlog.journal.store import Journal
    from birdlog_gui.background import Background

MOST_COPIED = 10_000
"""Mails that go to the clipboard at once; more of them are for a file."""

MOST_NEVER_LOGGED = 1_000
"""Addresses that are put on the never-log list at once."""

_TELL_EVERY = 500


class ManyActions(QObject):
    """Serves `page`, one wish at a time."""

    progressed = Signal(int)

    def __init__(self, page: LogPage, language: str) -> None:
        super().__init__(page)
        self._page, self._language = page, language
        self._background: Background | None = None
        self._is_cancelled = False
        self._under_way: Callable[[int], str] | None = None
        self._said: Callable[[object], str] = str
        page.copy_wanted.connect(self._copy)
        page.export_wanted.connect(self._ask_where)
        page.choice_again_wanted.connect(self._log_again)
        page.never_log_choice_wanted.connect(self._never_log)
        page.forget_choice_wanted.connect(self._forget)
        page.work.cancelled.connect(self.close)
        self.progressed.connect(self._tell_progress)

    def close(self) -> None:
        """Break off what is under way."""
        self._is_cancelled = True

    def _copy(self, choice: Choice) -> None:
        def copied(_journal: Journal, entries: Iterator[Entry]) -> str:
            first = list(islice(self._counted(entries), MOST_COPIED + 1))
            return "" if len(first) > MOST_COPIED else _written(first, self._language)

        def said(text: object) -> str:
            if not text:
                return self.tr("These are too many to be copied. Export them to a file.")
            QGuiApplication.clipboard().setText(str(text))
            return self.tr("Copied.")

        self._begin(choice, copied, lambda count: self.tr("%n mail(s) are being copied…", "", count), said)

    def _ask_where(self, choice: Choice) -> None:
        from birdlog_gui.log.export_dialog import ExportDialog

        dialog = ExportDialog(self._page)
        dialog.chosen.connect(partial(self._export, choice))
        dialog.open()

    def _export(self, choice: Choice, file: Path) -> None:
        def exported(_journal: Journal, entries: Iterator[Entry]) -> int:
            from birdlog.journal import export

            return export.export(file, self._counted(entries), self._language)

        name = isolated(harmless(file.name))
        self._begin(
            choice,
            exported,
            lambda count: self.tr("%n mail(s) are being exported…", "", count),
            lambda count: self._number(self.tr("%n mail(s) are in {file} now.", "", count), count).format(
                file=name
            ),
        )

    def _log_again(self, choice: Choice) -> None:
        settings = self._page.settings

        def asked(journal: Journal, entries: Iterator[Entry]) -> tuple[int, int]:
            from birdlog.journal import retry

            done = refused = 0
            for count, entry in enumerate(entries):
                if not self._goes_on(count):
                    break  # what was asked for stays so
                offer = retry.retry(journal, entry, settings)
                if offer.ways and entry.state in retry.NOT_LOGGED:
                    retry.ask(journal, entry, offer.ways[0])
                    done += 1
                elif offer.obstacle != "not-back":
                    refused += 1
            return done, refused

        def said(outcome: tuple[int, int]) -> str:
            done, refused = outcome
            sentences = [self.tr("Thunderbird has been asked to log %n mail(s) again.", "", done)]
            if refused:
                sentences.append(self.tr("%n mail(s) can't be logged again; each one says why.", "", refused))
            return " ".join(sentences[0 if done or not refused else 1 :])

        self._begin(choice, asked, lambda count: self.tr("%n mail(s) have been looked at…", "", count), said)

    def _never_log(self, choice: Choice) -> None:
        def listed(_journal: Journal, entries: Iterator[Entry]) -> tuple[int, int] | None:
            from birdlog import settings_edit

            addresses: set[str] = set()
            for entry in self._counted(entries):
                addresses.update(entry.recipients)
                if len(addresses) > MOST_NEVER_LOGGED:
                    return None
            taken, refused = settings_edit.add_never_log(sorted(addresses))
            return len(taken), len(refused)

        def said(outcome: tuple[int, int] | None) -> str:
            if outcome is None:
                return self.tr("These are too many contacts. Choose fewer mails.")
            return self.tr("From now on mail with %n contact(s) will never be logged.", "", outcome[0])

        self._begin(choice, listed, lambda count: self.tr("%n mail(s) have been looked at…", "", count), said)

    def _forget(self, choice: Choice) -> None:
        def forgotten(journal: Journal, entries: Iterator[Entry]) -> int:
            ids = [entry.id for entry in self._counted(entries)]
            return journal.drop(ids, self._goes_on)

        self._begin(
            choice,
            forgotten,
            lambda count: self.tr("%n mail(s) are being forgotten…", "", count),
            lambda count: self._number(self.tr("%n mail(s) were forgotten.", "", count), count),
        )

    def _begin(
        self,
        choice: Choice,
        work: Callable[[Journal, Iterator[Entry]], object],
        under_way: Callable[[int], str],
        said: Callable[..., str],
    ) -> None:
        """Do `work` with what is chosen, and say meanwhile and afterwards how it stands."""
        listing = self._page.model.listing
        if self._under_way or listing is None:
            return
        if self._background is None:
            from birdlog_gui.background import Background

            self._background = Background(GivenUp, JournalError, SettingsError, OSError, parent=self)
            self._background.ended.connect(self._end)
        self._is_cancelled, self._under_way, self._said = False, under_way, said
        path = listing.journal.path

        def done() -> object:
            from birdlog.journal.store import Journal

            with Journal.open(path) as journal, closing(choice.each(journal)) as entries:
                return work(journal, entries)

        self._background.start(done)

    def _counted(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same entries, as long as it is not broken off. Raises GivenUp."""
        for count, entry in enumerate(entries):
            if not self._goes_on(count):
                raise GivenUp
            yield entry

    def _goes_on(self, count: int) -> bool:
        if count and count % _TELL_EVERY == 0:
            self.progressed.emit(count)
        return not self._is_cancelled

    def _tell_progress(self, count: int) -> None:
        if self._under_way:
            self._page.work.show_progress(self._number(self._under_way(count), count))

    def _end(self, outcome: object) -> None:
        self._under_way = None
        if isinstance(outcome, GivenUp):
            self._page.work.show_outcome(self.tr("Broken off. Nothing was changed."))
        elif isinstance(outcome, JournalError | SettingsError):
            self._page.work.show_outcome(" ".join(outcome.in_locale(self._language)))
        elif isinstance(outcome, OSError):
            name = isolated(harmless(Path(outcome.filename or "").name))
            words = self.tr("{file} could not be written: {problem}.")
            self._page.work.show_outcome(words.format(file=name, problem=outcome.strerror))
        else:
            self._page.work.show_outcome(self._said(outcome))

    def _number(self, words: str, count: int) -> str:
        """`words` with the count as the person's language writes it."""
        return words.replace(str(count), QLocale().toString(count), 1)


def _written(entries: list[Entry], language: str) -> str:
    """Entries as lines of text, what the columns say parted by tabs."""
    from birdlog.journal.entry import explanation, state_text
    from birdlog_gui import times
    from birdlog_gui.log.entries import subject

    lines = (
        (
            times.exact(entry.created),
            state_text(entry.state, language),
            ", ".join(entry.recipients),
            subject(entry),
            explanation(entry, language) if entry.reason else "",
        )
        for entry in entries
    )
    return "".join("\t".join(map(harmless, line)).rstrip() + "\n" for line in lines)
