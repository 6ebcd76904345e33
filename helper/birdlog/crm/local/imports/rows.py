"""What a file of records holds, whatever its form, and what is the matter with one that can't be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from birdlog.mail.people import Person
from birdlog.settings import Team, User


class FileError(Exception):
    """A file that can't be read: the key of the sentence that says why, and the line, where it is one's
    fault.
    """

    def __init__(self, key: str, line: int | None = None, **values: object) -> None:
        super().__init__(key, line)
        self.key = key
        self.line = line
        self.values = values


@dataclass(frozen=True, slots=True)
class Company:
    """`domain` is in lower case, punycode."""

    name: str
    domain: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person with an address, and the company by name; `line` is where the file has it."""

    person: Person
    company: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Deal:
    """`contact` is an address, `created` UTC in ISO 8601; `line` is where the file has it."""

    name: str
    contact: str | None
    stage: str
    created: str
    line: int


Row = Company | Contact | Deal | User | Team


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file, and the lines of those that have no address and so can't be contacts."""

    rows: list[Row] = field(default_factory=list)
    without_address: list[int] = field(default_factory=list)
