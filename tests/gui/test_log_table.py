"""The list as a table: its columns, its order, what is chosen in it, by mouse and by keyboard."""

from datetime import UTC, datetime, timedelta

import pytest
from example_journal import SETTINGS, sent, utc
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from birdlog import paths
from birdlog.journal.search import Filter
from birdlog_gui.log.entries import PAGE, Column, Role

pytestmark = pytest.mark.usefixtures("settings", "installed", "connected", "ids")

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

SECOND_PROFILE = """
[profile.home]
preset = "pipedrive"
bcc = "acme@pipedrivemail.example"
created = "2024-01-01T00:00:00Z"
"""


def column(window, which: Column) -> list[str]:
    model = window.log.model
    return [model.index(row, which).data() for row in range(model.rowCount())]


def click_title(qtbot, window, which: Column) -> None:
    header = window.log.list.columns
    place = QPoint(header.sectionViewportPosition(which) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def click_row(qtbot, window, row: int, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    table = window.log.list
    place = table.visualRect(window.log.model.index(row, Column.SUBJECT)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def triggered(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


def write_many(journal, count):
    begin = datetime(2024, 1, 1, tzinfo=UTC)
    with journal.transaction():
        for number in range(count):
            observation = sent(1_000 + number, f"Mail {number}", "maria@acme.example")
            journal.add_or_move(observation, utc(begin + timedelta(hours=number)), "sent")


def test_a_click_on_a_title_sorts_and_another_turns_it_round(window, qtbot, ids):
    click_title(qtbot, window, Column.WHO)
    people = [each.split(",")[0] for each in column(window, Column.WHO) if each]
    click_title(qtbot, window, Column.WHO)
    backwards = [each.split(",")[0] for each in column(window, Column.WHO) if each]

    assert people == sorted(people)
    assert backwards == sorted(people, reverse=True)
    assert column(window, Column.WHO)[-1] == ""
    assert len(column(window, Column.WHO)) == len(ids)


def test_sorted_by_state_what_needs_the_person_is_on_top(window, qtbot):
    click_title(qtbot, window, Column.STATE)

    assert column(window, Column.STATE)[:3] == ["Came back", "Could not be sent", "Was not logged"]


def test_the_keyboard_sorts_by_the_menu(window):
    triggered(window.log.list.columns.sort_menu(), "Subject")

    assert [each for each in column(window, Column.SUBJECT)[-2:] if each.startswith("Re: Angebot")] == []
    assert window.log.list.columns.sortIndicatorSection() == Column.SUBJECT


def test_the_chosen_mail_stays_chosen_when_the_order_changes(window, qtbot, ids):
    window.select(ids["failed"])

    click_title(qtbot, window, Column.SUBJECT)

    assert window.log.detail_stack.currentWidget() is window.log.detail
    assert [entry.id for entry in window.log.choice().entries] == [ids["failed"]]


def test_columns_order_and_sorting_are_kept(start, qtbot):
    first = start()
    first.window.show()
    header = first.window.log.list.columns
    header.moveSection(header.visualIndex(Column.SUBJECT), 0)
    triggered(header.column_menu(), "Reason")
    triggered(header.sort_menu(), "Who")
    first.window.close()
    first.close()

    again = start().window.log.list.columns

    assert again.visualIndex(Column.SUBJECT) == 0
    assert again.isSectionHidden(Column.REASON)
    assert again.sortIndicatorSection() == Column.WHO


def test_the_last_column_can_t_be_hidden(window):
    header = window.log.list.columns
    for words in ("State", "When", "Who", "Reason"):
        triggered(header.column_menu(), words)

    (subject,) = [action for action in header.column_menu().actions() if action.text() == "Subject"]
    assert not subject.isEnabled()


def test_the_crm_is_shown_where_there_are_several(window, qtbot):
    header = window.log.list.columns
    assert header.isSectionHidden(Column.CRM)

    paths.settings_file().write_text(SETTINGS + SECOND_PROFILE, encoding="utf-8")

    qtbot.waitUntil(lambda: not header.isSectionHidden(Column.CRM))
    assert "HubSpot" in column(window, Column.CRM)


def test_the_person_decides_whether_the_crm_is_shown(window, start):
    triggered(window.log.list.columns.column_menu(), "CRM")
    window.close()

    assert not start().window.log.list.columns.isSectionHidden(Column.CRM)


@pytest.mark.parametrize("width", [560, 700, 1040, 1600])
def test_the_columns_are_as_wide_as_the_list(window, qtbot, width):
    window.resize(width, 600)
    header, table = window.log.list.columns, window.log.list

    qtbot.waitUntil(lambda: header.length() == table.viewport().width())


def test_of_a_column_that_is_drawn_wider_the_others_give_the_room(window, qtbot):
    header, table = window.log.list.columns, window.log.list

    header.resizeSection(Column.WHO, header.sectionSize(Column.WHO) + 60)
    wide = header.sectionSize(Column.WHO)

    assert header.length() == table.viewport().width()
    window.resize(window.width() + 40, window.height())
    qtbot.waitUntil(lambda: header.length() == table.viewport().width())
    assert header.sectionSize(Column.WHO) >= wide


def test_two_rows_are_chosen_with_ctrl_and_what_can_be_done_is_offered(window, qtbot):
    click_row(qtbot, window, 1)
    click_row(qtbot, window, 3, CTRL)

    several = window.log.several
    assert window.log.detail_stack.currentWidget() is several
    assert several.title.text() == "2 mails are chosen."
    assert not several.again.isVisible()


def test_what_came_back_among_them_can_be_logged_again(window, qtbot, ids):
    click_row(qtbot, window, 0)
    click_row(qtbot, window, 5, SHIFT)

    assert window.log.several.title.text() == "6 mails are chosen."
    assert window.log.several.again.isVisible()


def test_ctrl_a_chooses_all_that_is_listed_read_or_not(window, qtbot, journal):
    write_many(journal, 3 * PAGE)
    window.refresh()
    window.log.list.setFocus()

    qtbot.keyClick(window.log.list, Qt.Key.Key_A, CTRL)

    assert window.log.several.title.text() == "All mails in the list are chosen."
    assert window.log.choice().whole[0] == Filter()
    window.log.list.scrollToBottom()
    qtbot.waitUntil(lambda: window.log.model.rowCount() > PAGE)
    assert (
        sum(last - first + 1 for first, last in window.log.list.chosen_rows()) == window.log.model.rowCount()
    )

    click_row(qtbot, window, window.log.list.rowAt(5))
    assert window.log.choice().whole is None


def test_where_all_are_read_all_are_counted(window, qtbot, ids):
    window.log.list.selectAll()

    assert window.log.several.title.text() == f"{len(ids)} mails are chosen."


def test_the_arrow_keys_go_from_row_to_row_only(window, qtbot, ids):
    window.select(ids["pending"])
    window.log.list.setFocus()

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down):
        qtbot.keyClick(window.log.list, key)

    assert window.log.detail.entry.id == ids["sent"]


def test_an_old_mail_is_found_far_below(window, journal, qtbot):
    write_many(journal, 25 * PAGE)
    oldest = journal.entries()[-1].id
    window.refresh()

    window.select(oldest)

    assert window.log.detail.entry.id == oldest
    assert window.log.model.rowCount() < 25 * PAGE


def test_what_was_scrolled_to_stays_where_it_is_when_mail_comes_and_goes(window, journal, qtbot):
    write_many(journal, PAGE // 2)
    window.refresh()
    table, model = window.log.list, window.log.model
    window.select(model.index(42, 0).data(Role.ENTRY).id)
    qtbot.waitUntil(lambda: table.rowAt(1) > 30)
    chosen, place = window.log.choice(), table.visualRect(table.currentIndex())

    journal.add_or_move(sent(9_999, "New", "new@example.com"), "2030-01-01T00:00:00Z", "sent")
    window.refresh()
    assert (window.log.choice(), table.visualRect(table.currentIndex())) == (chosen, place)
    assert table.currentIndex().row() == 43

    journal.drop([journal.entries()[0].id, journal.entries()[5].id])
    window.refresh()
    assert (window.log.choice(), table.visualRect(table.currentIndex())) == (chosen, place)
    assert table.currentIndex().row() == 41


def test_a_mail_that_comes_shows_on_top_of_a_list_that_was_not_scrolled(window, journal, qtbot):
    journal.add_or_move(sent(9_999, "New", "new@example.com"), "2030-01-01T00:00:00Z", "sent")
    window.refresh()

    assert window.log.list.rowAt(1) == 0


def test_the_menu_lists_only_mails_with_somebody(window, qtbot, ids):
    from birdlog_gui.log.menu import list_menu

    window.select(ids["failed"])
    menu = list_menu(window.log)
    words = [action.text() for action in menu.actions()]
    assert {"Only mails with tom@example.com", "Only mails with lena.fischer@kunde.example"} <= set(words)

    triggered(menu, "Only mails with tom@example.com")

    qtbot.waitUntil(lambda: window.log.model.rowCount() == 3)
    assert window.log.filters.person.text() == "<tom@example.com>"
    assert all("tom@example.com" in each for each in column(window, Column.WHO))


def test_the_menu_of_several_offers_what_the_pane_offers(window, qtbot):
    from birdlog_gui.log.menu import list_menu

    window.log.list.selectAll()

    words = [action.text() for action in list_menu(window.log).actions()]

    assert words[:5] == ["Copy", "Export…", "Log again", "Never log these contacts", "Forget…"]
    assert "Export all that is listed…" in words


def test_side_by_side_where_there_is_room(window, qtbot, ids):
    window.select(ids["bounced"])

    window.resize(1_700, 700)
    qtbot.waitUntil(lambda: window.log.splitter.orientation() == Qt.Orientation.Horizontal)

    window.resize(1_000, 700)
    qtbot.waitUntil(lambda: window.log.splitter.orientation() == Qt.Orientation.Vertical)
