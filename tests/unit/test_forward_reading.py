"""Reading a forwarded message: every language of Thunderbird, and the shapes of other programs."""

import json
from datetime import UTC, datetime
from importlib.resources import files
from textwrap import wrap

import pytest
from crm_mails import ANA, BOB, CARLA, ENGLISH, forwarded
from hypothesis import given
from hypothesis import strategies as st

from birdlog.mail import forward
from birdlog.mail.people import Person

LABELS_OF = files("birdlog.mail").joinpath("forward_labels")
THUNDERBIRD = json.loads(LABELS_OF.joinpath("thunderbird.json").read_text(encoding="utf-8"))["dialects"]
FIELDS = {
    "subject": ENGLISH["Subject"],
    "date": ENGLISH["Date"],
    "from": ENGLISH["From"],
    "reply_to": "Desk <desk@globex.example>",
    "organization": "Globex",
    "to": ENGLISH["To"],
    "cc": ENGLISH["CC"],
    "references": "<1@globex.example>",
}


def block_of(entry):
    lines = entry.get("lines") or THUNDERBIRD[0]["lines"]
    labels = {}
    for field, value in FIELDS.items():
        if field in entry["labels"]:
            labels.setdefault(entry["labels"][field][0], value)  # Korean has one word for Cc and References
    return {"labels": labels, "announcement": lines[0]}


def assert_is_bobs(read):
    assert read is not None
    assert read.sender == Person("Bob Builder", BOB)
    assert (read.to, read.cc) == ((Person(None, ANA),), (Person("Carla", CARLA),))
    assert (read.subject, read.date) == (ENGLISH["Subject"], ENGLISH["Date"])
    assert read.date_utc == datetime(2026, 11, 23, 13, tzinfo=UTC)
    assert (read.text, read.chain) == ("We take it.", False)


@pytest.mark.parametrize("parts", [("plain",), ("html",), ("plain", "html")], ids="+".join)
@pytest.mark.parametrize("entry", THUNDERBIRD, ids=lambda entry: entry["language"])
def test_thunderbirds_block_is_read_in_each_of_its_languages(entry, parts):
    assert_is_bobs(forward.read(forwarded(**block_of(entry), parts=parts)))


@pytest.mark.parametrize("entry", THUNDERBIRD, ids=lambda entry: entry["language"])
def test_the_language_is_one_that_writes_these_words(entry):
    read = forward.read(forwarded(**block_of(entry)))
    named = next(each for each in THUNDERBIRD if each["language"] == read.language)
    assert read.client == "thunderbird"
    assert {field: named["labels"][field] for field in ("from", "to", "subject", "date")} == {
        field: entry["labels"][field] for field in ("from", "to", "subject", "date")
    }


MANGLED = {
    "as it is": lambda block: block,
    "quoted": lambda block: "\n".join(f"> {line}" for line in block.split("\n")),
    "with CRLF": lambda block: block.replace("\n", "\r\n"),
    "with no-break spaces": lambda block: block.replace(": \t", "\u00a0: "),
    "with a byte order mark": lambda block: f"\ufeff{block.strip()}",
    "with full-width colons": lambda block: block.replace(": \t", "\uff1a"),
    "with bidirectional marks": lambda block: block.replace("\nFrom", "\n\u200fFrom\u200e"),
    "in bold": lambda block: block.replace("From: \t", "*From:* ").replace("Date: \t", "*Date:* "),
    "with a wrapped list": lambda block: block.replace(f"Carla <{CARLA}>", f"Carla\n<{CARLA}>"),
    "with a wrapped subject": lambda block: block.replace("The offer", "The\n offer"),
}


@pytest.mark.parametrize("mangle", MANGLED.values(), ids=MANGLED)
def test_a_block_is_read_as_mail_programs_mangle_it(mangle):
    rows = "\n".join(f"{label}: \t{value}" for label, value in ENGLISH.items())
    block = f"\n-------- Forwarded Message --------\n{rows}\n\n\nWe take it.\n"
    raw = b"Content-Type: text/plain; charset=utf-8\n\n" + mangle(block).encode()
    assert_is_bobs(forward.read(raw))


SHAPES = {
    "gmail": "---------- Forwarded message ---------\n{rows}",
    "apple-mail": "Begin forwarded message:\n\n{rows}",
    "yahoo": "----- Forwarded Message -----\n{rows}",
}


@pytest.mark.parametrize(("client", "shape"), SHAPES.items())
def test_the_shapes_of_other_programs_are_read(client, shape):
    rows = "\n".join(f"{label}: {value}" for label, value in ENGLISH.items())
    read = forward.read(b"\n" + shape.format(rows=rows).encode() + b"\n\nWe take it.")
    assert_is_bobs(read)
    assert (read.client, read.language) == (client, "en")


