"""One CRM: its addresses, whose mail goes there, and how."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from birdlog import settings_edit
from birdlog.journal.store import Journal
from birdlog.rules.preset import preset
from birdlog.settings import LONG_AGO, Profile, Settings
from birdlog_gui import times
from birdlog_gui.fields.remark import named
from birdlog_gui.fold import Fold
from birdlog_gui.look import STEP
from birdlog_gui.plain import harmless, tooltip
from birdlog_gui.preferences.addresses_setting import AddressesSetting
from birdlog_gui.preferences.edits import Edits
from birdlog_gui.preferences.identities_setting import IdentitiesSetting
from birdlog_gui.preferences.languages import spoken, written
from birdlog_gui.preferences.name_setting import NameSetting
from birdlog_gui.preferences.order_setting import OrderSetting
from birdlog_gui.preferences.removal import Removal
from birdlog_gui.preferences.section import Section
from birdlog_gui.preferences.setting import Choice, Selection, Setting, Switch, TextLine, quietly
from birdlog_gui.preferences.sizes import size_text
from birdlog_gui.preferences.token_setting import TokenSetting

_LONGEST_TITLE = 40


class ProfileSection(Section):
    """Shows the profile of a name and changes it."""

    def __init__(self, profile: Profile, edits: Edits, language: str, parent: QWidget | None = None) -> None:
        super().__init__(harmless(profile.name, _LONGEST_TITLE), edits, language, parent)
        self.heading.setToolTip(tooltip(profile.name))
        self.name, self._profile = profile.name, profile
        self._preset, self._crm = preset(profile.preset), named(profile.crm)
        self._lines: dict[str, TextLine] = {}
        self._switches: dict[str, Switch] = {}
        self.about = quietly("")
        self.column.insertWidget(1, self.about)
        self.naming = NameSetting(self.name, language)
        self.column.addWidget(self.naming)
        self._add_addresses()
        self._add_people()
        self._add_forwards()
        self._add_token()
        self._add_order()
        self._add_technical()
        self._add_removal()
        self.end()

    def know(self, settings: Settings) -> None:
        profile = next((each for each in settings.profiles if each.name == self.name), None)
        if profile is None:
            return
        self._profile = profile
        self.about.setText(self._about(profile))
        self.addresses.know(profile.bcc, profile.forward)
        self.identities.know(profile.identities)
        self.mixed.know(profile.mixed)
        if self.reads:
            self.reads.know(profile.language or "")
        for key, line in self._lines.items():
            line.know(_as_text(profile, key))
        for key, switch in self._switches.items():
            switch.know(getattr(profile, key.replace("-", "_")))
        self.order.know([each.name for each in settings.profiles])

    def show_journal(self, journal: Journal | None) -> None:
        self.identities.show_journal(journal)
        if self.token:
            self.token.show_journal(journal)

    def close_down(self) -> None:
        if self.token:
            self.token.close_down()
        self.removal.close_down()
        self.naming.close_down()

    def _about(self, profile: Profile) -> str:
        if profile.created == LONG_AGO:
            return self._crm
        return self.tr("{crm}, since {day}").format(crm=self._crm, day=times.day(profile.created))

    def _add_addresses(self) -> None:
        self.addresses = AddressesSetting(self._profile.preset, self.language)
        self.keep(self.addresses, partial(settings_edit.set_profile, self.name))
        title = self.tr("The addresses of {crm}").format(crm=self._crm)
        if self._preset.addresses_needed:
            self.group(title, self.addresses)
        else:
            meaning = self.tr("Mail goes straight there. Only mail from elsewhere needs addresses.")
            self.group(title, self.addresses, meaning=meaning)

    def _add_people(self) -> None:
        self.identities = IdentitiesSetting(self.language)
        self._keep("identities", self.identities)
        domains = self._line(
            "own-domains",
            self.tr("Your company's &domains"),
            meaning=self.tr("Mail that stays within them is internal and not logged."),
            placeholder=self.tr("company.example; several with commas"),
        )
        self.group(self.tr("Whose mail is logged here"), self.identities, domains)
        self.mixed = Choice(
            self.tr("Mail that also goes to somebody on your never-log list"),
            "Profile.mixed",
            language=self.language,
            ways={
                "leave-out": (self.tr("is not logged"), ""),
                "ask": (self.tr("is logged if I say so when I send it"), ""),
                "log": (
                    self.tr("is logged"),
                    self.tr("The other recipients' records then show the mail with everybody on it."),
                ),
            },
        )
        self._keep("mixed", self.mixed)
        replies = self._switch(
            "log-replies",
            self.tr("Log &replies to logged mail by themselves"),
            meaning=self.tr("Never what a program, a mailing list, the CRM or you yourself wrote."),
        )
        self.group("", self.mixed, replies)

    def _add_forwards(self) -> None:
        history = self._switch("without-history", self.tr("Leave the quoted &history out"))
        files = self._switch("without-attachments", self.tr("Leave the &attachments out"))
        self.reads = self._language_setting() if self._preset.languages else None
        parts: list[QWidget] = [history, files, *([self.reads] if self.reads else [])]
        self.group(self.tr("“Log to CRM” on mail that you received"), *parts)
        limit = self.tr("as {crm} says: {size}")
        content = self._line(
            "content-limit",
            self.tr("The &text of a mail"),
            meaning=self.tr("A larger mail is not logged, and you are told before you send it."),
            placeholder=limit.format(crm=self._crm, size=size_text(self._preset.content_limit)),
        )
        attachments = self._line(
            "attachments-limit",
            self.tr("&Files in a mail"),
            meaning=self.tr("A mail with larger ones is logged without them."),
            placeholder=limit.format(crm=self._crm, size=size_text(self._preset.attachments_limit)),
        )
        self.group(self.tr("How much {crm} takes").format(crm=self._crm), content, attachments)

    def _language_setting(self) -> Selection:
        known = ", ".join(sorted(map(spoken, self._preset.languages)))
        meaning = self.tr(
            "{crm} finds the sender of a forwarded message by words such as “From”. "
            "It is known to read them in {languages}."
        ).format(crm=self._crm, languages=known)
        setting = Selection(
            self.tr("A further &language that {crm} reads").format(crm=self._crm),
            "Profile.language",
            language=self.language,
            ways={"": self.tr("none"), **written()},
            meaning=meaning,
        )
        self._keep("language", setting)
        return setting

    def _add_token(self) -> None:
        self.token = None
        if self._preset.api_base:
            self.token = TokenSetting(self.name, self._crm, self.language)
            self.group(self.tr("Does it arrive?"), self.token)

    def _add_order(self) -> None:
        self.order = OrderSetting(self.name, self.language)
        self.keep(self.order, settings_edit.order_profiles)
        self.column.addWidget(self.order)

    def _add_technical(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(6 * STEP, 0, 0, 0)
        column.setSpacing(4 * STEP)
        if self._preset.api_base:
            base, version = self._preset.api_base, self._preset.api_version or ""
            column.addWidget(self._line("api-base", self.tr("Address of the API"), placeholder=base))
            column.addWidget(self._line("api-version", self.tr("Version of the API"), placeholder=version))
        self.technical = Fold(self.tr("Technical"), inside)
        self.column.addWidget(self.technical)
        self.technical.setVisible(bool(self._preset.api_base))

    def _add_removal(self) -> None:
        self.removal = Removal(self.name, self._crm, self.language)
        self.column.addSpacing(3 * STEP)
        self.column.addWidget(self.removal)

    def _line(self, key: str, title: str, meaning: str = "", placeholder: str = "") -> TextLine:
        covers = f"Profile.{key.replace('-', '_')}"
        made = TextLine(title, covers, language=self.language, meaning=meaning, placeholder=placeholder)
        self._lines[key] = made
        self._keep(key, made)
        return made

    def _switch(self, key: str, title: str, meaning: str = "") -> Switch:
        made = Switch(title, f"Profile.{key.replace('-', '_')}", language=self.language, meaning=meaning)
        self._switches[key] = made
        self._keep(key, made)
        return made

    def _keep(self, key: str, setting: Setting) -> None:
        self.keep(setting, lambda value: settings_edit.set_profile(self.name, {key: _written(value)}))


def _written(value: Any) -> str:
    """A value as `settings_edit.set_profile` takes it: one that is off or empty is taken away."""
    if isinstance(value, bool):
        return "on" if value else ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _as_text(profile: Profile, key: str) -> str:
    """A setting as the person reads and writes it; empty where the CRM's own value holds."""
    value = getattr(profile, key.replace("-", "_"))
    if key.endswith("-limit"):
        known = getattr(preset(profile.preset), key.replace("-", "_"))
        return "" if value == known else size_text(value)
    return ", ".join(value) if isinstance(value, tuple) else value or ""
