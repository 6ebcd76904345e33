"""Reading never raises, and twice the mail is twice the work, whatever the mail is made of."""

import sys

import pytest
from forward_blocks import DIALECTS, HTML, PLAIN, block, mail
from hypothesis import example, given
from hypothesis import strategies as st

from birdlog.mail import forward
from birdlog.mail.forward import Forward

BLOCKS = [made for dialect in DIALECTS if (made := block(dialect))]
SUBJECTS = ["Fwd: x", "Re: x", "x", "", "VS: x", "[x] [", ":", "\uff1a"]

PLAIN_PIECES = [
    "From: a@b.example\n",
    "From: a\nzz\n",
    "From: a\n\n",
    "From: <",
    "From\t",
    "**From:** a\n",
    "From: a@b.example To: ",
    f"From: {'x' * 70}\n{'y' * 75}\n",
    "-------- Forwarded Message --------\n",
    "-------- Forwarded Message --------\nFrom: a\n",
    "---- a b c ----\n",
    "----- a b c\n",
    "Subject: x\nzzz\n",
    "To: a,\nb,",
    "X-a: b\n",
    "a word:\n",
    "On 1/1/2027 10:00 a@b.example:\n",
    "a@b 2027-01-01\n",
    "Abc: d\nEfg: 2027-01-01 h\n",
    "От: я\n",
    "发件人：我\n主题",
    "> > > ",
    "| From | a |\n",
    ": ",
    "\u200b",
]
HTML_PIECES = [
    "<table class=moz-email-headers-table><tr><th>From<td>a",
    "<blockquote>a",
    "<a href=mailto:a@b.c>x",
    "<div>From: a</div>",
    "<div class=gmail_attr>",
    "<td>From:",
    "<",
    "<a b=c d='",
    "<!-",
    "<pre>\n",
    "&#xD800;",
]
PIECES = [(piece, "plain") for piece in PLAIN_PIECES] + [(piece, "html") for piece in HTML_PIECES]


def work(raw):
    """How many calls reading a mail takes: what counts where a clock would tell of other programs too."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        forward.read(raw)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(("piece", "subtype"), PIECES)
@pytest.mark.parametrize("subject", ["Fwd: x", "Re: x"])
def test_twice_the_mail_is_twice_the_work(piece, subtype, subject):
    once, twice = (work(mail(piece * (size // len(piece)), subtype, subject)) for size in (20_000, 40_000))
    assert twice <= 2.1 * once + 1_000


def is_clean(read):
    """Whether what was read holds together: texts without lone surrogates, a span that is one."""
    if read is None:
        return True
    said = [read.text, read.subject or "", read.date or "", *(f"{one.name}{one.address}" for one in read.to)]
    "".join(said).encode()
    return 0 <= read.span.start <= read.span.end and read.span.first_line <= read.span.end_line


@given(st.binary(max_size=300), st.sampled_from(SUBJECTS))
@example(b"", "")
def test_any_bytes_are_read(octets, subject):
    for subtype in ("plain", "html"):
        head = f"Subject: {subject}\nContent-Type: text/{subtype}\n\n".encode()
        assert is_clean(forward.read(head + octets))
    assert is_clean(forward.read(octets))


@given(
    st.lists(st.one_of(st.sampled_from([piece for piece, _ in PIECES]), st.text(max_size=5)), max_size=30),
    st.sampled_from(["plain", "html"]),
    st.sampled_from(SUBJECTS),
)
def test_any_pieces_of_blocks_are_read(pieces, subtype, subject):
    text = "".join(pieces).encode("utf-8", "replace").decode()
    assert is_clean(forward.read(mail(text, subtype, subject)))


SHAPES = [(shape, "plain") for shape in PLAIN.values()] + [(shape, "html") for shape in HTML.values()]


@given(st.data())
def test_blocks_with_something_cut_out_or_put_in_are_read(data):
    made = data.draw(st.sampled_from(BLOCKS))
    shape, subtype = data.draw(st.sampled_from(SHAPES))
    text = shape(made)
    for _ in range(data.draw(st.integers(1, 4))):
        start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
        put_in = data.draw(
            st.one_of(st.text(max_size=3), st.sampled_from(["\n", ": ", "> ", "<", "@", "----"]))
        )
        text = text[:start] + put_in.encode("utf-8", "replace").decode() + text[min(end, start + 9) :]
    read = forward.read(mail(text, subtype, data.draw(st.sampled_from(SUBJECTS))))
    assert read is None or isinstance(read, Forward)
    assert is_clean(read)


@pytest.mark.parametrize("shape", ["as it is", "quoted", "below a note"])
def test_the_span_of_a_block_holds_its_lines_and_nothing_else(shape):
    for made in BLOCKS[::20]:
        text = PLAIN[shape](made)
        span = forward.read(mail(text, "plain", made.subject)).span
        held = text[span.start : span.end]
        assert held.split("\n")[:-1] == text.split("\n")[span.first_line : span.end_line]
        assert held.lstrip("> ").startswith(made.lines()[0])
        assert held.rstrip().endswith(made.lines()[-1])
