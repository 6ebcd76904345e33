"""The contacts of the embedded CRM in the window: real records, a real window, mouse and keyboard."""

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from example_contacts import (
    HOSTILE_NAME,
    LOCAL,
    LONG_TEXT,
    MARIA,
    PROFILE,
    SETTINGS,
    TEXT,
    fill_mails,
    fill_many,
    fill_people,
    mail,
)
from example_journal import SETTINGS as HUBSPOT
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel

from birdlog import paths, settings_edit
from birdlog.crm.local import card, directory, intake, records
from birdlog.journal.store import Observation
from birdlog_gui.contacts.desk import Desk
from birdlog_gui.contacts.model import Role
from birdlog_gui.contacts.page import ContactsPage
from birdlog_gui.plain import harmless_lines
from birdlog_gui.prose import Prose
from birdlog_gui.window import has_own_crm
from crm_postgresql import Cluster

CODE = """
import sys
from example_contacts import PROFILE, SETTINGS, mail
from datetime import UTC, datetime
from birdlog.crm.local import intake, records
engine = records.open_records()
raw = mail(99, "News", "x", to="new@customer.example", when=datetime.now(UTC))
assert intake.take_sent(engine, raw, PROFILE, SETTINGS, datetime.now(UTC)).logged
"""

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def local(installed, connected):
    """A person whose mail goes into the embedded CRM."""
    paths.settings_file().write_text(LOCAL, encoding="utf-8")


@pytest.fixture
def engine(local):
    engine = records.open_records()
    yield engine
    engine.dispose()


@pytest.fixture
def filled(engine):
    fill_people(engine)
    fill_mails(engine)
    return engine


@pytest.fixture
def page(local, window, qtbot):
    """The contacts, shown, whatever is in the records."""
    with qtbot.waitActive(window):
        window.activateWindow()
    shown = window.show_page("contacts")
    assert isinstance(shown, ContactsPage)
    qtbot.waitUntil(lambda: bool(shown.contacts.model.rowCount() or shown.contacts.empty.title.text()))
    return shown


def names(page):
    return [page.contacts.model.index(row).data() for row in range(page.contacts.model.rowCount())]


def choose(page, qtbot, address):
    model = page.contacts.model
    indexes = [model.index(row) for row in range(model.rowCount())]
    page.contacts.list.setCurrentIndex(next(at for at in indexes if model.contact(at).email == address))
    qtbot.waitUntil(lambda: page.card.card is not None and page.card.card.email == address)
    qtbot.waitUntil(page.card.isVisible)


def unfold(page, qtbot, number):
    """Open the mail of that place on the timeline; its row."""
    row = list(page.card.rows.values())[number]
    row.head.click()
    qtbot.waitUntil(lambda: row.body.toPlainText() != "Reading…")
    return row


def kept(engine, contact_id=None, address=None):
    with records.reading(engine) as connection:
        if address:
            found = directory.page(connection, address, 1).contacts
            return found[0] if found else None
        return card.card(connection, contact_id)


def tabs(window):
    """What the visible tabs say."""
    places = range(window.tabs.count())
    return [window.tabs.tabText(place) for place in places if window.tabs.isTabVisible(place)]


@pytest.mark.usefixtures("settings", "installed", "connected")
def test_without_an_embedded_crm_there_is_no_such_page(window):
    assert "Contacts" not in tabs(window)


def test_a_team_s_database_is_an_embedded_crm():
    from birdlog.settings import load

    paths.settings_file().write_text(f'{HUBSPOT}\n[crm]\ndatabase = "sqlite:////x"\n', encoding="utf-8")
    assert has_own_crm(load())
    paths.settings_file().write_text(HUBSPOT, encoding="utf-8")
    assert not has_own_crm(load())


def test_the_page_comes_and_goes_with_the_settings(page, window, qtbot):
    assert "Contacts" in tabs(window)
    paths.settings_file().write_text(HUBSPOT, encoding="utf-8")
    qtbot.waitUntil(lambda: "Contacts" not in tabs(window))
    assert not page.isVisible()


