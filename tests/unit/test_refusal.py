"""What a refusal's words tell: sizes where they are named, and whether the sender is the trouble."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.mail.refusal import is_about_sender, size, size_limit, too_much


@pytest.mark.parametrize(
    ("said", "mail", "limit"),
    [
        ("552 5.3.4 Message size exceeds fixed limit of 41943040 bytes", None, 41_943_040),
        ("message size 40000000 exceeds size limit 36700160 of server mx[192.0.2.1]", 40_000_000, 36_700_160),
        ("552 5.2.3 Message size exceeds fixed maximum message size (10485760)", None, 10_485_760),
        ("552 5.3.4 Message size exceeds the limit of 2 MB. See https://x.example/9999999", None, 2_097_152),
        ("552 too large; max 35M", None, 36_700_160),
        ("550 5.2.3 your message is 38.5 MB, the maximum is 25 MB", 40_370_176, 26_214_400),
        ("552 Message size 36,700,161 exceeds maximum allowed 36.700.160", 36_700_161, 36_700_160),
        ("host mx said after MAIL FROM:<a@b.example> SIZE=39000000: 552 5.3.4 too big", 39_000_000, None),
        ("552 5.3.4 Message too large", None, None),
        ("552 5.3.4 Exceeded. https://help.example/limit/25000000", None, None),
        ("450 4.7.1 limit of 5 messages a minute", None, None),
    ],
)
def test_the_sizes_that_a_refusal_names_are_read(said, mail, limit):
    assert (size(said), size_limit(said)) == (mail, limit)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("552 attachments are too big", "attachments"),
        ("552 5.3.4 The body is too large", "content"),
        ("552 5.3.4 Message too large", None),
    ],
)
def test_what_is_too_much_is_known_where_the_words_name_it(said, what):
    assert too_much(said) == what


@pytest.mark.parametrize(
    ("status", "said", "sender"),
    [
        ("5.1.8", "", True),
        ("5.7.26", "550-5.7.26 Unauthenticated email is not accepted due to the domain's DMARC policy", True),
        ("5.1.0", "550 5.1.0 <x@y.example> sender rejected", True),
        ("5.7.1", "550 5.7.1 Sender address rejected: not a user", True),
        ("5.7.1", "554 5.7.1 Message content rejected", False),
        (None, "550 blocked", False),
    ],
)
def test_a_refusal_of_the_sender_is_told_from_one_of_the_mail(status, said, sender):
    assert is_about_sender(status, said) is sender


@given(st.text(max_size=600))
def test_no_words_are_too_odd(said):
    assert {type(size(said)), type(size_limit(said))} <= {int, type(None)}
    assert too_much(said) in ("content", "attachments", None)
    assert is_about_sender(None, said) in (True, False)
