"""The contacts of the embedded CRM."""

from __future__ import annotations

from example_contacts import LOCAL, MARIA, fill_mails, fill_many, fill_people
from PySide6.QtWidgets import QWidget

from birdlog import paths, settings_edit
from birdlog.crm.local import records
from birdlog_gui.contacts.page import ContactsPage
from birdlog_gui.window import StatusWindow
from pictures.stage import Stage


def empty(stage: Stage) -> QWidget:
    window, page = _page(stage)
    stage.settle(lambda: page.contacts.empty.title.text() != "")
    return window


def a_contact(stage: Stage) -> QWidget:
    return _chosen(stage)[0]


def a_mail(stage: Stage) -> QWidget:
    window, page = _chosen(stage)
    row = list(page.card.rows.values())[-2]
    row.head.click()
    stage.settle(lambda: "Dear Maria" in row.body.toPlainText())
    page.card.ensureWidgetVisible(row)
    return window


def a_long_mail(stage: Stage) -> QWidget:
    window, page = _chosen(stage)
    for row in list(page.card.rows.values())[2:4]:
        row.head.click()
        stage.settle(lambda row=row: len(row.body.toPlainText()) > 100)
    page.card.ensureWidgetVisible(list(page.card.rows.values())[2])
    return window


def editing(stage: Stage) -> QWidget:
    window, page = _chosen(stage)
    page.card.edit_person()
    page.card.deals.add.click()
    return window


def adding(stage: Stage) -> QWidget:
    window, page = _page(stage, fill_people)
    settings_edit.add_never_log(["*@familia.example"])
    page.add_contact()
    page.new.open("maria@familia.example", "Maria", "Acme Engenharia")
    page.new.submit()
    stage.settle(lambda: page.new.remark.text != "")
    return window


def searching(stage: Stage) -> QWidget:
    window, page = _page(stage, lambda engine: fill_many(engine, 1_000, can_be_found=True))
    stage.settle(lambda: page.contacts.model.rowCount() > 0)
    page.contacts.search.setText("gom")
    stage.settle(lambda: page.contacts.model.search == "gom")
    return window


def many(stage: Stage) -> QWidget:
    window, page = _page(stage, lambda engine: fill_many(engine, 100_000))
    stage.settle(lambda: page.contacts.model.rowCount() > 0)
    return window


def one(stage: Stage) -> QWidget:
    window, page = _page(stage, lambda engine: fill_many(engine, 1))
    stage.settle(lambda: page.contacts.model.rowCount() > 0)
    page.contacts.list.setCurrentIndex(page.contacts.model.index(0))
    stage.settle(lambda: page.card.card is not None)
    return window


def narrow(stage: Stage) -> QWidget:
    window, _page_of_it = _chosen(stage, "max@lang.example")
    window.resize(720, 660)
    return window


def imported(stage: Stage) -> QWidget:
    window, page = _page(stage, fill_people)
    settings_edit.add_never_log(["*@familia.example"])
    file = paths.data_dir() / "contacts.csv"
    file.write_text(
        "Name,Email\nBob,bob@globex.example\nDoor,\nMaria,maria@familia.example\n", encoding="utf-8"
    )
    page.take_in(file)
    stage.settle(lambda: page.imports.isVisible() and not page.imports.is_running)
    page.imports.fold.button.click()
    return window


def away(stage: Stage) -> QWidget:
    window, page = _page(
        stage, settings=f'{LOCAL}\n[crm]\ndatabase = "postgresql+psycopg://x@127.0.0.1:9/crm"\n'
    )
    stage.settle(lambda: page.contacts.empty.title.text() != "")
    return window


def _page(stage: Stage, fill=lambda engine: None, settings: str = LOCAL) -> tuple[StatusWindow, ContactsPage]:
    stage.write_settings(settings)
    engine = records.open_records()
    fill(engine)
    engine.dispose()
    window = stage.window()
    page = window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    return window, page


def _chosen(stage: Stage, address: str = MARIA) -> tuple[StatusWindow, ContactsPage]:
    def fill(engine) -> None:
        fill_people(engine)
        fill_mails(engine)

    stage.write_journal()
    window, page = _page(stage, fill)
    stage.settle(lambda: page.contacts.model.rowCount() > 0)
    row = next(
        row
        for row in range(page.contacts.model.rowCount())
        if page.contacts.model.contact(page.contacts.model.index(row)).email == address
    )
    page.contacts.list.setCurrentIndex(page.contacts.model.index(row))
    stage.settle(lambda: page.card.card is not None)
    return window, page
