"""Times as Birdlog keeps and sends them: UTC, ISO 8601 to the second, `2026-07-01T09:30:00Z`."""

from __future__ import annotations

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """Return a moment as it is written; one without a zone is local time. Raises OverflowError."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(time: str) -> datetime:
    """Return the moment, with its zone, that an ISO 8601 text names; without a zone it is UTC.

    Raises ValueError.
    """
    moment = datetime.fromisoformat(time)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
