"""The settings window: each of its sections."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from birdlog import settings_edit
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


def _window(stage: Stage, section: str = "general", width: int = 860, height: int = 640) -> PreferencesWindow:
    window = stage.program.preferences
    window.resize(width, height)
    window.show()
    window.show_section(section)
    return window
