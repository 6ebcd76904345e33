"""Whether all is well: the one sentence on top of the window, and the icon in the tray."""

from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject

from birdlog.journal.looks import KEYRING_LOCKED, Asked
from birdlog.journal.problem import JournalError
from birdlog.settings import Settings, SettingsError
from birdlog_gui import times
from birdlog_gui.look import AMBER, BLUE, GREEN, GREY, RED, Tone
from birdlog_gui.plain import harmless, isolated

translate = QCoreApplication.translate


class Kind(Enum):
    """What is to be said, the gravest first."""

    JOURNAL_DAMAGED = auto()
    SETTINGS_INVALID = auto()
    NO_PROFILE = auto()
    NO_HELPER = auto()
    PAUSED = auto()
    KEYRING_LOCKED = auto()
    KEYRING_MISSING = auto()
    NOT_CONNECTED = auto()
    WORKING = auto()
    WELL = auto()


class Situation(NamedTuple):
    """What was seen; `needs_you` counts the entries that were not looked at.

    `asked` counts what Thunderbird is asked to do and has not done yet, `pending` the mails in its Outbox.
    `without_keyring`: what came of asking a CRM for whose token the keyring could not be used.
    """

    now: datetime
    settings: Settings | SettingsError
    journal_error: JournalError | None
    helper_installed: bool
    connected: bool
    needs_you: int
    asked: int = 0
    pending: int = 0
    without_keyring: Asked | None = None


class Health(NamedTuple):
    """What the person is told, and how many mails need them: nothing graver is the matter if any does.

    `advice` is what to do, where no button of the window does it.
    """

    kind: Kind
    sentence: str
    needs_you: int
    advice: str = ""

    @property
    def tone(self) -> Tone:
        """The colour of it."""
        return AMBER if self.needs_you else _TONES[self.kind]

    @property
    def sign(self) -> str:
        """The drawing of it."""
        return "alert" if self.needs_you else _SIGNS[self.kind]

    @property
    def logs(self) -> bool:
        """Whether mail that is sent now would be logged."""
        return self.kind in (Kind.WELL, Kind.WORKING, Kind.KEYRING_LOCKED, Kind.KEYRING_MISSING)


_TONES = {
    Kind.JOURNAL_DAMAGED: RED,
    Kind.SETTINGS_INVALID: RED,
    Kind.NO_PROFILE: GREY,
    Kind.NO_HELPER: AMBER,
    Kind.PAUSED: GREY,
    Kind.KEYRING_LOCKED: AMBER,
    Kind.KEYRING_MISSING: AMBER,
    Kind.NOT_CONNECTED: GREY,
    Kind.WORKING: BLUE,
    Kind.WELL: GREEN,
}

_SIGNS = {
    Kind.JOURNAL_DAMAGED: "alert",
    Kind.SETTINGS_INVALID: "alert",
    Kind.NO_PROFILE: "state-pending",
    Kind.NO_HELPER: "unplugged",
    Kind.PAUSED: "paused",
    Kind.KEYRING_LOCKED: "alert",
    Kind.KEYRING_MISSING: "alert",
    Kind.NOT_CONNECTED: "unplugged",
    Kind.WORKING: "working",
    Kind.WELL: "state-confirmed",
}


def assess(seen: Situation, language: str) -> Health:
    """Return what `seen` amounts to, in the words of `language`: the gravest thing alone.

    Mails that need the person come before what is calm: paused, Thunderbird closed, all well.
    """
    if seen.journal_error is not None:
        return Health(Kind.JOURNAL_DAMAGED, seen.journal_error.in_locale(language)[0], 0)
    if isinstance(seen.settings, SettingsError):
        return Health(Kind.SETTINGS_INVALID, " ".join(seen.settings.in_locale(language)), 0)
    if not seen.settings.profiles:
        sentence = translate("Health", "Nothing is logged yet: Birdlog does not know your CRM.")
        return Health(Kind.NO_PROFILE, sentence, 0)
    if not seen.helper_installed:
        sentence = translate("Health", "Thunderbird can't find the Birdlog helper.")
        return Health(Kind.NO_HELPER, sentence, 0)
    kind = _calm_kind(seen, seen.settings)
    sentence = _calm_sentence(kind, seen, seen.settings)
    if seen.needs_you:
        need = _Counting().mails(seen.needs_you)
        sentence = need if kind in (Kind.WELL, Kind.WORKING) else f"{need} {sentence}"
    return Health(kind, sentence, seen.needs_you, _advice(kind, language))


def _advice(kind: Kind, language: str) -> str:
    if kind != Kind.KEYRING_MISSING:
        return ""
    from birdlog import secrets

    return secrets.remedy("missing", language)


class _Counting(QObject):
    """Sentences with a number. Before 6.12, lupdate finds the plural of self.tr alone, not of translate."""

    def mails(self, count: int) -> str:
        return self.tr("%n mail(s) need you.", "", count)

    def asked(self, count: int) -> str:
        return self.tr("Thunderbird is doing what you asked for (%n).", "", count)

    def waiting(self, count: int) -> str:
        return self.tr("What you asked for (%n) is done when it opens.", "", count)

    def pending(self, count: int) -> str:
        return self.tr("%n mail(s) wait in the Outbox.", "", count)


def _calm_kind(seen: Situation, settings: Settings) -> Kind:
    if settings.is_paused(seen.now):
        return Kind.PAUSED
    if seen.without_keyring:
        is_locked = seen.without_keyring.problem == KEYRING_LOCKED
        return Kind.KEYRING_LOCKED if is_locked else Kind.KEYRING_MISSING
    if not seen.connected:
        return Kind.NOT_CONNECTED
    return Kind.WORKING if seen.asked or seen.pending else Kind.WELL


def _calm_sentence(kind: Kind, seen: Situation, settings: Settings) -> str:
    if kind == Kind.PAUSED:
        if settings.paused == "on":
            return translate("Health", "Logging is paused.")
        until = times.clock(settings.paused or "", seen.now)
        return translate("Health", "Logging is paused until {time}.").format(time=until)
    if kind == Kind.NOT_CONNECTED:
        closed = translate("Health", "Thunderbird is not running, or its Birdlog add-on is off.")
        return f"{closed} {_Counting().waiting(seen.asked)}" if seen.asked else closed
    if kind == Kind.WORKING:
        counting = _Counting()
        asked = counting.asked(seen.asked) if seen.asked else ""
        pending = counting.pending(seen.pending) if seen.pending else ""
        return " ".join(part for part in (translate("Health", "All is well."), asked, pending) if part)
    if seen.without_keyring:
        words = {
            Kind.KEYRING_LOCKED: translate(
                "Health", "Your keyring is locked, so {crm} can't be asked whether your mail arrived."
            ),
            Kind.KEYRING_MISSING: translate(
                "Health", "There is no keyring, so {crm} can't be asked whether your mail arrived."
            ),
        }
        return words[kind].format(crm=isolated(harmless(seen.without_keyring.values.get("crm", "CRM"))))
    crms = ", ".join(dict.fromkeys(isolated(harmless(profile.crm)) for profile in settings.profiles))
    return translate("Health", "All is well. Your mail is logged to {crm}.").format(crm=crms)
