"""Replies hang together, in whatever order they arrive."""

import itertools

import pytest
from crm_mails import ANA, BOB, ENGLISH, FORWARD, LOG, forwarded, outgoing
from hypothesis import given
from hypothesis import strategies as st
from test_crm_records import NOW, in_threads

from birdlog.crm.local import intake, records, threads, timeline
from birdlog.mail import parts
from birdlog.settings import Profile, Settings

SETTINGS = Settings(
    profiles=(Profile("CRM", "local", "Birdlog CRM", bcc=LOG, forward=FORWARD, identities=(ANA,)),)
)


def reply(number, *mentioned):
    references = " ".join(f"<{each}@acme.example>" for each in mentioned)
    mail = outgoing(message_id=f"{number}@acme.example")
    return f"References: {references}\n".encode() + mail if mentioned else mail


def take(engine, raw, recipient=LOG):
    (answer,) = intake.take(engine, raw, [recipient], SETTINGS, NOW)
    assert answer.logged


def threads_of_bob(engine):
    """Message-ID → thread."""
    with records.reading(engine) as connection:
        return {email["message_id"]: email["thread"] for email in timeline.timeline(connection, BOB)}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_replies_are_one_thread_in_whatever_order_they_arrive(engine, order):
    mails = (reply(1), reply(2, 1), reply(3, 2), reply(4, 1, 2, 3))
    for number in order:
        take(engine, mails[number])
    take(engine, reply(5))
    found = threads_of_bob(engine)
    assert len({found[f"{number}@acme.example"] for number in (1, 2, 3, 4)}) == 1
    assert len(set(found.values())) == 2


def test_replies_to_a_mail_that_never_came_are_one_thread(engine):
    take(engine, reply(2, 1))
    take(engine, reply(3, 1))
    assert len(set(threads_of_bob(engine).values())) == 1


def test_in_reply_to_counts_where_there_are_no_references(engine):
    take(engine, reply(1))
    take(engine, b"In-Reply-To: <1@acme.example>\n" + reply(2))
    assert len(set(threads_of_bob(engine).values())) == 1


def test_a_forwarded_reply_hangs_on_what_its_references_name(engine):
    take(engine, reply(1))
    take(engine, b"References: <1@acme.example> <9@globex.example>\n" + forwarded(), FORWARD)
    assert len(set(threads_of_bob(engine).values())) == 1


@pytest.mark.parametrize(
    ("subject", "threads"), [("Re: The offer", 1), ("AW: RE: the  offer", 1), ("The offer", 2), ("Re:", 2)]
)
def test_a_forwarded_reply_that_names_nothing_hangs_on_the_mail_of_its_subject(engine, subject, threads):
    take(engine, reply(1))
    take(engine, forwarded(labels=ENGLISH | {"Subject": subject}), FORWARD)
    assert len(set(threads_of_bob(engine).values())) == threads


def test_of_many_references_the_first_and_the_last_are_read():
    references = " ".join(f"<{number}@x>" for number in range(1000))
    read = threads.mentioned(parts.read(f"References: {references}\n\n".encode()))
    assert len(read) == threads.MENTIONED_AT_MOST
    assert (read[0], read[-1]) == ("0@x", "999@x")


@given(st.binary())
def test_any_references_are_read(value):
    assert all(threads.mentioned(parts.read(b"References: " + value + b"\nIn-Reply-To: <\xff>\n\n")))


@given(st.text())
def test_any_subject_has_a_topic(subject):
    assert threads.topic(f"Re: {subject}") == threads.topic(subject)


def test_several_processes_may_join_threads_at_once(database):
    pairs = [(one, other) for one in "abcdefgh" for other in "abcdefgh" if one != other]

    def join(number):
        engine = records.open_records(database)
        for pair in pairs[number::4]:
            records.write(engine, lambda connection, pair=pair: threads.join(connection, pair))
        engine.dispose()

    in_threads(join, 4)
    engine = records.open_records(database)
    with records.reading(engine) as connection:
        assert set(threads.threads_of(connection, [*"abcdefgh"]).values()) == {"a"}
    engine.dispose()
