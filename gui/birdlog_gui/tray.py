"""The tray icon: whether all is well, and the few things that one wants without opening the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from birdlog.settings import Profile
from birdlog_gui import badge, pause, times
from birdlog_gui.health import Health, Kind
from birdlog_gui.plain import harmless, menu_text

if TYPE_CHECKING:
    from birdlog_gui.notification import Notification
    from birdlog_gui.notifier import Notifier

_SHOWN_MS = 10_000


@dataclass(frozen=True, slots=True)
class Offer:
    """What the menu can offer just now: addresses to copy, the Message-IDs of replies that nobody logged, the
    end of a pause.

    `paused` is None while logging goes on, else as the settings keep it.
    """

    profiles: tuple[Profile, ...] = ()
    replies: tuple[str, ...] = ()
    paused: str | None = None


class Tray(QObject):
    """The icon and its menu, which is made anew each time that it opens.

    `told_wanted` brings the notification that the person clicked on, `pause_wanted` until when (as the
    settings keep it), `replies_wanted` the Message-IDs of the replies that are to be logged.
    """

    open_wanted = Signal()
    told_wanted = Signal(object)
    pause_wanted = Signal(str)
    resume_wanted = Signal()
    replies_wanted = Signal(object)
    preferences_wanted = Signal()
    set_up_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, offer: Callable[[], Offer], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self._health: Health | None = None
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._fill_menu)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
        self._notifier: Notifier | None = None
        self._told: Notification | None = None
        self._icon.messageClicked.connect(lambda: self.told_wanted.emit(self._told))

    def show(self, health: Health) -> None:
        """Show `health`; the icon appears as soon as there is a tray."""
        if health == self._health:
            return
        self._health = health
        self._icon.setIcon(badge.icon(health))
        self._icon.setToolTip(f"Birdlog\n{health.sentence}")
        self._icon.show()
        QTimer.singleShot(0, self, self._prepare_menu)

    def tell(self, notification: Notification) -> bool:
        """Show a notification; whether there is anything on this desktop that can."""
        if self._notifier is None and find_spec("jeepney"):  # it comes with the keyring where D-Bus is
            self._notifier = self._make_notifier()
        if self._notifier and self._notifier.tell(notification, self.tr("Show")):
            return True
        return self._show_message(notification)

    def _make_notifier(self) -> Notifier:
        from birdlog_gui.notifier import Notifier

        made = Notifier(self)
        made.clicked.connect(self.told_wanted)
        made.refused.connect(self._show_message)
        return made

    def _show_message(self, notification: Notification) -> bool:
        """Let the icon itself say it; whether there is one."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return False
        self._told = notification
        self._icon.showMessage(notification.title, notification.text, self._icon.icon(), _SHOWN_MS)
        return True

    def hide(self) -> None:
        """Leave the tray, before the program ends."""
        self._icon.hide()
        if self._notifier:
            self._notifier.close()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()

    def _fill_menu(self) -> None:
        self._clear_menu()
        offer = self._offer()
        self.menu.setDefaultAction(self.menu.addAction(self.tr("Open Birdlog"), self.open_wanted.emit))
        if self._health and self._health.kind == Kind.NO_PROFILE:
            self.menu.addAction(self.tr("Set up Birdlog…"), self.set_up_wanted.emit)
        self._add_replies(offer.replies)
        self.menu.addSeparator()
        self._add_addresses(offer.profiles)
        self.menu.addSeparator()
        self._add_pause(offer)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Settings…"), self.preferences_wanted.emit)
        self.menu.addAction(self.tr("Quit Birdlog"), self.quit_wanted.emit)

    def _prepare_menu(self) -> None:
        """Fill it before it opens for the first time: Xfce's panel shows its own for an empty one."""
        if not self.menu.isVisible():
            self._fill_menu()

    def _clear_menu(self) -> None:
        """Take everything out; the menus in it would stay."""
        for action in self.menu.actions():
            if inner := action.menu():
                inner.deleteLater()
        self.menu.clear()

    def _add_replies(self, replies: tuple[str, ...]) -> None:
        if replies:
            words = self.tr("Log %n repl(y/ies) that nobody logged", "", len(replies))
            self.menu.addAction(words, partial(self.replies_wanted.emit, replies))

    def _add_pause(self, offer: Offer) -> None:
        """How long to pause, or to go on; nothing where nothing is logged anyhow."""
        if not offer.profiles:
            return
        if offer.paused:
            self.menu.addAction(self._resume_words(offer.paused), self.resume_wanted.emit)
            return
        choices = self.menu.addMenu(self.tr("Pause logging"))
        for words, until in (
            (self.tr("For an hour"), pause.for_an_hour),
            (self.tr("Until tomorrow"), pause.until_tomorrow),
        ):
            choices.addAction(words, partial(self._pause, until))
        choices.addAction(self.tr("Until I resume it"), partial(self.pause_wanted.emit, pause.UNTIL_RESUMED))

    def _resume_words(self, paused: str) -> str:
        if paused == pause.UNTIL_RESUMED:
            return self.tr("Resume logging")
        until = times.clock(paused, datetime.now(UTC))
        return menu_text(self.tr("Resume logging (paused until {time})").format(time=until))

    def _pause(self, until: Callable[[datetime], str]) -> None:
        self.pause_wanted.emit(until(datetime.now(UTC)))

    def _add_addresses(self, profiles: tuple[Profile, ...]) -> None:
        """Each profile's addresses; where there are several profiles, in a menu of each one's own."""
        for profile in profiles:
            addresses = (
                (self.tr("Copy BCC address"), profile.bcc),
                (self.tr("Copy forward address"), profile.forward),
            )
            given = [(words, address) for words, address in addresses if address]
            if not given:
                continue
            name = menu_text(harmless(profile.name))
            menu = self.menu if len(profiles) == 1 else self.menu.addMenu(name)
            for words, address in given:
                menu.addAction(words, partial(_copy, address))


def _copy(address: str) -> None:
    QGuiApplication.clipboard().setText(address)
