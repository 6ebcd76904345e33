"""The journal on disk: an SQLite database that several programs read and write at once."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from birdlog import paths
from birdlog.journal import search
from birdlog.journal.connection import connect
from birdlog.journal.entry import Bounce, Entry, Step, bounce_json
from birdlog.journal.order import NEWEST_FIRST, Arrangement, Order, arranged
from birdlog.journal.problem import JournalError, plainly
from birdlog.journal.search import Filter
from birdlog.journal.states import (
    CANT_ASK,
    GIVE_WAY,
    LOGGED,
    RECIPIENT_BOUNCED,
    UNREADABLE_COPY,
    State,
    may_follow,
)
from birdlog.journal.subject_key import subject_key
from birdlog.mail.addresses import fold
from birdlog.rules.finding import Finding

if TYPE_CHECKING:
    from birdlog.host.messages import Identity

_IS_LOGGED = f"entry.state IN ({', '.join('?' * len(LOGGED))}) AND entry.reason IS NOT ?"
_OPERATIONS = 10_000
"""Of SQLite's virtual machine: about a millisecond."""

_DROPPED_AT_ONCE = 500
_NAMING = (
    *("event", "reason", "reason_values", "subject", "message_id", "sent_message_id", "profile", "identity"),
    *("crm_address", "recipients", "findings", "bounce"),
)
"""The columns that an address may stand in."""

_NOT_OF_AN_ENTRY = ("subject_key",)
_THUNDERBIRD = "instance, version, extension, locale, identities, last_hello"


@dataclass(frozen=True, slots=True)
class Observation:
    """What an event says about a mail: how its entry should read now. Times and ids as in Entry.

    `private`: the entry keeps nothing but what is given here, whatever it held before.
    """

    event: str
    kind: str
    state: State
    reason: str | None = None
    reason_values: dict[str, str] = field(default_factory=dict)
    subject: str | None = None
    message_id: str | None = None
    sent_message_id: str | None = None
    profile: str | None = None
    identity: str | None = None
    crm_address: str | None = None
    recipients: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    content_bytes: int | None = None
    attachment_bytes: int | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Thunderbird:
    """A Thunderbird profile that has said hello, and its identities; `last_hello` is UTC."""

    instance: str
    version: str | None
    extension: str | None
    locale: str | None
    identities: tuple[Identity, ...]
    last_hello: str


class Logged(NamedTuple):
    """A mail that is in the CRM or on its way there: `at` (UTC) it was sent, or put into the Outbox."""

    message_id: str
    entry: int
    state: State
    at: str


