"""What the person has said so far in the set-up. Nothing of it is anywhere else until it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from birdlog.mail.addresses import domain, fold
from birdlog.rules.free_mail import FREE_MAIL_DOMAINS
from birdlog.rules.preset import preset
from birdlog.settings import Profile, Settings, User

FIRST_CHOICE = "hubspot"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is the case around the set-up: the person's `own` addresses as Thunderbird told them, and the
    add-on's file where it lies on this computer.
    """

    own: tuple[str, ...]
    has_thunderbird_come: bool
    is_connected: bool
    is_helper_installed: bool
    add_on: Path | None = None


@dataclass(slots=True)
class Draft:
    """A profile to be, with all that belongs to it. `written` is its name once it is in the settings.

    `users` None leaves those that are described; `patterns` are the whole never-log list, `own_domains` None
    is what the addresses suggest. `known_users` and `known_patterns` were in the settings before: what
    somebody else has added to them since, the person has not seen, and it stays.
    """

    preset: str = FIRST_CHOICE
    bcc: str | None = None
    forward: str | None = None
    identities: tuple[str, ...] = ()
    users: tuple[User, ...] | None = None
    own_domains: tuple[str, ...] | None = None
    patterns: tuple[str, ...] = ()
    written: str | None = None
    known_users: tuple[User, ...] = ()
    known_patterns: tuple[str, ...] = ()

    @classmethod
    def beginning(cls, settings: Settings) -> Draft:
        """Return a draft in which nothing is said yet."""
        users, patterns = settings.users, settings.never_log
        return cls(users=users or None, patterns=patterns, known_users=users, known_patterns=patterns)

    @property
    def crm(self) -> str:
        """What the person calls the CRM."""
        return preset(self.preset).crm

    def served(self, own: Iterable[str]) -> tuple[str, ...]:
        """The addresses that the profile serves, of those that are the person's `own`."""
        return self.identities or tuple(own)

    def company_domains(self, own: Iterable[str]) -> tuple[str, ...]:
        """The domains of the addresses that are served, but those at which anybody can have a mailbox."""
        domains = dict.fromkeys(map(domain, self.served(own)))
        return tuple(each for each in domains if each not in FREE_MAIL_DOMAINS)

    def likely_users(self, own: Iterable[str]) -> tuple[User, ...]:
        """Who the CRM probably knows: one user, with the first address and the others connected to it."""
        first, *others = self.served(own) or ("",)
        return (User(first, tuple((each, None) for each in others)),) if first else ()

    def write(self, before: Settings) -> Profile:
        """Write it into the settings, which are those of `before` so far. Raises SettingsError.

        What was written before for another CRM goes; what this CRM is not asked about is not written.
        """
        from birdlog import settings_edit

        earlier = next((each for each in before.profiles if each.name == self.written), None)
        is_same = earlier is not None and earlier.preset == self.preset
        has_addresses = preset(self.preset).addresses_needed
        profile = settings_edit.set_up(
            earlier.name if earlier and is_same else self._free_name(before),
            self.preset,
            bcc=self.bcc if has_addresses else None,
            forward=self.forward if has_addresses else None,
            identities=self.identities,
            own_domains=self.own_domains or (),
            users=self.users if has_addresses and self.users != self.known_users else None,
            patterns=self.patterns,
        )
        if earlier and not is_same:
            settings_edit.remove_profile(earlier.name)
        if gone := [pattern for pattern in self.known_patterns if pattern not in self.patterns]:
            settings_edit.remove_never_log(gone)
        self.known_users, self.known_patterns = self.users or self.known_users, self.patterns
        self.written = profile.name
        return profile

    def _free_name(self, before: Settings) -> str:
        taken = {fold(profile.name) for profile in before.profiles}
        names = (self.crm, *(f"{self.crm} {number}" for number in range(2, len(taken) + 3)))
        return next(name for name in names if fold(name) not in taken)
