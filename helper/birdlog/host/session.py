"""What the helper knows of one connection: who is there, their language, which settings they were told."""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's, which the host's start does not wait for
if TYPE_CHECKING:
    import socket
    from pathlib import Path
    from typing import Any

    from birdlog.host.lookout import Lookout
    from birdlog.host.messages import MailCopy, Received
    from birdlog.settings import Settings

    FileState = tuple[int, int, int] | None

MOST_NEVER_LOG = 786_432  # bytes of patterns; SETTINGS has to fit into one frame


class Session:
    """One connection to an extension."""

    def __init__(self) -> None:
        self.locale: str | None = None
        self.instance = ""  # UUID of the Thunderbird profile
        self.identities: tuple[str, ...] = ()
        self.report_parts: list[Received] = []  # of a mail of which the others are still to come
        self.copy_parts: list[MailCopy] = []
        self.requests_wait = False  # for Thunderbird, which has not been told of it
        self.looks_may_wait = False  # for the CRM to be asked: somebody wrote into the journal, or may have
        self.nudges: socket.socket | None = None
        self._lookout: Lookout | None = None
        self._requests_told: set[str] = set()
        self._settings: Settings | None = None
        self._read_at: tuple[FileState, ...] = ()
        self._told_at: tuple[FileState, ...] | None = None

    def listen(self) -> None:
        """Begin to hear of changed settings; to be called before they are read for the first time."""
        from birdlog import nudge

        if self.nudges is None:
            self.nudges = nudge.listen()
            self._told_at = ()

    def hear(self) -> None:
        """Take every nudge out of the socket."""
        from birdlog.nudge import REQUESTS

        self.looks_may_wait = True
        while self.nudges is not None:
            try:
                self.requests_wait |= self.nudges.recv(64) == REQUESTS
            except BlockingIOError:
                return

    def have_due_looks_done(self) -> None:
        """See to it that CRMs are asked when that is due, where something has changed about it."""
        if self.looks_may_wait:
            from birdlog.host.lookout import Lookout

            self.looks_may_wait = False
            self._lookout = self._lookout or Lookout()
            self._lookout.wake()

    def look_for_requests(self) -> None:
        """Where no nudge can be heard, look whether there is a request that Thunderbird was not told of."""
        if self.nudges is not None or self._told_at is None:
            return
        from birdlog.journal import requests
        from birdlog.journal.problem import JournalError
        from birdlog.journal.store import Journal

        try:
            with Journal.open() as journal:
                waiting = {request.id for request in requests.open_requests(journal, self.instance)}
        except JournalError:
            return  # what needs the journal says so
        self.requests_wait |= bool(waiting - self._requests_told)
        self._requests_told = waiting

    def close(self) -> None:
        """Stop listening."""
        if self.nudges is not None:
            from birdlog import nudge

            nudge.stop(self.nudges)
            self.nudges = None

    def settings(self) -> Settings:
        """Return the settings as they are on disk now; raises SettingsError."""
        state = _state()
        if self._settings is None or state != self._read_at:
            from birdlog import settings

            self._settings, self._read_at = settings.load(), state
        return self._settings

    def tell_settings(self) -> dict[str, Any]:
        """Return SETTINGS of PROTOCOL.md, which the extension knows from then on; raises SettingsError."""
        settings = self.settings()
        told = settings_json(settings)
        self._told_at = self._read_at
        return told

    def news(self) -> dict[str, Any] | None:
        """Return SETTINGS where the extension has said hello and the files have changed since it was told.

        None as well while the files can't be read: the extension stays with what it knows.
        """
        if self._told_at is None or _state() == self._told_at:
            return None
        from birdlog.host.refusal import Refusal
        from birdlog.settings import SettingsError

        try:
            return self.tell_settings()
        except (SettingsError, Refusal):
            return None


def settings_json(settings: Settings) -> dict[str, Any]:
    """Return SETTINGS of PROTOCOL.md; raises Refusal where the never-log list is too long for a message."""
    from birdlog.host.refusal import Refusal
    from birdlog.rules.free_mail import FREE_MAIL_DOMAINS

    if sum(len(pattern.encode()) + 3 for pattern in settings.never_log) > MOST_NEVER_LOG:
        raise Refusal("settings-invalid", "never-log-too-long", count=len(settings.never_log))
    return {
        "profiles": [
            {
                "name": profile.name,
                "preset": profile.preset,
                "crm": profile.crm,
                "bcc": profile.bcc,
                "bcc_distrusted": profile.bcc_distrusted,
                "bcc_doubt": profile.doubt(profile.bcc) if profile.bcc else None,
                "forward": profile.forward,
                "takes_sent": profile.takes_sent,
                "identities": profile.identities,
                "mixed": profile.mixed,
                "own_domains": profile.own_domains,
                "content_limit": profile.content_limit,
                "attachments_limit": profile.attachments_limit,
                "without_history": profile.without_history,
                "without_attachments": profile.without_attachments,
                "created": profile.created,
            }
            for profile in settings.profiles
        ],
        "never_log": settings.never_log,
        "paused": settings.paused,
        "free_mail_domains": sorted(FREE_MAIL_DOMAINS),
        "look_before_forward": settings.look_before_forward,
    }


def _state() -> tuple[FileState, ...]:
    from birdlog import paths

    return _file_state(paths.settings_file()), _file_state(paths.never_log_file())


def _file_state(file: Path) -> FileState:
    """What changes when a file is written anew or in place."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
