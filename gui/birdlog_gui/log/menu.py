"""The menu of the list: what can be done with the chosen mails, and how the list is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from birdlog.journal.search import Filter
from birdlog_gui.plain import harmless, menu_text

if TYPE_CHECKING:
    from birdlog_gui.log.page import LogPage

translate = QCoreApplication.translate

_MOST_ADDRESSES = 5


def list_menu(page: LogPage) -> QMenu:
    """The menu for what is chosen now; it goes when it is closed."""
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    choice = page.choice()
    if len(choice.entries) == 1 and choice.whole is None:
        menu.addActions(page.list.actions())
        menu.addSeparator()
        _add_people(menu, page, choice.entries[0].recipients[:_MOST_ADDRESSES])
    elif choice.entries:
        for button in page.several.buttons:
            if not button.isHidden():
                menu.addAction(button.text(), button.click)
    menu.addSeparator()
    _add(menu, translate("ListMenu", "Choose all"), page.list.selectAll, QKeySequence.StandardKey.SelectAll)
    _add(
        menu,
        translate("ListMenu", "Export all that is listed…"),
        lambda: page.export_wanted.emit(page.everything()),
    )
    menu.addSeparator()
    menu.addMenu(page.list.columns.sort_menu())
    menu.addMenu(page.list.columns.column_menu())
    return menu


def _add_people(menu: QMenu, page: LogPage, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        words = translate("ListMenu", "Only mails with {address}").format(address=harmless(address))
        menu.addAction(menu_text(words), partial(page.show_filter, Filter(person=f"<{address}>")))


def _add(
    menu: QMenu, words: str, act: Callable[[], object], keys: QKeySequence.StandardKey | None = None
) -> None:
    action = QAction(words, menu)
    action.triggered.connect(lambda _checked: act())
    if keys is not None:
        action.setShortcut(keys)
    menu.addAction(action)
