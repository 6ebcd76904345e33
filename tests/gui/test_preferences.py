"""The settings window: what is changed there is kept at once, what is refused is said in place."""

from dataclasses import fields

import pytest
import tomlkit
from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from birdlog import paths, people_edit, settings_edit
from birdlog.journal.store import Journal, Observation, Thunderbird
from birdlog.settings import Profile, Settings, Team, User, load
from birdlog.setup import autostart

BCC, FORWARD = "12345@bcc.hubspot.com", "12345@forward.hubspot.com"

WORK = f"""# mine
[profile.work] # the only one
preset = "hubspot"
bcc = "{BCC}"
forward = "{FORWARD}"
identities = ["ana@firma.example"]
"""


ANA = User("ana@acme.example", (("ana@home.example", "2025-01-31"),), ("s@acme.example",), "Ana")
BOB = User("bob@acme.example")
TEAM = Team("team@acme.example", (ANA.account, BOB.account))


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


def profile_of(entry):
    with Journal.open() as opened:
        return opened.entry(entry).profile


def test_a_crm_gets_another_name_and_its_mails_stay_with_it(preferences, work, journal, qtbot):
    sent = Observation("one", "bcc", "sent", profile="work")
    number, _ = journal.add_or_move(sent, "2026-01-01T00:00:00Z", "sent")
    typed(work.naming.line, "Zoe")
    qtbot.keyClick(work.naming.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: profile().name == "Zoe", timeout=20_000)
    qtbot.waitUntil(lambda: preferences.list.item(1).text() == "Zoe")
    assert preferences.list.currentRow() == 1
    assert preferences.show_section("profile/Zoe").addresses.pair.bcc.address == BCC
    qtbot.waitUntil(lambda: profile_of(number) == "Zoe", timeout=20_000)


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
        qtbot.waitUntil(lambda: "profile/crm 3" not in [entry.key for entry in preferences.entries])


class TestKeptDays:
    def test_a_shorter_time_that_lets_nothing_go_is_kept_at_once(self, preferences, qtbot):
        kept = preferences.show_section("general").kept
        kept.box.setCurrentIndex(kept.box.findData(90))
        kept.box.activated.emit(kept.box.currentIndex())

        qtbot.waitUntil(lambda: load().entries_kept_days == 90)
        assert kept.question.isHidden()

    def test_one_that_lets_entries_go_says_how_many_and_asks(self, preferences, journal, qtbot):
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


def test_what_was_taken_off_the_never_log_list_comes_back(preferences, qtbot):
    settings_edit.add_never_log(["maria@familia.example", "*@arzt.example"])
    never_log = preferences.show_section("never-log").patterns
    qtbot.waitUntil(lambda: len(never_log.patterns) == 2)
    never_log.list.selectRow(0)
    never_log.take_off()
    qtbot.waitUntil(lambda: load().never_log == ("*@arzt.example",))

    qtbot.mouseClick(never_log.undo, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: set(load().never_log) == {"maria@familia.example", "*@arzt.example"})


class TestPeople:
    @pytest.fixture
    def people(self, preferences):
        people_edit.describe_people([ANA, BOB], [TEAM])
        return preferences.show_section("people")

    def test_they_are_listed_with_their_addresses(self, people, qtbot):
        qtbot.waitUntil(lambda: len(people.users.cards) == 2)
        assert people.users.cards[0].name.text() == "Ana"
        assert "ana@home.example" in people.users.cards[0].summary.text()
        assert people.teams.cards[0].name.text() == "team@acme.example"

    def test_one_is_described_anew_in_place(self, people, qtbot):
        qtbot.waitUntil(lambda: len(people.users.cards) == 2)
        card = people.users.cards[1]
        card.edit.click()
        typed(card.person, "Bob")
        qtbot.keyClick(card.person, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: load().users[1] == User(BOB.account, name="Bob"))

        card.connected.add.click()
        (row,) = card.connected.rows
        typed(row.line, "bob@home.example")
        row.day.setDate(QDate(2024, 5, 17))
        connected = (("bob@home.example", "2024-05-17"),)
        qtbot.waitUntil(lambda: load().users[1] == User(BOB.account, connected, name="Bob"))

        card.done.click()
        assert card.name.text() == "Bob"
        assert card.form.isHidden()

    def test_what_is_no_address_is_not_kept(self, people, qtbot):
        qtbot.waitUntil(lambda: len(people.users.cards) == 2)
        card = people.users.cards[1]
        card.edit.click()
        typed(card.aliases, "bob")
        qtbot.keyClick(card.aliases, Qt.Key.Key_Return)

        assert "no mail address: \u2068bob\u2069" in card.remark.text
        assert load().users == (ANA, BOB)

    def test_one_is_added(self, people, qtbot):
        qtbot.waitUntil(lambda: len(people.users.cards) == 2)
        people.users.add.click()
        card = people.users.cards[2]
        qtbot.waitUntil(card.account.hasFocus)
        assert not card.add.isEnabled()
        qtbot.keyClicks(card.account, "eva@acme.example")
        qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)

        qtbot.waitUntil(lambda: load().users[2:] == (User("eva@acme.example"),))
        qtbot.waitUntil(card.form.isHidden)
        assert [each.name.text() for each in people.users.cards] == ["Ana", BOB.account, "eva@acme.example"]

    def test_one_is_removed_after_a_question_also_from_the_team(self, people, qtbot):
        qtbot.waitUntil(lambda: len(people.users.cards) == 2)
        card = people.users.cards[0]
        card.edit.click()
        card.remove.click()
        assert load().users == (ANA, BOB)
        qtbot.keyClick(card.question.yes, Qt.Key.Key_Space)

        qtbot.waitUntil(lambda: load().users == (BOB,))
        qtbot.waitUntil(lambda: len(people.users.cards) == 1)
        assert load().teams[0].members == (BOB.account,)

    def test_a_team_is_changed(self, people, qtbot):
        qtbot.waitUntil(lambda: len(people.teams.cards) == 1)
        card = people.teams.cards[0]
        card.edit.click()
        card.boxes[ANA.account].click()

        qtbot.waitUntil(lambda: load().teams == (Team(TEAM.address, (BOB.account,)),))

    def test_what_is_being_typed_stays_when_another_one_is_added_by_command(self, people, qtbot):
        qtbot.waitUntil(lambda: len(people.users.cards) == 2)
        card = people.users.cards[1]
        card.edit.click()
        typed(card.person, "Bo")

        people_edit.change_user(ANA, None)

        qtbot.waitUntil(lambda: len(people.users.cards) == 1)
        assert people.users.cards == [card]
        assert card.person.text() == "Bo"


