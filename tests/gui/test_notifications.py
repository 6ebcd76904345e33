"""Notifications: one for what came back, one for many, once, and a click leads there."""

import pytest
from example_journal import comes_back, sent

from birdlog.journal import news
from birdlog.journal.entry import Bounce
from birdlog_gui import language, telling, tray
from birdlog_gui.notification import notification

pytestmark = pytest.mark.usefixtures("settings", "installed", "qapp")

AT = "2026-07-01T09:40:00Z"


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(telling, "_NEWS_TOGETHER_MS", 1)


@pytest.fixture
def shown(monkeypatch):
    """What the tray was to show; the tray itself is the desktop's (test_desktop.py)."""
    told = []
    monkeypatch.setattr(tray.QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(tray.QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(tray.QSystemTrayIcon, "showMessage", lambda _icon, *words: told.append(words[:2]))
    return told


def test_one_mail_that_came_back_is_told_with_its_reason(journal):
    id = comes_back(journal, 1)

    told = notification((journal.entry(id),), "en")

    assert told.title == "Came back: Offer"
    assert told.text == "HubSpot sent this back: it is larger than HubSpot takes."
    assert told.entry == id


def test_many_are_told_together(journal):
    ids = [comes_back(journal, number, f"Offer {number}") for number in range(1, 6)]

    told = notification(tuple(map(journal.entry, ids)), "en")

    assert told.title == "5 mails came back"
    assert told.text == "Offer 1\nOffer 2\nOffer 3\n…"
    assert told.entry is None


def test_a_customer_who_did_not_get_it_is_told_as_that(journal):
    id, _ = journal.add_or_move(sent(1, "Offer", "tom@example.com"), AT, "sent")
    values = {"crm": "HubSpot", "address": "tom@example.com", "variant": "address-unknown"}
    journal.note(id, reason="recipient-bounced", values=values, evidence="x", at=AT)

    told = notification((journal.entry(id),), "en")

    assert told.title == "Not delivered: Offer"
    assert told.text.startswith("tom@example.com did not get this mail")


def test_nothing_of_a_mail_can_be_taken_for_markup(journal):
    id = comes_back(journal, 1, "<a href='x'>Pay</a> &amp; done")

    told = notification((journal.entry(id),), "en")

    assert told.title == "Came back: ‹a href='x'›Pay‹/a› &amp; done"


def test_it_speaks_portuguese(journal, qapp):
    translators = language.install(qapp, "pt_BR")
    ids = [comes_back(journal, number) for number in (1, 2)]
    told = notification(tuple(map(journal.entry, ids)), "pt_BR")
    one = notification((journal.entry(ids[0]),), "pt_BR")
    for translator in translators:
        qapp.removeTranslator(translator)

    assert (told.title, one.title) == ("2 mensagens voltaram", "Devolvida: Offer")


def test_what_came_back_while_nobody_was_there_is_told_at_the_start_and_once(start, shown, journal, qtbot):
    comes_back(journal, 1)
    start()
    qtbot.waitUntil(lambda: len(shown) == 1)
    qtbot.waitUntil(lambda: news.untold(journal).until == 0)

    assert shown == [("Came back: Offer", "HubSpot sent this back: it is larger than HubSpot takes.")]
    again = start()
    assert not again._telling.is_due


def test_who_is_looking_at_it_is_not_told(start, shown, journal, ids, qtbot):
    window = start().window
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: len(shown) == 1)  # the example's own
    window.select(ids["sent"])
    bounce = Bounce("x", "5.3.4", None, "too-large", "message-id")
    told = {"reason": "too-large", "reason_values": {}, "bounce": bounce, "evidence": "x"}
    journal.move(ids["sent"], "bounced", at=AT, **told)
    qtbot.waitUntil(lambda: window.log.detail.entry.state == "bounced")

    comes_back(journal, 100, "Another")
    qtbot.waitUntil(lambda: len(shown) == 2)

    assert shown[1][0] == "Came back: Another"


def test_what_comes_back_is_told_as_it_comes(start, shown, journal, qtbot):
    start()
    comes_back(journal, 1)

    qtbot.waitUntil(lambda: len(shown) == 1)


def test_a_click_opens_the_mail(start, shown, journal, qtbot):
    id = comes_back(journal, 1)
    running = start()
    qtbot.waitUntil(lambda: len(shown) == 1)

    running.tray._icon.messageClicked.emit()

    assert running.window.isVisible()
    assert running.window.log.detail.entry.id == id


def test_a_click_on_many_opens_the_list_of_what_needs_the_person(start, shown, journal, qtbot):
    for number in (1, 2):
        comes_back(journal, number)
    running = start()
    qtbot.waitUntil(lambda: len(shown) == 1)

    running.tray._icon.messageClicked.emit()

    assert running.window.log.filter.currentText() == "Needs you"


def test_without_a_tray_nothing_is_taken_for_told(start, journal, qtbot, monkeypatch):
    monkeypatch.setattr(tray.QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    monkeypatch.setattr(telling, "_NO_TRAY_COMES_MS", 4)
    comes_back(journal, 1)
    running = start()
    qtbot.waitUntil(lambda: not running._telling.is_due)

    assert len(news.untold(journal).entries) == 1


def test_it_is_told_when_the_tray_is_there(start, shown, journal, qtbot, monkeypatch):
    there = iter([False, False])
    monkeypatch.setattr(tray.QSystemTrayIcon, "isSystemTrayAvailable", lambda: next(there, True))
    comes_back(journal, 1)
    start()

    qtbot.waitUntil(lambda: len(shown) == 1)
