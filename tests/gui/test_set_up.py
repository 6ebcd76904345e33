"""The set-up: each step by mouse and keyboard, what it writes, and the way of the test mail."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from birdlog import paths, people_edit, settings_edit
from birdlog.host.messages import Identity
from birdlog.journal import looks, requests
from birdlog.journal.store import Observation, Thunderbird
from birdlog.settings import User, load
from birdlog.setup import manifest
from birdlog.setup.installation import add_on
from birdlog_gui import language
from birdlog_gui.health import Kind
from birdlog_gui.instance import Wish
from hubspot_server.server import ALL_SCOPES, HubSpotServer
from secret_service import kept_token, lock, unlock

ANA, HOME = "ana@firma.example", "ana@casa.example"
TOKEN = "pat-eu1-4f1e-do-not-show-this"
BCC, FORWARD = "7812@bcc.hubspot.com", "7812@forward.hubspot.com"
NOW = "2026-01-01T00:00:00Z"


@pytest.fixture
def said_hello(journal):
    """Thunderbird has told the person's addresses."""
    told = (Identity(ANA, "Ana", None), Identity(HOME, "Ana", None))
    journal.remember(Thunderbird("one", "153.7", "1.0", "en-US", told, NOW))


@pytest.fixture
def program(start, qtbot):
    """The program, with its window in the back."""
    return start()


@pytest.fixture
def wizard(program, qtbot):
    """The set-up's window, shown."""
    QGuiApplication.clipboard().clear()
    program.set_up()
    window = program._set_up.window
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def through(wizard, qtbot, preset="local"):
    """Choose a CRM and take what is suggested, up to the last data step."""
    press_choice = wizard.crm.choices[preset]
    press_choice.click()
    press(qtbot, wizard.next)
    if preset != "local":
        wizard.addresses.pair.show_addresses(BCC, FORWARD)
        press(qtbot, wizard.next)
    press(qtbot, wizard.next)
    if preset != "local":
        press(qtbot, wizard.next)
    assert wizard.current is wizard.never_log


