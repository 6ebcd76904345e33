"""The journal on disk: nothing is lost, nothing written twice, and what can't be opened is left as it is."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from birdlog.host.messages import Identity
from birdlog.journal import schema
from birdlog.journal.entry import Bounce
from birdlog.journal.problem import JournalError
from birdlog.journal.states import MAY_FOLLOW, STATES, may_follow
from birdlog.journal.store import Journal, Observation, Thunderbird
from birdlog.rules.finding import Finding
from birdlog.texts import LOCALES, text

AT = "2026-07-01T09:30:00Z"
LATER = "2026-07-01T09:40:00Z"


def _sent(event="e1", **values):
    values = {
        "subject": "Offer",
        "recipients": ("joao@cliente.example",),
        "message_id": f"{event}@x",
        **values,
    }
    return Observation(event, "bcc", values.pop("state", "sent"), **values)


def _add(journal, event="e1", at=AT, **values):
    return journal.add_or_move(_sent(event, **values), at, "sent")[0]


def _move(journal, id, state, at=LATER, bounce=None):
    return journal.move(
        id, state, reason="too-large", reason_values={}, bounce=bounce, evidence="dsn@x", at=at
    )


# An entry and its way


def test_an_entry_is_read_as_it_was_written(journal):
    finding = Finding("attachments-too-large", "warn", {"size": "9"})
    observed = _sent(
        profile="Work",
        identity="ana@empresa.example",
        crm_address="1@bcc.hubspot.com",
        sent_message_id="e1@x",
        findings=(finding,),
        reason="r",
        reason_values={"pattern": "*@x"},
    )
    id, state = journal.add_or_move(observed, AT, "sent")
    entry = journal.entry(id)
    assert state == "sent"
    for name in (
        "subject",
        "recipients",
        "profile",
        "identity",
        "crm_address",
        "findings",
        "reason",
        "reason_values",
    ):
        assert getattr(entry, name) == getattr(observed, name)
    assert (entry.created, entry.updated, entry.bounce) == (AT, AT, None)


def test_an_entry_that_is_not_there_is_none(journal):
    assert journal.entry(7) is None
    assert journal.steps(7) == []


def test_each_step_of_the_way_is_kept(journal):
    id = _add(journal)
    bounce = Bounce("1@bcc.hubspot.com", "5.3.4", "552 too big", "too-large", "message-id")
    assert _move(journal, id, "bounced", bounce=bounce)
    entry = journal.entry(id)
    assert (entry.state, entry.reason, entry.bounce, entry.updated) == ("bounced", "too-large", bounce, LATER)
    assert [(step.state, step.evidence, step.at) for step in journal.steps(id)] == [
        ("sent", "sent", AT),
        ("bounced", "dsn@x", LATER),
    ]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("following", STATES)
def test_a_state_is_followed_only_by_those_of_the_table(journal, state, following):
    id = _add(journal, state=state)
    assert _move(journal, id, following) is may_follow(state, following)
    assert journal.entry(id).state == (following if may_follow(state, following) else state)
    assert len(journal.steps(id)) == 1 + may_follow(state, following)


def test_the_table_names_every_state():
    assert set(MAY_FOLLOW) == set(STATES)


def test_what_the_crm_shows_cannot_be_undone_by_a_report():
    assert not may_follow("confirmed", "bounced")


def test_an_entry_that_does_not_exist_does_not_move(journal):
    assert not _move(journal, 7, "bounced")


def test_a_note_changes_no_state_and_is_taken_once(journal):
    id = _add(journal)
    values = {"address": "joao@cliente.example"}
    finding = Finding("recipient-bounced", "warn", values)
    evidence = "joao@cliente.example 5.1.1"
    noted = {"reason": "recipient-bounced", "values": values, "evidence": evidence, "finding": finding}
    assert journal.note(id, **noted, at=LATER)
    assert not journal.note(id, **noted, at=LATER)
    entry = journal.entry(id)
    assert (entry.state, entry.findings, entry.updated) == ("sent", (finding,), LATER)
    assert [step.reason for step in journal.steps(id)] == [None, "recipient-bounced"]
    assert journal.steps(id)[1].reason_values == values
    assert not journal.note(7, **noted, at=LATER)


@pytest.mark.parametrize(
    ("before", "shown"),
    [(None, "delayed"), ("arrived", "delayed"), ("recipient-bounced", None), ("added-elsewhere", None)],
)
def test_a_note_is_the_entry_s_reason_where_none_weighs_more(journal, before, shown):
    id = _add(journal, reason=before)
    journal.note(id, reason="delayed", values={"crm": "HubSpot"}, evidence="x", at=LATER)
    assert journal.entry(id).reason == (shown or before)


def test_that_a_customer_did_not_get_it_stays_said_when_the_crm_shows_it(journal):
    id = _add(journal)
    bounce = Bounce("joao@cliente.example", "5.1.1", None, "address-unknown", "message-id")
    told = {"reason": "recipient-bounced", "values": {"address": "joao@cliente.example"}}
    journal.note(id, **told, evidence="x", at=LATER, bounce=bounce)
    confirmed = {"reason": None, "reason_values": {}, "bounce": None, "evidence": "api"}
    journal.move(id, "confirmed", **confirmed, at=LATER)
    entry = journal.entry(id)
    assert (entry.state, entry.reason, entry.bounce) == ("confirmed", "recipient-bounced", bounce)


@pytest.mark.parametrize(("then", "needing"), [("sent", []), ("bounced", [2]), ("skipped", [1])])
def test_what_came_back_and_was_tried_again_is_the_later_entry_s_matter(journal, then, needing):
    told = {"reason": "temporary", "reason_values": {}, "bounce": None, "evidence": "x", "at": LATER}
    first, second = (_add(journal, event, message_id="theirs@x") for event in ("e1", "e2"))
    journal.move(first, "bounced", **told)
    if then == "bounced":
        journal.move(second, "bounced", **told)
    elif then == "skipped":
        journal.write("UPDATE entry SET state = 'skipped' WHERE id = ?", second)
    assert [entry.id for entry in journal.entries(needs_you=True)] == needing


def test_what_was_looked_at_is_seen_until_it_changes(journal):
    id = _add(journal, state="failed")
    assert [entry.id for entry in journal.entries(needs_you=True, unseen=True)] == [id]
    journal.look_at(id)
    assert journal.entries(needs_you=True, unseen=True) == []
    journal.note(id, reason="delayed", values={}, evidence="x", at=LATER)
    assert [entry.id for entry in journal.entries(needs_you=True, unseen=True)] == [id]


def test_an_event_moves_its_own_entry(journal):
    first = journal.add_or_move(_sent(state="failed", message_id=None), AT, "failed")
    second = journal.add_or_move(_sent(), LATER, "sent")
    assert first[0] == second[0]
    assert journal.entry(first[0]).message_id == "e1@x"
    assert [step.state for step in journal.steps(first[0])] == ["failed", "sent"]


def test_what_a_later_event_does_not_say_stays(journal):
    id = _add(journal, state="pending")
    journal.add_or_move(_sent(subject=None, message_id=None, recipients=()), LATER, "sent")
    entry = journal.entry(id)
    assert (entry.subject, entry.message_id, entry.recipients) == ("Offer", "e1@x", ("joao@cliente.example",))


def test_a_private_event_leaves_nothing_of_what_was_known(journal):
    id = _add(journal, state="pending")
    private = Observation("e1", "bcc", "skipped", "never-log", {"pattern": "*@x"}, private=True)
    journal.add_or_move(private, LATER, "sent")
    entry = journal.entry(id)
    assert (entry.subject, entry.message_id, entry.recipients) == (None, None, ())


# Once


def test_a_repeated_event_is_answered_as_the_first_time(journal):
    answers = [journal.once("e1", "sent", AT, lambda: {"entry": _add(journal)}) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert len(journal.entries()) == 1


def test_the_same_event_of_another_type_is_another_one(journal):
    assert journal.once("e1", "failed", AT, lambda: {"n": 1}) == {"n": 1}
    assert journal.once("e1", "sent", AT, lambda: {"n": 2}) == {"n": 2}


def test_an_event_whose_effect_fails_counts_as_not_seen(journal):
    def fail():
        _add(journal)
        raise ValueError

    with pytest.raises(ValueError):
        journal.once("e1", "sent", AT, fail)
    assert journal.entries() == []
    assert journal.once("e1", "sent", AT, lambda: {"n": 1}) == {"n": 1}


def test_all_of_a_transaction_is_undone_together(journal):
    def fail():
        with journal.transaction():
            _move(journal, _add(journal), "bounced")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert journal.entries() == []


# Finding entries


def test_entries_come_newest_first_by_the_time_of_the_mail(journal):
    late, early, same = (
        _add(journal, "late", LATER),
        _add(journal, "early", "2026-06-30T00:00:00Z"),
        _add(journal, "same", LATER),
    )
    assert [entry.id for entry in journal.entries()] == [same, late, early]


def test_entries_are_read_page_by_page(journal):
    for number in range(7):
        _add(journal, f"e{number}", AT if number % 2 else LATER)
    whole = [entry.id for entry in journal.entries()]
    paged, before = [], None
    while page := journal.entries(limit=3, before=before):
        paged += [entry.id for entry in page]
        before = paged[-1]
    assert paged == whole


def test_entries_are_found_by_state_and_counted(journal):
    _add(journal, "a")
    missed = _add(journal, "b", state="missed")
    assert [entry.id for entry in journal.entries(state="missed")] == [missed]
    assert journal.counts() == {"sent": 1, "missed": 1}


@pytest.mark.parametrize(
    "search", ["orçamento", "AÇÃO", "joao@", "CLIENTE.example", "m1@mx", "<m1@mx>", "100%"]
)
def test_a_search_looks_at_subject_recipients_and_message_ids(journal, search):
    found = _add(journal, subject="Orçamento: 100% ação", message_id="m1@mx")
    _add(journal, "other", subject="Something else", recipients=("x@y.example",), message_id=None)
    assert [entry.id for entry in journal.entries(search=search)] == [found]


@pytest.mark.parametrize("search", ["%", "_", "'; DROP TABLE entry; --", "\\", '"'])
def test_a_search_is_taken_letter_by_letter(journal, search):
    _add(journal, subject="plain", recipients=())
    assert journal.entries(search=search) == []
    assert len(journal.entries()) == 1


@pytest.mark.parametrize(
    "search", ["orc acao", "ORÇ", "joao@cliente.exa", "cliente", "o j", "m1@mx.cliente.ex"]
)
def test_the_beginnings_of_words_are_enough(journal, search):
    found = _add(journal, subject="Orçamento: 100% ação", message_id="m1@mx.cliente.example")
    _add(journal, "other", subject="Something", recipients=("x@y.example",), message_id=None)
    assert [entry.id for entry in journal.entries(search=search)] == [found]


@pytest.mark.parametrize("search", ["請求", "見積書", "ใบแจ้ง"])
def test_a_script_without_spaces_is_searched_within_its_lines(journal, search):
    found = _add(journal, subject="御請求書と御見積書 ใบแจ้งหนี้")
    assert [entry.id for entry in journal.entries(search=search)] == [found]


def test_what_is_found_by_words_is_read_page_by_page(journal):
    ids = [_add(journal, f"e{number}", subject="Offer") for number in range(7)]
    _add(journal, "other", subject="Invoice")
    found = []
    while page := journal.entries(search="off", limit=3, before=found[-1] if found else None):
        found += [entry.id for entry in page]
    assert found == ids[::-1]


def test_a_search_follows_what_changes_and_what_is_forgotten(journal):
    id = _add(journal, subject="Offer", recipients=("eve@kunde.example",))
    journal.write("UPDATE entry SET subject = 'Invoice' WHERE id = ?", id)
    assert journal.entries(search="offer") == []
    assert [entry.id for entry in journal.entries(search="invoice")] == [id]
    journal.forget("eve@kunde.example")
    assert journal.entries(search="invoice") == []


def test_entries_are_found_by_profile(journal):
    _add(journal, "a", profile="work")
    home = _add(journal, "b", profile="home")
    assert [entry.id for entry in journal.entries(profile="home")] == [home]


def test_state_search_and_limit_go_together(journal):
    for number in range(4):
        _add(journal, f"e{number}", subject=f"Offer {number % 2}")
    assert len(journal.entries(state="sent", search="offer 1", limit=1)) == 1
    assert journal.entries(state="missed", search="offer 1") == []


def test_a_mail_is_found_by_the_message_id_that_the_server_saw(journal):
    id = _add(journal, sent_message_id="fwd@x")
    assert [entry.id for entry in journal.by_sent_message_id("fwd@x")] == [id]
    assert journal.by_sent_message_id("fwd") == []


@pytest.mark.parametrize(
    ("state", "logged"),
    [("sent", True), ("pending", True), ("bounced", False), ("failed", False), ("skipped", False)],
)
def test_a_mail_was_logged_before_where_the_crm_has_it_or_gets_it(journal, state, logged):
    id = _add(journal, state=state)
    assert journal.logged_before("e1@x") == (id if logged else None)


# Taking out


def _bytes_on_disk(file):
    return b"".join(each.read_bytes() for each in sorted(file.parent.iterdir()))


def test_a_forgotten_address_is_nowhere_on_the_disk(journal, file):
    _add(journal, recipients=("maria@familia.example", "joao@cliente.example"))
    _add(journal, "e2", subject="About Maria@Familia.example", recipients=("x@y.example",))
    kept = _add(journal, "e3", recipients=("anamaria@familia.example", "maria@familia.example.com"))
    assert journal.forget("maria@familia.example") == 2
    assert [entry.id for entry in journal.entries()] == [kept]
    on_disk = (
        _bytes_on_disk(file)
        .lower()
        .replace(b"anamaria@familia.example", b"")
        .replace(b"familia.example.com", b"")
    )
    assert b"maria@familia.example" not in on_disk


def test_no_word_of_a_forgotten_mail_stays_in_the_index(journal, file):
    _add(journal, subject="Zugzwang", recipients=("maria@familia.example",))
    _add(journal, "e2", subject="Offer")
    journal.forget("maria@familia.example")
    assert b"zugzwang" not in _bytes_on_disk(file).lower()


def test_a_forgotten_address_takes_its_steps_along(journal):
    id = _add(journal)
    journal.forget("JOAO@cliente.example")
    assert journal.steps(id) == []


def test_an_address_that_nobody_named_is_forgotten_without_effect(journal):
    _add(journal)
    assert journal.forget("nobody@x.example") == 0
    assert len(journal.entries()) == 1


@pytest.mark.parametrize(
    "address", ["JOÃO@Açúcar.example", "joão@xn--acar-hoa6k.example", "JOAO@Acme.Example"]
)
def test_an_address_is_forgotten_however_it_is_spelt(journal, address):
    _add(journal, recipients=(address,))
    other = _add(journal, "e2", recipients=("other@x.example",))
    journal.forget(address.swapcase())
    assert [entry.id for entry in journal.entries()] == [other]


def test_a_forgotten_mail_does_not_come_back_with_its_event(journal):
    answer = journal.once("e1", "sent", AT, lambda: {"entry": _add(journal)})
    journal.forget("joao@cliente.example")
    assert journal.once("e1", "sent", AT, lambda: {"entry": _add(journal)}) == answer
    assert journal.entries() == []


def test_entries_that_have_not_changed_since_a_time_are_dropped(journal):
    _add(journal, "old", "2025-01-01T00:00:00Z")
    changed = _add(journal, "changed", "2025-01-02T00:00:00Z")
    _move(journal, changed, "confirmed", at=AT)
    assert journal.drop_before("2026-01-01T00:00:00Z", 10) == 1
    assert [entry.id for entry in journal.entries()] == [changed]


def test_chosen_entries_are_dropped_past_recovery(journal):
    dropped, kept = _add(journal, "e1", subject="Confidential"), _add(journal, "e2")
    journal.drop([dropped])
    assert [entry.id for entry in journal.entries()] == [kept]
    assert journal.entries(search="confid") == []
    assert journal.steps(dropped) == []


# Thunderbird


def test_each_thunderbird_is_remembered_once(journal):
    for at in (AT, LATER):
        journal.remember(Thunderbird("i1", "153.7", "1.0.0", "pt-BR", (Identity("a@b", "Ana", None),), at))
    journal.remember(Thunderbird("i2", None, None, None, (), AT))
    assert [(each.instance, each.last_hello) for each in journal.thunderbirds()] == [
        ("i1", LATER),
        ("i2", AT),
    ]
    assert journal.thunderbirds()[0].identities == (Identity("a@b", "Ana", None),)


# The file


def test_only_the_person_may_read_the_journal(tmp_path):
    file = tmp_path / "journal.sqlite3"
    before = os.umask(0)
    try:
        with Journal.open(file) as journal:
            _add(journal)
            modes = {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {0o600}


def test_an_entry_is_on_disk_when_it_is_acknowledged(journal, file):
    pragmas = {
        name: journal._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous")
    }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2}


def test_a_reader_sees_what_another_program_wrote(journal, file):
    with Journal.open(file) as reader:
        id = _add(journal)
        assert reader.entry(id).subject == "Offer"


WRITER = """
import sys
from contextlib import suppress
from pathlib import Path
from birdlog.journal.store import Journal, Observation

