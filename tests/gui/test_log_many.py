"""What is done with many mails at once: each thing says what came of it, and can be broken off."""

import csv
import json

import pytest
from example_journal import FORWARD, sent
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from test_log_table import click_row, write_many

from birdlog.journal import requests
from birdlog.journal.entry import Bounce
from birdlog.settings import load
from birdlog_gui.log import many

pytestmark = pytest.mark.usefixtures("settings", "installed", "connected", "ids")

CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot, window, name: str) -> None:
    qtbot.mouseClick(getattr(window.log.several, name), Qt.MouseButton.LeftButton)


def choose(window, *ids: int) -> None:
    window.log.list.choose_rows([window.log.model.row_of(id) for id in ids])


def ended(qtbot, window) -> str:
    work = window.log.work
    qtbot.waitUntil(lambda: work.isVisible() and work.close_button.isVisible())
    return work.words.text()


def save_as(qtbot, window, file, form: str = "csv") -> None:
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    dialog = window.findChild(QFileDialog)
    if form != "csv":
        dialog.selectNameFilter(next(each for each in dialog.nameFilters() if form in each))
    dialog.selectFile(str(file))
    dialog.fileSelected.emit(str(file))
    dialog.close()


def test_chosen_mails_are_copied_as_lines_of_text(window, qtbot, ids):
    choose(window, ids["bounced"], ids["hostile"])

    press(qtbot, window, "copy")

    assert ended(qtbot, window) == "Copied."
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert "Came back\tmaria.souza@acme.example\tRe: Re: Fwd: Contract draft" in lines[0]
    assert "\t<b>Invoice</b> <img src=x> gnp.exe &amp; done" in lines[1]


def test_ctrl_c_copies_one_or_several(window, qtbot, ids):
    window.select(ids["bounced"])
    window.log.list.setFocus()
    qtbot.keyClick(window.log.list, Qt.Key.Key_C, CTRL)
    assert "5.3.4" in QGuiApplication.clipboard().text()

    choose(window, ids["bounced"], ids["sent"])
    qtbot.keyClick(window.log.list, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: len(QGuiApplication.clipboard().text().splitlines()) == 2)


def test_too_many_to_copy_is_said(window, qtbot, monkeypatch):
    monkeypatch.setattr(many, "MOST_COPIED", 3)
    window.log.list.selectAll()

    press(qtbot, window, "copy")

    assert ended(qtbot, window) == "These are too many to be copied. Export them to a file."


def test_chosen_mails_are_exported_as_a_table(window, qtbot, tmp_path, ids):
    file = tmp_path / "chosen.csv"
    choose(window, ids["bounced"], ids["sent"], ids["old"])

    press(qtbot, window, "export")
    save_as(qtbot, window, file)

    assert ended(qtbot, window) == "3 mails are in \u2068chosen.csv\u2069 now."
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {int(row["id"]) for row in rows} == {ids["bounced"], ids["sent"], ids["old"]}


