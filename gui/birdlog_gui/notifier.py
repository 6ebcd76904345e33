"""The desktop's own notifications, over D-Bus: https://specifications.freedesktop.org/notification/1.2/

Qt's tray icon can't be used for that: what it sends over D-Bus has no action, so a click on it opens nothing
(QDBusTrayIcon::showMessage gives one to error messages alone). It serves where there is no such service.
"""

from __future__ import annotations

from collections import OrderedDict

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg
from PySide6.QtCore import QObject, QSocketNotifier, Signal

from birdlog_gui.instance import use_activation_token
from birdlog_gui.notification import Notification

_NAME = "org.freedesktop.Notifications"
_SERVICE = DBusAddress("/org/freedesktop/Notifications", _NAME, _NAME)
_CLICK = "default"  # what a click on the notification itself means
_DESKTOP_DECIDES = -1  # how long it is shown
_REMEMBERED = 50
_PATIENCE = 1.0  # seconds for the bus itself, which answers at once or not at all


class Notifier(QObject):
    """Tells the person. `clicked` brings a Notification that the person clicked on, `refused` one that the
    service did not show.
    """

    clicked = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: DBusConnection | None = None
        self._news: QSocketNotifier | None = None
        self._asked: dict[int, Notification] = {}
        self._told: OrderedDict[int, Notification] = OrderedDict()

    def tell(self, notification: Notification, click: str) -> bool:
        """Show it; `click` names what a click on it does. False where this desktop has no such service."""
        try:
            bus = self._connected()
            if bus is None:
                return False
            body = (
                "Birdlog",
                0,
                "birdlog",
                notification.title,
                notification.text,
                [_CLICK, click],
                {"desktop-entry": ("s", "birdlog"), "category": ("s", "email")},
                _DESKTOP_DECIDES,
            )
            message = new_method_call(_SERVICE, "Notify", "susssasa{sv}i", body)
            serial = next(bus.outgoing_serial)
            self._asked[serial] = notification
            bus.send(message, serial=serial)
        except OSError:
            self.close()
            return False
        return True

    def close(self) -> None:
        """Leave the bus."""
        if self._news:
            self._news.setEnabled(False)
            self._news = None
        if self._bus:
            self._bus.close()
            self._bus = None

    def _connected(self) -> DBusConnection | None:
        """The bus, where somebody on it shows notifications, or can be started to. Raises OSError."""
        if self._bus is None:
            try:
                bus = open_dbus_connection()
            except (KeyError, ValueError, RuntimeError):  # there is no bus
                return None
            if not _is_served(bus):
                bus.close()
                return None
            self._listen(bus)
        return self._bus

    def _listen(self, bus: DBusConnection) -> None:
        rule = MatchRule(type="signal", sender=_NAME, interface=_NAME, path=_SERVICE.object_path)
        bus.send(message_bus.AddMatch(rule))
        self._bus = bus
        self._news = QSocketNotifier(bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._news.activated.connect(self._read)

    def _read(self) -> None:
        try:
            while self._bus:
                self._take(self._bus.receive(timeout=0))
        except TimeoutError:
            return
        except OSError:  # the bus is gone: the session ends
            self.close()

    def _take(self, message: Message) -> None:
        fields, kind = message.header.fields, message.header.message_type
        notification = self._asked.pop(fields.get(HeaderFields.reply_serial, 0), None)
        if kind == MessageType.signal:
            self._heed(fields.get(HeaderFields.member, ""), *message.body)
        elif notification and kind == MessageType.error:
            self.refused.emit(notification)
        elif notification:
            self._told[message.body[0]] = notification
            if len(self._told) > _REMEMBERED:
                self._told.popitem(last=False)

    def _heed(self, signal: str, id: int, said: object = None, *_more: object) -> None:
        if id not in self._told:
            return
        if signal == "ActivationToken":
            use_activation_token(str(said))
        elif signal == "ActionInvoked":
            self.clicked.emit(self._told.pop(id))


def _is_served(bus: DBusConnection) -> bool:
    names = []
    for ask in (message_bus.ListNames(), message_bus.ListActivatableNames()):
        names += unwrap_msg(bus.send_and_get_reply(ask, timeout=_PATIENCE))[0]
    return _NAME in names
