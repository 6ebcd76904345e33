"""A tray icon as a panel sees it: org.kde.StatusNotifierItem on D-Bus, its menu as com.canonical.dbusmenu."""

from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

_WHOLE = ("iias", (0, -1, ["label"]))


class PanelItem:
    """The one icon that a panel's tray has been told of, on the bus at `address`."""

    def __init__(self, address: str) -> None:
        self._bus = open_dbus_connection(address)

    def is_there(self) -> bool:
        """Whether it has come."""
        return bool(self._items())

    def sizes(self) -> set[int]:
        """The widths of the pictures that it brings."""
        return {width for width, _height, _pixels in self._property("IconPixmap")}

    def labels(self) -> dict[str, int]:
        """What its menu offers, sub-menus and all, as a panel that opens it gets it."""
        self._ask(self._menu(), "AboutToShow", "i", (0,))
        return self.labels_before()

    def labels_before(self) -> dict[str, int]:
        """What its menu holds before it opens."""
        _revision, top = self._ask(self._menu(), "GetLayout", *_WHOLE)
        return dict(_labels(top))

    def choose(self, label: str) -> None:
        """Choose from the menu."""
        body = (self.labels()[label], "clicked", ("i", 0), 0)
        self._ask(self._menu(), "Event", "isvu", body)

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def _items(self) -> list[str]:
        """Name and path of each icon, in one."""
        name = "org.kde.StatusNotifierWatcher"
        watcher = DBusAddress("/StatusNotifierWatcher", name, name)
        return self._get(watcher, "RegisteredStatusNotifierItems")

    def _menu(self) -> DBusAddress:
        return DBusAddress(self._property("Menu"), self._name(), "com.canonical.dbusmenu")

    def _property(self, name: str):
        item = DBusAddress("/StatusNotifierItem", self._name(), "org.kde.StatusNotifierItem")
        return self._get(item, name)

    def _name(self) -> str:
        (item,) = self._items()
        return item.partition("/")[0]

    def _get(self, address: DBusAddress, name: str):
        ((_kind, value),) = unwrap_msg(self._bus.send_and_get_reply(Properties(address).get(name)))
        return value

    def _ask(self, address: DBusAddress, method: str, signature: str | None = None, body=()):
        return unwrap_msg(self._bus.send_and_get_reply(new_method_call(address, method, signature, body)))


def _labels(item):
    """Number and label of an item of the layout and of all in it; `_` marks the letter for the keyboard."""
    number, properties, inner = item
    if "label" in properties:
        yield properties["label"][1].replace("_", ""), number
    for _kind, each in inner:
        yield from _labels(each)