class TestRecords:
    @pytest.fixture
    def kept(self):
        paths.settings_file().write_text('[profile.home]\npreset = "local"\n', encoding="utf-8")

    def test_their_place_is_shown_and_changed(self, preferences, qtbot, tmp_path):
        records = preferences.show_section("records")
        assert str(paths.crm_file()) in records.words.text()
        typed(records.database.line, "mysql://x")
        qtbot.keyClick(records.database.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "names no database" in records.database.remark.text)

        url = f"sqlite:///{tmp_path / 'team.sqlite3'}"
        typed(records.database.line, url)
        qtbot.keyClick(records.database.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: load().crm_database == url)

        qtbot.mouseClick(records.check, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "The records open" in records.result.text, timeout=20_000)
        assert (tmp_path / "team.sqlite3").exists()


NO_SETTINGS = {
    "Profile.created": "the day on which the person agreed to logging",
    "Profile.preset": "another CRM is another profile",
    "Profile.crm": "the name that the CRM has",
}


def test_every_setting_there_is_can_be_reached(preferences):
    settings_edit.add_profile("home", "local")
    people_edit.describe_people([ANA, BOB], [TEAM])
    program_settings = load()
    preferences.know(program_settings)
    sections = [preferences.show_section(entry.key) for entry in preferences.entries]
    reached = {name for section in sections for name in section.covers}

    kinds = (Settings, Profile, User, Team)
    there_are = {f"{kind.__name__}.{field.name}" for kind in kinds for field in fields(kind)}
    keys = {f"Profile.{key.replace('-', '_')}" for key in settings_edit.PROFILE_KEYS}

    assert reached == (there_are | keys) - NO_SETTINGS.keys()


class TestHostile:
    NAME = "<b>a</b>&\u202e\n" + "x" * 10_000

    @pytest.fixture
    def kept(self):
        table = tomlkit.document()
        profile = {"preset": "hubspot", "bcc": f"{'7' * 60}@bcc.hubspot.com"}
        table["profile"] = {self.NAME: profile}
        table["user"] = [{"account": "a\u202eb@x.example", "name": self.NAME}]
        paths.settings_file().write_text(tomlkit.dumps(table), encoding="utf-8")

    def test_a_name_of_whatever_length_and_characters_is_shown_as_plain_text(self, preferences, qtbot):
        shown = preferences.list.item(1).text()
        assert "<b>a</b>& x" in shown
        assert len(shown) < 400

        section = preferences.show_section(f"profile/{self.NAME}")
        assert section.heading.text().startswith("<b>a</b>& x")
        assert section.heading.textFormat() == Qt.TextFormat.PlainText
        assert "&lt;b&gt;" in section.heading.toolTip()
        assert section.widget().minimumSizeHint().width() <= section.viewport().width()

        card = preferences.show_section("people").users.cards[0]
        assert "\u202e" not in card.name.text() + card.summary.text()

    def test_what_has_such_a_name_can_be_changed(self, preferences, qtbot):
        section = preferences.show_section(f"profile/{self.NAME}")
        section.mixed.buttons["ask"].click()

        qtbot.waitUntil(lambda: load().profiles[0].mixed == "ask")
        assert load().profiles[0].name == self.NAME


class Windows(QObject):
    """Notes each window that is shown."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_nothing_flashes_up_while_sections_are_opened(qapp, preferences, qtbot):
    windows = Windows()
    qapp.installEventFilter(windows)
    settings_edit.add_profile("home", "local")
    people_edit.describe_people([ANA, BOB], [TEAM])
    preferences.know(load())

    for entry in preferences.entries:
        preferences.show_section(entry.key)
    helper = preferences.show_section("general").helper
    qtbot.waitUntil(helper.again.isEnabled, timeout=20_000)
    preferences.show_section("profile/work").token._say(("warn", "It has expired.", "Make another one."))
    people = preferences.show_section("people")
    people.users.begin()
    people.users.cards[0].edit.click()

    qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_escape_in_a_question_leaves_the_window_open(preferences, work, qtbot):
    work.removal.remove.click()
    qtbot.keyClick(work.removal.question.no, Qt.Key.Key_Escape)

    qtbot.waitUntil(work.removal.question.isHidden)
    assert preferences.isVisible()
    assert load().profiles


def test_another_crm_can_be_asked_for(preferences, qtbot):
    with qtbot.waitSignal(preferences.set_up_wanted):
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