class Journal:
    """The journal. Every method raises JournalError where the file can't be read or written.

    What a method has written is on disk when it returns (WAL, synchronous=FULL); inside `transaction()`, when
    that ends.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self.is_open = True

    @classmethod
    def open(cls, path: Path | None = None) -> Journal:
        """Open the journal (by default the person's), make it where there is none, bring it up to date."""
        if path is None:
            path = _own_file()
        with plainly(path):
            return cls(connect(path), path)

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def close(self) -> None:
        """Close the file; the journal can't be used after it."""
        self.is_open = False
        self._connection.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is written inside; one within another belongs to the outer one."""
        if self._connection.in_transaction:
            yield
            return
        self._rows("BEGIN IMMEDIATE")
        try:
            yield
            self._rows("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._rows("ROLLBACK")
            raise

    # Events

    def once(self, event: str, type: str, at: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Return what `act` returns, or what it returned when an event of this type was taken in before.

        The event and all that `act` writes become durable together.
        """
        with self.transaction():
            seen = self._rows("SELECT answer FROM event_seen WHERE event = ? AND type = ?", event, type)
            if seen:
                answer: dict[str, Any] = json.loads(seen[0]["answer"])
                return answer
            answer = act()
            self._write("INSERT INTO event_seen VALUES (?, ?, ?, ?)", event, type, _json(answer), at)
            return answer

    def add_or_move(self, observation: Observation, at: str, evidence: str) -> tuple[int, State]:
        """Write what was observed: a new entry, or the next step of the event's entry.

        A forward that failed and is tried anew is one entry too, which goes by the new event from then on. An
        entry whose state may not be followed by the observed one stays as it is. Returns the entry's id and
        the state that it is in now.
        """
        with self.transaction():
            found = self._rows("SELECT * FROM entry WHERE event = ?", observation.event)
            found = found or self._failed_forward(observation)
            if not found:
                return self._add(observation, at, evidence), observation.state
            entry = self._entry(found[0])
            if not may_follow(entry.state, observation.state):
                return entry.id, entry.state
            columns = _columns(observation if observation.private else _completed(observation, entry))
            self._update(entry.id, {**columns, "event": observation.event, "updated": at})
            self._add_step(entry.id, _step(observation, evidence, at))
            return entry.id, observation.state

    def move(
        self,
        id: int,
        state: State,
        *,
        reason: str | None,
        reason_values: dict[str, str],
        bounce: Bounce | None,
        evidence: str | None,
        at: str,
    ) -> bool:
        """Move an entry on to `state`; returns False, and changes nothing, where that may not follow."""
        with self.transaction():
            entry = self.entry(id)
            if entry is None or not may_follow(entry.state, state):
                return False
            changed: dict[str, Any] = {"state": state, "updated": at}
            if reason or entry.reason != RECIPIENT_BOUNCED:  # which is as true of a log that the CRM shows
                changed |= _because(reason, reason_values)
                changed["bounce"] = _json(bounce_json(bounce)) if bounce else None
            self._update(id, changed)
            self._add_step(id, Step(state, reason, evidence, at, reason_values))
            return True

    def note(
        self,
        id: int,
        *,
        reason: str,
        values: dict[str, str],
        evidence: str,
        at: str,
        finding: Finding | None = None,
        bounce: Bounce | None = None,
    ) -> bool:
        """Add a step that leaves an entry in its state, and the finding to those that it has.

        The entry shows the step's reason, with the bounce, where it has none that weighs more (GIVE_WAY).
        Returns False, and changes nothing, where the entry has a step of that reason and evidence already.
        """
        with self.transaction():
            entry = self.entry(id)
            noted = {(step.reason, step.evidence) for step in self.steps(id)}
            if entry is None or (reason, evidence) in noted:
                return False
            findings = (*entry.findings, finding) if finding else entry.findings
            changed = {"findings": _findings_json(findings), "updated": at}
            if entry.reason in GIVE_WAY:
                changed |= _because(reason, values)
                changed |= {"bounce": _json(bounce_json(bounce))} if bounce else {}
            self._update(id, changed)
            self._add_step(id, Step(entry.state, reason, evidence, at, values))
            return True

    def explain(self, id: int, reason: str | None, values: dict[str, str], at: str) -> bool:
        """Say why the CRM can't be asked about an entry (one of CANT_ASK), or that it can again (None).

        Its state stays, and so does a reason that says anything else of the mail. Returns whether it changed.
        """
        with self.transaction():
            entry = self.entry(id)
            if entry is None or entry.reason not in (GIVE_WAY if reason else CANT_ASK):
                return False
            if (entry.reason, entry.reason_values) == (reason, values):
                return False
            self._update(id, {**_because(reason, values), "updated": at})
            if reason:
                self._add_step(id, Step(entry.state, reason, None, at, values))
            return True

    def look_at(self, id: int) -> None:
        """Take an entry for looked at by the person, as it is now."""
        with self.transaction():
            self._write("UPDATE entry SET looked_at = updated WHERE id = ?", id)

    def add_findings(
        self, id: int, findings: tuple[Finding, ...], *, reason: str | None, evidence: str, at: str
    ) -> None:
        """Add to an entry what was found out about its mail later; a `reason` becomes the entry's own."""
        with self.transaction():
            entry = self.entry(id)
            known = {finding.code for finding in entry.findings} if entry else set()
            new = tuple(finding for finding in findings if finding.code not in known)
            if entry is None or not (new or reason):
                return
            changed: dict[str, Any] = {"findings": _findings_json((*entry.findings, *new)), "updated": at}
            if reason is not None:
                changed |= _because(reason, {})
                self._add_step(id, Step(entry.state, reason, evidence, at))
            self._update(id, changed)

    # What is in it

    def entries(
        self,
        state: State | None = None,
        search: str | None = None,
        *,
        profile: str | None = None,
        needs_you: bool = False,
        unseen: bool = False,
        limit: int | None = None,
        before: int | None = None,
    ) -> list[Entry]:
        """Return entries, newest first, that a filter of these values lets through (see search.Filter).

        `before` begins after the entry of that number in the list.
        """
        return self.page(Filter(state, profile, needs_you, unseen, search or ""), limit, before)

    def page(
        self,
        wanted: Filter,
        limit: int | None,
        before: int | None = None,
        order: Order = NEWEST_FIRST,
        *,
        gathered: bool = False,
    ) -> list[Entry]:
        """The same for a whole filter, in any order (`gathered`: see search.page)."""
        return list(self.each(wanted, order, limit, before, gathered=gathered))

    def each(
        self,
        wanted: Filter,
        order: Order = NEWEST_FIRST,
        limit: int | None = None,
        before: int | None = None,
        *,
        gathered: bool = False,
    ) -> Iterator[Entry]:
        """Return the same entries one by one, however many there are; they are read as they are taken."""
        found = self._source(wanted)
        arrangement = arranged(order, self._present(order))
        after = self._cursor(arrangement, before) if before is not None else None
        if found is None or (before is not None and after is None):
            return
        count = 0
        for query in search.page(found, arrangement, limit, after, gathered=gathered):
            for row in self._stream(query.sql, *query.values):
                yield self._entry(row)
                count += 1
                if count == limit:
                    return

    def count(self, wanted: Filter) -> int:
        """Return how many entries a filter lets through."""
        found = self._source(wanted)
        if found is None:
            return 0
        query = search.matching(found)
        return int(self._rows(query.sql, *query.values)[0][0])

    @contextmanager
    def giving_up(self, wants_to: Callable[[], bool], every: int | None = None) -> Iterator[None]:
        """What is read inside ends with GivenUp as soon as `wants_to`, which is asked every millisecond.

        Where another thread is busy, to ask takes longer than that: `every` so many operations then.
        """
        self._connection.set_progress_handler(lambda: int(wants_to()), every or _OPERATIONS)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None, 0)

    def version(self) -> tuple[int, int]:
        """Return what is another one after each change of the file, by whomever."""
        return int(self._rows("PRAGMA data_version")[0][0]), self._connection.total_changes

    def waiting(self, limit: int) -> list[int]:
        """Return which entries need the person and were not looked at since they changed, newest first."""
        query = search.waiting(limit)
        return [row["id"] for row in self._rows(query.sql, *query.values)]

    def entry(self, id: int) -> Entry | None:
        """Return the entry of this number, or None."""
        rows = self._rows("SELECT * FROM entry WHERE id = ?", id)
        return self._entry(rows[0]) if rows else None

    def by_event(self, event: str) -> Entry | None:
        """Return the entry that goes by this event, or None."""
        rows = self._rows("SELECT * FROM entry WHERE event = ?", event)
        return self._entry(rows[0]) if rows else None

    def steps(self, id: int) -> list[Step]:
        """Return the way of an entry, first step first."""
        columns = "state, reason, evidence, at, reason_values"
        rows = self._rows(f"SELECT {columns} FROM step WHERE entry = ? ORDER BY id", id)
        return [Step(**{**dict(row), "reason_values": json.loads(row["reason_values"])}) for row in rows]

    def counts(self) -> dict[str, int]:
        """Return how many entries are in each state; a state that none is in is left out."""
        return dict(map(tuple, self._rows("SELECT state, count(*) FROM entry GROUP BY state")))

    def count_of(self, state: State) -> int:
        """Return how many entries are in `state`."""
        (row,) = self._rows("SELECT count(*) AS entries FROM entry WHERE state = ?", state)
        return int(row["entries"])

    def by_sent_message_id(self, message_id: str) -> list[Entry]:
        """Return the entries whose mail went to the mail server under this Message-ID, newest first."""
        rows = self._rows("SELECT * FROM entry WHERE sent_message_id = ? ORDER BY id DESC", message_id)
        return [self._entry(row) for row in rows]

    def logged_before(self, message_id: str) -> int | None:
        """Return the newest entry by which this mail is in the CRM or on its way there, or None."""
        rows = self._rows(
            f"SELECT id FROM entry WHERE message_id = ? AND {_IS_LOGGED} ORDER BY id DESC LIMIT 1",
            message_id,
            *LOGGED,
            UNREADABLE_COPY,
        )
        return int(rows[0]["id"]) if rows else None

    def logged(self, message_ids: Sequence[str]) -> list[Logged]:
        """Return those of the mails that are in the CRM or on their way there, the newest entry of each."""
        ids = _places(tuple(message_ids))
        rows = self._rows(
            "SELECT message_id, entry.id, entry.state, coalesce(max(step.at), created) FROM entry"
            " LEFT JOIN step ON step.entry = entry.id AND step.state IN ('pending', 'sent')"
            f" WHERE message_id IN ({ids}) AND {_IS_LOGGED} GROUP BY entry.id ORDER BY entry.id",
            *message_ids,
            *LOGGED,
            UNREADABLE_COPY,
        )
        return list({row["message_id"]: Logged(*row) for row in rows}.values())

    def answered(self, message_ids: Sequence[str]) -> int | None:
        """Return the newest entry of a logged mail that has one of these Message-IDs, or None."""
        ids = _places(tuple(message_ids))
        rows = self._rows(
            f"SELECT id FROM entry WHERE (message_id IN ({ids}) OR sent_message_id IN ({ids}))"
            f" AND {_IS_LOGGED} ORDER BY id DESC LIMIT 1",
            *message_ids,
            *message_ids,
            *LOGGED,
            UNREADABLE_COPY,
        )
        return int(rows[0]["id"]) if rows else None

    def rename_profile(self, profile: str, new: str) -> None:
        """What went by a profile's name goes by another one."""
        with self.transaction():
            for table in ("entry", "reply", "asked"):
                self._write(f"UPDATE OR REPLACE {table} SET profile = ? WHERE profile = ?", new, profile)

    # Taking things out

    def forget(self, address: str) -> int:
        """Take out every entry that names this address anywhere, past recovery; returns how many there were.

        The events stay known, so that one that comes again does not bring its entry back.
        """
        forms = {address.strip().casefold(), fold(address)}
        rows = self._stream(f"SELECT * FROM entry WHERE {_may_name(forms)}", *sorted(forms))
        found = [row["id"] for row in rows if _names(row, forms)]
        for row in self._rows("SELECT message_id, author FROM reply"):
            if fold(row["author"]) in forms:
                self._write("DELETE FROM reply WHERE message_id = ?", row["message_id"])
        self._write("DELETE FROM request WHERE kind = 'test-mail' AND outcome IS NOT NULL")  # names addresses
        if found:
            self._delete(found)
            self._purge_words()
        return len(found)

    def drop(self, ids: Sequence[int], goes_on: Callable[[int], bool] = lambda count: True) -> int:
        """Take out these entries, past recovery, as long as `goes_on` says so; returns how many.

        Their events stay known. Other programs can write between two parts of it.
        """
        dropped = 0
        for begin in range(0, len(ids), _DROPPED_AT_ONCE):
            if not goes_on(dropped):
                break
            part = ids[begin : begin + _DROPPED_AT_ONCE]
            self._delete(part)
            dropped += len(part)
        self._purge_words()
        return dropped

    def count_before(self, at: str) -> int:
        """How many entries last changed before `at` (UTC)."""
        found = self._rows("SELECT count(*) AS count FROM entry WHERE created < ? AND updated < ?", at, at)
        return int(found[0]["count"])

    def drop_before(self, at: str, most: int) -> int:
        """Take out entries that last changed before `at` (UTC), `most` at once; returns how many."""
        found = self._rows("SELECT id FROM entry WHERE created < ? AND updated < ? LIMIT ?", at, at, most)
        self._delete([row["id"] for row in found])
        return len(found)

    # Thunderbird

    def remember(self, thunderbird: Thunderbird) -> None:
        """Keep that this Thunderbird profile has said hello."""
        identities = _json([identity._asdict() for identity in thunderbird.identities])
        with self.transaction():
            self._write(
                f"INSERT OR REPLACE INTO thunderbird ({_THUNDERBIRD}) VALUES (?, ?, ?, ?, ?, ?)",
                thunderbird.instance,
                thunderbird.version,
                thunderbird.extension,
                thunderbird.locale,
                identities,
                thunderbird.last_hello,
            )

    def thunderbirds(self) -> list[Thunderbird]:
        """Return the Thunderbird profiles that have said hello, the latest first."""
        rows = self._rows(f"SELECT {_THUNDERBIRD} FROM thunderbird ORDER BY last_hello DESC")
        return [self._thunderbird(row) for row in rows]

    # SQL

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Read, for the other tables' modules of this package."""
        return self._rows(sql, *values)

    def write(self, sql: str, *values: Any) -> int:
        """Write, for the other tables' modules of this package; returns the number of the row."""
        return self._write(sql, *values)

    def _failed_forward(self, observation: Observation) -> list[sqlite3.Row]:
        """The failed entry of the message that is being forwarded, or nothing."""
        if observation.kind != "forward" or observation.message_id is None:
            return []
        return self._rows(
            "SELECT * FROM entry WHERE message_id = ? AND kind = 'forward' AND state = 'failed'"
            " ORDER BY id DESC LIMIT 1",
            observation.message_id,
        )

    def _add(self, observation: Observation, at: str, evidence: str) -> int:
        columns = {
            "event": observation.event,
            "kind": observation.kind,
            **_columns(observation),
            "created": at,
            "updated": at,
        }
        names, places = ", ".join(columns), ", ".join("?" * len(columns))
        id = self._write(f"INSERT INTO entry ({names}) VALUES ({places})", *columns.values())
        self._add_step(id, _step(observation, evidence, at))
        return id

    def _add_step(self, id: int, step: Step) -> None:
        self._write(
            "INSERT INTO step (entry, state, reason, evidence, at, reason_values) VALUES (?, ?, ?, ?, ?, ?)",
            id,
            step.state,
            step.reason,
            step.evidence,
            step.at,
            _json(step.reason_values),
        )

    def _source(self, wanted: Filter) -> search.Source | None:
        """What a filter lets through: a search that is the beginning of a Message-ID means that one."""
        known = search.source_of_message_id(wanted)
        if known:
            sql = f"SELECT 1 FROM {known.tables} WHERE {' AND '.join(known.conditions)} LIMIT 1"
            if self._rows(sql, *known.values):
                return known
        return search.source(wanted)

    def _present(self, order: Order) -> list[str]:
        """The profiles or reasons that there are, where an order goes by those."""
        if order.by not in ("profile", "reason"):
            return []
        query = search.present(order.by)
        return [row["value"] for row in self._rows(query.sql, *query.values)]

    def _cursor(self, arrangement: Arrangement, id: int) -> search.Cursor | None:
        query = search.cursor(arrangement, id)
        rows = self._rows(query.sql, *query.values)
        return search.Cursor(rows[0][0], tuple(rows[0])[1:]) if rows else None

    def _update(self, id: int, columns: dict[str, Any]) -> None:
        changes = ", ".join(f"{name} = ?" for name in columns)
        self._write(f"UPDATE entry SET {changes} WHERE id = ?", *columns.values(), id)

    def _purge_words(self) -> None:
        """What is deleted stays in the index of words until its parts are merged."""
        self._write("INSERT INTO entry_words (entry_words) VALUES ('optimize')")
        self._rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def _delete(self, ids: Sequence[int]) -> None:
        """Delete entries and empty the write-ahead log, where their text would stand for a while."""
        if not ids:
            return
        with self.transaction():
            for id in ids:
                self._write("DELETE FROM entry WHERE id = ?", id)
        self._rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def _rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with plainly(self._path):
            return self._connection.execute(sql, values).fetchall()

    def _stream(self, sql: str, *values: Any) -> Iterator[sqlite3.Row]:
        with plainly(self._path):
            yield from self._connection.execute(sql, values)

    def _write(self, sql: str, *values: Any) -> int:
        with plainly(self._path):
            return int(self._connection.execute(sql, values).lastrowid or 0)

    def _thunderbird(self, row: sqlite3.Row) -> Thunderbird:
        from birdlog.host.messages import Identity  # knows all messages, which few readers of a journal need

        try:
            identities = tuple(Identity(**identity) for identity in json.loads(row["identities"]))
            return Thunderbird(**{**dict(row), "identities": identities})
        except (ValueError, TypeError, LookupError) as problem:
            raise JournalError("damaged", self._path) from problem

    def _entry(self, row: sqlite3.Row) -> Entry:
        try:
            columns = {
                **{name: row[name] for name in row.keys() if name not in _NOT_OF_AN_ENTRY},  # noqa: SIM118
                "reason_values": _of_json(row["reason_values"]),
                "recipients": tuple(json.loads(row["recipients"])),
                "findings": tuple(Finding(**finding) for finding in _of_json(row["findings"])),
                "bounce": Bounce(**json.loads(row["bounce"])) if row["bounce"] else None,
            }
            return Entry(**columns)
        except (ValueError, TypeError, LookupError) as problem:
            raise JournalError("damaged", self._path) from problem