class TestSteps:
    def test_it_begins_with_the_crm_and_says_where_its_addresses_are(self, wizard, qtbot):
        assert wizard.current is wizard.crm
        assert wizard.crm.choices["hubspot"].isChecked()
        assert "Copy button" in wizard.crm.where.text()
        qtbot.keyClick(wizard.crm.choices["hubspot"], Qt.Key.Key_Down)
        assert "Smart Bcc" in wizard.crm.where.text()

    def test_enter_goes_on_and_alt_b_goes_back(self, wizard, qtbot):
        qtbot.keyClick(wizard.crm.choices["hubspot"], Qt.Key.Key_Return)
        assert wizard.current is wizard.addresses
        assert wizard.focusWidget() is wizard.addresses.pair.bcc.line
        qtbot.keyClick(wizard, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: wizard.current is wizard.crm)

    def test_the_steps_and_the_place_are_said(self, wizard, qtbot):
        assert [label.text() for label in wizard.rail.labels][:2] == ["Your CRM", "Its addresses"]
        assert wizard.rail.accessibleName() == "Step 1 of 7: Your CRM"

    def test_the_embedded_crm_needs_neither_addresses_nor_users_nor_token(self, wizard, qtbot):
        wizard.crm.choices["local"].click()
        assert [label.text() for label in wizard.rail.labels] == [
            "Your CRM",
            "Your addresses",
            "Never logged",
            "Test mail",
        ]

    def test_without_an_address_it_does_not_go_on(self, wizard, qtbot):
        press(qtbot, wizard.next)
        press(qtbot, wizard.next)
        assert wizard.current is wizard.addresses
        assert wizard.focusWidget() is wizard.addresses.pair.bcc.line

    def test_a_look_alike_does_not_go_on_and_a_doubtful_one_does(self, wizard, qtbot):
        press(qtbot, wizard.next)
        qtbot.keyClicks(wizard.addresses.pair.bcc.line, "7812@bcc.hubspt.com")
        press(qtbot, wizard.next)
        assert wizard.current is wizard.addresses
        wizard.addresses.pair.show_addresses("crm@relay.firma.example", None)
        assert "what you receive is not logged" in wizard.addresses.missing.text
        press(qtbot, wizard.next)
        assert wizard.current is wizard.identities

    def test_thunderbirds_addresses_are_offered(self, said_hello, wizard, qtbot):
        wizard.show_step("identities")
        assert wizard.identities.chooser.offered == (ANA, HOME)

    def test_addresses_that_thunderbird_tells_later_appear_by_themselves(
        self, wizard, qtbot, installed, request
    ):
        wizard.show_step("identities")
        assert "has not told your addresses yet" in wizard.identities.words.text()
        request.getfixturevalue("said_hello")
        qtbot.waitUntil(lambda: wizard.identities.chooser.offered == (ANA, HOME))
        assert "Thunderbird has these addresses" in wizard.identities.words.text()

    def test_it_says_where_the_add_on_is_until_thunderbird_has_come(self, wizard, qtbot, request, installed):
        wizard.show_step("identities")
        file = add_on()
        assert wizard.identities.remark.isVisible() == (file is not None)
        assert str(file or "") in wizard.identities.remark.text
        request.getfixturevalue("said_hello")
        qtbot.waitUntil(lambda: not wizard.identities.remark.isVisible())

    def test_a_missing_helper_is_set_up_on_the_way(self, wizard, qtbot):
        wizard.show_step("identities")
        press(qtbot, wizard.identities.install)
        assert manifest.user_file().exists()
        assert not wizard.identities.install.isVisible()

    def test_the_probable_user_is_suggested(self, said_hello, wizard, qtbot):
        wizard.show_step("senders")
        assert wizard.senders.users.users == (User(ANA, ((HOME, None),)),)

    def test_the_companys_domain_is_suggested_and_a_free_mail_domain_never(
        self, said_hello, journal, wizard, qtbot
    ):
        told = (Identity(ANA, None, None), Identity("ana@gmail.com", None, None))
        journal.remember(Thunderbird("one", None, None, None, told, NOW))
        qtbot.waitUntil(lambda: "ana@gmail.com" in wizard.identities.chooser.offered)
        wizard.show_step("never-log")
        assert wizard.never_log.domains.text() == "firma.example"
        qtbot.keyClicks(wizard.never_log.domains, ", gmail.com")
        assert "Anybody can have an address" in wizard.never_log.remark.text

    def test_colleagues_are_put_on_the_list_and_taken_off_it(self, said_hello, wizard, qtbot):
        wizard.show_step("never-log")
        wizard.never_log.domains.setText("firma.example")
        press(qtbot, wizard.never_log.colleagues)
        assert wizard.never_log.patterns.patterns == ("*@firma.example",)
        assert "not logged either" in wizard.never_log.consequence.text
        press(qtbot, wizard.never_log.colleagues)
        assert wizard.never_log.patterns.patterns == ()

    def test_enter_in_the_never_log_line_puts_on_the_list_and_stays(self, wizard, qtbot):
        wizard.show_step("never-log")
        wizard.never_log.patterns.line.setFocus()
        qtbot.keyClicks(wizard.never_log.patterns.line, "maria@familia.example")
        qtbot.keyClick(wizard.never_log.patterns.line, Qt.Key.Key_Return)
        assert wizard.current is wizard.never_log
        assert wizard.never_log.patterns.patterns == ("maria@familia.example",)

    def test_what_stands_in_the_never_log_line_is_put_on_the_list_by_next(self, wizard, qtbot):
        wizard.show_step("never-log")
        qtbot.keyClicks(wizard.never_log.patterns.line, "maria@familia.example maria")
        press(qtbot, wizard.next)
        assert wizard.current is wizard.never_log
        assert wizard.never_log.patterns.patterns == ("maria@familia.example",)
        wizard.never_log.patterns.line.clear()
        press(qtbot, wizard.next)
        assert wizard.current is wizard.token

    def test_what_is_no_domain_is_said(self, wizard, qtbot):
        wizard.show_step("never-log")
        qtbot.keyClicks(wizard.never_log.domains, "firma")
        assert "no domain" in wizard.never_log.remark.text
        press(qtbot, wizard.next)
        assert wizard.current is wizard.never_log

    def test_what_can_be_no_token_is_said(self, wizard, qtbot):
        wizard.show_step("token")
        qtbot.keyClicks(wizard.token.field.line, "two words")
        press(qtbot, wizard.next)
        assert "no access token" in wizard.token.field.remark.text
        assert load().profiles == ()


