"""The inputs that set-up and settings share: what they take, what they say, and what they leave alone."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from birdlog.settings import User
from birdlog_gui.fields.addresses import AddressPair
from birdlog_gui.fields.identities import IdentityChooser
from birdlog_gui.fields.patterns import PatternsField
from birdlog_gui.fields.token import TokenField
from birdlog_gui.fields.users import UsersField

BCC, FORWARD = "7812@bcc.hubspot.com", "7812@forward.hubspot.com"


@pytest.fixture
def shown(qapp, qtbot):
    """Shows a widget in an active window; the clipboard is empty before."""
    QGuiApplication.clipboard().clear()

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


@pytest.fixture
def pair(shown):
    made = AddressPair("en", can_copy=True)
    made.know("hubspot")
    return shown(made)


def copied(text):
    QGuiApplication.clipboard().setText(text)


class TestAddresses:
    def test_an_address_is_judged_with_every_key(self, pair, qtbot):
        qtbot.keyClicks(pair.bcc.line, "7812@bcc.hubspt.com")
        assert "only looks like \u2068HubSpot\u2069's" in pair.bcc.remark.text
        assert pair.faulty is pair.bcc
        pair.bcc.line.clear()
        qtbot.keyClicks(pair.bcc.line, BCC)
        assert "account \u20687812\u2069" in pair.bcc.remark.text
        assert pair.faulty is None

    def test_what_is_said_is_said_to_screen_readers_too(self, pair, qtbot):
        qtbot.keyClicks(pair.bcc.line, "7812")
        assert pair.bcc.line.accessibleDescription() == "This is no mail address yet."
        assert pair.bcc.line.accessibleName() == "For mail that you send (BCC)"

    @pytest.mark.parametrize("text", [f"HubSpot <{BCC}>", f"mailto:{BCC}?subject=x", f" {BCC} "])
    def test_a_pasted_address_is_taken_apart(self, pair, qtbot, text):
        copied(text)
        pair.bcc.line.setFocus()
        qtbot.keySequence(pair.bcc.line, QKeySequence(QKeySequence.StandardKey.Paste))
        assert pair.bcc.address == BCC
        assert pair.bcc.line.text().strip() == BCC

    def test_a_fitting_address_in_the_clipboard_is_offered_and_never_taken_by_itself(self, pair, qtbot):
        assert not pair.bcc.paste.isVisible()
        copied(f"{FORWARD} {BCC}")
        qtbot.waitUntil(pair.bcc.paste.isVisible)
        assert pair.bcc.paste.text() == f"Paste {BCC}"
        assert pair.forward.paste.text() == f"Paste {FORWARD}"
        assert pair.addresses == (None, None)
        qtbot.mouseClick(pair.bcc.paste, Qt.MouseButton.LeftButton)
        qtbot.keyClick(pair.forward.paste, Qt.Key.Key_Space)
        assert pair.addresses == (BCC, FORWARD)
        assert not pair.bcc.paste.isVisible()

    def test_the_clipboard_is_not_looked_at_while_another_window_is_active(self, pair, shown, qtbot):
        other = shown(QWidget())
        copied(BCC)
        qtbot.wait_until(lambda: QGuiApplication.clipboard().text() == BCC)
        assert not pair.bcc.paste.isVisible()
        pair.activateWindow()
        qtbot.waitUntil(pair.bcc.paste.isVisible)
        other.close()

    def test_addresses_in_each_others_field_change_places_with_one_click(self, pair, qtbot):
        pair.show_addresses(FORWARD, None)
        assert "forwarding address" in pair.bcc.remark.text
        qtbot.mouseClick(pair.bcc.move_away, Qt.MouseButton.LeftButton)
        assert pair.addresses == (None, FORWARD)
        assert not pair.bcc.move_away.isVisible()

    def test_addresses_of_two_accounts_are_noticed_in_both_fields(self, pair):
        pair.show_addresses(BCC, "7813@forward.hubspot.com")
        assert "7813" in pair.bcc.remark.text
        assert "7812" in pair.forward.remark.text
        assert pair.faulty is None

    def test_another_crm_judges_anew(self, pair):
        pair.show_addresses("log@crm.example", None)
        assert "look like" in pair.bcc.remark.text
        pair.know("custom")
        assert "a test mail shows" in pair.bcc.remark.text

    def test_a_crm_that_needs_addresses_wants_one_of_them(self, pair):
        assert pair.faulty is pair.bcc
        pair.know("local")
        assert pair.faulty is None

    def test_the_one_address_of_a_crm_is_offered_to_the_second_field(self, pair, qtbot):
        pair.know("pipedrive")
        pair.show_addresses("acme@pipedrivemail.com", None)
        assert pair.forward.paste.text() == "Use acme@pipedrivemail.com"
        qtbot.mouseClick(pair.forward.paste, Qt.MouseButton.LeftButton)
        assert pair.addresses == ("acme@pipedrivemail.com", "acme@pipedrivemail.com")
        assert pair.faulty is None

    def test_an_address_is_copied(self, pair, qtbot):
        assert not pair.bcc.copy.isEnabled()
        pair.show_addresses(BCC, None)
        qtbot.mouseClick(pair.bcc.copy, Qt.MouseButton.LeftButton)
        assert QGuiApplication.clipboard().text() == BCC

    def test_hostile_text_is_shown_as_text(self, pair, qtbot):
        copied(f"<b>x</b>\u202e{'y' * 5_000}")
        pair.bcc.line.setFocus()
        qtbot.keySequence(pair.bcc.line, QKeySequence(QKeySequence.StandardKey.Paste))
        assert "no mail address" in pair.bcc.remark.text
        assert pair.bcc.remark.words.textFormat() == Qt.TextFormat.PlainText

    def test_a_picture_in_the_clipboard_is_no_address(self, pair):
        data = QMimeData()
        data.setData("image/png", b"x")
        QGuiApplication.clipboard().setMimeData(data)
        assert not pair.bcc.paste.isVisible()


class TestIdentities:
    def test_all_are_served_until_some_are_chosen(self, shown, qtbot):
        field = shown(IdentityChooser())
        field.offer(["ana@firma.example", "ana@casa.example"])
        assert field.chosen == ()
        qtbot.keyClick(field.some, Qt.Key.Key_Space)
        assert "Tick at least one" in field.words.text()
        qtbot.keyClick(field.boxes["ana@casa.example"], Qt.Key.Key_Space)
        assert field.chosen == ("ana@casa.example",)
        assert not field.words.isVisible()
        qtbot.mouseClick(field.all, Qt.MouseButton.LeftButton)
        assert field.chosen == ()

    def test_a_chosen_one_that_thunderbird_does_not_tell_stays(self, shown):
        field = shown(IdentityChooser())
        field.choose(["ana@alt.example"])
        field.offer(["ana@firma.example"])
        assert field.offered == ("ana@firma.example", "ana@alt.example")
        assert field.chosen == ("ana@alt.example",)

    def test_an_address_in_two_spellings_is_one(self, shown):
        field = shown(IdentityChooser())
        field.offer(["Ana@Firma.example", "ana@firma.example"])
        assert field.offered == ("Ana@Firma.example",)

    def test_without_any_there_is_nothing_to_choose(self, shown):
        assert not shown(IdentityChooser()).some.isVisible()


class TestPatterns:
    def test_patterns_are_put_on_the_list_by_enter(self, shown, qtbot):
        field = shown(PatternsField())
        with qtbot.waitSignal(field.added) as told:
            qtbot.keyClicks(field.line, "Maria@familia.example, banco.example")
            qtbot.keyClick(field.line, Qt.Key.Key_Return)
        assert told.args == [("maria@familia.example", "*@banco.example")]
        assert field.patterns == ("maria@familia.example", "*@banco.example")
        assert field.line.text() == ""

    def test_what_can_not_be_read_stays_in_the_line_and_is_said(self, shown, qtbot):
        field = shown(PatternsField())
        qtbot.keyClicks(field.line, "maria@familia.example maria")
        qtbot.mouseClick(field.add, Qt.MouseButton.LeftButton)
        assert field.line.text() == "maria"
        assert "maria" in field.remark.text
        assert field.patterns == ("maria@familia.example",)

    def test_what_is_on_the_list_is_not_put_there_twice(self, shown, qtbot):
        field = shown(PatternsField())
        field.show_patterns(["*@familia.example"])
        with qtbot.assertNotEmitted(field.added):
            field.take(["*@FAMILIA.example"])
        assert "on the list already" in field.remark.text

    def test_patterns_are_taken_off_by_the_delete_key(self, shown, qtbot):
        field = shown(PatternsField())
        field.show_patterns(["a@x.example", "b@x.example", "c@x.example"])
        field.list.setFocus()
        field.list.setCurrentIndex(field.list.model().index(1, 0))
        with qtbot.waitSignal(field.removed) as told:
            qtbot.keyClick(field.list, Qt.Key.Key_Delete)
        assert told.args == [("b@x.example",)]
        assert field.patterns == ("a@x.example", "c@x.example")

    def test_a_file_is_imported_beside_the_window(self, shown, qtbot, tmp_path):
        file = tmp_path / "list.csv"
        file.write_text("Address,Note\nmaria@familia.example,private\n*@banco.example,\nmaria,\n")
        field = shown(PatternsField())
        with qtbot.waitSignal(field.added):
            field.take_file(file)
        assert field.patterns == ("maria@familia.example", "*@banco.example")
        assert field.import_file.isEnabled()

    def test_a_file_that_can_not_be_read_is_said(self, shown, qtbot, tmp_path):
        field = shown(PatternsField())
        field.take_file(tmp_path / "gone.csv")
        qtbot.waitUntil(lambda: "can't be read" in field.remark.text)

    def test_a_hundred_thousand_patterns_are_shown(self, shown):
        field = shown(PatternsField())
        field.show_patterns(f"{number}@x.example" for number in range(100_000))
        assert len(field.patterns) == 100_000

    def test_a_long_list_is_searched(self, shown, qtbot):
        field = shown(PatternsField())
        assert not field.search.isVisible()
        field.show_patterns([f"{number}@x.example" for number in range(25_000)] + ["*@familia.example"])
        qtbot.keyClicks(field.search, "2499")

        rows = [field.list.model().index(row, 0).data() for row in range(field.list.model().rowCount())]
        assert rows == [f"{number}@x.example" for number in range(25_000) if "2499" in str(number)]
        assert len(field.patterns) == 25_001

    def test_looking_for_a_person_finds_the_pattern_that_covers_her(self, shown, qtbot):
        field = shown(PatternsField())
        others = [f"{number}@x.example" for number in range(20)]
        field.show_patterns([*others, "*@familia.example", "*@*.example", "*@*.other.example"])
        qtbot.keyClicks(field.search, "Maria@familia.example")

        rows = [field.list.model().index(row, 0).data() for row in range(field.list.model().rowCount())]
        assert rows == ["*@familia.example", "*@*.example"]

    def test_what_is_found_is_taken_off_and_nothing_else(self, shown, qtbot):
        field = shown(PatternsField())
        field.show_patterns(f"{number}@x.example" for number in range(20))
        qtbot.keyClicks(field.search, "19")
        field.list.selectAll()
        with qtbot.waitSignal(field.removed) as told:
            qtbot.mouseClick(field.remove, Qt.MouseButton.LeftButton)
        assert told.args == [("19@x.example",)]
        assert len(field.patterns) == 19

    def test_what_was_taken_off_can_be_put_back(self, shown, qtbot):
        field = shown(PatternsField())
        field.show_patterns(["a@x.example", "b@x.example"])
        field.list.selectAll()
        field.take_off()
        assert field.patterns == ()
        assert "2 entries taken off" in field.done.text
        with qtbot.waitSignal(field.added) as told:
            qtbot.mouseClick(field.undo, Qt.MouseButton.LeftButton)
        assert told.args == [("a@x.example", "b@x.example")]
        assert field.patterns == ("a@x.example", "b@x.example")
        assert not field.undo.isVisible()

    def test_an_import_can_be_undone_and_leaves_what_was_there(self, shown, qtbot):
        field = shown(PatternsField())
        field.show_patterns(["a@x.example"])
        field.take(["A@x.example", "b@x.example"])
        with qtbot.waitSignal(field.removed) as told:
            qtbot.mouseClick(field.undo, Qt.MouseButton.LeftButton)
        assert told.args == [("b@x.example",)]
        assert field.patterns == ("a@x.example",)

    def test_no_override_of_the_writing_direction_reaches_the_list(self, shown):
        field = shown(PatternsField())
        field.take(["a\u202eb@x.example"])
        assert field.list.model().index(0, 0).data() == "ab@x.example"


class TestUsers:
    def test_users_are_shown_changed_and_removed(self, shown, qtbot):
        ana = User(
            "ana@firma.example", (("ana@gmail.com", "2024-01-01T00:00:00Z"),), ("a@firma.example",), "Ana"
        )
        field = shown(UsersField())
        field.show_users([ana])
        assert field.users == (ana,)
        qtbot.keyClicks(field.rows[0].connected, ", ana@casa.example")
        assert field.users[0].connected == (
            ("ana@gmail.com", "2024-01-01T00:00:00Z"),
            ("ana@casa.example", None),
        )
        qtbot.mouseClick(field.rows[0].remove, Qt.MouseButton.LeftButton)
        assert field.users == ()

    def test_what_is_no_address_is_said(self, shown, qtbot):
        field = shown(UsersField())
        qtbot.mouseClick(field.add, Qt.MouseButton.LeftButton)
        assert field.users == ()
        assert field.faulty is None
        qtbot.keyClicks(field.rows[0].account, "ana")
        assert "no mail address" in field.rows[0].remark.text
        assert field.faulty is field.rows[0]

    def test_addresses_without_an_account_are_asked_about(self, shown, qtbot):
        field = shown(UsersField())
        qtbot.mouseClick(field.add, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(field.rows[0].aliases, "a@firma.example")
        assert "Which account" in field.rows[0].remark.text


class TestToken:
    def test_a_token_is_hidden_until_it_is_to_be_seen(self, shown, qtbot):
        field = shown(TokenField())
        qtbot.keyClicks(field.line, " pat-123 ")
        assert field.token == "pat-123"
        assert field.line.echoMode() == field.line.EchoMode.Password
        qtbot.mouseClick(field.reveal, Qt.MouseButton.LeftButton)
        assert field.line.echoMode() == field.line.EchoMode.Normal

    def test_enter_is_told(self, shown, qtbot):
        field = shown(TokenField())
        with qtbot.waitSignal(field.entered):
            qtbot.keyClick(field.line, Qt.Key.Key_Return)

    def test_what_is_forgotten_is_gone(self, shown, qtbot):
        field = shown(TokenField())
        field.line.setText("pat-123")
        field.forget()
        assert field.token == ""
