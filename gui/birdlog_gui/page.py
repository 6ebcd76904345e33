"""What the window shows one of at a time: the views behind its tabs."""

from PySide6.QtWidgets import QWidget

from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog.settings import Settings


class Page(QWidget):
    """A view of the window, made when it is first shown. From then on it is told of all that changes."""

    def show_journal(self, journal: Journal | None, problem: JournalError | None) -> None:
        """Show what `journal` holds, or say why there is none."""

    def know(self, settings: Settings) -> None:
        """Go by these settings from now on."""

    def refresh(self) -> None:
        """Take over what changed in the journal."""

    def refresh_times(self) -> None:
        """Say anew how long ago things were: a minute has passed."""

    def close_down(self) -> None:
        """Keep what is to be the same at the next start, and let go of what is still under way."""