def test_an_empty_list_says_what_comes_and_lets_one_add_and_import(page):
    assert page.contacts.empty.title.text() == "No contacts yet"
    assert page.contacts.add.isVisible()
    assert page.contacts.import_file.isVisible()
    assert not page.contacts.search.isVisible()


@pytest.mark.usefixtures("filled")
def test_contacts_are_listed_the_latest_mail_first(page):
    assert names(page)[:2] == ["Maria Souza", "Lena Fischer"]
    first = page.contacts.model.index(0)
    assert "Acme Engenharia" in first.data(Role.SECOND)
    assert first.data(Role.WHEN) == "just now"
    assert page.detail.currentWidget() is page.nobody


@pytest.mark.usefixtures("filled")
def test_a_search_lists_what_it_finds_and_leads_back(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.contacts.search.hasFocus)
    qtbot.keyClicks(page.contacts.search, "kunde")
    qtbot.waitUntil(lambda: names(page) == ["Lena Fischer"])
    qtbot.keyClick(page.contacts.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.card.name.toPlainText() == "Lena Fischer")

    page.contacts.search.setText("nobody at all")
    qtbot.waitUntil(page.contacts.empty.isVisible)
    assert page.contacts.empty.title.text() == "Nobody found"
    qtbot.mouseClick(page.contacts.empty.button, LEFT)
    qtbot.waitUntil(lambda: len(names(page)) == 7)


def test_a_long_list_is_read_as_one_scrolls(engine, window, qtbot):
    fill_many(engine, 450, can_be_found=True)
    page = window.show_page("contacts")
    qtbot.waitUntil(lambda: page.contacts.model.rowCount() >= 100)
    for _ in range(4):
        page.contacts.list.scrollToBottom()
        seen = page.contacts.model.rowCount()
        qtbot.waitUntil(lambda seen=seen: page.contacts.model.rowCount() > seen or seen == 450)

    assert len(set(names(page))) <= page.contacts.model.rowCount() == 450


@pytest.mark.usefixtures("filled")
def test_a_contact_shows_company_deals_and_mails(page, qtbot):
    choose(page, qtbot, MARIA)

    assert page.card.address.toPlainText() == MARIA
    assert "2 contacts of this company" in page.card.company.toPlainText()
    assert [row.stage.text() for row in page.card.deals.rows] == ["Open", "Won", "Lost"]
    heads = [row.head.accessibleName() for row in page.card.rows.values()]
    assert "Received" in heads[0]
    assert "1 attachment" in heads[1]


def test_older_mails_are_shown_on_request(engine, window, qtbot):
    now = datetime.now(UTC)
    for number in range(30):
        raw = mail(number, f"Mail {number}", "x", when=now - timedelta(days=number))
        assert intake.take_sent(engine, raw, PROFILE, SETTINGS, now).logged
    page = window.show_page("contacts")
    qtbot.waitUntil(lambda: page.contacts.model.rowCount() == 1)
    choose(page, qtbot, MARIA)
    assert len(page.card.rows) == 25

    qtbot.mouseClick(page.card.older, LEFT)

    qtbot.waitUntil(lambda: len(page.card.rows) == 30)
    assert [row.mail.subject for row in page.card.rows.values()] == [f"Mail {number}" for number in range(30)]
    assert not page.card.older.isVisible()


@pytest.mark.usefixtures("filled")
def test_a_mail_unfolds_its_text_in_place(page, qtbot):
    choose(page, qtbot, MARIA)
    row = unfold(page, qtbot, 4)

    assert row.body.toPlainText() == harmless_lines(TEXT)
    line = row.body.fontMetrics().height()
    qtbot.waitUntil(lambda: row.body.height() >= row.body.heightForWidth(row.body.width()) > 8 * line)
    assert not row.all.isVisible()
    qtbot.keyClick(row.head, Qt.Key.Key_Return)
    assert not row.body.isVisible()
    qtbot.keyClick(row.head, Qt.Key.Key_Space)
    assert row.body.isVisible()


