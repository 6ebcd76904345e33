"""The list: every order and filter read page by page, from an index wherever that can be."""

from itertools import product

import pytest

from birdlog.journal import search
from birdlog.journal.order import Order, arranged
from birdlog.journal.problem import GivenUp
from birdlog.journal.search import Filter
from birdlog.journal.states import STATES
from birdlog.journal.store import Observation
from birdlog.journal.subject_key import subject_key

COLUMNS = ("created", "state", "recipients", "subject", "profile", "reason")
SUBJECTS = ("Offer", "Re: offer", "Ótimo negócio", "Zebra", None, "", "AW: Angebot", "Offer for spring")
PEOPLE = (("maria@acme.example",), ("Ana.Souza@Acme.example", "tom@example.com"), (), ("zoe@example.com",))
PROFILES = ("work", "home", None)
REASONS = (None, "never-log", "too-large", None, "smtp-error")
FILTERS = {
    "all": Filter(),
    "state": Filter(state="sent"),
    "profile": Filter(profile="work"),
    "reason": Filter(reason="too-large"),
    "needs you": Filter(needs_you=True),
    "person": Filter(person="tom"),
    "time": Filter(since="2026-01-01T00:10:00Z", until="2026-01-01T00:50:00Z"),
    "search": Filter(search="offer"),
    "search and time": Filter(search="offer", since="2026-01-01T00:10:00Z"),
    "search and person": Filter(search="offer", person="tom", state="sent"),
}


@pytest.fixture
def many(journal):
    """A journal in which every column has the same values many times and in no order."""
    with journal.transaction():
        for number in range(120):
            at = f"2026-01-01T00:{number * 37 % 60:02}:00Z"
            observation = Observation(
                f"e{number}",
                "bcc",
                STATES[number % 8],
                reason=REASONS[number % len(REASONS)],
                subject=SUBJECTS[number % len(SUBJECTS)],
                recipients=PEOPLE[number // 3 % len(PEOPLE)],
                profile=PROFILES[number // 2 % len(PROFILES)],
            )
            journal.add_or_move(observation, at, "sent")
    return journal


def in_pages(journal, wanted, order, *, gathered):
    found = []
    while page := journal.page(wanted, 7, found[-1].id if found else None, order, gathered=gathered):
        found += page
    return found


@pytest.mark.parametrize("gathered", [False, True])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("by", COLUMNS)
@pytest.mark.parametrize("name", FILTERS)
def test_pages_join_to_the_whole_list(many, name, by, descending, gathered):
    wanted, order = FILTERS[name], Order(by, descending)

    paged = [entry.id for entry in in_pages(many, wanted, order, gathered=gathered)]

    assert paged == [entry.id for entry in many.each(wanted, order)]
    assert sorted(paged) == sorted(entry.id for entry in many.entries() if entry.id in paged)
    assert len(paged) == len(set(paged)) == many.count(wanted)
    assert {entry.id for entry in many.page(wanted, None)} == set(paged)


@pytest.mark.parametrize("descending", [False, True])
def test_each_column_has_its_order(many, descending):
    def column(by, value, first=()):
        listed = [value(entry) for entry in many.each(Filter(), Order(by, descending, first))]
        return [each for number, each in enumerate(listed) if number == 0 or listed[number - 1] != each]

    def directed(*values):
        return list(reversed(values)) if descending else list(values)

    keys = directed("angebot", "offer", "offer for spring", "otimo negocio", "zebra")
    firsts = directed("ana.souza@acme.example", "maria@acme.example", "zoe@example.com")
    assert column("subject", lambda entry: subject_key(entry.subject)) == [*keys, ""]
    assert column("state", lambda entry: entry.state) == directed(
        "bounced", "failed", "missed", "unconfirmed", "pending", "sent", "confirmed", "skipped"
    )
    who = column("recipients", lambda entry: entry.recipients[0].lower() if entry.recipients else "")
    assert who == [*firsts, ""]
    assert column("profile", lambda entry: entry.profile) == [*directed("home", "work"), None]
    assert column("profile", lambda entry: entry.profile, ("work",)) == [*directed("work", "home"), None]
    reasons = directed("never-log", "smtp-error", "too-large")
    assert column("reason", lambda entry: entry.reason) == [*reasons, None]


def test_those_of_one_state_stand_with_the_newest_first(many):
    listed = [entry for entry in many.each(Filter(), Order("state", False)) if entry.state == "failed"]

    assert listed == sorted(listed, key=lambda entry: (entry.created, entry.id), reverse=True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("maria", {1, 2, 3}),
        ("acme.ex", {1, 2, 3}),
        ("maria@acme", {1, 2, 3}),
        ("maria@acme.example.o", {2}),
        ("<maria@acme.example>", {1}),
        ("<MARIA@acme.example>", {1}),
        ("<maria@acme.exam>", set()),
        ("<ria@acme.example>", set()),
        ("offer", set()),
        ("@", set()),
        ("  ", {1, 2, 3, 4}),
    ],
)
def test_a_person_is_found_among_the_recipients_alone(journal, typed, expected):
    people = (
        ("maria@acme.example",),
        ("maria@acme.example.org", "x@acme.example"),
        ("ana.maria@acme.example",),
        (),
    )
    for number, recipients in enumerate(people):
        observation = Observation(f"e{number}", "bcc", "sent", subject="Offer", recipients=recipients)
        journal.add_or_move(observation, "2026", "sent")

    assert {entry.id for entry in journal.page(Filter(person=typed), None)} == expected


def test_an_address_with_a_quoted_part_is_found_exactly(journal):
    journal.add_or_move(
        Observation("e", "bcc", "sent", recipients=('"ana \\" b"@acme.example',)), "2026", "sent"
    )

    assert journal.count(Filter(person='<"ana \\" b"@acme.example>')) == 1


@pytest.mark.parametrize(
    "hostile", ["\x00", "a\x00b", "\ud800", "\ud800q", '"', 'a"b', "NEAR(", "*", "{a} : b", "-"]
)
def test_whatever_is_typed_can_be_looked_for(many, hostile):
    for wanted in (
        Filter(search=hostile),
        Filter(person=hostile),
        Filter(person=f"<{hostile}>"),
        Filter(search=f"{hostile}@x"),
    ):
        assert many.page(wanted, None) == []


def test_times_are_from_and_before(journal):
    for number in range(3):
        journal.add_or_move(Observation(f"e{number}", "bcc", "sent"), f"2026-01-0{number + 1}", "sent")

    found = journal.page(Filter(since="2026-01-02", until="2026-01-03"), None)

    assert [entry.created for entry in found] == ["2026-01-02"]


def test_an_entry_that_is_gone_is_followed_by_nothing(many):
    assert many.page(Filter(), 5, before=98_765) == []


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        ("Re: AW: Fwd[2]: Orçamento  de Março", "orcamento de marco"),
        ("RES: Enc: proposta", "proposta"),
        ("Report: numbers", "report: numbers"),
        ("Re:", ""),
        (None, ""),
        ("x" * 10_000, "x" * 40),
        ("\u0301\u0301", ""),
    ],
)
def test_a_subject_is_sorted_by_its_own_words(subject, key):
    assert subject_key(subject) == key


