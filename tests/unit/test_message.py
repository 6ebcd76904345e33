"""What a mail says, as the embedded CRM shows it."""

from datetime import UTC, datetime

import pytest
from crm_mails import outgoing

from birdlog.mail import html_text, message
from birdlog.mail.people import Person, people

LETTER = """\
From: =?utf-8?q?Jos=C3=A9?= <jose@x.example>
To: "Doe, J" <A@B.Example>, d@e.example, Friends: =?utf-8?q?Z=C3=A9?= <z@x.example>;
Cc: undisclosed-recipients:;
Subject: =?utf-8?b?4piD?= ação
Date: Mon, 23 Nov 2026 10:00:00 -0300
Message-ID: (made by hand) <1@x.example>

Olá.
"""


def test_a_mail_says_who_it_is_from_whom_it_is_for_and_when_it_was_written():
    mail = message.read(LETTER.encode())
    assert mail.sender == Person("José", "jose@x.example")
    assert mail.to == (
        Person("Doe, J", "A@b.example"),
        Person(None, "d@e.example"),
        Person("Zé", "z@x.example"),
    )
    assert mail.cc == ()
    assert (mail.subject, mail.text, mail.message_id) == ("☃ ação", "Olá.", "1@x.example")
    assert mail.date == datetime(2026, 11, 23, 13, tzinfo=UTC)


def test_addresses_between_semicolons_are_all_there():
    assert [person.address for person in message.read(b"To: a@x.example; B <b@x.example>\n\n").to] == [
        "a@x.example",
        "b@x.example",
    ]


@pytest.mark.parametrize(
    "date", ["", "soon", "Mon, 23 Nov 2026 10:00:00 +9999", "Mon, 99 Nov 2026 10:00:00 +0000"]
)
def test_a_date_that_is_none_is_none(date):
    assert message.read(f"Date: {date}\n\n".encode()).date is None


def test_the_text_is_made_from_the_html_where_there_is_no_plain_part():
    raw = b"Content-Type: text/html\n\n<style>p{}</style><p>One &amp; two</p><blockquote>said</blockquote>"
    assert message.read(raw).text == "One & two\n\n> said"


def test_attachments_have_their_names_and_what_they_hold():
    mail = message.read(outgoing(attachments=[("preço.pdf", b"%PDF")]))
    assert [(each.name, each.content) for each in mail.attachments] == [("preço.pdf", b"%PDF")]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("a<br>b", "a\nb"),
        ("<p>a<p>b", "a\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>d", "a\tb\nc\nd"),
        ("<td><div>a</div><div>b</div></td>", "a b"),
        ("<pre>a\n b</pre>c", "a\nb\nc"),
        ("1 < 2 &lt; 3 &#9731;", "1 < 2 < 3 ☃"),
        ("&#" + "9" * 5000 + ";", "&#" + "9" * 5000 + ";"),
        ("<a href=\"a>b\" title='>'>link</a>", "link"),
        ("<script>if (a < b) {}</script><!-- > -->seen", "seen"),
        ("<!-- never closed", ""),
    ],
)
def test_html_is_read_by_its_structure(html, shown):
    assert html_text.text(html) == shown


def test_lines_in_a_marked_element_bear_its_mark():
    html = '<div>a</div><div id="x"><div class="y z">b</div>c<img></div>d'
    assert [(line.text, line.mark) for line in html_text.lines(html, {"x", "y"})] == [
        ("a", None),
        ("b", "y"),
        ("c", "x"),
        ("d", None),
    ]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("John Doe <j@x.example>", [("John Doe", "j@x.example")]),
        ("j@X.Example", [(None, "j@x.example")]),
        ('"Doe, John" <j@x.example>, k@x.example', [("Doe, John", "j@x.example"), (None, "k@x.example")]),
        (
            "Doe, John <j@x.example>; Roe, Jane<k@x.example>",
            [("Doe, John", "j@x.example"), ("Roe, Jane", "k@x.example")],
        ),
        ("John Doe [mailto:j@x.example]", [("John Doe", "j@x.example")]),
        ("<j@x.example<mailto:j@x.example>>", [(None, "j@x.example")]),
        ("j@x.example (John Doe)", [("John Doe", "j@x.example")]),
        ("'j@x.example' <j@x.example>", [(None, "j@x.example")]),
        ("John Doe; Jane Roe", [("John Doe", None), ("Jane Roe", None)]),
        (" , ;; ", []),
    ],
)
def test_people_are_read_in_the_forms_in_which_programs_print_them(printed, read):
    assert [(person.name, person.address) for person in people(printed)] == read