class TestWriting:
    def test_nothing_is_written_before_all_is_said(self, said_hello, wizard, qtbot):
        through(wizard, qtbot)
        wizard.never_log.patterns.take(["maria@familia.example"])
        qtbot.keyClick(wizard, Qt.Key.Key_Escape)
        assert not wizard.isVisible()
        assert not paths.settings_file().exists()
        assert not paths.never_log_file().exists()

    def test_what_was_said_is_still_there_when_it_is_opened_again(self, program, wizard, qtbot):
        wizard.crm.choices["zoho"].click()
        wizard.close()
        program.set_up()
        assert program._set_up.window is wizard
        assert wizard.crm.choices["zoho"].isChecked()

    def test_the_embedded_crm_is_set_up(self, said_hello, wizard, qtbot):
        through(wizard, qtbot)
        qtbot.keyClicks(wizard.never_log.patterns.line, "*@familia.example")
        press(qtbot, wizard.next)
        assert wizard.current is wizard.trial
        settings = load()
        (profile,) = settings.profiles
        assert (profile.name, profile.preset, profile.bcc) == ("Birdlog CRM", "local", None)
        assert profile.own_domains == ("firma.example", "casa.example")
        assert settings.never_log == ("*@familia.example",)
        assert settings.users == ()

    def test_a_crm_with_addresses_is_set_up(self, said_hello, wizard, qtbot):
        press(qtbot, wizard.next)
        wizard.addresses.pair.show_addresses(BCC, FORWARD)
        press(qtbot, wizard.next)
        wizard.identities.chooser.some.click()
        wizard.identities.chooser.boxes[ANA].click()
        press(qtbot, wizard.next)
        press(qtbot, wizard.next)
        press(qtbot, wizard.next)
        assert wizard.current is wizard.token
        assert wizard.next.text() == "&Save and go on"
        press(qtbot, wizard.skip)
        assert wizard.current is wizard.trial
        settings = load()
        (profile,) = settings.profiles
        assert (profile.preset, profile.bcc, profile.forward) == ("hubspot", BCC, FORWARD)
        assert (profile.identities, profile.own_domains) == ((ANA,), ("firma.example",))
        assert settings.users == (User(ANA),)

    def test_going_back_changes_the_same_profile(self, said_hello, wizard, qtbot):
        through(wizard, qtbot, "custom")
        press(qtbot, wizard.next)
        assert wizard.current is wizard.trial
        wizard.show_step("addresses")
        wizard.addresses.pair.show_addresses("log@crm.example", None)
        for _ in range(4):
            press(qtbot, wizard.next)
        assert wizard.current is wizard.trial
        (profile,) = load().profiles
        assert (profile.bcc, profile.forward) == ("log@crm.example", None)

    def test_what_is_put_on_the_never_log_list_elsewhere_meanwhile_stays(self, said_hello, start, qtbot):
        settings_edit.add_never_log(["a@familia.example", "b@familia.example"])
        program = start()
        program.set_up()
        wizard = program._set_up.window
        through(wizard, qtbot)
        settings_edit.add_never_log(["c@familia.example"])
        wizard.never_log.patterns.list.setCurrentIndex(wizard.never_log.patterns.list.model().index(0, 0))
        press(qtbot, wizard.never_log.patterns.remove)
        press(qtbot, wizard.next)
        assert load().never_log == ("b@familia.example", "c@familia.example")

    def test_users_that_are_described_elsewhere_meanwhile_stay(self, said_hello, start, qtbot):
        people_edit.add_user(User(ANA))
        program = start()
        program.set_up()
        wizard = program._set_up.window
        through(wizard, qtbot, "custom")
        people_edit.add_user(User("bob@firma.example"))
        press(qtbot, wizard.next)
        assert [user.account for user in load().users] == [ANA, "bob@firma.example"]

    def test_another_crm_takes_the_place_of_what_was_written(self, said_hello, wizard, qtbot):
        through(wizard, qtbot, "custom")
        press(qtbot, wizard.next)
        wizard.show_step("crm")
        through(wizard, qtbot, "local")
        press(qtbot, wizard.next)
        (profile,) = load().profiles
        assert (profile.name, profile.preset, profile.bcc) == ("Birdlog CRM", "local", None)

    def test_a_second_crm_of_the_same_kind_gets_a_name_of_its_own(self, said_hello, start, qtbot):
        settings_edit.add_profile("Birdlog CRM", "local")
        program = start()
        program.set_up()
        through(program._set_up.window, qtbot)
        press(qtbot, program._set_up.window.next)
        assert [profile.name for profile in load().profiles] == ["Birdlog CRM", "Birdlog CRM 2"]

    def test_settings_that_can_not_be_read_are_said_and_left_alone(self, said_hello, wizard, qtbot):
        through(wizard, qtbot)
        paths.settings_file().write_text("no toml", encoding="utf-8")
        press(qtbot, wizard.next)
        assert wizard.current is wizard.never_log
        assert "settings.toml" in wizard.remark.text
        assert paths.settings_file().read_text() == "no toml"

    def test_without_a_keyring_the_token_is_refused_in_words_and_can_be_skipped(
        self, said_hello, wizard, qtbot
    ):
        through(wizard, qtbot, "hubspot")
        press(qtbot, wizard.next)
        assert wizard.current is wizard.token
        qtbot.waitUntil(lambda: wizard.token.keyring.state == "missing", timeout=20_000)
        qtbot.keyClicks(wizard.token.field.line, "pat-eu1-123")
        press(qtbot, wizard.next)
        assert wizard.token.is_busy
        assert not wizard.next.isEnabled()
        qtbot.waitUntil(lambda: not wizard.token.is_busy, timeout=20_000)
        assert "No keyring was found." in wizard.token.field.remark.text
        assert load().profiles[0].preset == "hubspot"
        press(qtbot, wizard.skip)
        assert wizard.current is wizard.trial


