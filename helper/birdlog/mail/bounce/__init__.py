"""Delivery reports: `read` says what a mail reports of which recipients of which mail."""

from birdlog.mail.bounce.reading import read
from birdlog.mail.bounce.report import Report, ReportedRecipient

__all__ = ["Report", "ReportedRecipient", "read"]
