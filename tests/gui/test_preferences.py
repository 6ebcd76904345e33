"""The settings window: what is changed there is kept at once, what is refused is said in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from birdlog import paths, settings_edit
from birdlog.journal.store import Thunderbird
from birdlog.settings import load
from birdlog.setup import autostart

BCC, FORWARD = "12345@bcc.hubspot.com", "12345@forward.hubspot.com"

WORK = f"""# mine
[profile.work] # the only one
preset = "hubspot"
bcc = "{BCC}"
forward = "{FORWARD}"
identities = ["ana@firma.example"]
"""


@pytest.fixture
def kept():
    """A person who logs to HubSpot."""
    paths.settings_file().write_text(WORK, encoding="utf-8")


@pytest.fixture
def preferences(kept, start, qtbot):
    """The settings window, shown and active."""
    shown = start().preferences
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


@pytest.fixture
def work(preferences, qtbot):
    """The section of the profile `work`."""
    return preferences.show_section("profile/work")


def profile():
    return load().profiles[0]


def typed(line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_a_switch_is_kept_at_once_and_what_is_written_beside_it_stays(preferences, qtbot):
    general = preferences.show_section("general")

    qtbot.keyClick(general.look.box, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: load().look_before_forward)
    qtbot.waitUntil(lambda: general.look.saved.text() == "Saved")
    assert "# mine" in paths.settings_file().read_text()


def test_a_line_is_kept_when_one_leaves_it(work, qtbot):
    line = work._lines["own-domains"].line
    typed(line, "firma.example, firma.com.br")
    assert profile().own_domains == ()

    qtbot.keyClick(line, Qt.Key.Key_Tab)

    qtbot.waitUntil(lambda: profile().own_domains == ("firma.example", "firma.com.br"))


def test_what_is_refused_is_said_at_the_line_which_keeps_what_was_typed(work, qtbot):
    setting = work._lines["content-limit"]
    before = paths.settings_file().read_bytes()
    typed(setting.line, "a lot")

    qtbot.keyClick(setting.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "must be a size" in setting.remark.text)
    assert "The text of a mail" in setting.remark.text
    assert setting.line.text() == "a lot"
    assert paths.settings_file().read_bytes() == before

    qtbot.keyClick(setting.line, Qt.Key.Key_Escape)
    assert setting.line.text() == ""
    assert setting.remark.isHidden()


def test_a_size_is_shown_as_one_writes_it_and_the_crms_own_by_an_empty_line(work, qtbot):
    setting = work._lines["content-limit"]
    assert setting.line.text() == ""
    assert "2 MB" in setting.line.placeholderText()

    typed(setting.line, "512kb")
    qtbot.keyClick(setting.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: setting.line.text() == "512 KB")
    assert profile().content_limit == 512 * 1024

    typed(setting.line, " ")
    qtbot.keyClick(setting.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: profile().content_limit == 2 * 1024**2)


def test_a_change_by_command_is_taken_over(work, qtbot):
    settings_edit.set_profile("work", {"mixed": "ask", "own-domains": "firma.example"})

    qtbot.waitUntil(lambda: work._lines["own-domains"].line.text() == "firma.example")
    assert work.mixed.buttons["ask"].isChecked()


def test_a_change_by_command_leaves_what_is_being_typed_alone(work, qtbot):
    line = work._lines["own-domains"].line
    typed(line, "firma.exam")

    settings_edit.set_profile("work", {"mixed": "ask", "own-domains": "other.example"})

    qtbot.waitUntil(work.mixed.buttons["ask"].isChecked)
    assert line.text() == "firma.exam"
    qtbot.keyClicks(line, "ple")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: profile().own_domains == ("firma.example",))


def test_settings_that_can_not_be_read_are_said_and_never_written_over(preferences, work, qtbot):
    broken = WORK + "mixed = = 1\n"
    paths.settings_file().write_text(broken)

    qtbot.waitUntil(lambda: "line 7" in preferences.trouble.text)
    assert preferences.open_file.isVisible()
    assert not work.mixed.buttons["ask"].isEnabled()
    assert paths.settings_file().read_text() == broken

    paths.settings_file().write_text(WORK)
    qtbot.waitUntil(lambda: not preferences.trouble.isVisible())
    assert work.mixed.buttons["ask"].isEnabled()


def test_what_is_typed_is_kept_when_the_window_closes(preferences, work, qtbot):
    typed(work._lines["own-domains"].line, "firma.example")

    preferences.close()

    qtbot.waitUntil(lambda: profile().own_domains == ("firma.example",))


class TestAddresses:
    def test_both_are_copied_with_one_click(self, work, qtbot):
        for field, address in ((work.addresses.pair.bcc, BCC), (work.addresses.pair.forward, FORWARD)):
            qtbot.mouseClick(field.copy, Qt.MouseButton.LeftButton)
            assert QGuiApplication.clipboard().text() == address
        assert work.addresses.saved.text() == "Copied"

    def test_another_one_is_kept(self, work, qtbot):
        typed(work.addresses.pair.bcc.line, "999@bcc.hubspot.com")
        qtbot.keyClick(work.addresses.pair.bcc.line, Qt.Key.Key_Return)

        qtbot.waitUntil(lambda: profile().bcc == "999@bcc.hubspot.com")
        assert profile().forward == FORWARD

    def test_a_look_alike_is_not_kept_and_the_one_that_holds_is_named(self, work, qtbot):
        typed(work.addresses.pair.bcc.line, "999@bcc.hubspt.com")
        qtbot.keyClick(work.addresses.pair.bcc.line, Qt.Key.Key_Return)

        assert f"mail goes to \u2068{BCC}\u2069 as before" in work.addresses.remark.text
        assert profile().bcc == BCC

    def test_one_may_go_but_not_both(self, work, qtbot):
        for field in (work.addresses.pair.bcc, work.addresses.pair.forward):
            typed(field.line, " ")
            qtbot.keyClick(field.line, Qt.Key.Key_Return)

        qtbot.waitUntil(lambda: profile().bcc is None)
        qtbot.waitUntil(lambda: "logs by its own addresses" in work.addresses.remark.text)
        assert profile().forward == FORWARD


class TestIdentities:
    def test_those_that_thunderbird_told_of_are_offered(self, preferences, qtbot, journal):
        from birdlog.host.messages import Identity

        told = (Identity("ana@firma.example", "Ana"), Identity("vendas@firma.example", ""))
        journal.remember(Thunderbird("x", "153.7", "1.0", "en", told, "2026-01-01T00:00:00Z"))
        work = preferences.show_section("profile/work")
        qtbot.waitUntil(lambda: "vendas@firma.example" in work.identities.chooser.boxes)

        work.identities.chooser.boxes["vendas@firma.example"].click()
        qtbot.waitUntil(lambda: profile().identities == ("ana@firma.example", "vendas@firma.example"))

        work.identities.chooser.all.click()
        qtbot.waitUntil(lambda: profile().identities == ())


class TestSeveral:
    @pytest.fixture
    def kept(self):
        paths.settings_file().write_text(
            WORK + "".join(f'\n[profile."crm {number}"]\npreset = "local"\n' for number in range(9))
        )

    def test_they_are_put_in_another_order(self, preferences, work, qtbot):
        assert not work.order.earlier.isEnabled()

        qtbot.mouseClick(work.order.later, Qt.MouseButton.LeftButton)

        qtbot.waitUntil(lambda: [each.name for each in load().profiles][:2] == ["crm 0", "work"])
        qtbot.waitUntil(lambda: preferences.list.item(2).text() == "work")
        assert preferences.list.currentRow() == 2
        assert work.order.earlier.isEnabled()

    def test_one_is_removed_after_a_question(self, preferences, qtbot):
        section = preferences.show_section("profile/crm 3")
        qtbot.mouseClick(section.removal.remove, Qt.MouseButton.LeftButton)
        assert section.removal.question.no.hasFocus()
        assert len(load().profiles) == 10

        qtbot.mouseClick(section.removal.question.yes, Qt.MouseButton.LeftButton)

        qtbot.waitUntil(lambda: len(load().profiles) == 9, timeout=20_000)
        qtbot.waitUntil(lambda: preferences.list.count() == 11)
        assert "crm 3" not in [preferences.list.item(row).text() for row in range(11)]


class TestKeptDays:
    def test_a_shorter_time_that_lets_nothing_go_is_kept_at_once(self, preferences, qtbot):
        kept = preferences.show_section("general").kept
        kept.box.setCurrentIndex(kept.box.findData(90))
        kept.box.activated.emit(kept.box.currentIndex())

        qtbot.waitUntil(lambda: load().entries_kept_days == 90)
        assert kept.question.isHidden()

    def test_one_that_lets_entries_go_says_how_many_and_asks(self, preferences, journal, qtbot):
        from birdlog.journal.store import Observation

        journal.add_or_move(Observation("old", "bcc", "sent"), "2020-01-01T00:00:00Z", "sent")
        kept = preferences.show_section("general").kept
        kept.box.setCurrentIndex(kept.box.findData(90))
        kept.box.activated.emit(kept.box.currentIndex())

        qtbot.waitUntil(kept.question.isVisible)
        assert "1 entry would leave" in kept.question.words.text()
        assert load().entries_kept_days is None

        qtbot.keyClick(kept.question.no, Qt.Key.Key_Space)
        assert kept.box.currentData() == 0

        kept.box.setCurrentIndex(kept.box.findData(90))
        kept.box.activated.emit(kept.box.currentIndex())
        qtbot.waitUntil(kept.question.isVisible)
        qtbot.keyClick(kept.question.yes, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: load().entries_kept_days == 90)

    def test_any_number_of_days_can_be_given(self, preferences, qtbot):
        kept = preferences.show_section("general").kept
        kept.box.setCurrentIndex(kept.box.findData(-1))
        kept.box.activated.emit(kept.box.currentIndex())
        assert kept.days.hasFocus()

        qtbot.keyClicks(kept.days, "45")
        qtbot.keyClick(kept.days, Qt.Key.Key_Return)

        qtbot.waitUntil(lambda: load().entries_kept_days == 45)
        assert kept.days.value() == 45


def test_a_pause_is_made_and_ended(preferences, qtbot):
    pause = preferences.show_section("general").pause
    pause.menu.actions()[2].trigger()
    qtbot.waitUntil(lambda: load().paused == "on")
    qtbot.waitUntil(pause.resume.isVisible)
    assert pause.words.text() == "Logging is paused."

    qtbot.mouseClick(pause.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: load().paused is None)
    qtbot.waitUntil(pause.pause.isVisible)


def test_the_start_at_login_is_written_and_taken_away(preferences, qtbot):
    switch = preferences.show_section("general").autostart
    switch.box.click()
    qtbot.waitUntil(autostart.is_on)
    switch.box.click()
    qtbot.waitUntil(lambda: not autostart.is_on())


def test_a_helper_that_is_missing_is_set_up_with_one_click(preferences, qtbot):
    helper = preferences.show_section("general").helper
    qtbot.waitUntil(helper.repair.isVisible, timeout=20_000)

    qtbot.mouseClick(helper.repair, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(helper.repair.isHidden, timeout=20_000)
    assert not autostart.is_on()


def test_the_never_log_list_is_changed(preferences, qtbot):
    never_log = preferences.show_section("never-log").patterns
    typed(never_log.line, "maria@familia.example")
    qtbot.keyClick(never_log.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: load().never_log == ("maria@familia.example",))

    settings_edit.add_never_log(["*@arzt.example"])
    qtbot.waitUntil(lambda: never_log.patterns == ("maria@familia.example", "*@arzt.example"))


def test_escape_in_a_question_leaves_the_window_open(preferences, work, qtbot):
    work.removal.remove.click()
    qtbot.keyClick(work.removal.question.no, Qt.Key.Key_Escape)

    qtbot.waitUntil(work.removal.question.isHidden)
    assert preferences.isVisible()
    assert load().profiles


def test_another_crm_can_be_asked_for(preferences, qtbot):
    with qtbot.waitSignal(preferences.setup_wanted):
        qtbot.mouseClick(preferences.add, Qt.MouseButton.LeftButton)


def test_the_window_opens_from_button_keyboard_and_tray(start, qtbot, kept):
    program = start()
    window = program.window
    window.show()
    for opens in (
        window.settings.click,
        lambda: qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier),
        program.tray.preferences_wanted.emit,
    ):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        opens()
        qtbot.waitUntil(program.preferences.isVisible)
        program.preferences.close()


def test_without_a_profile_there_is_a_window_still(start, qtbot):
    preferences = start().preferences
    preferences.show()

    assert [preferences.list.item(row).text() for row in range(2)] == ["General", "Never log"]