def _own_file() -> Path:
    with plainly(Path()):
        return paths.journal_file()


def _columns(observation: Observation) -> dict[str, Any]:
    return {
        "state": observation.state,
        "reason": observation.reason,
        "reason_values": _json(observation.reason_values),
        "subject": observation.subject,
        "subject_key": subject_key(observation.subject),
        "message_id": observation.message_id,
        "sent_message_id": observation.sent_message_id,
        "profile": observation.profile,
        "identity": observation.identity,
        "crm_address": observation.crm_address,
        "recipients": _json(observation.recipients),
        "findings": _findings_json(observation.findings),
        "content_bytes": observation.content_bytes,
        "attachment_bytes": observation.attachment_bytes,
    }


def _step(observation: Observation, evidence: str, at: str) -> Step:
    return Step(observation.state, observation.reason, evidence, at, observation.reason_values)


def _because(reason: str | None, values: dict[str, str]) -> dict[str, Any]:
    return {"reason": reason, "reason_values": _json(values)}


def _places(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _completed(observation: Observation, entry: Entry) -> Observation:
    """What was observed, and from the entry what this event does not say."""
    kept = (
        "subject",
        "message_id",
        "sent_message_id",
        "profile",
        "identity",
        "crm_address",
        "recipients",
        "findings",
        "content_bytes",
        "attachment_bytes",
    )
    missing = {name: getattr(entry, name) for name in kept if not getattr(observation, name)}
    return replace(observation, **missing)


def _may_name(forms: set[str]) -> str:
    """SQL, with a value for each form, that leaves out what can't name any of them; it is quick, not exact.

    SQLite folds the letter case of ASCII alone.
    """
    if not all(map(str.isascii, forms)):
        return " AND ".join(f"?{number} IS NOT NULL" for number, _ in enumerate(forms, 1))
    held = " || ' ' || ".join(f"ifnull({column}, '')" for column in _NAMING)
    return " OR ".join(f"instr(lower({held}), ?{number})" for number, _ in enumerate(forms, 1))


def _names(row: sqlite3.Row, forms: set[str]) -> bool:
    """Whether an entry holds one of these spellings of an address as a whole word, in any column."""
    held = " ".join(str(value) for value in row if value is not None).casefold()
    return any(re.search(rf"(?<![\w.+%-]){re.escape(form)}(?![\w-]|\.\w)", held) for form in forms)


def _findings_json(findings: tuple[Finding, ...]) -> str:
    return _json([asdict(finding) for finding in findings])


def _of_json(written: str) -> Any:
    """What is written; most entries have nothing there, which need not be parsed."""
    if written in ("{}", "[]"):
        return {} if written == "{}" else []
    return json.loads(written)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
