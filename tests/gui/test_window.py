"""The window: what one sees of the journal, and what one can do there, by mouse and by keyboard."""

import os
from typing import ClassVar

import pytest
from example_journal import DIAGNOSTIC, FORWARD, HOSTILE_SUBJECT
from palettes import DARK, LIGHT
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from birdlog import nudge, paths, settings_edit
from birdlog.journal import requests
from birdlog.journal.entry import Bounce
from birdlog.journal.store import Journal
from birdlog.rules.finding import Finding
from birdlog.settings import load
from birdlog_gui.health import Kind
from birdlog_gui.log.entries import Role
from birdlog_gui.look import quiet
from birdlog_gui.prose import Prose
from birdlog_gui.thunderbird import can_open
from birdlog_gui.window import StatusWindow

pytestmark = pytest.mark.usefixtures("settings", "installed", "connected", "ids")


def subjects(window: StatusWindow) -> list[str]:
    return [window.log.model.index(row, 0).data(Role.SUBJECT) for row in range(window.log.model.rowCount())]


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


def shown_texts(window: StatusWindow) -> str:
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    texts = [prose.toPlainText() for prose in window.findChildren(Prose) if prose.isVisible()]
    return "\n".join(labels + texts)


def shown_prose(pane) -> list[Prose]:
    return [prose for prose in pane.findChildren(Prose) if prose.isVisible()]


def test_all_mails_are_listed_and_none_is_chosen(window, ids):
    assert window.log.model.rowCount() == len(ids)
    assert window.log.detail_stack.currentWidget() is window.log.detail_empty


def test_a_chosen_mail_shows_verdict_reason_and_way(window, ids):
    window.select(ids["bounced"])

    assert window.log.detail.verdict.toPlainText() == "Came back"
    assert window.log.detail.reason.toPlainText()
    assert "Contract draft" in window.log.detail.subject.toPlainText()
    assert [word in shown_texts(window) for word in ("Sent to the CRM", "maria.souza@acme.example")] == [
        True,
        True,
    ]


def test_what_the_server_said_is_folded_until_one_looks_for_it(window, qtbot, ids):
    window.select(ids["bounced"])
    window.refresh()
    assert DIAGNOSTIC not in shown_texts(window)

    qtbot.mouseClick(window.log.detail.answer_fold.button, Qt.MouseButton.LeftButton)
    assert DIAGNOSTIC in shown_texts(window)

    window.refresh()
    assert DIAGNOSTIC in shown_texts(window)

    window.select(ids["sent"])
    assert not window.log.detail.answer_fold.isVisible()

    window.select(ids["bounced"])
    assert DIAGNOSTIC not in shown_texts(window)


def test_what_is_shown_of_a_mail_opens_no_window_of_its_own(window, qapp, journal, ids):
    class Opened(QObject):
        seen: ClassVar[list[str]] = []

        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(repr(watched))
            return False

    watch = Opened()
    qapp.installEventFilter(watch)
    for name in ("bounced", "findings", "sent"):
        window.select(ids[name])
    qapp.removeEventFilter(watch)

    assert watch.seen == []


