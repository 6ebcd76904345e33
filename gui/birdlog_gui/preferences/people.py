"""Whom the CRM knows as senders: its users, and the addresses of its teams."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from birdlog import people_edit
from birdlog.settings import Settings, Team, User
from birdlog_gui.controls import button
from birdlog_gui.look import STEP
from birdlog_gui.preferences.card import Card
from birdlog_gui.preferences.edits import Edits
from birdlog_gui.preferences.person import PersonCard
from birdlog_gui.preferences.section import Section
from birdlog_gui.preferences.team import TeamCard


class PeopleSection(Section):
    """A card for each."""

    def __init__(self, edits: Edits, language: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("People the CRM knows"), edits, language, parent)
        self._settings = Settings()
        self.users = Cards(self.tr("Add a user"), self._person)
        self.teams = Cards(self.tr("Add a team address"), self._team)
        meaning = self.tr(
            "The CRM logs mail whose sender it knows. If you describe its users here, Birdlog says "
            "before you send who gets the credit, and which address the CRM would not know."
        )
        self.group(self.tr("Users"), self.users, meaning=meaning)
        self.group(self.tr("Team addresses"), self.teams)
        self.end()

    def know(self, settings: Settings) -> None:
        self._settings = settings
        self.users.know(settings.users)
        self.teams.know(settings.teams)
        for card in self.teams.cards:
            if isinstance(card, TeamCard):
                card.offer(settings.users)
        self.teams.add.setEnabled(bool(settings.users))

    def _person(self, before: User | None) -> Card:
        card = PersonCard(self.language, before)
        self.keep(card, _keep_user)
        return card

    def _team(self, before: Team | None) -> Card:
        card = TeamCard(self.language, self._settings.users, before)
        self.keep(card, _keep_team)
        return card


class Cards(QWidget):
    """Cards one below the other, and a button for a new one."""

    def __init__(self, words: str, make: Callable[[Any], Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.cards: list[Card] = []
        self._known: Sequence[Any] = ()
        self.add = button(words, self.begin)
        self._list = QVBoxLayout()
        self._list.setSpacing(3 * STEP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * STEP)
        layout.addLayout(self._list)
        layout.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeading)

    def know(self, described: Sequence[Any]) -> None:
        """Show a card for each; one that the person is filling in stays, below them."""
        self._known = described
        left = [card for card in self.cards if card.before is not None]
        new = [card for card in self.cards if card.before is None]
        cards = [self._card_of(each, left) for each in described]
        for card in left:
            self._drop(card)
        self.cards = [*cards, *new]
        for place, card in enumerate(self.cards):
            if self._list.indexOf(card) != place:
                self._list.removeWidget(card)
                self._list.insertWidget(place, card)

    def begin(self) -> None:
        """Begin a new one."""
        card = self._make(None)
        card.given_up.connect(self._give_up)
        self.cards.append(card)
        self._list.addWidget(card)
        card.show()  # what is not shown yet takes no focus
        card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card_of(self, described: Any, left: list[Card]) -> Card:
        """The card that shows it already, or one that showed what it was before, or a new one."""
        same = next((card for card in left if card.before == described), None)
        known = self._known
        same = same or next((card for card in left if card.before not in known), None)
        if same is None:
            return self._make(described)
        left.remove(same)
        if same.before != described:
            same.know(described)
        return same

    def _give_up(self, card: Card) -> None:
        self.cards.remove(card)
        self._drop(card)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, card: Card) -> None:
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()


def _keep_user(change: tuple[User | None, User | None]) -> None:
    before, after = change
    if before is not None:
        people_edit.change_user(before, after)
    elif after is not None:
        people_edit.add_user(after)


def _keep_team(change: tuple[Team | None, Team | None]) -> None:
    before, after = change
    if before is not None:
        people_edit.change_team(before, after)
    elif after is not None:
        people_edit.add_team(after)