@pytest.fixture
def hubspot():
    """What answers as HubSpot's API does."""
    with HubSpotServer(portal=7812) as server:
        server.tokens = {TOKEN: ALL_SCOPES}
        yield server


@pytest.fixture
def token_step(said_hello, hubspot, wizard, qtbot):
    """The step of the token, of a profile whose API is the server's."""
    through(wizard, qtbot, "hubspot")
    press(qtbot, wizard.next)
    wizard.draft.written = settings_edit.set_up("HubSpot", "hubspot", bcc=BCC).name
    settings_edit.set_profile("HubSpot", {"api-base": hubspot.url})
    assert wizard.current is wizard.token
    return wizard.token


class TestToken:
    def test_it_goes_into_the_keyring_and_is_checked(self, keyring, token_step, wizard, journal, qtbot):
        qtbot.keyClicks(token_step.field.line, TOKEN)
        press(qtbot, wizard.next)
        qtbot.waitUntil(lambda: token_step.state == "kept", timeout=30_000)
        said = " ".join(result.text for result in token_step.results)
        assert "It may look for logged mail." in said
        assert token_step.field.token == ""
        assert kept_token("HubSpot") == TOKEN
        assert looks.last_asked(journal, "HubSpot") is not None
        press(qtbot, wizard.next)
        assert wizard.current is wizard.trial

    def test_a_locked_keyring_is_said_and_tried_again_once_it_is_open(
        self, keyring, token_step, wizard, qtbot
    ):
        lock(keyring)
        qtbot.keyClicks(token_step.field.line, TOKEN)
        press(qtbot, wizard.next)
        qtbot.waitUntil(lambda: not token_step.is_busy, timeout=30_000)
        assert "Your keyring is locked." in token_step.field.remark.text
        assert token_step.field.token == TOKEN
        unlock(keyring)
        press(qtbot, wizard.next)
        qtbot.waitUntil(lambda: token_step.state == "kept", timeout=30_000)

    def test_closing_lets_go_of_the_token(self, token_step, wizard, qtbot):
        qtbot.keyClicks(token_step.field.line, TOKEN)
        wizard.close()
        assert token_step.field.token == ""


