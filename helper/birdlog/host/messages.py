"""What the extension may say: every type of PROTOCOL.md, read out of a message's body and checked here.

What comes out is frozen and of the right type, so that nothing behind this module looks at raw JSON. Unknown
fields are ignored; a field that is not as PROTOCOL.md says raises BadMessage, which names it.
"""

from __future__ import annotations

import binascii
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, cast, get_args

from birdlog import utc
from birdlog.rules.finding import Finding, Level

if TYPE_CHECKING:
    from birdlog.journal.arrivals import Arrived
    from birdlog.rules.composed import Composed, Original
    from birdlog.rules.outgoing import Kind, Mail
    from birdlog.rules.received import Received as ReceivedMail

_Value = TypeVar("_Value")
CopyOf = Literal["sent", "received"]
CopyBy = Literal["helper", "api"]

LONGEST_EVENT = 100  # characters; a UUID has 36
LONGEST_DATA = 524_288  # characters of a `data` field
MOST_SEEN = 100  # mails of one `mail.seen`
MOST_ANSWERED = 100  # Message-IDs that one of them answers, the last ones
MOST_ASKED = 500  # Message-IDs that one `journal.logged` names
MOST_PARTS = 4  # of one mail; more than its first 512 KiB nobody reads
MOST_COPY_PARTS = 512  # of a mail that is taken in: up to 192 MiB
LARGEST_SIZE = 2**53  # bytes; what JSON's numbers hold exactly, and a database
LONGEST_COMPOSED = 131_072  # characters that are read of each form of a compose window's text
MOST_RECENT = 100  # entries that one `journal.recent` answers


