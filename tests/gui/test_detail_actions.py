"""What can be done about a mail, from its pane: put it into the CRM directly, never log its people again."""

import pytest
from PySide6.QtCore import Qt

from birdlog import paths
from birdlog.journal import looks, requests
from birdlog.journal.looks import Asked
from birdlog.settings import load

pytestmark = pytest.mark.usefixtures("settings")

AT = "2026-07-01T09:30:00Z"


@pytest.fixture
def token(journal):
    """The profile's access token is in the keyring."""
    looks.keep_asked(journal, Asked("work", None, {}, AT))


@pytest.fixture
def shown(window, ids):
    """Shows an entry of the example; its pane."""

    def show(name):
        window.select(ids[name])
        return window.log.detail

    return show


def told(pane) -> str:
    return pane.told.toPlainText()


def asks(pane) -> str:
    return pane.never_log_question.words.text()


def choose_never_log(pane, address):
    (action,) = [each for each in pane.never_log.menu().actions() if each.text() == address]
    action.trigger()


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("name", ["bounced", "missed", "unconfirmed", "turned-off"])
def test_what_the_crm_does_not_have_can_be_put_there_directly(shown, name, journal, ids):
    pane = shown(name)
    assert pane.again["by-api"].text() == "Log it in HubSpot directly"

    pane.again["by-api"].click()

    (request,) = requests.open_requests(journal)
    assert (request.kind, request.body["by"]) == ("log", "api")
    assert request.body["message_id"] == journal.entry(ids[name]).message_id
    assert not pane.again["by-api"].isEnabled()


@pytest.mark.usefixtures("token")
def test_while_thunderbird_is_closed_it_is_said_to_wait(shown):
    pane = shown("missed")

    pane.again["by-api"].click()

    assert told(pane) == (
        "Thunderbird has been asked for the mail. Birdlog then puts it into the CRM directly."
        " It does so when it is started."
    )


@pytest.mark.usefixtures("token", "connected")
@pytest.mark.parametrize(
    ("end", "words"),
    [
        (("done", None), "The CRM has it now."),
        (("done", "logged-before"), "It was logged before."),
        (("done", "unconfirmed"), "The CRM did not say whether it took it."),
        (("failed", "crm-refused"), "The CRM did not take it."),
        (("refused", "encrypted"), "the check says no"),
        (("gone", None), "Thunderbird does not find the message"),
    ],
)
def test_what_became_of_it_is_said(shown, journal, qtbot, end, words):
    pane = shown("missed")
    pane.again["by-api"].click()
    assert "when it is started" not in told(pane)

    requests.close(journal, requests.open_requests(journal)[0].id, *end)

    qtbot.waitUntil(lambda: words in told(pane))


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("name", ["sent", "confirmed", "pending", "failed"])
def test_what_is_there_or_on_its_way_is_not_offered(shown, name):
    assert not shown(name).again["by-api"].isVisible()


def test_without_a_token_it_is_not_offered(shown):
    assert not shown("missed").again["by-api"].isVisible()


@pytest.fixture
def never_logged():
    """The customers of the example are on the never-log list."""
    paths.never_log_file().write_text("*@kunde.example\n", encoding="utf-8")


@pytest.mark.usefixtures("token", "never_logged")
def test_mail_with_who_is_on_the_never_log_list_is_not_offered(shown):
    pane = shown("missed")

    assert "never-log list" in told(pane)
    assert not pane.again["by-api"].isVisible()


def test_several_mails_are_asked_for_at_once_as_far_as_they_can_go(start, journal, ids, token):
    program = start()
    entries = [journal.entry(ids[name]) for name in ("bounced", "missed", "sent")]
    assert program.window

    program._log_actions.log_again(entries, "by-api")

    asked = [request.body["message_id"] for request in requests.open_requests(journal)]
    assert asked == [entries[0].message_id, entries[1].message_id]


def test_an_address_is_never_logged_again_after_a_question_that_says_what_that_means(shown):
    pane = shown("bounced")
    choose_never_log(pane, "maria.souza@acme.example")
    assert load().never_log == ()
    assert "maria.souza@acme.example" in asks(pane)
    assert "What the CRM has stays there." in asks(pane)
    assert pane.never_log_question.no.hasFocus()

    pane.never_log_question.yes.click()

    assert load().never_log == ("maria.souza@acme.example",)
    assert told(pane) == "On your never-log list: \u2068maria.souza@acme.example\u2069."
    assert pane.undo.isVisible()


