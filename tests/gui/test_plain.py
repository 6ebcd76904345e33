"""What a mail says is shown as text, whatever it holds."""

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog_gui.plain import harmless, harmless_lines, menu_text, tooltip

ANY_TEXT = st.text(st.characters(), max_size=400)


@given(ANY_TEXT)
def test_nothing_that_acts_on_its_surroundings_is_left(text):
    categories = {
        unicodedata.category(character) for character in harmless(text) if character not in "\u200c\u200d"
    }

    assert categories.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


@given(ANY_TEXT, st.integers(min_value=1, max_value=50))
def test_it_is_never_longer_than_asked(text, limit):
    assert len(harmless(text, limit)) <= limit


@given(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=300))
def test_plain_words_stay_as_they_are(text):
    assert harmless(text) == text


def test_an_override_of_the_writing_direction_goes():
    assert harmless("invoice\u202efdp.exe") == "invoicefdp.exe"


def test_line_breaks_become_one_blank():
    assert harmless("first\r\n\tsecond") == "first second"


def test_a_letter_keeps_no_more_marks_than_languages_write():
    assert harmless("e" + "\u0301" * 50) == "e" + "\u0301" * 4


def test_joined_emoji_and_persian_words_stay_whole():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467 می\u200cخواهم"

    assert harmless(family) == family


@pytest.mark.parametrize("length", [10_000, 1_000_000])
def test_a_cut_text_ends_in_an_ellipsis(length):
    assert harmless("a" * length, 300) == "a" * 299 + "…"


@given(ANY_TEXT)
def test_a_tooltip_holds_no_markup_but_its_own_paragraph(text):
    inside = tooltip(text).removeprefix("<p>").removesuffix("</p>")

    assert "<" not in inside
    assert html.unescape(inside) == harmless(text, 2_000)


def test_an_ampersand_in_a_menu_marks_no_shortcut():
    assert menu_text("R&D@firma.example") == "R&&D@firma.example"


def test_lines_stay_lines_and_nothing_else_of_a_text_commands():
    text = "\n\nDear \u202eBob\u202c,\r\n\x1b[31mred\tone\n\n\n\n\n\nlast   \n\n"

    assert harmless_lines(text) == "Dear Bob,\n [31mred one\n\n\nlast"
