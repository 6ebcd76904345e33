"""The files of phrases: what they may hold, and how a phrase is found in what was said."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.mail.bounce.reasons import HINTS, SAID, reason_of
from birdlog.mail.bounce.report import Reason
from birdlog.mail.bounce.wording import Phrase, Wording, plain


def _found(written, text):
    return bool(Phrase(0, "unknown", written).pattern.search(plain(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mail-Box  FULL!", " mailbox full "),
        ("it isn't, can't and can not", " it is not cannot and cannot "),
        ("it isn\u2019t", " it is not "),
        ("Empfänger größer", " empfanger grosser "),
        ("550 5.1.1 <a@b.example>: BAD_USER", " 550 5 1 1 @ bad user "),
        ("see https://x.example/quota SIZE=12", " see @ @ "),
        ("", "  "),
    ],
)
def test_text_is_compared_in_one_spelling(text, words):
    assert plain(text) == words


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("no such user", "No such user!", True),
        ("no such user", "no such users", False),
        ("user* unknown", "users unknown", True),
        ("mailbox ... full", "mailbox is full", True),
        ("mailbox ... full", "mailbox full", True),
        ("mailbox ... full", "mailbox " + "x" * 50 + " full", False),
        ("(mailbox|inbox) (is |)full", "the inbox full", True),
        ("(mailbox|inbox) (is |)full", "the inbox is full", True),
        ("boîte pleine", "BOITE PLEINE", True),
        ("*いっぱい*", "メールボックスがいっぱいです", True),
    ],
)
def test_a_phrase_is_found_as_it_is_written(written, text, found):
    assert _found(written, text) is found


@pytest.mark.parametrize("wording", [SAID, HINTS], ids=["said", "hints"])
def test_every_phrase_means_a_reason_and_can_be_looked_up(wording):
    for phrase in wording.phrases():
        stems = phrase.stems()

        assert phrase.meaning in set(get_args(Reason)) - {"unknown"}
        assert phrase.pattern.pattern
        assert stems
        assert "" not in stems or phrase.pattern.pattern.startswith(r" \w*")


def test_the_phrase_that_stands_first_in_the_file_holds(tmp_path):
    (tmp_path / "said.txt").write_text("# why\n[refused]\nno way\n\n[temporary]\nno way today\nnot now\n")
    wording = Wording(tmp_path / "said.txt")

    assert wording.meaning(plain("no way today")) == "refused"
    assert wording.meaning(plain("not now")) == "temporary"
    assert wording.meaning(plain("never")) is None


@given(st.text(max_size=300))
def test_any_words_have_a_reason(said):
    assert reason_of(None, said) in get_args(Reason)