def test_the_whole_domain_is_the_second_choice(shown):
    pane = shown("bounced")
    choose_never_log(pane, "maria.souza@acme.example")
    assert pane.never_log_question.otherwise.text() == "Nobody at acme.example"

    pane.never_log_question.otherwise.click()

    assert load().never_log == ("*@acme.example",)


def test_of_a_domain_that_anybody_has_a_mailbox_at_only_the_address_is_offered(shown):
    pane = shown("bounced")

    pane.ask_to_never_log("someone@gmail.com")

    assert not pane.never_log_question.otherwise.isVisible()


def test_it_is_undone_in_place(shown):
    paths.never_log_file().write_text("# family\n*@familia.example\n", encoding="utf-8")
    pane = shown("bounced")
    choose_never_log(pane, "maria.souza@acme.example")
    pane.never_log_question.yes.click()

    pane.undo.click()

    assert load().never_log == ("*@familia.example",)
    assert told(pane) == "Off your list: \u2068maria.souza@acme.example\u2069."
    assert not pane.undo.isVisible()


def test_what_was_on_the_list_before_is_not_undone(shown):
    paths.never_log_file().write_text("Maria.Souza@acme.example\n", encoding="utf-8")
    pane = shown("bounced")
    choose_never_log(pane, "maria.souza@acme.example")

    pane.never_log_question.yes.click()

    assert told(pane) == "It is on your never-log list already."
    assert not pane.undo.isVisible()


def test_what_is_no_address_is_refused_in_words(start):
    program = start()
    assert program.window

    program._log_actions.never_log(("nobody at all",))

    assert told(program.window.log.detail) == "This can't be put on the never-log list."


def test_settings_that_can_t_be_read_are_said_in_place(shown):
    pane = shown("bounced")
    paths.settings_file().write_text("[profile.work\n", encoding="utf-8")
    pane.ask_to_never_log("maria.souza@acme.example")

    pane.never_log_question.yes.click()

    assert "settings.toml" in told(pane)


def test_escape_leaves_the_list_as_it_is(shown, window, qtbot):
    pane = shown("bounced")
    window.activateWindow()
    qtbot.waitActive(window)
    choose_never_log(pane, "maria.souza@acme.example")

    qtbot.keyClick(pane.never_log_question.no, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: not pane.never_log_question.isVisible())
    assert load().never_log == ()


def test_what_was_asked_about_one_mail_is_not_asked_about_the_next(shown):
    choose_never_log(shown("bounced"), "maria.souza@acme.example")

    pane = shown("sent")

    assert not pane.never_log_question.isVisible()
    assert not pane.undo.isVisible()


def test_an_undo_goes_with_its_mail(shown):
    pane = shown("bounced")
    choose_never_log(pane, "maria.souza@acme.example")
    pane.never_log_question.yes.click()

    shown("sent")

    assert (told(pane), pane.undo.isVisible()) == ("", False)


def test_a_hostile_address_stays_text(shown):
    pane = shown("bounced")

    pane.ask_to_never_log("<b>\u202egnp.exe\x07@" + "x" * 10_000 + ".example")

    assert "\u202e" not in asks(pane)
    assert "\x07" not in asks(pane)
    assert pane.never_log_question.isVisible()


def test_several_addresses_are_forgotten_at_once(start, qtbot, journal, ids):
    program = start()
    assert program.window

    program._log_actions.forget(("maria.souza@acme.example", "tom@example.com"))

    qtbot.waitUntil(lambda: journal.entry(ids["failed"]) is None)
    assert journal.entry(ids["bounced"]) is None


def test_the_servers_own_words_are_there_folded(shown):
    pane = shown("bounced")
    assert not pane.answer.isVisible()

    pane.answer_fold.button.click()

    assert pane.answer.toPlainText().startswith("smtp; 552 5.3.4 Message size exceeds")


def test_a_question_is_scrolled_to_where_the_pane_is_low(shown, window, qtbot):
    window.resize(900, 400)
    pane = shown("bounced")

    choose_never_log(pane, "maria.souza@acme.example")

    qtbot.waitUntil(lambda: not pane.never_log_question.yes.visibleRegion().isEmpty())
