"""What holds for every mail that is being written, whatever is in it."""

import string
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.mail.addresses import fold
from birdlog.rules.outgoing import Mail, decide
from birdlog.settings import Profile, Settings
from birdlog.texts import finding_json

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LISTED = ("maria@familia.example", "jo@casa.example", "dr@a.clinica.example", "x+y@xn--mnchen-3ya.example")
PATTERNS = ("maria@familia.example", "*@casa.example", "*@*.clinica.example", "*@münchen.example")
OTHERS = ("bob@customer.example", "maria+x@familia.example", "jo@sub.casa.example", "dr@clinica.example")
CRM = ("123@bcc.hubspot.com", "123@forward.hubspot.com", "shop@pipedrivemail.com")
IDENTITIES = ("ana@acme.example", "loja@shop.example", "me@private.example")


def profiles(mixed):
    return (
        Profile("work", "hubspot", "HubSpot", CRM[0], CRM[1], identities=IDENTITIES[:1], mixed=mixed),
        Profile("shop", "pipedrive", "Pipedrive", CRM[2], CRM[2], identities=IDENTITIES[1:2], mixed=mixed),
    )


@st.composite
def spelt(draw, addresses):
    """An address in any letter case."""
    address = draw(st.sampled_from(addresses))
    return "".join(draw(st.sampled_from((letter.lower(), letter.upper()))) for letter in address)


def some(addresses):
    return st.lists(spelt(addresses), max_size=3).map(tuple)


def mails(addresses):
    return st.builds(
        Mail,
        identity=spelt(IDENTITIES),
        kind=st.sampled_from(("new", "reply", "forward", "draft")),
        to=some(addresses),
        cc=some(addresses),
        bcc=some(addresses),
        lists_unexpanded=st.lists(st.text(max_size=5), max_size=1).map(tuple),
        newsgroups=st.lists(st.text(max_size=5), max_size=1).map(tuple),
        body_bytes=st.integers(0, 3 * 2**20),
        attachment_bytes=st.integers(0, 60 * 2**20),
        encrypted=st.booleans(),
        wanted=st.sampled_from((None, True, False)),
        typed=some(CRM),
    )


def crm_addresses_in(mail):
    return {address for address in mail.recipients if fold(address) in CRM}


def has_people(mail):
    return any(fold(address) not in CRM for address in mail.recipients)


@given(mails(LISTED + CRM).filter(has_people), st.sampled_from(("leave-out", "ask", "log")))
def test_a_mail_to_never_log_people_alone_never_reaches_the_crm(mail, mixed):
    decision = decide(mail, Settings(profiles(mixed), PATTERNS), NOW)

    assert not decision.log
    assert decision.address is None
    assert set(decision.remove) == crm_addresses_in(mail)


@given(mails(LISTED + OTHERS + CRM), spelt(LISTED), st.integers(0, 2))
def test_where_mixed_mail_is_left_out_nobody_on_the_list_is_in_a_mail_that_reaches_the_crm(
    mail, listed, field
):
    name = ("to", "cc", "bcc")[field]
    mail = replace(mail, **{name: (*getattr(mail, name), listed)})

    decision = decide(mail, Settings(profiles("leave-out"), PATTERNS), NOW)

    assert not decision.log
    assert set(decision.remove) == crm_addresses_in(mail)


@given(
    mails(LISTED + OTHERS + CRM),
    st.sampled_from(("leave-out", "ask", "log")),
    st.randoms(use_true_random=False),
)
def test_letter_case_never_matters(mail, mixed, random):
    spelt = {
        each: "".join(random.choice((c.lower(), c.upper())) for c in each)
        for each in dict.fromkeys(mail.recipients)
    }

    def shuffled(addresses):
        return tuple(spelt[each] for each in addresses)

    settings = Settings(profiles(mixed), PATTERNS)
    other = replace(mail, to=shuffled(mail.to), cc=shuffled(mail.cc), bcc=shuffled(mail.bcc))

    one, two = decide(mail, settings, NOW), decide(other, settings, NOW)

    assert (one.log, one.address, one.profile) == (two.log, two.address, two.profile)
    assert set(map(fold, one.remove)) == set(map(fold, two.remove))


