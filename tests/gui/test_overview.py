"""The overview: what one sees of the last 30 days, and where it leads, by mouse and by keyboard."""

from datetime import UTC, date, datetime, timedelta

import pytest
from example_journal import HOSTILE_SUBJECT, comes_back, sent, utc
from palettes import DARK, LIGHT
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout

from birdlog import paths
from birdlog.journal import looks
from birdlog.journal.looks import Asked
from birdlog.journal.search import Filter
from birdlog.journal.statistics import GROUPS
from birdlog.journal.store import Journal
from birdlog_gui.look import BLUE
from birdlog_gui.overview.page import OverviewPage

pytestmark = pytest.mark.usefixtures("settings", "installed", "connected")


@pytest.fixture(autouse=True)
def british(qapp):
    """Dates and numbers as in Britain."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def overview(window, qtbot):
    """Shows the overview once it has read the journal."""

    def shower() -> OverviewPage:
        page = window.show_page("overview")
        qtbot.waitUntil(lambda: page.stack.currentWidget() is not page.blank)
        return page

    return shower


@pytest.fixture
def writes(journal):
    """Writes one mail in a state, some days ago."""
    numbers = iter(range(100, 1000))

    def writer(state: str = "sent", days_ago: int = 0, **more) -> int:
        at = datetime.now(UTC) - timedelta(days=days_ago)
        observation = sent(
            next(numbers), more.pop("subject", "Offer"), "tom@example.com", state=state, **more
        )
        return journal.add_or_move(observation, utc(at), "x")[0]

    return writer


def numbers(page: OverviewPage) -> dict[str, str]:
    return {group: label.text() for group, label in page.legend.numbers.items()}


def confirm(journal, id):
    values = {"reason": "seen-by-message-id", "reason_values": {"crm": "HubSpot"}, "bounce": None}
    journal.move(id, "confirmed", evidence="x", at=utc(datetime.now(UTC)), **values)


def middle(page: OverviewPage, place: int):
    chart = page.chart
    return chart.mapFromScene(chart.chart().mapToScene(chart.column(place).center()))


# The verdict


@pytest.mark.usefixtures("ids")
def test_the_verdict_says_what_was_logged_and_what_went_wrong(overview):
    assert overview().verdict.text() == (
        "7 mails were logged in the last 30 days; \u2068HubSpot\u2069 shows 1 of them and can't be asked"
        " about 6. 1 came back. 1 could not be sent. 1 should have been logged and was not."
    )


def test_a_crm_that_shows_everything_is_said_to(overview, journal, writes):
    looks.keep_asked(journal, Asked("work", None, {}, utc(datetime.now(UTC))))
    for _ in range(2):
        confirm(journal, writes())

    assert overview().verdict.text() == (
        "2 mails were logged in the last 30 days; \u2068HubSpot\u2069 shows all of them."
    )


def test_a_crm_that_can_not_be_asked_is_claimed_nothing_of(overview, writes):
    writes()

    assert overview().verdict.text() == (
        "1 mail was logged in the last 30 days; \u2068HubSpot\u2069 can't be asked about it."
    )


def test_each_of_several_crms_is_named(overview, journal, writes):
    looks.keep_asked(journal, Asked("work", None, {}, utc(datetime.now(UTC))))
    for profile in ("work", "work", "<b>gone</b>"):
        writes(profile=profile)

    assert overview().verdict.text() == (
        "3 mails were logged in the last 30 days. \u2068HubSpot\u2069 shows 0 of 2."
        " \u2068<b>gone</b>\u2069 can't be asked about 1."
    )


# What stands there


@pytest.mark.usefixtures("ids")
def test_the_legend_has_a_row_for_each_group_that_has_mail(overview):
    assert numbers(overview()) == {
        "logged": "7",
        "pending": "1",
        "skipped": "2",
        "missed": "1",
        "bounced": "1",
        "failed": "1",
    }


def test_a_single_mail_makes_a_picture(overview, writes):
    writes()

    page = overview()

    assert numbers(page) == {"logged": "1"}
    assert page.chart.isVisible()
    assert not page.grab().isNull()


def test_without_mail_it_says_what_will_appear(overview):
    page = overview()

    assert page.stack.currentWidget() is page.empty
    assert page.empty.title.text() == "No mail in the last 30 days"
    assert "appears here" in page.empty.words.text()


def test_a_journal_that_can_not_be_read_is_said_and_tried_again(start, qtbot):
    paths.journal_file().write_bytes(b"this is no database at all" * 100)
    window = start().window
    window.show()
    page = window.show_page("overview")
    assert page.empty.title.text() == "The journal is damaged."

    paths.journal_file().unlink()
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: page.empty.title.text() == "No mail in the last 30 days")


def test_a_text_from_a_mail_is_no_markup_and_turns_nothing_round(overview, writes):
    writes("failed", subject=HOSTILE_SUBJECT)

    (row,) = overview().needs.rows

    assert row.subject.text() == "<b>Invoice</b> <img src=x> gnp.exe &amp; done"
    assert row.subject.textFormat() == Qt.TextFormat.PlainText
    assert "<b>" not in row.toolTip()


# When it is read


def test_nothing_is_read_before_somebody_looks(window, ids):
    assert set(window._pages) == {"log"}


def test_the_window_does_not_wait_for_the_numbers(window, writes, qtbot):
    writes()

    page = window.show_page("overview")
    assert page.stack.currentWidget() is page.blank

    qtbot.waitUntil(lambda: page.verdict.text() != "")


def test_what_takes_long_is_said_and_then_shown(window, writes, qtbot):
    writes()
    page = window.show_page("overview")

    page._slow.timeout.emit()
    assert page.empty.words.text() == "The mails of the last 30 days are being counted."
    assert page.stack.currentWidget() is page.empty

    qtbot.waitUntil(lambda: page.stack.currentWidget() not in (page.empty, page.blank))


def test_what_changes_while_one_looks_is_counted(overview, writes, qtbot):
    writes()
    page = overview()

    writes("failed", reason="smtp-error")

    qtbot.waitUntil(lambda: numbers(page) == {"logged": "1", "failed": "1"})


def test_what_changed_while_nobody_looked_is_counted_when_somebody_does(overview, window, writes, qtbot):
    writes()
    page = overview()
    window.show_page("log")

    with qtbot.waitSignal(window.log.model.modelReset, raising=False, timeout=100):
        writes()
        window.refresh()
    assert numbers(page) == {"logged": "1"}

    window.show_page("overview")
    qtbot.waitUntil(lambda: numbers(page) == {"logged": "2"})


def test_leaving_ends_what_is_under_way_and_coming_back_begins_anew(window, writes, qtbot):
    writes()
    page = window.show_page("overview")
    window.show_page("log")
    page.close_down()
    assert page.verdict.text() == ""

    window.show_page("overview")
    qtbot.waitUntil(lambda: page.verdict.text() != "")


def test_the_journal_stays_open_between_two_readings(overview, writes, qtbot):
    """To open it looks like a change of it to the one that watches its files, and would be read for ever."""
    writes()
    page = overview()
    opened = page._reader._worker._journal

    with qtbot.waitSignal(page._reader.read):
        page.refresh()

    assert page._reader._worker._journal is opened


def test_another_journal_in_its_place_is_read_from_then_on(overview, window, journal, writes, qtbot):
    writes()
    page = overview()
    journal.close()
    file = paths.journal_file()
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()

    with Journal.open() as other:
        other.add_or_move(sent(1, "Offer", "tom@example.com", state="failed"), utc(datetime.now(UTC)), "x")

    qtbot.waitUntil(lambda: numbers(page) == {"logged": "0", "failed": "1"})


def test_a_new_day_is_counted_when_it_begins(overview, writes, qtbot, monkeypatch):
    writes()
    page = overview()
    yesterday = page._figures.days[:-1]
    page._figures = type(page._figures)(yesterday, (), (), (), 0)

    page.refresh_times()

    qtbot.waitUntil(lambda: page._figures.days[-1].date == date.today())


# The picture by keyboard


def test_the_arrow_keys_go_from_day_to_day(overview, writes, qtbot):
    writes()
    writes("failed", days_ago=1)
    page = overview()

    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.chart.chosen.date == date.today()
    assert numbers(page) == {"logged": "1", "failed": "0"}

    qtbot.keyClick(page.chart, Qt.Key.Key_Left)
    assert numbers(page) == {"logged": "0", "failed": "1"}
    assert page.legend.title.text() != "Last 30 days"

    qtbot.keyClick(page.chart, Qt.Key.Key_Home)
    qtbot.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.chart.chosen.date == date.today() - timedelta(days=29)

    qtbot.keyClick(page.chart, Qt.Key.Key_End)
    assert page.chart.chosen.date == date.today()

    qtbot.keyClick(page.chart, Qt.Key.Key_Escape)
    assert page.chart.chosen is None
    assert page.legend.title.text() == "Last 30 days"


def test_return_lists_the_mails_of_the_chosen_day(overview, window, writes, qtbot):
    writes()
    page = overview()
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    day = page.chart.chosen

    with qtbot.waitSignal(page.mails_wanted) as wanted:
        qtbot.keyClick(page.chart, Qt.Key.Key_Return)

    assert wanted.args == [Filter(since=day.since, until=day.until), ""]
    assert window.pages.currentWidget() is window.log


def test_the_numbers_are_copied_as_a_table(overview, writes, qtbot):
    writes("bounced", days_ago=2)
    page = overview()

    page.chart.setFocus()
    qtbot.keyClick(page.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 31
    assert lines[0].split("\t")[:2] == ["Day", "Logged"]
    assert lines[-3] == f"{date.today() - timedelta(days=2)}\t0\t0\t0\t0\t1\t0"


def test_who_does_not_see_it_hears_the_numbers(overview, writes, qtbot):
    writes("bounced", days_ago=2)
    chart = overview().chart

    heard = QAccessible.queryAccessibleInterface(chart)
    assert heard.text(QAccessible.Text.Description).endswith(": Came back 1.")
    assert heard.text(QAccessible.Text.Name) == "Mails of each day"

    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert heard.text(QAccessible.Text.Name).endswith(": no mail")


def test_time_runs_from_right_to_left_where_one_writes_so(overview, writes, qtbot):
    writes()
    page = overview()
    right = page.chart.column(29).center().x()

    page.chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    assert page.chart.column(29).center().x() < page.chart.column(0).center().x() <= right
    assert page.chart.place_of(middle(page, 29)) == 29
    drawn = page.chart._sets["logged"]
    assert (drawn.at(0), drawn.at(29)) == (1, 0)
    page.chart.choose(29)
    qtbot.keyClick(page.chart, Qt.Key.Key_Right)
    assert page.chart.chosen.date == date.today() - timedelta(days=1)


# The picture by mouse


def test_pointing_at_a_day_shows_its_numbers_until_one_points_away(overview, writes, qtbot):
    writes()
    writes("skipped", days_ago=1, reason="turned-off")
    page = overview()

    QTest.mouseMove(page.chart.viewport(), middle(page, 28))
    assert numbers(page) == {"logged": "0", "skipped": "1"}

    QTest.mouseMove(page.chart.viewport(), QPoint(1, 1))
    assert numbers(page) == {"logged": "1", "skipped": "1"}


def test_a_click_chooses_a_day_and_a_button_lists_its_mails(overview, window, writes, qtbot):
    writes()
    page = overview()
    assert not page.legend.list.isVisible()

    qtbot.mouseClick(page.chart.viewport(), Qt.MouseButton.LeftButton, pos=middle(page, 29))
    qtbot.mouseClick(page.legend.list, Qt.MouseButton.LeftButton)

    assert window.pages.currentWidget() is window.log


def test_a_day_without_mail_has_nothing_to_list(overview, window, writes, qtbot):
    writes()
    page = overview()

    qtbot.mouseClick(page.chart.viewport(), Qt.MouseButton.LeftButton, pos=middle(page, 10))
    assert page.chart.chosen
    assert not page.legend.list.isVisible()

    qtbot.keyClick(page.chart, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is page


def test_a_bar_stands_where_one_points_at_it(overview, writes):
    writes()
    chart = overview().chart

    for place in (0, 15, 29):
        assert chart.column(place).contains(chart.chart().mapToPosition(QPointF(place, 0.5), chart._series))


# Colours


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_picture_follows_the_palette(overview, writes, qapp, qtbot, palette):
    writes()
    chart = overview().chart
    before = qapp.palette()

    qapp.setPalette(palette)
    try:
        qtbot.waitUntil(lambda: chart._sets["logged"].brush().color() == BLUE.on(palette))
        image = chart.grab().toImage()
        assert image.pixelColor(image.width() - 3, 3) == palette.base().color()
    finally:
        qapp.setPalette(before)


# Below the picture


def test_a_reason_leads_to_its_mails(overview, window, writes, qtbot):
    writes()
    writes("skipped", reason="turned-off")
    page = overview()
    (row,) = page.reasons.rows
    assert row.accessibleName() == "You turned logging off for this message. 1"

    with qtbot.waitSignal(page.mails_wanted) as wanted:
        row.setFocus()
        qtbot.keyClick(row, Qt.Key.Key_Return)

    assert wanted.args[0] == Filter(reason="turned-off", since=page._figures.days[0].since)
    assert window.pages.currentWidget() is window.log
    qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)


def test_a_mail_that_needs_one_leads_to_its_entry(overview, window, journal, qtbot):
    comes_back(journal, 50)
    page = overview()

    (row,) = page.needs.rows
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)

    assert window.pages.currentWidget() is window.log
    assert window.log.detail.verdict.toPlainText() == "Came back"


def test_more_mails_that_need_one_than_fit_are_in_the_log(overview, window, writes, qtbot):
    for _ in range(6):
        writes("failed", reason="smtp-error")
    page = overview()
    assert len(page.needs.rows) == 5

    qtbot.mouseClick(page.all_needs, Qt.MouseButton.LeftButton)

    assert window.pages.currentWidget() is window.log
    assert window.log.model.rowCount() == 6


def test_where_nothing_is_amiss_it_says_so(overview, writes):
    writes()
    page = overview()

    assert (page.reasons.nothing.text(), page.needs.nothing.text()) == (
        "Nothing kept a mail out.",
        "Nothing needs you.",
    )
    assert page.reasons.nothing.isVisible()


def test_the_focus_stays_when_numbers_change(overview, writes, qtbot):
    writes("skipped", reason="turned-off")
    page = overview()
    page.reasons.rows[0].setFocus()

    writes("skipped", reason="turned-off")

    qtbot.waitUntil(lambda: numbers(page)["skipped"] == "2")
    assert QApplication.focusWidget() is page.reasons.rows[0]


def test_the_tab_key_goes_from_the_top_to_the_bottom(overview, writes, qtbot):
    writes("skipped", reason="turned-off")
    for _ in range(6):
        writes("failed", reason="smtp-error")
    page = overview()
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)

    met = []
    for _ in range(10):
        met.append(QApplication.focusWidget())
        qtbot.keyClick(met[-1], Qt.Key.Key_Tab)

    assert met == [page.chart, page.legend.list, *page.reasons.rows, *page.needs.rows, page.all_needs]


def test_in_a_narrow_window_the_columns_stand_one_below_the_other(overview, window, writes):
    writes()
    page = overview()

    page.resize(600, 600)
    assert page._columns.direction() == QBoxLayout.Direction.TopToBottom

    page.resize(1000, 600)
    assert page._columns.direction() == QBoxLayout.Direction.LeftToRight


def test_each_group_has_a_word_of_its_own(overview):
    words = overview()._words

    assert len({words.group(group) for group in GROUPS}) == len(GROUPS)
    assert len({words.meaning(group) for group in GROUPS}) == len(GROUPS)
