"""The never-log list is exact about addresses, and quick however long it is."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.rules import never_log
from birdlog.rules.never_log import matches, normalise
from birdlog.rules.never_log_file import candidates

LOCALS = st.text(string.ascii_letters + string.digits + "+-_", min_size=1, max_size=12)
LABELS = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)
DOMAINS = st.lists(LABELS, min_size=2, max_size=4).map(".".join)


@pytest.mark.parametrize(
    ("pattern", "kept"),
    [
        ("Maria@Familia.Example", "maria@familia.example"),
        ("  *@CASA.example ", "*@casa.example"),
        ("*@*.clinica.example", "*@*.clinica.example"),
        ("casa.example", "*@casa.example"),
        ("@casa.example", "*@casa.example"),
        ("*.casa.example", "*@*.casa.example"),
        ("casa.example.", "*@casa.example"),
        ("*@localhost", "*@localhost"),
        ("João@Café.example", "joão@café.example"),
        ('"ma ria"@familia.example', '"ma ria"@familia.example'),
    ],
)
def test_a_pattern_is_kept_trimmed_and_in_lower_case(pattern, kept):
    assert normalise(pattern) == kept


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "maria",
        "*",
        "*@*",
        "*@",
        "@",
        "maria@",
        "mar*@familia.example",
        "*@fam*.example",
        "*@*.*.example",
        "maria@*.example",
        "a@b@c.example",
        "Maria <maria@familia.example>",
        "maria@familia.example, joao@familia.example",
        "maria @familia.example",
        "casa example",
        "*@-casa.example",
        "x" * 400 + "@casa.example",
    ],
)
def test_what_is_no_pattern_is_refused_by_its_own_text(pattern):
    with pytest.raises(ValueError) as refusal:
        normalise(pattern)

    assert str(refusal.value) == pattern.strip()


@given(st.text())
def test_any_text_is_kept_or_refused(text):
    try:
        kept = normalise(text)
    except ValueError:
        return

    assert normalise(kept) == kept


def test_the_pattern_that_covers_an_address_is_named_as_the_list_has_it():
    patterns = ("*@*.clinica.example", "*@casa.example", "maria@casa.example")

    assert matches("maria@casa.example", patterns) == "maria@casa.example"
    assert matches("jo@casa.example", patterns) == "*@casa.example"
    assert matches("dr@a.b.clinica.example", patterns) == "*@*.clinica.example"
    assert matches("dr@clinica.example", patterns) is None


def test_a_name_with_the_address_in_brackets_is_still_that_address():
    assert matches("Maria <maria@familia.example>", ("maria@familia.example",)) == "maria@familia.example"


@pytest.mark.parametrize(
    "address", ["", "@", "maria", "a@", "." * 5000, "a@" + "x." * 100_000 + "casa.example"]
)
def test_what_is_no_address_is_on_no_list_and_costs_no_time(address):
    start = time.perf_counter()

    assert matches(address, ("*@casa.example", "*@*.com.example", "maria@casa.example")) is None
    assert time.perf_counter() - start < 0.5


def test_a_sub_domain_is_found_however_long_the_name_before_it_is():
    assert matches("a@" + "x." * 10_000 + "casa.example", ("*@*.casa.example",)) == "*@*.casa.example"


@given(LOCALS, DOMAINS, st.randoms(use_true_random=False))
def test_letter_case_never_matters(local, domain, random):
    def shuffled(text):
        return "".join(random.choice((letter.lower(), letter.upper())) for letter in text)

    assert matches(shuffled(f"{local}@{domain}"), (normalise(shuffled(f"{local}@{domain}")),))
    assert matches(shuffled(f"{local}@{domain}"), (normalise(shuffled(f"*@{domain}")),))
    assert matches(shuffled(f"{local}@sub.{domain}"), (normalise(shuffled(f"*@*.{domain}")),))


@given(LOCALS, LOCALS, DOMAINS)
def test_a_plus_address_is_another_address(local, tag, domain):
    assert matches(f"{local}+{tag}@{domain}", (normalise(f"{local}@{domain}"),)) is None


def test_two_spellings_of_a_pattern_have_the_same_key():
    assert never_log.key("*@münchen.example") == never_log.key("*@xn--mnchen-3ya.example")
    assert never_log.key("*@casa.example") != never_log.key("*@*.casa.example")


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.text().map(lambda text: text.encode("utf-16", "surrogatepass"))
)
def test_every_file_can_be_read_as_a_list(data):
    for candidate in candidates(data):
        assert candidate
        assert candidate == candidate.strip()


def test_a_cell_of_any_length_is_read():
    assert candidates(b"a@b.example,\n" + b"x" * 300_000 + b"@b.example,\n")[0] == "a@b.example"