ANAS = ("Ana <ana@acme.example>", "23/11/2026 10:05", "Offer 2026-117")


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("Փոխանցված հաղորդագրություն", ("Ումից`", "Ամսաթիվը`", "Վերնագիրը`")),
        ("Փոխանցված հաղորդագրություն", ("Ումից՝", "Ամսաթիվը՝", "Վերնագիրը՝")),
        ("የተላለፈ መልዕክት", ("ከ፦", "ቀን:", "ርዕሰ ጕዳይ፦")),
        ("បានបញ្ជូនសារបន្ត", ("ពី៖", "កាលបរិច្ឆេទ៖", "ប្រធានបទ៖")),
        ("တစ်ဆင့်ပို့လိုက်သည့် စာ", ("မှ -", "ရက်စွဲ:", "အကြောင်းအရာ-")),
    ],
)
def test_a_label_ends_with_the_colon_of_its_script(line, labels):
    block = "\n".join(f"{label} {value}" for label, value in zip(labels, ANAS, strict=True))
    assert_is_anas(forward.read_text(f"---------- {line} ----------\n{block}\n\nHello.\n", "Fwd: Offer"))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_labels_of_no_known_language_are_told_by_their_values(order):
    block = "\n".join(f"Qq{at}: {ANAS[at]}" for at in order)
    assert_is_anas(forward.read_text(f"-------- Xyzzy --------\n{block}\n\nHello.\n", "Fwd: Offer"))


@pytest.mark.parametrize("width", [72, 76])
def test_an_unknown_label_may_be_the_last_and_its_value_wrapped(width):
    subject = "The offer for the second half of the year, revised once more after our talk"
    written = ["From: Ana <ana@acme.example>", "Date: 23/11/2026 10:05", "To: bob@globex.example"]
    written += ["Cc: carla@globex.example", *wrap(f"Qq: {subject}", width)]
    read = forward.read_text("\n".join(["-------- Xyzzy --------", *written, "", "Hello."]), "Fwd: Offer")
    assert read is not None
    assert (read.subject, read.text) == (subject, "Hello.")


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close together", "apart"])
@pytest.mark.parametrize("order", [("Qd", "Qs"), ("Qs", "Qd")], ids=" ".join)
def test_unknown_labels_may_stand_below_known_ones(order, gap):
    values = {"Qd": "23/11/2026 10:05", "Qs": "Offer 2026-117"}
    written = ["From: Ana <ana@acme.example>", "To: bob@globex.example", "Cc: carla@globex.example"]
    written += [f"{label}: {values[label]}" for label in order]
    read = forward.read_text(f"-------- Xyzzy --------\n{gap.join(written)}\n\nHello.", "Fwd: Offer")
    assert_is_anas(read)


def test_the_first_address_is_the_senders_where_its_label_is_unknown():
    """And the one that is From in another language is To in this one, which we know not."""
    read = forward.read_text(
        "-------- Xyzzy --------\nQq: Ana <ana@acme.example>\nDa: bob@globex.example\nQs: Offer\n\nHello.",
        "Fwd: Offer",
    )
    assert read is not None
    assert (read.sender, read.to) == (
        Person("Ana", "ana@acme.example"),
        (Person(None, "bob@globex.example"),),
    )


@pytest.mark.parametrize(
    ("subtype", "text"),
    [
        ("plain", '\n"Ana" <ana@acme.example> \u2013 23/11/2026 10:05\n> Hello.\n'),
        (
            "html",
            '<p></p><div class="quote">"Ana" ana@acme.example \u2013 23/11/2026 10:05<br><p>Hello.</p></div>',
        ),
    ],
)
def test_a_heading_names_sender_and_date_without_a_colon(subtype, text):
    read = forward.read(
        f"Subject: Fwd: Offer 2026-117\nContent-Type: text/{subtype}; charset=utf-8\n\n{text}".encode()
    )
    assert read is not None
    assert (read.sender, read.date) == (Person("Ana", "ana@acme.example"), "23/11/2026 10:05")
    assert read.subject == "Offer 2026-117"


def assert_is_anas(read):
    assert read is not None
    assert read.sender == Person("Ana", "ana@acme.example")
    assert (read.date, read.subject, read.text) == ("23/11/2026 10:05", "Offer 2026-117", "Hello.")


def test_a_block_on_one_line_is_read():
    fields = f"From: Bob Builder <{BOB}>To: {ANA}Sent: Monday, 10:00 AMSubject: The offer"
    read = forward.read(f"\n  ----- Forwarded Message ----- {fields}\nWe take it.".encode())
    assert (read.client, read.sender, read.subject) == ("yahoo", Person("Bob Builder", BOB), "The offer")