AT = "2026-07-01T09:30:00Z"
file, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    event = f"{name}-{number}"
    with Journal.open(file) as journal:
        act = lambda: {"id": journal.add_or_move(Observation(event, "bcc", "sent"), AT, "sent")[0]}
        journal.once(event, "sent", AT, act)
        journal.once("shared", "sent", AT, lambda: {"by": name})
"""


def test_programs_that_start_and_write_at_once_lose_nothing(file):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), f"w{number}", "25"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(6)
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:  # all at once, into a file that is not there yet
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _, complaint = writer.communicate()
        assert complaint == ""
    with Journal.open(file) as journal:
        assert len(journal.entries()) == 6 * 25
        assert len({entry.event for entry in journal.entries()}) == 6 * 25


@pytest.mark.parametrize(
    "content",
    [b"no database at all, but longer than a header of one " * 40, b"SQLite format 3\0" + b"x" * 4000],
)
def test_a_damaged_journal_is_named_and_not_touched(file, content):
    file.write_bytes(content)
    with pytest.raises(JournalError) as caught:
        Journal.open(file)
    assert caught.value.code == "damaged"
    assert str(file) in caught.value.message
    assert file.read_bytes() == content


def test_another_programs_database_is_not_taken_for_the_journal(file):
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE entry (x)")
    other.close()
    with pytest.raises(JournalError) as caught:
        Journal.open(file)
    assert caught.value.code == "damaged"


def test_a_journal_of_a_newer_birdlog_is_named_and_not_touched(journal, file):
    _add(journal)
    journal._connection.execute("PRAGMA user_version = 99")
    with pytest.raises(JournalError) as caught:
        Journal.open(file)
    assert caught.value.code == "newer"
    assert len(journal.entries()) == 1


def test_a_migration_that_breaks_off_leaves_the_journal_as_it_was(journal, file, tmp_path, monkeypatch):
    _add(journal)
    scripts = tmp_path / "migrations"
    scripts.mkdir()
    for script in Path(schema.__file__).parent.joinpath("migrations").glob("*.sql"):
        (scripts / script.name).write_bytes(script.read_bytes())
    (scripts / "9999_broken.sql").write_text(
        "ALTER TABLE entry ADD COLUMN x TEXT;\nCREATE TABLE entry (y);\n"
    )
    monkeypatch.setattr(schema, "_MIGRATIONS", scripts)
    with pytest.raises(JournalError):
        Journal.open(file)
    assert len(journal.entries()) == 1
    assert (
        journal._connection.execute("PRAGMA user_version").fetchone()[0]
        == len(list(scripts.glob("*.sql"))) - 1
    )


def test_a_journal_that_somebody_keeps_locked_is_said_to_be_in_use(journal, file, monkeypatch):
    monkeypatch.setattr("birdlog.journal.connection.BUSY_SECONDS", 0.05)
    with Journal.open(file) as other, journal.transaction(), pytest.raises(JournalError) as caught:
        _add(other)
    assert caught.value.code == "locked"


def test_a_folder_in_the_place_of_the_journal_is_said(file):
    file.mkdir()
    with pytest.raises(JournalError) as caught:
        Journal.open(file)
    assert caught.value.code == "no-right"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(journal):
    journal._connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(JournalError) as caught:
        _add(journal, subject="x" * 100_000)
    assert caught.value.code == "disk-full"
    assert journal.entries() == []


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_damage_to_the_file_makes_the_journal_fail_in_another_way(data, tmp_path_factory):
    file = tmp_path_factory.mktemp("damage") / "journal.sqlite3"
    with Journal.open(file) as journal:
        for number in range(5):
            _add(journal, f"e{number}")
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 40))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(content)
    with suppress(JournalError), Journal.open(file) as journal:
        journal.entries(search="offer")
        journal.counts()
        journal.forget("joao@cliente.example")
        _add(journal, "new")


@pytest.mark.parametrize("code", ["damaged", "newer", "locked", "disk-full", "no-right", "unreadable"])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_problem_has_words(code, locale, file):
    title, message = JournalError(code, file).in_locale(locale)
    assert title.endswith(".")
    assert str(file) in message


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_state_has_words(state, locale):
    assert text(f"journal.state.{state}", locale)
    assert text(f"journal.explanation.{state}", locale).endswith(".")


def test_the_migrations_are_numbered_one_after_the_other():
    numbers = [int(script.name.partition("_")[0]) for script in schema.scripts()]
    assert numbers == list(range(1, len(numbers) + 1))


ADD = """
from birdlog.journal.store import Journal, Observation
with Journal.open() as journal:
    journal.add_or_move(Observation("from elsewhere", "bcc", "sent"), "2026-01-01T00:00:00Z", "sent")
"""
OPEN = "from birdlog.journal.store import Journal; Journal.open().close()"


@pytest.mark.skipif(os.name != "posix", reason="the locks that closing a file loses are POSIX's")
def test_a_second_connection_of_a_program_does_not_take_the_file_from_under_the_first(base):
    with Journal.open() as first, Journal.open():
        subprocess.run([sys.executable, "-c", OPEN], check=True)
        subprocess.run([sys.executable, "-c", ADD], check=True)

        assert [entry.event for entry in first.entries()] == ["from elsewhere"]
