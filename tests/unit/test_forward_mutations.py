"""What is known of each mail program is enough to read its block, however mail systems have changed it."""

import pytest
from forward_blocks import DIALECTS, HTML, PLAIN, VALUES, block, mail, name

from birdlog.mail import forward
from birdlog.mail.people import people

BLOCKS = [(name(dialect), made) for dialect in DIALECTS if (made := block(dialect))]


def misread(made, text, subtype):
    """What of a block was read as something else than what was written; None where nothing was."""
    read = forward.read(mail(text, subtype, made.subject))
    if read is None:
        return "not found"
    said = {"from": (read.sender,), "to": read.to, "cc": read.cc, "subject": read.subject, "date": read.date}
    wrong = {
        field: said[field]
        for field, value in VALUES.items()
        if value in made.rows.values() and said[field] != _expected(field, value)
        if not (field == "date" and said[field] is None and value not in text)
    }
    return wrong or None


def _expected(field, value):
    return people(value) if field in ("from", "to", "cc") else value


def all_misread(shape, subtype):
    return [f"{who}: {wrong}" for who, made in BLOCKS if (wrong := misread(made, shape(made), subtype))]


@pytest.mark.parametrize("shape", PLAIN.values(), ids=PLAIN)
def test_each_programs_block_is_read_as_mail_systems_change_it(shape):
    assert all_misread(shape, "plain") == []


@pytest.mark.parametrize("shape", HTML.values(), ids=HTML)
def test_each_programs_block_is_read_in_the_structures_of_html(shape):
    assert all_misread(shape, "html") == []
