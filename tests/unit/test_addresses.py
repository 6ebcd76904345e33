"""Addresses are read out of any header and compared in any spelling."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from birdlog.mail.addresses import bare_addresses, domain, fold, fold_domain, is_address


@pytest.mark.parametrize(
    ("header", "addresses"),
    [
        ("a@b.example", ("a@b.example",)),
        ("Ana <Ana@B.example>", ("Ana@B.example",)),
        ('"Silva, Ana" <a@b.example>, c@d.example', ("a@b.example", "c@d.example")),
        ("a@b.example; c@d.example", ("a@b.example", "c@d.example")),
        ("Team: a@b.example, Bob <c@d.example>;, e@f.example", ("a@b.example", "c@d.example", "e@f.example")),
        ("undisclosed-recipients:;", ()),
        ('"ana silva"@b.example', ('"ana silva"@b.example',)),
        ('"a@b"@c.example', ('"a@b"@c.example',)),
        ('"evil@x.example" <a@b.example>', ("a@b.example",)),
        ("a@b.example (Ana (at work))", ("a@b.example",)),
        ("a (at) @ (the) b.example", ("a@b.example",)),
        ("a @ b.example", ("a@b.example",)),
        ("<@relay.example,@other.example:a@b.example>", ("a@b.example",)),
        ("a@[192.0.2.1]", ("a@[192.0.2.1]",)),
        ("Friends <Friends>", ()),
        ("a@b.example <>", ("a@b.example",)),
        ("Ana\r\n <a@b.example>,\r\n\tc@d.example", ("a@b.example", "c@d.example")),
        ("'a@b.example'", ("a@b.example",)),
        ("o'neil@b.example", ("o'neil@b.example",)),
        ("mailto:a@b.example", ("a@b.example",)),
        ('Ana " <a@b.example>, " <c@d.example>', ("c@d.example",)),
        ("João <joão@café.example>", ("joão@café.example",)),
        ("", ()),
    ],
)
def test_a_headers_addresses_are_found(header, addresses):
    assert bare_addresses(header) == addresses


@pytest.mark.parametrize(
    ("header", "addresses"),
    [
        ("Ana a@b.example", ("a@b.example",)),
        ("a@b.example c@d.example", ("a@b.example", "c@d.example")),
        ("Ana <a@b.example", ("a@b.example",)),
        ("Ana <a@b.example, Bob <c@d.example>", ("a@b.example", "c@d.example")),
        ('"Ana <a@b.example>', ("a@b.example",)),
        ("(Ana <a@b.example>", ("a@b.example",)),
        ("a@b.example)", ("a@b.example",)),
        ("<<a@b.example>>", ("a@b.example",)),
        ("<a@b.example<mailto:a@b.example>>", ("a@b.example", "a@b.example")),
        ("Dr. Ana a@b.example", ("a@b.example",)),
    ],
)
def test_what_real_mails_get_wrong_hides_no_address(header, addresses):
    assert bare_addresses(header) == addresses


@given(st.text(st.sampled_from("ab@.,;:<>()[]\"\\ \n'é*"), max_size=60))
@example("@")
@example('"@"')
@example("<>@")
@example("\ud800@\udfff.example")
def test_every_header_can_be_read(header):
    for address in bare_addresses(header):
        local, _, host = address.rpartition("@")
        assert local
        assert host


@pytest.mark.parametrize("part", ["(", '"', "<", "[", "a@b,", '\\"', '"\\"', "(a", "<a@b", "@", "(\\)"])
def test_reading_takes_time_in_proportion_to_the_length(part):
    start = time.perf_counter()

    bare_addresses(part * 50_000)

    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana@B.Example", "ana@b.example"),
        ("a@münchen.example", "a@xn--mnchen-3ya.example"),
        ("a@MÜNCHEN.example", "a@XN--MNCHEN-3YA.example"),
        ("a@mu\u0308nchen.example", "a@münchen.example"),
        ("a@straße.example", "a@xn--strae-oqa.example"),
        ("a@例。example", "a@xn--fsq.example"),
        ("a@ｂ.example", "a@b.example"),
        ("a@b\u200b.example\u00ad", "a@b.example"),
        ("a@b.example.", "a@b.example"),
        (" a@b.example ", "a@b.example"),
        ("a @ b.example", "a@b.example"),
        ('"a"@b.example', "a@b.example"),
        ('"\\a"@b.example', "a@b.example"),
        ("JOÃO@b.example", "joa\u0303o@b.example"),
        ("Ana <ana@b.example>", "ana@b.example"),
    ],
)
def test_spellings_of_the_same_address_compare_equal(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a+x@b.example", "a@b.example"),
        ("a.b@c.example", "ab@c.example"),
        ("a@straße.example", "a@strasse.example"),
        ('"a b"@c.example', "ab@c.example"),
        ("a@sub.b.example", "a@b.example"),
    ],
)
def test_different_addresses_compare_unequal(one, other):
    assert fold(one) != fold(other)


@given(st.text())
@example("\ud800@\udfff")
@example("a@" + "é" * 10_000)
@example("a@\ufdfa.example")
def test_folding_is_total_and_changes_nothing_the_second_time(text):
    assert fold(fold(text)) == fold(text)


def test_an_addresses_domain_is_folded():
    assert domain("Ana@MÜNCHEN.example") == "xn--mnchen-3ya.example"
    assert domain("nobody") == ""
    assert fold_domain("B.Example.") == "b.example"


@pytest.mark.parametrize(
    "text", ["a@b.example", "a+x@b", '"a b"@c.example', "joão@café.example", "a@b_c.example"]
)
def test_well_formed_addresses_are_taken(text):
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "@b", "a@", "a@b@c", "a b@c", "a@b c", ".a@b", "a.@b", "a..b@c", "a@.b", "a@b.", "a@-b"),
        *("a@b-.c", "a@[192.0.2.1]", "<a@b>", "a@b,c", 'a"b@c', "a@b\n", "x" * 400 + "@b"),
    ],
)
def test_malformed_addresses_are_refused(text):
    assert not is_address(text)