class BadMessage(Exception):
    """A field that is not as PROTOCOL.md says; `field` names it."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class Body:
    """The fields of one message: each method returns a field's value or raises BadMessage with its name."""

    def __init__(self, fields: object, name: str = "body") -> None:
        if not isinstance(fields, dict):
            raise BadMessage(name)
        self._fields: dict[str, Any] = fields
        self._prefix = "" if name == "body" else f"{name}."

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._fields.get(name) is not None

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self._of_type(name, str)
        if not value:
            raise self._bad(name)
        return _storable(value)

    def event(self) -> str:
        """The id that was made where the event happened."""
        value = self.text("event")
        if len(value) > LONGEST_EVENT:
            raise self._bad("event")
        return value

    def time(self, name: str) -> str:
        """A time, as UTC to the second: `2026-07-01T09:30:00Z`."""
        try:
            moment = datetime.fromisoformat(self.text(name))
            if moment.tzinfo is None:
                raise self._bad(name)
            return utc.written(moment)
        except (ValueError, OverflowError) as problem:
            raise self._bad(name) from problem

    def flag(self, name: str) -> bool:
        """True or false."""
        value: bool = self._of_type(name, bool)
        return value

    def number(self, name: str) -> int:
        """A whole number, zero or more."""
        value = self._of_type(name, int)
        if isinstance(value, bool) or value < 0:
            raise self._bad(name)
        return int(value)

    def choice(self, name: str, *choices: str) -> str:
        """One of the words given."""
        value = self.text(name)
        if value not in choices:
            raise self._bad(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty where it is missing. Empty texts in it are left out."""
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise self._bad(name)
        return tuple(_storable(value) for value in values if value)

    def part(self, name: str) -> Body:
        """An object; one without fields where it is missing."""
        return Body(self._of_type(name, dict) if self.has(name) else {}, self._prefix + name)

    def parts(self, name: str) -> tuple[Body, ...]:
        """A list of objects; empty where it is missing."""
        return tuple(Body(value, self._prefix + name) for value in self._list(name))

    def texts_or_parts(self, name: str) -> tuple[str | Body, ...]:
        """A list of texts and objects; empty where it is missing. Empty texts in it are left out."""
        return tuple(
            _storable(value) if isinstance(value, str) else Body(value, self._prefix + name)
            for value in self._list(name)
            if value != ""
        )

    def values(self, name: str) -> dict[str, str]:
        """An object whose values are texts or whole numbers, as texts; empty where it is missing."""
        if not self.has(name):
            return {}
        fields = self._of_type(name, dict)
        if not all(isinstance(value, str | int) for value in fields.values()):
            raise self._bad(name)
        return {_storable(key): _storable(str(value)) for key, value in fields.items()}

    def data(self, name: str) -> bytes:
        """Bytes, written in base64."""
        value = self._of_type(name, str)
        if len(value) > LONGEST_DATA:
            raise self._bad(name)
        try:
            return binascii.a2b_base64(value, strict_mode=True)
        except (binascii.Error, ValueError) as problem:
            raise self._bad(name) from problem

    def optional(self, read: Callable[[str], _Value], name: str) -> _Value | None:
        """What `read` returns, or None where the field is missing, null or an empty text."""
        return read(name) if self._fields.get(name) not in (None, "") else None

    def _list(self, name: str) -> list[Any]:
        values: list[Any] = self._of_type(name, list) if self.has(name) else []
        return values

    def _of_type(self, name: str, expected: type) -> Any:
        value = self._fields.get(name)
        if not isinstance(value, expected):
            raise self._bad(name)
        return value

    def _bad(self, name: str) -> BadMessage:
        return BadMessage(self._prefix + name)


class Identity(NamedTuple):
    """One of the person's own addresses, as Thunderbird names it."""

    email: str
    name: str | None = None
    account: str | None = None


class Hello(NamedTuple):
    """The first message of a connection."""

    extension: str | None
    thunderbird: str | None
    locale: str | None
    instance: str | None
    identities: tuple[Identity, ...]


class Outcome(NamedTuple):
    """What became of a mail that a person sent: the body of `sent` and of `failed`."""

    event: str
    at: str
    mode: str
    identity: str
    message_id: str | None
    subject: str | None
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    log: bool
    address: str | None
    profile: str | None
    findings: tuple[Finding, ...]
    decided: str
    reason: str | None
    pattern: str | None
    content_bytes: int | None = None
    attachment_bytes: int | None = None


class Forwarded(NamedTuple):
    """What became of a forward; `message_id` is that of the forward itself."""

    event: str
    at: str
    mode: str
    ok: bool
    original_message_id: str | None
    message_id: str | None
    author: str | None
    subject: str | None
    identity: str | None
    address: str | None
    profile: str | None
    findings: tuple[Finding, ...]
    reason: str | None
    content_bytes: int | None = None
    attachment_bytes: int | None = None


class Received(NamedTuple):
    """A mail that arrived and may be a delivery report: `data` is its beginning, `size` the whole's bytes.

    It may come in `parts` messages, of which this one is the number `part`, from 0 on.
    """

    event: str
    at: str
    message_id: str | None
    data: bytes
    size: int
    part: int = 0
    parts: int = 1


class Copied(NamedTuple):
    """The Sent copy of a forward: `data` is its beginning, `size` the whole's bytes."""

    event: str
    at: str
    data: bytes
    size: int


class MailCopy(NamedTuple):
    """A mail that the helper itself takes in: one that was sent, or a received one that the person logs.

    `event` is that of `sent`, or one of its own; `by` says how it gets into the CRM. It comes in `parts`
    messages, of which this one is the number `part`, from 0 on; `data` is what it holds of the raw mail.
    """

    event: str
    at: str
    of: CopyOf
    identity: str
    data: bytes
    part: int = 0
    parts: int = 1
    by: CopyBy = "helper"


class Lost(NamedTuple):
    """There is no copy of a mail that was to be taken in; `event` is that of `sent`."""

    event: str
    at: str


class JournalRecent(NamedTuple):
    """The newest entries of the journal."""

    limit: int


class MailSeen(NamedTuple):
    """Mail that arrived and answers other mail."""

    at: str
    mails: tuple[Arrived, ...]


class JournalLogged(NamedTuple):
    """Which of these messages are logged?"""

    message_ids: tuple[str, ...]


class NeverLog(NamedTuple):
    """Patterns for the never-log list, or to be taken off it."""

    patterns: tuple[str, ...]


class WindowOpen(NamedTuple):
    """The status window, at one entry if one is named."""

    entry: int | None


def hello(body: Body) -> Hello:
    """Read the body of `hello`."""
    return Hello(
        extension=body.optional(body.text, "extension"),
        thunderbird=body.optional(body.text, "thunderbird"),
        locale=body.optional(body.text, "locale"),
        instance=body.optional(body.text, "instance"),
        identities=_identities(body),
    )


def compose_decide(body: Body) -> Mail:
    """Read the body of `compose.decide`: will this mail log?"""
    from birdlog.rules.outgoing import Kind, Mail

    return Mail(
        identity=body.text("identity"),
        kind=cast("Kind", body.choice("kind", *get_args(Kind))) if body.has("kind") else "new",
        sender=body.optional(body.text, "from"),
        to=body.texts("to"),
        cc=body.texts("cc"),
        bcc=body.texts("bcc"),
        newsgroups=body.texts("newsgroups"),
        lists_unexpanded=body.texts("lists_unexpanded"),
        subject=body.optional(body.text, "subject") or "",
        body_bytes=body.optional(body.number, "body_bytes") or 0,
        attachment_bytes=body.optional(body.number, "attachment_bytes") or 0,
        encrypted=body.optional(body.flag, "encrypted") or False,
        wanted=body.optional(body.flag, "wanted"),
        typed=body.texts("typed"),
    )


def sent(body: Body) -> Outcome:
    """Read the body of `sent`."""
    return _outcome(body)


def failed(body: Body) -> Outcome:
    """Read the body of `failed`."""
    return _outcome(body)


def forward_decide(body: Body) -> ReceivedMail:
    """Read the body of `forward.decide`: may this received mail be forwarded to the CRM?"""
    from birdlog.rules.received import Received as ReceivedMail

    return ReceivedMail(
        default_identity=body.text("default_identity"),
        author=body.optional(body.text, "author") or "",
        message_id=_message_id(body, "message_id"),
        to=body.texts("to"),
        cc=body.texts("cc"),
        delivered_to=body.texts("delivered_to"),
        subject=body.optional(body.text, "subject") or "",
        date=body.optional(body.time, "date"),
        content_bytes=body.optional(body.number, "content_bytes") or 0,
        attachment_bytes=body.optional(body.number, "attachment_bytes") or 0,
        encrypted=body.optional(body.flag, "encrypted") or False,
        without_history=body.optional(body.flag, "without_history"),
        without_attachments=body.optional(body.flag, "without_attachments"),
    )


def mail_seen(body: Body) -> MailSeen:
    """Read the body of `mail.seen`: mail that arrived and answers other mail."""
    from birdlog.journal.arrivals import Arrived

    mails = body.parts("mails")
    if len(mails) > MOST_SEEN:
        raise BadMessage("mails")
    return MailSeen(
        at=body.time("at"),
        mails=tuple(Arrived(forward_decide(mail), _answers(mail), mail.values("headers")) for mail in mails),
    )


def _answers(mail: Body) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id.strip("<> ") for id in mail.texts("answers")))[-MOST_ANSWERED:]