@pytest.mark.usefixtures("filled")
def test_of_a_long_text_the_beginning_is_shown_until_one_wants_all(page, qtbot):
    choose(page, qtbot, MARIA)
    row = unfold(page, qtbot, 3)
    assert len(row.body.toPlainText()) < len(LONG_TEXT) / 4

    qtbot.mouseClick(row.all, LEFT)

    assert row.body.toPlainText() == harmless_lines(LONG_TEXT)
    assert not row.all.isVisible()


@pytest.mark.usefixtures("filled")
def test_attachments_say_their_size_and_whether_they_were_logged(page, qtbot):
    choose(page, qtbot, MARIA)
    left_out, logged = unfold(page, qtbot, 1), unfold(page, qtbot, 4)

    def said(row):
        return "\n".join(prose.toPlainText() for prose in row.facts.findChildren(Prose))

    assert "drawings.pdf\u2069 (1.6 MB, left out)" in said(left_out)
    assert "offer-2027.pdf\u2069 (35.2 KB)" in said(logged)


@pytest.mark.usefixtures("filled")
def test_text_of_a_mail_or_a_name_is_never_markup(page, qtbot):
    choose(page, qtbot, MARIA)
    row = unfold(page, qtbot, 2)
    assert "<h1>Win</h1>" in row.body.toPlainText()
    choose(page, qtbot, "x@evil.example")

    assert page.card.name.toPlainText() == '<b>Bobby</b> "Tables" gnp.exe &amp; Co'
    assert {label.textFormat() for label in page.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    shown = [prose.toPlainText() for prose in page.findChildren(Prose)] + names(page)
    assert "\u202e" in HOSTILE_NAME
    assert not any(sign in text for text in shown for sign in ("\u202e", "\x07", "\x1b"))
    assert (
        page.contacts.model.index(names(page).index(page.card.name.toPlainText()))
        .data(Qt.ItemDataRole.ToolTipRole)
        .startswith("<p>&lt;b&gt;")
    )


@pytest.mark.usefixtures("filled")
def test_what_is_shown_opens_no_window_of_its_own(page, window, qtbot):
    choose(page, qtbot, MARIA)
    unfold(page, qtbot, 3)
    page.card.edit_person()
    page.add_contact()

    assert window.isActiveWindow()


@pytest.mark.usefixtures("filled")
def test_a_mail_leads_to_the_log_s_entry_where_there_is_one(page, window, qtbot, journal):
    seen = Observation("e", "bcc", "sent", message_id="0002.8f2c1d@firma.example", subject="Offer")
    entry, _ = journal.add_or_move(seen, "2026-11-24T12:00:00Z", "sent")
    choose(page, qtbot, MARIA)
    known, unknown = unfold(page, qtbot, 4), unfold(page, qtbot, 3)
    assert not unknown.show_entry.isVisible()

    qtbot.mouseClick(known.show_entry, LEFT)

    qtbot.waitUntil(window.log.isVisible)
    assert window.log.detail.entry.id == entry


@pytest.mark.usefixtures("filled")
def test_the_tab_key_goes_from_the_top_to_the_bottom(page, qapp, qtbot):
    choose(page, qtbot, MARIA)
    first, second = list(page.card.rows.values())[:2]
    unfold(page, qtbot, 0)
    page.card.edit.setFocus()
    met = []
    for _ in range(7):
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
        met.append(qapp.focusWidget())

    deals = page.card.deals
    stages = [row.stage for row in deals.rows]
    assert met == [*stages, deals.add, first.head, first.body, first.open]
    qtbot.keyClick(first.open, Qt.Key.Key_Tab)
    assert qapp.focusWidget() is second.head


@pytest.mark.usefixtures("filled")
def test_the_address_is_copied(page, qtbot):
    choose(page, qtbot, MARIA)
    qtbot.mouseClick(page.card.copy, LEFT)

    assert QGuiApplication.clipboard().text() == MARIA
    assert page.card.told.toPlainText() == "Copied."


@pytest.fixture
def thunderbird(tmp_path, monkeypatch):
    """A program of that name, which writes down what it is asked for."""
    program, asked = tmp_path / "bin" / "thunderbird", tmp_path / "asked"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {asked}.new && mv {asked}.new {asked}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return asked


@pytest.mark.usefixtures("filled")
def test_a_mail_to_the_contact_is_written_in_thunderbird(page, qtbot, thunderbird):
    choose(page, qtbot, "tom@example.com")
    qtbot.mouseClick(page.card.write, LEFT)

    qtbot.waitUntil(thunderbird.exists)
    assert thunderbird.read_text() == "mailto:tom@example.com\n"


@pytest.mark.usefixtures("filled")
def test_without_thunderbird_it_is_said(page, qtbot, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    choose(page, qtbot, MARIA)
    qtbot.mouseClick(page.card.write, LEFT)

    assert page.card.told.toPlainText() == "Thunderbird was not found on this computer."


def test_name_and_company_are_edited_in_place(filled, page, qtbot):
    choose(page, qtbot, "planung@acme.example")
    qtbot.mouseClick(page.card.edit, LEFT)
    form = page.card.person
    qtbot.waitUntil(form.name.hasFocus)
    form.company.setFocus()
    form.company.clear()
    qtbot.keyClicks(form.company, "kun")
    qtbot.waitUntil(lambda: form.company.completer().completionCount() == 1)
    form.company.completer().popup().hide()
    form.company.setText("Kunde GmbH")
    qtbot.keyClicks(form.name, "Planung")
    qtbot.keyClick(form.name, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page.card.name.toPlainText() == "Planung")
    assert not form.isVisible()
    assert page.card.card.company.name == "Kunde GmbH"
    qtbot.waitUntil(lambda: "Planung" in names(page))


def test_escape_leaves_all_as_it_was(filled, page, qtbot):
    choose(page, qtbot, MARIA)
    page.card.edit.click()
    qtbot.keyClicks(page.card.person.name, "Somebody")
    qtbot.keyClick(page.card.person.name, Qt.Key.Key_Escape)

    assert not page.card.person.isVisible()
    assert page.card.name.toPlainText() == "Maria Souza"
    assert kept(filled, page.card.card.id).name == "Maria Souza"


@pytest.mark.usefixtures("filled")
def test_a_company_is_renamed(page, qtbot):
    choose(page, qtbot, MARIA)
    qtbot.mouseClick(page.card.rename, LEFT)
    qtbot.keyClick(page.card.company_name.line, Qt.Key.Key_Backspace)
    qtbot.mouseClick(page.card.company_name.save, LEFT)
    qtbot.waitUntil(lambda: page.card.company_name.remark.text == "A company needs a name.")
    qtbot.keyClicks(page.card.company_name.line, "Acme S.A.")
    qtbot.keyClick(page.card.company_name.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "Acme S.A." in page.card.company.toPlainText())
    qtbot.waitUntil(lambda: "Acme S.A." in page.contacts.model.index(0).data(Role.SECOND))


@pytest.mark.usefixtures("filled")
def test_a_deal_is_added_and_won(page, qtbot):
    choose(page, qtbot, "tom@example.com")
    qtbot.mouseClick(page.card.deals.add, LEFT)
    qtbot.waitUntil(page.card.deals.line.hasFocus)
    qtbot.keyClicks(page.card.deals.line, "Roof")
    qtbot.keyClick(page.card.deals.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row.stage.text() for row in page.card.deals.rows] == ["Open"])
    assert page.card.deals.add.hasFocus()

    page.card.deals.rows[0].stage.menu().actions()[1].trigger()

    qtbot.waitUntil(lambda: [row.stage.text() for row in page.card.deals.rows] == ["Won"])


def test_a_contact_is_added_with_the_keyboard_alone(page, engine, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.new.address.hasFocus)
    qtbot.keyClicks(page.new.address, "bob@globex.example")
    qtbot.keyClicks(page.new.name, "Bob")
    qtbot.keyClicks(page.new.company, "Globex")
    qtbot.keyClick(page.new.company, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: names(page) == ["Bob"])
    qtbot.waitUntil(lambda: page.card.isVisible() and page.card.name.toPlainText() == "Bob")
    assert kept(engine, address="bob").company == "Globex"
    assert page.contacts.list.selectionModel().isRowSelected(0)


def test_whoever_is_on_the_never_log_list_is_not_added(page, engine, qtbot):
    settings_edit.add_never_log(["*@familia.example"])
    page.contacts.add.click()
    qtbot.keyClicks(page.new.address, "maria@familia.example")
    page.new.save.click()

    qtbot.waitUntil(lambda: "never-log list" in page.new.remark.text)
    assert kept(engine, address="familia") is None
    assert page.new.save.isEnabled()


@pytest.mark.usefixtures("filled")
def test_an_address_that_is_known_leads_to_its_contact(page, qtbot):
    page.contacts.add.click()
    qtbot.keyClicks(page.new.address, MARIA.upper())
    page.new.save.click()
    qtbot.waitUntil(page.new.show_known.isVisible)
    assert "one of your contacts already" in page.new.remark.text

    qtbot.mouseClick(page.new.show_known, LEFT)

    qtbot.waitUntil(lambda: page.card.isVisible() and page.card.name.toPlainText() == "Maria Souza")


@pytest.mark.usefixtures("filled")
def test_what_is_being_filled_in_stays_when_there_are_news(page, qtbot):
    choose(page, qtbot, MARIA)
    page.contacts.add.click()
    qtbot.keyClicks(page.new.address, "bob@")
    subprocess.run([sys.executable, "-c", CODE], check=True, cwd=__file__.rpartition("/")[0])

    qtbot.waitUntil(lambda: names(page)[0] == "new@customer.example")
    assert page.new.isVisible()
    assert page.new.address.text() == "bob@"


@pytest.mark.usefixtures("filled")
def test_a_deal_that_moves_on_leaves_what_is_being_edited(page, qtbot):
    choose(page, qtbot, MARIA)
    page.card.edit_person()
    page.card.person.name.setText("Maria S.")
    page.card.deals.rows[0].stage.menu().actions()[2].trigger()

    qtbot.waitUntil(lambda: page.card.deals.rows[0].stage.text() == "Lost")
    assert page.card.person.isVisible()
    assert page.card.person.name.text() == "Maria S."


def test_a_form_that_is_left_gives_the_way_back(page, qtbot):
    page.contacts.add.click()
    qtbot.keyClick(page.new.address, Qt.Key.Key_Escape)

    assert not page.detail.isVisible()
    assert page.contacts.empty.isVisible()
    assert page.contacts.add.hasFocus()


@pytest.mark.usefixtures("filled")
def test_a_mail_that_another_program_logs_appears_and_disturbs_nothing(page, qtbot):
    choose(page, qtbot, MARIA)
    row = unfold(page, qtbot, 4)
    subprocess.run([sys.executable, "-c", CODE], check=True, cwd=__file__.rpartition("/")[0])

    qtbot.waitUntil(lambda: names(page)[0] == "new@customer.example")
    assert page.contacts.list.selectionModel().isRowSelected(names(page).index("Maria Souza"))
    assert row.body.isVisible()
    assert page.card.rows[row.mail.id] is row


@pytest.mark.usefixtures("filled")
def test_nothing_is_watched_and_nothing_ticks_while_it_is_not_shown(page, window, qtbot):
    window.show_page("log")

    assert [timer for timer in page.findChildren(QTimer) if timer.isActive()] == []
    assert page._watch is None


def test_a_database_that_is_away_is_named_and_tried_again(local, window, qtbot):
    database = 'database = "postgresql+psycopg://x@127.0.0.1:9/crm"'
    paths.settings_file().write_text(f"{LOCAL}\n[crm]\n{database}\n", encoding="utf-8")
    qtbot.waitUntil(lambda: window._settings.crm_database is not None)
    page = window.show_page("contacts")
    qtbot.waitUntil(lambda: page.contacts.empty.title.text() == "The contacts' database can't be reached")
    assert page.contacts.empty.button.text() == "Try again"

    paths.settings_file().write_text(LOCAL, encoding="utf-8")

    qtbot.waitUntil(lambda: page.contacts.empty.title.text() == "No contacts yet")


@pytest.mark.usefixtures("local")
def test_a_team_s_database_that_went_away_is_read_on_when_it_is_back(window, qtbot):
    with Cluster.running() as cluster:
        settings = f'{LOCAL}\n[crm]\ndatabase = "{cluster.url}"\n'
        paths.settings_file().write_text(settings, encoding="utf-8")
        qtbot.waitUntil(lambda: window._settings.crm_database is not None)
        page = window.show_page("contacts")
        qtbot.waitUntil(lambda: page.contacts.empty.title.text() == "No contacts yet", timeout=15_000)
        page.new.saved.emit("bob@globex.example", "Bob", "")
        qtbot.waitUntil(lambda: names(page) == ["Bob"])
        choose(page, qtbot, "bob@globex.example")

        cluster.stop()
        page.card.deals.add.click()
        qtbot.keyClicks(page.card.deals.line, "Roof")
        qtbot.keyClick(page.card.deals.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "can't be reached" in page.card.deals.form.remark.text, timeout=15_000)
        page.contacts.list_anew()
        qtbot.waitUntil(page.contacts.empty.button.isVisible, timeout=15_000)

        cluster.start()
        qtbot.mouseClick(page.contacts.empty.button, LEFT)
        qtbot.waitUntil(lambda: page.contacts.list.isVisible() and page.card.isVisible(), timeout=15_000)
        window.close()


@pytest.mark.usefixtures("base")
def test_a_fault_in_one_job_keeps_nobody_from_the_next(qtbot, capfd):
    desk, told = Desk(), []
    desk.ask("one", lambda _engine, _job: 1 // 0, told.append, told.append)
    desk.ask("two", lambda _engine, _job: "done", told.append, told.append)

    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[0].code == "failed"
    assert told[1] == "done"
    assert "ZeroDivisionError" in capfd.readouterr().err
    desk.close()


def test_what_was_saved_is_kept_though_the_window_is_closed_at_once(filled, page, window, qtbot):
    choose(page, qtbot, MARIA)
    page.card.edit_person()
    page.card.person.name.setText("Maria de Souza")
    page.card.person.save.click()
    window.close()

    qtbot.waitUntil(lambda: kept(filled, page.card.card.id).name == "Maria de Souza")


@pytest.mark.usefixtures("base")
def test_of_the_questions_about_one_topic_the_last_is_answered(qtbot):
    desk, told = Desk(), []
    for number in range(5):
        desk.ask("same", lambda _engine, _job, number=number: number, told.append, told.append)
    desk.change(lambda _engine: "change", told.append, told.append)

    qtbot.waitUntil(lambda: "change" in told)
    assert told == [4, "change"]
    desk.close()


def test_a_damaged_database_is_named_and_read_when_it_is_mended(local, window, qtbot):
    paths.crm_file().write_bytes(b"no database at all " * 100)
    page = window.show_page("contacts")
    qtbot.waitUntil(lambda: page.contacts.empty.title.text() == "The contacts' database is damaged")
    paths.crm_file().unlink()

    page.contacts.empty.button.click()

    qtbot.waitUntil(lambda: page.contacts.empty.title.text() == "No contacts yet")


CSV = "Name,Email\nBob,bob@globex.example\nDoor,\nMaria,maria@familia.example\n"


def test_an_import_says_what_came_in_and_what_was_left_out(page, qtbot, tmp_path):
    settings_edit.add_never_log(["*@familia.example"])
    file = tmp_path / "contacts.csv"
    file.write_text(CSV, encoding="utf-8")
    page.take_in(file)

    qtbot.waitUntil(lambda: page.imports.isVisible() and not page.imports.is_running)
    said = "Taken in from \u2068contacts.csv\u2069: 1 contact. 2 lines were left out."
    assert page.imports.words.text() == said
    assert not page.imports.left_out.isVisible()
    qtbot.mouseClick(page.imports.fold.button, LEFT)
    assert page.imports.left_out.toPlainText() == "Line 3: no address\nLine 4: on your never-log list"
    qtbot.waitUntil(lambda: names(page) == ["Bob"])
    qtbot.mouseClick(page.imports.close_it, LEFT)
    assert not page.imports.isVisible()


def test_the_file_is_chosen_in_the_desktop_s_dialog(page, qapp, qtbot, tmp_path):
    file = tmp_path / "contacts.csv"
    file.write_text(CSV, encoding="utf-8")

    def choose_it():
        dialog = qapp.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(file))
        dialog.accept()

    QTimer.singleShot(0, choose_it)
    qtbot.mouseClick(page.contacts.import_file, LEFT)

    qtbot.waitUntil(lambda: page.imports.isVisible() and not page.imports.is_running)
    assert "2 contacts" in page.imports.words.text()


def test_a_file_that_can_not_be_read_is_named_with_its_line(page, qtbot, tmp_path):
    file = tmp_path / "records.jsonl"
    file.write_text('{"type": "contact", "email": "bob@x.example"}\n{"type": "<b>"}\n', encoding="utf-8")
    page.take_in(file)

    qtbot.waitUntil(lambda: page.imports.isVisible() and not page.imports.is_running)
    assert page.imports.words.text().startswith("Nothing was taken in. \u2068records.jsonl\u2069, line 2:")
    assert names(page) == []


def test_a_file_that_is_gone_is_said(page, qtbot, tmp_path):
    page.take_in(tmp_path / "gone.csv")

    qtbot.waitUntil(lambda: page.imports.isVisible() and not page.imports.is_running)
    assert "can't be opened" in page.imports.words.text()


@pytest.fixture
def many(tmp_path):
    """A file that takes its time."""
    file = tmp_path / "many.csv"
    lines = (f"p{number}@x.example\n" for number in range(20_000))
    file.write_text(f"Email\n{''.join(lines)}", encoding="utf-8")
    return file


def test_an_import_can_be_cancelled_and_leaves_nothing(page, engine, qtbot, many):
    page.take_in(many)
    qtbot.waitUntil(lambda: page.imports.progress.value() > 0)

    qtbot.mouseClick(page.imports.cancel, LEFT)

    qtbot.waitUntil(lambda: not page.imports.is_running)
    assert page.imports.words.text() == "Stopped. Nothing of \u2068many.csv\u2069 was taken in."
    assert kept(engine, address="p1") is None


def test_the_list_can_be_read_while_an_import_runs(filled, page, qtbot, many):
    page.take_in(many)
    qtbot.waitUntil(lambda: page.imports.progress.value() > 0)
    page.contacts.search.setText("lena")

    qtbot.waitUntil(lambda: names(page) == ["Lena Fischer"])
    assert page.imports.is_running
    page.imports.cancel.click()
    qtbot.waitUntil(lambda: not page.imports.is_running)


def test_closing_the_window_stops_an_import(page, window, engine, qtbot, many):
    page.take_in(many)
    qtbot.waitUntil(lambda: page.imports.progress.value() > 0)
    window.close()
    window.show()

    assert "Stopped." in page.imports.words.text()
    qtbot.waitUntil(lambda: page.contacts.empty.isVisible() or page.contacts.model.rowCount() == 0)
    page.contacts.search.setText("p1")
    qtbot.waitUntil(lambda: page.contacts.model.search == "p1")
    assert names(page) == []


@pytest.mark.usefixtures("filled")
def test_it_works_from_right_to_left(qapp, window, qtbot):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        page = window.show_page("contacts")
        qtbot.waitUntil(lambda: page.contacts.model.rowCount() == 7)
        choose(page, qtbot, "noura@riyadh.example")
        assert page.contacts.list.mapTo(window, QPoint()).x() > page.card.mapTo(window, QPoint()).x()
        window.grab()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