OUTLOOK = f"""\
________________________________
From: Bob <{BOB}>
Sent: Monday
To: {ANA}
Subject: The offer

Yes."""


@pytest.mark.parametrize(
    ("subject", "is_forward"), [("FW: The offer", True), ("", True), ("RE: The offer", False)]
)
def test_outlooks_block_is_a_forwards_unless_the_mail_is_a_reply(subject, is_forward):
    assert (forward.read(f"Subject: {subject}\n\nSee below.\n{OUTLOOK}".encode()) is not None) is is_forward


@pytest.mark.parametrize(
    ("subject", "is_forward"),
    [("FW: The offer", True), ("", True), ("The offer", False), ("AW: The offer", False)],
)
def test_a_block_without_any_line_above_it_needs_a_subject_that_says_nothing_else(subject, is_forward):
    block = OUTLOOK.partition("\n")[2]
    assert (forward.read(f"Subject: {subject}\n\nSee below.\n\n{block}".encode()) is not None) is is_forward


@pytest.mark.parametrize(("language", "is_forward"), [("da", True), ("fi", False)])
def test_a_prefix_may_be_a_forwards_in_one_language_and_a_replys_in_another(language, is_forward):
    rows = {
        "da": f"Fra: Bob <{BOB}>\nSendt: i dag\nTil: {ANA}\nEmne: Tilbud",
        "fi": f"Lähettäjä: Bob <{BOB}>\nLähetetty: tänään\nVastaanottaja: {ANA}\nAihe: Tarjous",
    }
    assert (forward.read_text(f"Se.\n\n{rows[language]}\n\nHei.", "VS: Tilbud") is not None) is is_forward


@pytest.mark.parametrize(
    "text",
    [
        "",
        "From: here on it gets better.",
        "On Mon, Bob <bob@globex.example> wrote:\n> Yes.",
        "-------- Forwarded Message --------\nnothing follows",
    ],
)
def test_ordinary_mail_is_no_forward(text):
    assert forward.read(f"Subject: Fwd: x\n\n{text}".encode()) is None


def test_the_first_block_counts_and_the_rest_is_the_chain():
    inner = (
        f"-------- Forwarded Message --------\nSubject: Older\nDate: Sun\nFrom: {CARLA}\nTo: {BOB}\n\nOld."
    )
    read = forward.read(forwarded(text=f"See below.\n\n{inner}", parts=("plain",)))
    assert (read.subject, read.chain) == ("The offer", True)
    assert read.text.endswith("Old.")


def test_a_block_may_leave_fields_out():
    labels = {"From": "Bob Builder", "Subject": "The offer"}
    read = forward.read(forwarded(labels=labels))
    assert (read.sender, read.date, read.date_utc) == (Person("Bob Builder", None), None, None)
    assert (read.to, read.cc) == ((), ())


def test_all_raw_header_fields_may_stand_in_the_block():
    raw = {"Received": "from x by y", "Message-ID": "<9@globex.example>", "X-Spam-Flag": "no", **ENGLISH}
    assert_is_bobs(forward.read(forwarded(labels=raw, parts=("plain",))))
    assert_is_bobs(forward.read(forwarded(labels=raw)))


def test_quoted_text_loses_the_marks_that_the_block_bears_too():
    block = f"> Begin forwarded message:\n>\n> From: {BOB}\n> Subject: The offer\n>\n> We\n> > said\n"
    assert forward.read(f"\n{block}".encode()).text == "We\n> said"


def test_the_originals_message_id_is_the_one_that_thunderbird_names():
    assert forward.read(forwarded()).original_message_id == "9@globex.example"


def test_without_that_it_is_the_last_reference():
    raw = b"References: <8@x.example> <9@x.example>\n" + forwarded(original_message_id=None)
    assert forward.read(raw).original_message_id == "9@x.example"


NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
ADDRESSES = st.from_regex(r"[a-z0-9]{1,10}@[a-z]{1,10}\.example", fullmatch=True)


@given(NAMES, ADDRESSES, NAMES, st.sampled_from(THUNDERBIRD))
def test_what_thunderbird_writes_is_read_back(name, address, subject, entry):
    block = block_of(entry)
    labels = block["labels"] | {
        entry["labels"]["from"][0]: f"{name} <{address}>",
        entry["labels"]["subject"][0]: subject,
    }
    read = forward.read_parts(
        forward.parts.read(forwarded(labels=labels, announcement=block["announcement"]))
    )
    for part in (read.plain, read.html):
        assert (part.sender, part.subject) == (Person(name, address), subject)
