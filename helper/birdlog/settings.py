"""What the person set: settings.toml and never-log.txt (paths.config_dir), read and checked.

Reading needs the standard library alone, since the host does it at every start; writing is settings_edit's.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal, get_args

from birdlog import paths
from birdlog.mail.addresses import fold, fold_domain
from birdlog.rules.never_log import normalise
from birdlog.rules.preset import preset, preset_names
from birdlog.settings_table import SETTINGS_NAME, SettingsError, Table

__all__ = ["Doubt", "Mixed", "Profile", "Settings", "SettingsError", "Team", "User", "load", "parse"]

Mixed = Literal["leave-out", "ask", "log"]
Doubt = Literal["other-form", "other-portal"]

LONG_AGO = "1970-01-01T00:00:00Z"
_NEVER_LOG_NAME = "never-log.txt"


@dataclass(frozen=True, slots=True)
class Profile:
    """One CRM that mail is logged to, and the identities that it serves (none: all of them).

    Sizes in bytes. `without_history`, `without_attachments`: what a forward of a received message leaves out.
    `log_replies`: what answers a logged mail is logged by itself.
    """

    name: str
    preset: str
    crm: str
    bcc: str | None = None
    forward: str | None = None
    identities: tuple[str, ...] = ()
    mixed: Mixed = "leave-out"
    own_domains: tuple[str, ...] = ()
    language: str | None = None
    content_limit: int = 2 * 1024**2
    attachments_limit: int = 50 * 1024**2
    api_base: str | None = None
    without_history: bool = False
    without_attachments: bool = False
    log_replies: bool = False
    api_version: str | None = None
    created: str = LONG_AGO

    @property
    def takes_sent(self) -> bool:
        """Whether the helper itself takes in what is sent: the CRM needs no address, and has none."""
        return self.bcc is None and not preset(self.preset).addresses_needed

    @property
    def takes_received(self) -> bool:
        """Whether the helper itself takes in a received message that the person logs."""
        return self.forward is None and not preset(self.preset).addresses_needed

    @property
    def bcc_distrusted(self) -> bool:
        """Whether the BCC address is malformed or a look-alike, so that no mail may go there."""
        return self.bcc is not None and preset(self.preset).distrusts(self.bcc)

    def doubt(self, address: str) -> Doubt | None:
        """Why one of the profile's two addresses is suspicious: it is of another form than the CRM's
        (`other-form`), or the two belong to different accounts there (`other-portal`). None where it is not,
        and where it is worse than that.
        """
        known = preset(self.preset)
        if known.distrusts(address):
            return None
        if not known.expects(address, known.bcc_domains if address == self.bcc else known.forward_domains):
            return "other-form"
        portals = {known.portal_of(each) for each in (self.bcc, self.forward) if each} - {None}
        return "other-portal" if len(portals) > 1 else None


@dataclass(frozen=True, slots=True)
class User:
    """A user of the CRM: the account's address, connected personal addresses with the date, aliases."""

    account: str
    connected: tuple[tuple[str, str | None], ...] = ()
    aliases: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """A team address and the accounts of its members; the first connected it first."""

    address: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the person set. `paused` is None, `on`, or the UTC time until which nothing is logged."""

    profiles: tuple[Profile, ...] = ()
    never_log: tuple[str, ...] = ()
    paused: str | None = None
    look_before_forward: bool = False
    crm_database: str | None = None
    users: tuple[User, ...] = ()
    teams: tuple[Team, ...] = ()
    entries_kept_days: int | None = None

    def profile_for(self, identity: str) -> Profile | None:
        """Return the first profile that names the identity, else the first that names none."""
        wanted = fold(identity)
        for profile in self.profiles:
            if any(fold(named) == wanted for named in profile.identities):
                return profile
        return next((profile for profile in self.profiles if not profile.identities), None)

    def is_paused(self, now: datetime) -> bool:
        """Whether logging is paused at `now` (with a time zone)."""
        if self.paused is None or self.paused == "on":
            return self.paused is not None
        return now < datetime.fromisoformat(self.paused)


def load() -> Settings:
    """Read the settings; empty ones where no file is. Raises SettingsError, which names file and line."""
    return parse(_read(SETTINGS_NAME), _read(_NEVER_LOG_NAME))


def parse(settings: str, never_log: str = "") -> Settings:
    """Read the texts of settings.toml and never-log.txt. Raises SettingsError, which names file and line."""
    try:
        document = tomllib.loads(settings)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = re.search(r"\(at line (\d+)", str(error))
        line = int(where[1]) if where else settings.count("\n") + 1
        raise SettingsError("syntax", file=SETTINGS_NAME, line=line) from error
    table = Table(document, (), settings)
    journal, crm = table.table("journal"), table.table("crm")
    result = Settings(
        profiles=tuple(_profile(name, inner) for name, inner in table.tables("profile")),
        never_log=_patterns(never_log),
        paused=table.paused("paused"),
        look_before_forward=table.boolean("look-before-forward"),
        crm_database=crm.string("database"),
        users=tuple(_user(inner) for inner in table.list_of_tables("user")),
        teams=tuple(_team(inner) for inner in table.list_of_tables("team")),
        entries_kept_days=journal.days("kept-days"),
    )
    for read in (table, journal, crm):
        read.refuse_typos()
    return result


def _read(name: str) -> str:
    file = paths.settings_file() if name == SETTINGS_NAME else paths.never_log_file()
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError("unreadable", file=name, cause=error.strerror) from error
    except UnicodeDecodeError as error:
        raise SettingsError("not-utf-8", file=name) from error


@lru_cache(maxsize=1)
def _patterns(text: str) -> tuple[str, ...]:
    patterns = []
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        try:
            patterns.append(normalise(content))
        except ValueError as error:
            raise SettingsError("pattern", file=_NEVER_LOG_NAME, line=number, pattern=content) from error
    return tuple(patterns)


def _profile(name: str, table: Table) -> Profile:
    known = preset(table.choice("preset", preset_names(), default="custom"))
    profile = Profile(
        name=name,
        preset=known.name,
        crm=known.crm,
        bcc=table.string("bcc"),
        forward=table.string("forward"),
        identities=table.addresses("identities"),
        mixed=table.choice("mixed", get_args(Mixed), default="leave-out"),
        own_domains=tuple(fold_domain(each) for each in table.strings("own-domains")),
        language=table.string("language"),
        content_limit=table.size("content-limit", known.content_limit),
        attachments_limit=table.size("attachments-limit", known.attachments_limit),
        without_history=table.boolean("without-history"),
        log_replies=table.boolean("log-replies"),
        without_attachments=table.boolean("without-attachments"),
        api_base=table.api_base("api-base"),
        api_version=table.api_version("api-version"),
        created=table.time("created") or LONG_AGO,
    )
    table.refuse_typos()
    return profile


def _user(table: Table) -> User:
    user = User(
        account=table.needed_address("account"),
        connected=table.connected("connected"),
        aliases=table.addresses("aliases"),
        name=table.string("name"),
    )
    table.refuse_typos()
    return user


def _team(table: Table) -> Team:
    team = Team(address=table.needed_address("address"), members=table.addresses("members"))
    table.refuse_typos()
    return team