@pytest.fixture
def trial(said_hello, wizard, qtbot):
    """The step of the test mail, with the embedded CRM, the private address being none of the company's."""
    through(wizard, qtbot)
    wizard.never_log.domains.setText("firma.example")
    press(qtbot, wizard.next)
    assert wizard.current is wizard.trial
    return wizard.trial


def asked(journal):
    (request,) = requests.open_requests(journal)
    return request


class TestTrial:
    def test_another_own_address_is_suggested(self, trial):
        assert (trial.writer.currentText(), trial.to.text()) == (ANA, HOME)
        assert trial.send.isEnabled()

    def test_enter_sends_it(self, trial, wizard, journal, qtbot):
        qtbot.keyClick(trial.to, Qt.Key.Key_Return)
        assert asked(journal).body["to"] == HOME
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
        assert wizard.isVisible()
        assert len(requests.open_requests(journal)) == 1

    def test_a_colleague_is_no_recipient(self, trial, qtbot):
        trial.to.setText("bob@firma.example")
        assert not trial.send.isEnabled()
        assert "firma.example" in trial.remark.text

    def test_it_is_followed_until_it_is_confirmed(self, trial, wizard, journal, connected, qtbot):
        press(qtbot, trial.send)
        request = asked(journal)
        assert (request.body["identity"], request.body["to"]) == (ANA, HOME)
        assert [mark.words for mark in trial.progress.marks] == ["Thunderbird is asked to send it"]
        assert not trial.send.isEnabled()
        requests.take(journal, request.id, "one")
        requests.close(journal, request.id, "done", None, "one")
        entry, _ = journal.add_or_move(
            Observation(request.id, "local", "sent", profile="Birdlog CRM", identity=ANA, recipients=(HOME,)),
            NOW,
            "sent",
        )
        qtbot.waitUntil(lambda: len(trial.progress.marks) == 3)
        assert not trial.progress.is_over
        journal.move(entry, "confirmed", reason=None, reason_values={}, bounce=None, evidence="x", at=NOW)
        qtbot.waitUntil(lambda: trial.progress.is_over)
        assert [mark.words for mark in trial.progress.marks][-1] == "In the CRM"
        assert "has the mail" in trial.outcome.text
        assert wizard.next.text() == "&Done"
        press(qtbot, wizard.next)
        assert not wizard.isVisible()

    def test_a_closed_thunderbird_is_said_and_the_mail_can_be_called_off(self, trial, journal, qtbot):
        press(qtbot, trial.send)
        assert "Thunderbird is not running" in trial.outcome.text
        assert trial.open.isVisible()
        press(qtbot, trial.withdraw)
        assert "called it off" in trial.outcome.text
        assert trial.send.isEnabled()

    def test_a_refusal_by_the_server_is_said_and_it_can_be_tried_again(
        self, trial, journal, connected, qtbot
    ):
        press(qtbot, trial.send)
        requests.close(journal, asked(journal).id, "failed", "smtp-error", "one")
        qtbot.waitUntil(lambda: trial.progress.is_over)
        assert "Your mail server did not take" in trial.outcome.text
        press(qtbot, trial.send)
        assert len(requests.open_requests(journal)) == 1

    def test_a_bounce_leads_to_the_step_where_it_is_mended(
        self, said_hello, wizard, journal, connected, qtbot
    ):
        through(wizard, qtbot, "custom")
        press(qtbot, wizard.next)
        trial = wizard.trial
        trial.to.setText("ana@privat.example")
        press(qtbot, trial.send)
        request = asked(journal)
        entry, _ = journal.add_or_move(
            Observation(request.id, "bcc", "sent", profile="CRM", identity=ANA, crm_address=BCC), NOW, "sent"
        )
        qtbot.waitUntil(lambda: trial.progress.is_over)
        assert "can't ask there" in trial.outcome.text
        journal.move(
            entry,
            "bounced",
            reason="address-unknown",
            reason_values={"address": BCC, "crm": "CRM"},
            bounce=None,
            evidence="x",
            at=NOW,
        )
        qtbot.waitUntil(lambda: trial.progress.level == "block")
        assert trial.mend.text() == "Look at the addresses"
        press(qtbot, trial.mend)
        assert wizard.current is wizard.addresses

    def test_without_thunderbird_it_says_what_is_waited_for(self, wizard, qtbot):
        through(wizard, qtbot)
        press(qtbot, wizard.next)
        assert not wizard.trial.send.isEnabled()
        assert "has not told your addresses" in wizard.trial.remark.text
        assert wizard.later.text() == "Test it &later"


