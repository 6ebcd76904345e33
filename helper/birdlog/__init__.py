"""Birdlog's helper: all that decides whether a mail is logged, and all that remembers what became of it."""

__version__ = "1.0.0"