def test_text_of_a_mail_is_never_markup(window, ids):
    window.select(ids["hostile"])

    assert "<b>Invoice</b>" in window.log.detail.subject.toPlainText()
    assert {label.textFormat() for label in window.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    assert "\u202e" not in shown_texts(window)
    assert "\u202e" in HOSTILE_SUBJECT


def test_a_search_lists_what_it_finds(window, qtbot):
    qtbot.keyClicks(window.log.search, "offer 2024")

    qtbot.waitUntil(lambda: window.log.model.rowCount() == 2)


def test_a_search_that_finds_nothing_says_so_and_shows_the_way_back(window, qtbot, ids):
    qtbot.keyClicks(window.log.search, "no such mail")
    qtbot.waitUntil(lambda: window.log.list_stack.currentWidget() is window.log.list_empty)
    assert window.log.list_empty.title.text() == "No mail found"

    qtbot.mouseClick(window.log.list_empty.button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: window.log.model.rowCount() == len(ids))


def test_the_strip_counts_the_mails_that_need_the_person_and_lists_them(window, qtbot):
    assert window.strip.sentence.text() == "3 mails need you."

    qtbot.mouseClick(window.strip.needs_you, Qt.MouseButton.LeftButton)

    assert len(subjects(window)) == 3


def test_a_mail_that_was_looked_at_no_longer_needs_the_person(window, ids):
    for name in ("bounced", "failed", "missed"):
        window.select(ids[name])

    assert window.strip.sentence.text() == "All is well. 1 mail waits in the Outbox."
    assert not window.strip.needs_you.isVisible()


def test_an_entry_is_shown_even_if_the_filter_would_hide_it(window, ids):
    window.show_what_needs_you()

    window.select(ids["confirmed"])

    assert window.log.detail.verdict.toPlainText() == "In the CRM"


def test_an_entry_that_is_gone_changes_nothing(window, ids):
    window.select(ids["sent"])

    window.select(98_765)

    nothing_chosen = window.log.detail_stack.currentWidget() is window.log.detail_empty
    assert nothing_chosen or window.log.detail.entry.id == ids["sent"]


def test_details_are_copied_as_text(window, qtbot, ids):
    window.select(ids["bounced"])

    qtbot.mouseClick(window.log.detail.copy_details, Qt.MouseButton.LeftButton)

    copied = QGuiApplication.clipboard().text()
    for part in ("Came back", "Contract draft", "Message-ID: 0012.8f2c1d@firma.example", "5.3.4", DIAGNOSTIC):
        assert part in copied


@pytest.fixture
def thunderbird(tmp_path, monkeypatch):
    """A program named thunderbird that notes how it was called."""
    folder, called = tmp_path / "bin", tmp_path / "called"
    folder.mkdir()
    program = folder / "thunderbird"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" > {called}.new && mv {called}.new {called}\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return called


def test_a_mail_is_opened_in_thunderbird_by_its_message_id(window, qtbot, thunderbird, ids):
    window.select(ids["forward"])

    qtbot.mouseClick(window.log.detail.open, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(thunderbird.exists)
    assert thunderbird.read_text() == "1\nmid:CAJ7+reply-2024@mail.acme.example\n"


def test_the_return_key_opens_the_chosen_mail(window, qtbot, thunderbird, ids):
    window.activateWindow()
    window.select(ids["sent"])
    window.log.list.setFocus()

    press(qtbot, window.log.list, Qt.Key.Key_Return)

    qtbot.waitUntil(thunderbird.exists)


def test_a_computer_without_thunderbird_is_said_in_place(window, monkeypatch, tmp_path, ids):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(nudge, "connected", lambda: False)
    window.select(ids["sent"])

    window.log.detail.open.click()

    assert window.log.detail.told.toPlainText() == "Thunderbird was not found on this computer."


def test_a_thunderbird_that_runs_where_nobody_finds_it_is_asked(window, monkeypatch, tmp_path, journal, ids):
    monkeypatch.setenv("PATH", str(tmp_path))
    window.select(ids["sent"])

    window.log.detail.open.click()

    (asked,) = requests.open_requests(journal)
    assert (asked.kind, asked.body) == ("open", {"message_id": journal.entry(ids["sent"]).message_id})
    assert window.log.detail.told.toPlainText() == ""


@pytest.mark.parametrize("message_id", [None, "", "a b@c", "a\nb@c", "a\x00@c", "a\u202eb@c"])
def test_what_is_no_message_id_opens_nothing(message_id):
    assert not can_open(message_id)


def test_nothing_is_forgotten_before_the_question_is_answered(window, qtbot, journal, ids):
    window.select(ids["bounced"])
    window.log.detail.forget.menu().actions()[0].trigger()
    assert window.log.detail.question.isVisible()

    press(qtbot, window.log.detail.question.no, Qt.Key.Key_Space)

    assert not window.log.detail.question.isVisible()
    assert journal.entry(ids["bounced"])


def test_a_contact_is_forgotten_when_the_person_says_so(window, qtbot, journal, ids):
    window.select(ids["bounced"])
    window.log.detail.forget.menu().actions()[0].trigger()

    qtbot.mouseClick(window.log.detail.question.yes, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: window.log.model.rowCount() == len(ids) - 3)
    assert journal.entries(search="maria.souza@acme.example") == []


def test_a_mail_without_a_message_id_offers_no_way_to_it(window, ids):
    window.select(ids["private"])

    assert not window.log.detail.open.isEnabled()
    assert not window.log.detail.forget.isEnabled()


def test_a_pause_is_said_and_ended_in_the_strip(window, qtbot, journal):
    settings_edit.set_paused("on")
    qtbot.waitUntil(lambda: "Logging is paused." in window.strip.sentence.text())

    qtbot.mouseClick(window.strip.buttons[Kind.PAUSED], Qt.MouseButton.LeftButton)

    assert load().paused is None
    assert "paused" not in window.strip.sentence.text()


def test_ctrl_f_goes_to_the_search(window, qtbot):
    window.activateWindow()
    window.log.list.setFocus()

    press(qtbot, window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    assert QApplication.focusWidget() is window.log.search


def test_arrow_keys_walk_through_the_mails(window, qtbot, ids):
    window.select(ids["pending"])
    window.log.list.setFocus()

    press(qtbot, window.log.list, Qt.Key.Key_Down)

    assert window.log.detail.entry.id == ids["sent"]


def test_a_mail_is_not_taken_for_looked_at_because_the_focus_came_to_it(window, qtbot, ids):
    window.show_what_needs_you()

    window.log.search.setFocus()
    window.log.list.setFocus()

    assert window.strip.sentence.text() == "3 mails need you."


def test_tab_reaches_everything_that_acts(window, qtbot, ids):
    window.select(ids["failed"])
    window.log.list.setFocus()

    reached = set()
    for _ in range(30):
        reached.add(QApplication.focusWidget())
        press(qtbot, QApplication.focusWidget(), Qt.Key.Key_Tab)

    detail = window.log.detail
    wanted = {window.log.list, window.log.search, window.log.filter, window.strip.needs_you}
    wanted |= {detail.open, detail.copy_details, detail.forget, detail.technical_fold.button}
    assert wanted <= reached


def test_everything_that_acts_has_a_name(window, ids):
    window.select(ids["bounced"])

    nameless = [
        button
        for button in window.findChildren(QAbstractButton)
        if button.isVisible()
        and not (button.text() or button.accessibleName() or button.parent() is window.log.search)
    ]

    assert nameless == []
    assert window.log.search.accessibleName()
    assert window.log.filter.accessibleName()
    assert window.log.list.accessibleName()


@pytest.mark.parametrize("name", ["long", "bounced", "findings", "hostile"])
def test_in_the_narrowest_window_nothing_is_cut_off(window, qtbot, ids, name):
    window.select(ids[name])
    window.resize(1, 1)

    pane = window.log.detail

    def nothing_is_cut_off():
        assert pane.widget().width() <= pane.viewport().width()
        assert all(prose.height() >= prose.heightForWidth(prose.width()) for prose in shown_prose(pane))

    qtbot.waitUntil(nothing_is_cut_off)


def test_times_are_said_anew_only_while_the_window_is_visible(window):
    assert window.minute.isActive()

    window.hide()

    assert not window.minute.isActive()


def test_the_window_comes_back_where_it_was(start, qtbot):
    first = start()
    first.window.show()
    first.window.resize(700, 500)
    first.window.close()
    first.close()

    assert start().window.size() == first.window.size()


def test_the_window_follows_the_desktop_from_light_to_dark(qapp, window, qtbot, ids):
    before = QPalette(qapp.palette())
    window.select(ids["bounced"])
    words = window.log.detail.remedy

    for palette in (LIGHT, DARK):
        qapp.setPalette(palette)
        qtbot.waitUntil(lambda palette=palette: words.palette().text().color() == quiet(palette))
        assert window.log.detail.grab().toImage().pixelColor(2, 2) == palette.base().color()

    qapp.setPalette(before)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_row_paints_in_both_directions(window, qtbot, direction):
    window.setLayoutDirection(direction)

    picture = window.log.list.grab().toImage()

    colours = {picture.pixel(x, 26) for x in range(picture.width())}
    assert len(colours) > 2


@pytest.fixture
def break_journal(tmp_path):
    """Puts a broken file in place of the journal, as a synchronisation that was cut off may."""
    file = tmp_path / "broken.sqlite3"
    file.write_bytes(b"\xff" * 8_192)

    def act():
        for beside in paths.data_dir().glob("journal.sqlite3-*"):
            beside.unlink()
        file.replace(paths.journal_file())

    return act


def test_a_journal_that_is_replaced_by_a_broken_one_is_said(window, qtbot, break_journal):
    break_journal()

    qtbot.waitUntil(lambda: "damaged" in window.strip.sentence.text())
    assert window.log.list_stack.currentWidget() is window.log.list_empty
    assert window.log.list_empty.button.text() == "Try again"


def test_the_window_goes_on_when_the_broken_journal_is_gone(window, qtbot, break_journal):
    break_journal()
    qtbot.waitUntil(lambda: window.log.list_empty.title.text() == "The journal is damaged.")

    paths.journal_file().unlink()

    qtbot.waitUntil(lambda: window.log.list_empty.title.text() == "No mail yet")
    with Journal.open() as fresh:
        assert fresh.counts() == {}


# Logging once more what came back


@pytest.fixture
def forward_back(window, journal, ids):
    """A forward that came back for its attachments."""
    bounce = Bounce(FORWARD, "5.3.4", DIAGNOSTIC, "too-large", "message-id")
    values = {"crm": "HubSpot", "address": FORWARD, "variant": "attachments"}
    told = {"reason": "too-large", "reason_values": values, "bounce": bounce, "evidence": "x"}
    journal.move(ids["forward"], "bounced", at="2030-01-01T00:00:00Z", **told)
    window.refresh()
    return ids["forward"]


def offered(window):
    return [each.text() for each in window.log.detail.again.values() if each.isVisible()]


def test_what_came_back_can_be_logged_again_by_the_remedy_that_fits(window, journal, forward_back):
    window.select(forward_back)
    assert offered(window) == ["Log without the attachments"]
    assert window.log.detail.remedy.toPlainText() == "Log it again without the attachments."

    window.log.detail.again["without-attachments"].click()

    (asked,) = requests.open_requests(journal)
    assert asked.body["without_attachments"]
    said = "Thunderbird has been asked to log it again without the attachments."
    assert window.log.detail.told.toPlainText() == said
    assert not window.log.detail.again["without-attachments"].isEnabled()


@pytest.mark.parametrize("outcome", ["done", "failed", "gone"])
def test_what_became_of_it_is_said(window, qtbot, journal, forward_back, outcome):
    window.select(forward_back)
    window.log.detail.again["without-attachments"].click()
    (asked,) = requests.open_requests(journal)

    requests.close(journal, asked.id, outcome, None)

    said = "It was logged again." if outcome == "done" else "could not be logged again"
    qtbot.waitUntil(lambda: said in window.log.detail.told.toPlainText())
    assert window.log.detail.again["without-attachments"].isEnabled() is (outcome != "done")


def test_a_mail_of_one_s_own_is_not_offered_again_but_the_way_by_a_file_is_said(window, ids):
    window.select(ids["bounced"])

    assert offered(window) == []
    assert "birdlog profile token work" in window.log.detail.told.toPlainText()


def test_a_mail_that_was_never_sent_is_not_said_to_have_reached_anybody(window, ids):
    window.select(ids["failed"])

    assert window.log.detail.told.toPlainText() == ""


def test_of_several_customers_who_did_not_get_it_all_are_named_once(window, journal, ids):
    for number, who in enumerate(("lena@kunde.example", "tom@kunde.example")):
        values = {"crm": "HubSpot", "address": who, "variant": "address-unknown"}
        finding = Finding("recipient-bounced", "warn", values)
        told = {"reason": "recipient-bounced", "values": values, "finding": finding}
        journal.note(ids["sent"], **told, evidence=who, at=f"2030-01-01T00:00:0{number}Z")
    window.refresh()
    window.select(ids["sent"])

    assert "lena@kunde.example did not get" in window.log.detail.reason.toPlainText()
    assert "tom@kunde.example did not get" in shown_texts(window.log.detail.undelivered)
    assert "lena@kunde.example" not in shown_texts(window.log.detail.undelivered)
    assert not window.log.detail.findings.isVisible()