class TestInBothLanguages:
    @pytest.fixture(params=["en", "pt_BR"])
    def spoken(self, request, qapp, said_hello, start, qtbot):
        translators = language.install(qapp, request.param)
        program = start(request.param)
        program.set_up()
        yield program._set_up.window
        for translator in translators:
            qapp.removeTranslator(translator)

    def test_no_two_things_on_a_step_have_the_same_key(self, spoken):
        for name in ("crm", "addresses", "identities", "senders", "never-log", "token", "trial"):
            spoken.show_step(name)
            spoken.never_log.patterns.take([f"{name}@familia.example"])
            shown = [
                each.text()
                for kind in (QAbstractButton, QLabel)
                for each in spoken.findChildren(kind)
                if each.isVisible() and isinstance(each, QAbstractButton | QLabel)
            ]
            keys = [key.lower() for text in shown for key in re.findall(r"&(\w)", text)]
            assert sorted(keys) == sorted(set(keys)), name


class TestEntryPoints:
    def test_the_strip_opens_it(self, window, start, qtbot):
        press(qtbot, window.strip.buttons[Kind.NO_PROFILE])
        assert any(each.windowTitle() == "Set up Birdlog" for each in QApplication.topLevelWidgets())

    def test_the_empty_list_opens_it(self, window, qtbot):
        press(qtbot, window.log.list_empty.button)
        assert any(each.windowTitle() == "Set up Birdlog" for each in QApplication.topLevelWidgets())

    def test_who_starts_the_program_for_the_first_time_is_asked_once(self, program):
        program.grant(Wish("show"))
        assert program._set_up.window.isVisible()
        program._set_up.window.close()
        program.grant(Wish("show"))
        assert not program._set_up.window.isVisible()

    def test_a_start_at_login_opens_nothing(self, program):
        program.start(Wish("run"))
        assert program._set_up is None

    def test_it_is_asked_for_by_command(self, program):
        program.grant(Wish("set-up"))
        assert program._set_up.window.isVisible()

    def test_the_trays_menu_opens_it_as_long_as_there_is_no_crm(self, program, qtbot):
        def offered():
            program.tray.menu.aboutToShow.emit()
            return [each for each in program.tray.menu.actions() if each.text() == "Set up Birdlog…"]

        (action,) = offered()
        action.trigger()
        assert program._set_up.window.isVisible()
        settings_edit.add_profile("Birdlog CRM", "local")
        qtbot.waitUntil(lambda: not offered())

    def test_the_settings_window_opens_it_for_another_crm(self, settings, program, qtbot):
        press(qtbot, program.preferences.add)
        assert program._set_up.window.isVisible()

    def test_with_a_profile_nobody_is_asked(self, settings, program):
        program.grant(Wish("show"))
        assert program._set_up is None