def forward_check(body: Body) -> Composed:
    """Read the body of `forward.check`: could the CRM read this forward, as its window holds it?"""
    from birdlog.rules.composed import Composed, Delivery, History

    return Composed(
        identity=body.text("identity"),
        profile=body.optional(body.text, "profile"),
        delivery=cast("Delivery", _choice(body, "delivery", "both", *get_args(Delivery))),
        html=(body.optional(body.text, "html") or "")[:LONGEST_COMPOSED],
        plain=(body.optional(body.text, "plain") or "")[:LONGEST_COMPOSED],
        content_bytes=body.optional(body.number, "content_bytes") or 0,
        attachment_bytes=body.optional(body.number, "attachment_bytes") or 0,
        encrypted=body.optional(body.flag, "encrypted") or False,
        history=cast("History", _choice(body, "history", "there", *get_args(History))),
        original=_original(body.part("original")),
    )


def _original(part: Body) -> Original:
    from birdlog.rules.composed import Original

    return Original(
        author=part.optional(part.text, "author"),
        subject=part.optional(part.text, "subject"),
        date=part.optional(part.text, "date"),
    )


def forward_copied(body: Body) -> Copied:
    """Read the body of `forward.copied`."""
    return Copied(
        event=body.event(),
        at=body.time("at"),
        data=body.data("data"),
        size=body.optional(body.number, "size") or 0,
    )


def forwarded(body: Body) -> Forwarded:
    """Read the body of `forwarded`."""
    return Forwarded(
        event=body.event(),
        at=body.time("at"),
        mode=_mode(body),
        ok=body.flag("ok"),
        original_message_id=_message_id(body, "original_message_id"),
        message_id=_message_id(body, "message_id"),
        author=body.optional(body.text, "author"),
        subject=body.optional(body.text, "subject"),
        identity=body.optional(body.text, "identity"),
        address=body.optional(body.text, "address"),
        profile=body.optional(body.text, "profile"),
        findings=_findings(body),
        reason=body.optional(body.text, "reason"),
        content_bytes=_bytes(body, "content_bytes"),
        attachment_bytes=_bytes(body, "attachment_bytes"),
    )