def test_all_that_is_listed_is_exported_in_its_order(window, qtbot, tmp_path, journal):
    write_many(journal, 250)
    window.refresh()
    file = tmp_path / "all.jsonl"

    window.log.export_wanted.emit(window.log.everything())
    save_as(qtbot, window, file, "jsonl")

    assert ended(qtbot, window).startswith("264 mails are in")
    exported = [json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert exported == [entry.id for entry in journal.entries()]


def test_an_export_that_is_broken_off_leaves_no_file(window, qtbot, tmp_path, journal, monkeypatch):
    write_many(journal, 50)
    window.refresh()
    monkeypatch.setattr(many, "_TELL_EVERY", 5)
    actions = window.log.findChild(many.ManyActions)
    actions.progressed.connect(lambda count: actions.close(), Qt.ConnectionType.DirectConnection)

    window.log.export_wanted.emit(window.log.everything())
    save_as(qtbot, window, tmp_path / "all.csv")

    assert ended(qtbot, window) == "Broken off. Nothing was changed."
    assert not (tmp_path / "all.csv").exists()


def test_a_folder_that_can_t_be_written_is_said(window, qtbot, tmp_path):
    window.log.export_wanted.emit(window.log.everything())
    save_as(qtbot, window, tmp_path / "nowhere" / "all.csv")

    assert ended(qtbot, window) == "\u2068all.csv\u2069 could not be written: No such file or directory."


def test_what_can_be_logged_again_is_asked_for(window, qtbot, journal, ids):
    bounce = Bounce(FORWARD, "5.3.4", None, "too-large", "message-id")
    values = {"crm": "HubSpot", "address": FORWARD, "variant": "attachments"}
    told = {"reason": "too-large", "reason_values": values, "bounce": bounce, "evidence": "x"}
    journal.move(ids["forward"], "bounced", at="2030-01-01T00:00:00Z", **told)
    window.refresh()
    choose(window, ids["forward"], ids["failed"], ids["sent"])

    press(qtbot, window, "again")

    said = "Thunderbird has been asked to log 1 mail again. 1 mail can't be logged again; it says why."
    assert ended(qtbot, window) == said
    (asked,) = requests.open_requests(journal)
    assert asked.body["without_attachments"]


def test_contacts_are_never_logged_from_now_on(window, qtbot, ids):
    choose(window, ids["failed"], ids["sent"])

    press(qtbot, window, "never_log")

    assert ended(qtbot, window) == "From now on mail with 2 contacts will never be logged."
    assert {"tom@example.com", "lena.fischer@kunde.example"} <= set(load().never_log)


def test_nothing_is_forgotten_before_the_question_is_answered(window, qtbot, journal, ids):
    choose(window, ids["failed"], ids["sent"])

    press(qtbot, window, "forget")
    assert window.log.several.question.isVisible()
    qtbot.mouseClick(window.log.several.question.no, Qt.MouseButton.LeftButton)

    assert len(journal.entries()) == len(ids)
    assert not window.log.work.isVisible()


def test_chosen_mails_are_forgotten(window, qtbot, journal, ids):
    choose(window, ids["failed"], ids["sent"])

    press(qtbot, window, "forget")
    qtbot.mouseClick(window.log.several.question.yes, Qt.MouseButton.LeftButton)

    assert ended(qtbot, window) == "2 mails were forgotten."
    assert journal.entry(ids["failed"]) is None
    qtbot.waitUntil(lambda: window.log.model.rowCount() == len(ids) - 2)


def test_all_that_the_filter_lets_through_is_forgotten_and_no_more(window, qtbot, journal, ids):
    write_many(journal, 250)
    window.log.filters.person.setText("maria@acme")
    window.log.filters.changed.emit()
    window.log.list.selectAll()
    assert window.log.several.title.text() == "All mails in the list are chosen."

    press(qtbot, window, "forget")
    qtbot.mouseClick(window.log.several.question.yes, Qt.MouseButton.LeftButton)

    assert ended(qtbot, window) == "250 mails were forgotten."
    assert len(journal.entries()) == len(ids)


def test_what_came_of_it_goes_when_it_is_closed(window, qtbot, ids):
    choose(window, ids["failed"], ids["sent"])
    press(qtbot, window, "copy")
    ended(qtbot, window)

    qtbot.mouseClick(window.log.work.close_button, Qt.MouseButton.LeftButton)

    assert not window.log.work.isVisible()


def test_a_mail_that_comes_meanwhile_is_not_chosen_with_the_others(window, qtbot, journal, ids):
    click_row(qtbot, window, 0)
    click_row(qtbot, window, 1, CTRL)
    before = window.log.choice()

    journal.add_or_move(sent(9_999, "New", "new@example.com"), "2030-01-01T00:00:00Z", "sent")
    window.refresh()

    assert window.log.choice() == before
