"""The settings window: each of its sections."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from birdlog import paths, people_edit, settings_edit
from birdlog.settings import Team, User
from birdlog_gui.preferences.window import PreferencesWindow
from pictures.stage import Stage


def general(stage: Stage) -> QWidget:
    stage.write_settings()
    window = _window(stage)
    helper = window.show_section("general").helper
    stage.settle(helper.again.isEnabled)
    helper.fold.button.click()
    return window


def never_log(stage: Stage) -> QWidget:
    stage.write_settings()
    settings_edit.add_never_log(["maria@familia.example", "*@arzt.example", "*@*.verein.example"])
    return _window(stage, "never-log")


def crm(stage: Stage) -> QWidget:
    stage.write_settings()
    window = _window(stage, "profile/work")
    stage.settle(lambda: window.show_section("profile/work").token.keyring.state != "asking")
    return window


def crm_below(stage: Stage) -> QWidget:
    window = crm(stage)
    section = window.show_section("profile/work")
    section.technical.button.click()
    section.removal.remove.click()
    stage.settle()
    section.verticalScrollBar().setValue(section.verticalScrollBar().maximum())
    return window


def never_log_long(stage: Stage) -> QWidget:
    stage.write_settings()
    names = "".join(f"person.{number}@firma{number % 700}.example\n" for number in range(25_000))
    paths.never_log_file().write_text(names, encoding="utf-8")
    window = _window(stage, "never-log")
    patterns = window.show_section("never-log").patterns
    patterns.list.selectRow(2)
    patterns.take_off()
    patterns.search.setText("firma69")
    return window


def never_log_empty(stage: Stage) -> QWidget:
    stage.write_settings()
    return _window(stage, "never-log")


def people(stage: Stage) -> QWidget:
    stage.write_settings()
    ana = User(
        "ana@firma.example", (("ana@casa.example", "2025-01-31"),), ("vendas@firma.example",), "Ana Souza"
    )
    bob = User("bob@firma.example")
    people_edit.describe_people([ana, bob], [Team("equipe@firma.example", (ana.account, bob.account))])
    window = _window(stage, "people")
    window.show_section("people").users.cards[0].edit.click()
    return window


def people_none(stage: Stage) -> QWidget:
    stage.write_settings()
    return _window(stage, "people")


def records(stage: Stage) -> QWidget:
    stage.write_settings('[profile.home]\npreset = "local"\n')
    return _window(stage, "records")


def refused(stage: Stage) -> QWidget:
    stage.write_settings()
    window = _window(stage, "profile/work")
    section = window.show_section("profile/work")
    section.addresses.pair.bcc.line.setText("7812@bcc.hubspt.com")
    section.addresses.commit()
    return window


def many_crms(stage: Stage) -> QWidget:
    stage.write_settings(
        "".join(f'[profile."Kunde {number} mit langem Namen"]\npreset = "local"\n' for number in range(10))
    )
    return _window(stage, "profile/Kunde 9 mit langem Namen")


def unreadable(stage: Stage) -> QWidget:
    stage.write_settings()
    window = _window(stage, "profile/work")
    stage.write_settings("[profile.work]\npreset = hubspot\n")
    stage.settle(window.open_file.isVisible)
    return window


def _window(stage: Stage, section: str = "general", width: int = 860, height: int = 640) -> PreferencesWindow:
    window = stage.program.preferences
    window.resize(width, height)
    window.show()
    window.show_section(section)
    return window