@given(mails(LISTED + OTHERS + CRM), st.sampled_from(("leave-out", "ask", "log")))
def test_a_mail_that_follows_the_decision_holds_the_needed_address_once_and_no_other_that_was_not_typed(
    mail, mixed
):
    decision = decide(mail, Settings(profiles(mixed), PATTERNS), NOW)

    kept = [fold(address) for address in mail.recipients if address not in decision.remove]
    crm = [address for address in kept if address in CRM]
    if decision.log:
        needed = fold(decision.address)
        assert crm.count(needed) <= 1 or needed in map(fold, mail.typed)
        assert all(address == needed or address in map(fold, mail.typed) for address in crm)
    assert set(decision.remove) <= crm_addresses_in(mail)


@given(mails(LISTED + OTHERS + CRM), st.sampled_from(("leave-out", "ask", "log")))
def test_asking_again_after_following_the_decision_changes_nothing(mail, mixed):
    settings = Settings(profiles(mixed), PATTERNS)
    first = decide(mail, settings, NOW)
    fields = {
        name: tuple(address for address in getattr(mail, name) if address not in first.remove)
        for name in ("to", "cc", "bcc")
    }
    followed = replace(mail, **fields)
    if first.address and fold(first.address) not in map(fold, followed.recipients):
        followed = replace(followed, bcc=(*followed.bcc, first.address))

    again = decide(followed, settings, NOW)

    assert (again.log, again.address, again.remove) == (first.log, first.address, ())


@given(
    st.builds(
        Mail,
        identity=st.text(),
        sender=st.none() | st.text(),
        to=st.lists(st.text()).map(tuple),
        cc=st.lists(st.text()).map(tuple),
        bcc=st.lists(st.text()).map(tuple),
        typed=st.lists(st.text()).map(tuple),
        lists_unexpanded=st.lists(st.text()).map(tuple),
        body_bytes=st.integers(),
        attachment_bytes=st.integers(),
    )
)
def test_any_strings_can_be_judged(mail):
    for mixed in ("leave-out", "ask", "log"):
        catch_all = Profile("rest", "custom", "CRM", "log@crm.example")
        decide(mail, Settings((*profiles(mixed), catch_all), PATTERNS), NOW)


def test_ten_thousand_never_log_patterns_cost_less_than_a_millisecond():
    patterns = tuple(f"person{i}@domain{i % 3000}.example" for i in range(8000)) + tuple(
        f"*@{'*.' if i % 2 else ''}company{i}.example" for i in range(2000)
    )
    settings = Settings(profiles("leave-out"), patterns)
    mail = Mail(identity="ana@acme.example", to=tuple(f"someone@a.b{i}.example" for i in range(10)))
    decide(mail, settings, NOW)

    def seconds():
        start = time.perf_counter()
        decide(mail, settings, NOW)
        return time.perf_counter() - start

    assert min(seconds() for _ in range(50)) < 0.001


def test_the_first_few_names_are_said_and_the_others_counted():
    people = tuple(f"{letter}@familia.example" for letter in string.ascii_lowercase[:5])
    mail = Mail(identity="ana@acme.example", to=people)

    (finding,) = decide(mail, Settings(profiles("leave-out"), people), NOW).findings

    assert finding.values["pattern"] == "a@familia.example, b@familia.example, c@familia.example (+2)"


@pytest.mark.parametrize(
    ("mixed", "wanted", "variant"),
    [
        ("leave-out", None, "leave-out"),
        ("ask", None, "ask"),
        ("ask", False, "leave-out"),
        ("ask", True, "log"),
        ("log", None, "log"),
    ],
)
def test_a_mixed_mail_is_spoken_of_by_what_becomes_of_it(mixed, wanted, variant):
    mail = Mail(
        identity="ana@acme.example", to=("maria@familia.example", "bob@customer.example"), wanted=wanted
    )

    finding = decide(mail, Settings(profiles(mixed), PATTERNS), NOW).findings[0]

    assert (finding.code, finding.values["variant"]) == ("partly-never-log", variant)


def test_a_mixed_mail_says_whom_it_would_show_to_the_others():
    mail = Mail(identity="ana@acme.example", to=("maria@familia.example", "bob@customer.example"))

    (finding,) = decide(mail, Settings(profiles("leave-out"), ("*@familia.example",)), NOW).findings

    message = finding_json(finding, "en")["message"]
    assert message.startswith("On your never-log list: maria@familia.example. The other recipients' record")