@pytest.mark.parametrize(
    ("wanted", "order", "index"),
    [
        (Filter(), Order(), "entry_created"),
        (Filter(state="sent"), Order(), "entry_state"),
        (Filter(profile="work"), Order(descending=False), "entry_profile"),
        (Filter(reason="never-log"), Order(), "entry_reason"),
        (Filter(needs_you=True), Order(), "entry_needs_you"),
        (Filter(since="2026"), Order(), "entry_created"),
        (Filter(search="offer"), Order(), "entry_words"),
        (Filter(person="maria"), Order(descending=False), "entry_words"),
        *((Filter(), Order(by, way), f"entry_{by}") for by, way in product(COLUMNS, (False, True))),
        (Filter(state="sent"), Order("subject"), "entry_subject"),
    ],
)
def test_a_page_is_read_from_an_index_in_its_order(journal, wanted, order, index):
    arrangement = arranged(order, ("a",))
    keys = tuple("0" * len(arrangement.keys))
    for after in (None, search.Cursor(0, keys)):
        query = next(search.page(search.source(wanted), arrangement, 100, after, gathered=False))
        steps = [row["detail"] for row in journal.rows(f"EXPLAIN QUERY PLAN {query.sql}", *query.values)]
        assert index in steps[0]
        assert not any("B-TREE" in step for step in steps)
        assert not any(step.startswith("SCAN") for step in steps[1:])


@pytest.mark.parametrize("column", ["profile", "reason"])
def test_different_values_are_found_without_reading_them_all(journal, column):
    query = search.present(column)
    steps = [row["detail"] for row in journal.rows(f"EXPLAIN QUERY PLAN {query.sql}", *query.values)]

    assert not any(step.startswith("SCAN entry") for step in steps)


def test_what_takes_long_can_be_given_up(many):
    asked = []

    def wants_to():
        asked.append(True)
        return True

    with pytest.raises(GivenUp), many.giving_up(wants_to):
        many.rows("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")

    assert asked == [True]
    assert len(many.entries()) == 120
