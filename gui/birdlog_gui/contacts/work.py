"""What is read and changed at a desk. Each function returns the work; SQLAlchemy is read when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from birdlog_gui.contacts.desk import Job
from birdlog_gui.plain import harmless_lines

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from birdlog.crm.local.card import Body, Card, Mail, Stage
    from birdlog.crm.local.directory import Page, Place

_COMPANIES = 10


def listing(search: str, limit: int, after: Place | None = None) -> Callable[[Engine, Job], Page]:
    """Read up to `limit` of the contacts that a search finds, after a place."""

    def read(engine: Engine, job: Job) -> Page:
        from birdlog.crm.local import directory, records

        with records.reading(engine) as connection:
            return directory.page(connection, search, limit, after, lambda: job.is_wanted)

    return read


def card(contact_id: int, limit: int) -> Callable[[Engine, Job], tuple[Card | None, tuple[Mail, ...]]]:
    """Read a contact and up to `limit` of its mails."""

    def read(engine: Engine, _job: Job) -> tuple[Card | None, tuple[Mail, ...]]:
        from birdlog.crm.local import card, records

        with records.reading(engine) as connection:
            return card.card(connection, contact_id), card.mails(connection, contact_id, limit)

    return read


def mails(contact_id: int, limit: int, before: Place) -> Callable[[Engine, Job], tuple[Mail, ...]]:
    """Read up to `limit` of a contact's mails, before a place on the timeline."""

    def read(engine: Engine, _job: Job) -> tuple[Mail, ...]:
        from birdlog.crm.local import card, records

        with records.reading(engine) as connection:
            return card.mails(connection, contact_id, limit, before)

    return read


def body(mail_id: int) -> Callable[[Engine, Job], Body]:
    """Read the text of a mail, made harmless: that of a long one takes longer than a frame."""

    def read(engine: Engine, _job: Job) -> Body:
        from birdlog.crm.local import card, records

        with records.reading(engine) as connection:
            found = card.body(connection, mail_id)
        return replace(found, text=harmless_lines(found.text))

    return read


def companies(typed: str) -> Callable[[Engine, Job], tuple[str, ...]]:
    """Read some companies whose names begin like what was typed."""

    def read(engine: Engine, _job: Job) -> tuple[str, ...]:
        from birdlog.crm.local import card, records

        with records.reading(engine) as connection:
            return card.company_names(connection, typed, _COMPANIES)

    return read


def add_contact(address: str, name: str, company: str) -> Callable[[Engine], int]:
    """Add a contact; its number."""

    def add(engine: Engine) -> int:
        from birdlog.crm.local import editing

        return editing.add_contact(engine, address, name, company, datetime.now(UTC))

    return add


def change_contact(contact_id: int, name: str, company: str) -> Callable[[Engine], None]:
    """Give a contact this name and this company."""

    def change(engine: Engine) -> None:
        from birdlog.crm.local import editing

        editing.change_contact(engine, contact_id, name, company, datetime.now(UTC))

    return change


def rename_company(company_id: int, name: str) -> Callable[[Engine], None]:
    """Give a company this name."""

    def rename(engine: Engine) -> None:
        from birdlog.crm.local import editing

        editing.rename_company(engine, company_id, name)

    return rename


def add_deal(contact_id: int, name: str, stage: Stage) -> Callable[[Engine], None]:
    """Add a deal with a contact."""

    def add(engine: Engine) -> None:
        from birdlog.crm.local import editing

        editing.add_deal(engine, contact_id, name, stage, datetime.now(UTC))

    return add


def set_stage(deal_id: int, stage: Stage) -> Callable[[Engine], None]:
    """Say how a deal stands."""

    def move(engine: Engine) -> None:
        from birdlog.crm.local import editing

        editing.set_stage(engine, deal_id, stage)

    return move


def in_words(problem: Exception, language: str) -> tuple[str, str]:
    """What a desk refused: what is wrong, and what that means and helps. Where one sentence says all, the
    first is empty.
    """
    said = problem.in_locale(language)  # type: ignore[attr-defined]
    return ("", said) if isinstance(said, str) else said
