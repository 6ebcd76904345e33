"""A finding: one thing that a rule has to say about a mail."""

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["ok", "warn", "block"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found.

    `code` is append-only (rules/README.md lists all of them with their source); `level` is `ok`, `warn` or
    `block`; `values` fill the placeholders of the sentences `finding.<code>.message` and `finding.<code>.fix`
    in birdlog/locales. Where the same code has something else to say, `values["variant"]` names the sentences
    `finding.<code>.<variant>.message` and `….fix`, which are used instead.
    """

    code: str
    level: Level
    values: dict[str, str] = field(default_factory=dict)
