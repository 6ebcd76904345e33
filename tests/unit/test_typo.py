"""A mistyped address is told by one that is right: the word that differs is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.mail.typo import Typo, typo

BCC, FORWARD = "48211@bcc.hubspot.com", "48211@forward.hubspot.com"


@pytest.mark.parametrize(
    ("address", "known", "wrong", "right"),
    [
        ("48211@bcc.hubspto.com", BCC, "hubspto", "hubspot"),
        ("48211@BCC.Hubspto.com", FORWARD, "hubspto", "hubspot"),
        ("42811@bcc.hubspot.com", FORWARD, "42811", "48211"),
        ("48211@bbc.hubspot.com", BCC, "bbc", "bcc"),
        ("48211@bcc.hubspot.con", BCC, "con", "com"),
        ("maria@gmial.com", "gmail.com", "gmial", "gmail"),
    ],
)
def test_the_word_that_differs_is_named(address, known, wrong, right):
    assert typo(address, [known]) == Typo(known, wrong, right)


@pytest.mark.parametrize(
    "known",
    [
        BCC,
        FORWARD,
        "dropbox@48211.pipedrive.com",
        "99999@bcc.hubspot.com",
        "hubspot.com",
        "",
        "log@crm.example",
    ],
)
def test_an_address_that_is_the_same_or_another_one_is_no_typo(known):
    assert typo(BCC, [known]) is None


def test_the_one_that_it_resembles_most_is_named():
    assert typo("48211@bcc.hubspto.com", ["log@crm.example", BCC, FORWARD]).known == BCC
    assert typo("joao@gmial.com", ["mail.com", "gmail.com"]).known == "gmail.com"


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_any_texts_can_be_compared(address, known):
    found = typo(address, known)
    assert found is None or found.known in known
