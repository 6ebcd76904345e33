"""The tray icon: whether all is well, and the few things that one wants without opening the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from birdlog.settings import Profile
from birdlog_gui import badge
from birdlog_gui.health import Health, Kind
from birdlog_gui.plain import harmless, menu_text

if TYPE_CHECKING:
    from birdlog_gui.notification import Notification

_SHOWN_MS = 10_000


class Tray(QObject):
    """The icon and its menu, which is made anew each time that it opens.

    `told_wanted` brings the notification that the person clicked on.
    """

    open_wanted = Signal()
    told_wanted = Signal(object)
    pause_wanted = Signal()
    resume_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, profiles: Callable[[], tuple[Profile, ...]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profiles = profiles
        self._health: Health | None = None
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._fill_menu)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
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

    def tell(self, notification: Notification) -> bool:
        """Show a notification; whether there is a tray that can."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return False
        self._told = notification
        self._icon.showMessage(notification.title, notification.text, self._icon.icon(), _SHOWN_MS)
        return True

    def hide(self) -> None:
        """Leave the tray, before the program ends."""
        self._icon.hide()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()

    def _fill_menu(self) -> None:
        self.menu.clear()
        self.menu.setDefaultAction(self.menu.addAction(self.tr("Open Birdlog"), self.open_wanted.emit))
        self.menu.addSeparator()
        if self._health and self._health.kind == Kind.PAUSED:
            self.menu.addAction(self.tr("Resume logging"), self.resume_wanted.emit)
        else:
            self.menu.addAction(self.tr("Pause logging"), self.pause_wanted.emit)
        for profile in self._profiles():
            self._add_addresses(profile)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Quit Birdlog"), self.quit_wanted.emit)

    def _add_addresses(self, profile: Profile) -> None:
        addresses = (
            (self.tr("Copy the BCC address of {profile}"), profile.bcc),
            (self.tr("Copy the forward address of {profile}"), profile.forward),
        )
        given = [(label, address) for label, address in addresses if address]
        if given:
            self.menu.addSeparator()
        for label, address in given:
            name = menu_text(harmless(profile.name))
            self.menu.addAction(label.format(profile=name), partial(_copy, address))


def _copy(address: str) -> None:
    QGuiApplication.clipboard().setText(address)