def received(body: Body) -> Received:
    """Read the body of `received`."""
    part, parts = _part(body, MOST_PARTS)
    return Received(
        event=body.event(),
        at=body.time("at"),
        message_id=_message_id(body, "message_id"),
        data=body.data("data"),
        size=body.optional(body.number, "size") or 0,
        part=part,
        parts=parts,
    )


def mail_copy(body: Body) -> MailCopy:
    """Read the body of `mail.copy`."""
    part, parts = _part(body, MOST_COPY_PARTS)
    return MailCopy(
        event=body.event(),
        at=body.time("at"),
        of=cast("CopyOf", body.choice("of", *get_args(CopyOf))),
        identity=body.text("identity"),
        data=body.data("data"),
        part=part,
        parts=parts,
        by=cast("CopyBy", _choice(body, "by", "helper", *get_args(CopyBy))),
    )


def mail_lost(body: Body) -> Lost:
    """Read the body of `mail.lost`."""
    return Lost(event=body.event(), at=body.time("at"))


def journal_recent(body: Body) -> JournalRecent:
    """Read the body of `journal.recent`; a higher limit than `MOST_RECENT` is taken as that."""
    limit = body.optional(body.number, "limit")
    return JournalRecent(limit=5 if limit is None else min(limit, MOST_RECENT))


def journal_logged(body: Body) -> JournalLogged:
    """Read the body of `journal.logged`."""
    message_ids = body.texts("message_ids")
    if len(message_ids) > MOST_ASKED:
        raise BadMessage("message_ids")
    return JournalLogged(message_ids)


def never_log(body: Body) -> NeverLog:
    """Read the body of `never-log.add` and of `never-log.remove`."""
    patterns = body.texts("patterns")
    if not patterns:
        raise BadMessage("patterns")
    return NeverLog(patterns)


def window_open(body: Body) -> WindowOpen:
    """Read the body of `window.open`."""
    return WindowOpen(entry=body.optional(body.number, "entry"))


def _outcome(body: Body) -> Outcome:
    return Outcome(
        event=body.event(),
        at=body.time("at"),
        mode=_mode(body),
        identity=body.text("identity"),
        message_id=_message_id(body, "message_id"),
        subject=body.optional(body.text, "subject"),
        to=body.texts("to"),
        cc=body.texts("cc"),
        bcc=body.texts("bcc"),
        log=body.optional(body.flag, "log") or False,
        address=body.optional(body.text, "address"),
        profile=body.optional(body.text, "profile"),
        findings=_findings(body),
        decided=body.choice("decided", "helper", "degraded", "none") if body.has("decided") else "helper",
        reason=body.optional(body.text, "reason"),
        pattern=body.optional(body.text, "pattern"),
        content_bytes=_bytes(body, "content_bytes"),
        attachment_bytes=_bytes(body, "attachment_bytes"),
    )


def _identities(body: Body) -> tuple[Identity, ...]:
    """An identity is an object, or a bare address."""
    return tuple(
        Identity(item)
        if isinstance(item, str)
        else Identity(
            item.text("email"), item.optional(item.text, "name"), item.optional(item.text, "account")
        )
        for item in body.texts_or_parts("identities")
    )


def _part(body: Body, most: int) -> tuple[int, int]:
    """Which part of how many a message is."""
    part, parts = body.optional(body.number, "part") or 0, body.optional(body.number, "parts") or 1
    if parts > most:
        raise BadMessage("parts")
    if part >= parts:
        raise BadMessage("part")
    return part, parts


def _findings(body: Body) -> tuple[Finding, ...]:
    return tuple(_finding(part) for part in body.parts("findings"))


def _finding(part: Body) -> Finding:
    level = cast("Level", part.choice("level", *get_args(Level)))
    return Finding(part.text("code"), level, part.values("values"))


def _bytes(body: Body, name: str) -> int | None:
    """A size, or None where it was not told; one that no mail has is taken for the largest that is kept."""
    size = body.optional(body.number, name)
    return None if size is None else min(size, LARGEST_SIZE)


def _choice(body: Body, name: str, default: str, *choices: str) -> str:
    return body.choice(name, *choices) if body.has(name) else default


def _mode(body: Body) -> str:
    return body.choice("mode", "now", "later") if body.has("mode") else "now"


def _message_id(body: Body, name: str) -> str | None:
    """A Message-ID; angle brackets that should not be there are taken off."""
    value = body.optional(body.text, name)
    return value.strip().removeprefix("<").removesuffix(">") or None if value else None


def _storable(value: str) -> str:
    """Text that a database and a frame can hold: JSON may carry halves of a surrogate pair and NUL."""
    if "\0" in value:
        value = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value
